"""One bad text never spoils a batch."""

from dataclasses import replace

import pytest

from wireglot import summarizers
from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput, choose_engine, summarize

# An engine is a file, so the fakes are files: enough to fail as real ones do, on one text or on all.
FALLS_OVER = """
from wireglot.summarizers.engines.extract import Engine as Extract

class Engine(Extract):
    name = "falls_over"

    def summarize(self, texts):
        if any(text.article.id == "bad" for text in texts):
            raise MemoryError("too much")
        return super().summarize(texts)
"""
LOSES_ONE = """
from wireglot.summarizers.engines.extract import Engine as Extract

class Engine(Extract):
    name = "loses_one"

    def summarize(self, texts):
        return super().summarize(texts)[1:]
"""
WRITES_FRENCH = """
from dataclasses import replace
from wireglot.summarizers import Summaries
from wireglot.summarizers.engines.extract import Engine as Extract

class Engine(Extract):
    name = "writes_french"

    def summarize(self, texts):
        return tuple(
            Summaries(replace(one.short, language="fr", engine="writes_french"), one.long)
            for one in super().summarize(texts)
        )
"""
NEEDS_WEIGHTS = """
from wireglot.summarizers.engine import ABSTRACTIVE

class Engine:
    name = "needs_weights"
    rank = ABSTRACTIVE

    def signature(self, language, output_language):
        return None

    def install_hint(self, language, output_language):
        return "wireglot models pull"

    def summarize(self, texts):
        raise NotImplementedError
"""
# Ready for English alone, and the best there is for it.
KNOWS_ENGLISH = """
from wireglot.summarizers.engine import INSTRUCTED
from wireglot.summarizers.engines.extract import Engine as Extract

class Engine(Extract):
    name = "knows_english"
    rank = INSTRUCTED + 1

    def signature(self, language, output_language):
        return "knows_english|v:1" if output_language == "en" else None

    def install_hint(self, language, output_language):
        return "" if output_language == "en" else "wait"
"""


@pytest.fixture(autouse=True)
def engines(tmp_path, monkeypatch):
    for name, code in [
        ("falls_over", FALLS_OVER),
        ("loses_one", LOSES_ONE),
        ("writes_french", WRITES_FRENCH),
        ("needs_weights", NEEDS_WEIGHTS),
        ("knows_english", KNOWS_ENGLISH),
    ]:
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(summarizers.engines, "__path__", [*summarizers.engines.__path__, str(tmp_path)])


def text(name: str) -> SummaryInput:
    blocks = (Block("paragraph", ("The harbour was closed on Monday after a storm.",)),)
    return SummaryInput(Article(name, name, name, "", blocks), "en", blocks, "en")


def test_one_failed_text_does_not_spoil_the_others():
    good, bad, other = summarize([text("good"), text("bad"), text("other")], engine="falls_over")

    assert good.short.text == other.short.text == "The harbour was closed on Monday after a storm."
    assert bad.short.text == bad.long.text == ""
    assert bad.short.checks == ("falls_over failed: MemoryError: too much",)


def test_an_engine_that_loses_a_summary_is_noticed():
    made = summarize([text("a"), text("b")], engine="loses_one")

    assert [one.long.text for one in made] == ["", ""]
    assert "should have returned 1 summaries, it returned 0" in made[0].long.checks[0]


def test_auto_skips_an_engine_that_is_not_ready():
    assert choose_engine("sv", "sv").engine.name not in {"needs_weights", "knows_english"}


def test_auto_takes_the_best_engine_for_each_language_pair():
    swedish, english = replace(text("a"), output_language="sv"), text("b")
    made = summarize([swedish, english, swedish])

    assert choose_engine("sv", "en").engine.name == "knows_english"
    assert [one.short.language for one in made] == ["sv", "en", "sv"]


def test_a_named_engine_that_is_not_ready_is_replaced():
    (made,) = summarize([text("a")], engine="needs_weights")

    assert (made.short.engine, made.short.text) == ("extract", "The harbour was closed on Monday after a storm.")
    assert made.short.checks[0] == "needs_weights cannot summarise this text now (wireglot models pull)"
    assert choose_engine("en", "en", "needs_weights").signature == made.short.signature


def test_no_texts_give_no_summaries():
    assert summarize([]) == ()


def test_a_summary_in_another_language_is_replaced_by_extract():
    (made,) = summarize([text("a")], engine="writes_french")

    assert (made.short.engine, made.short.language) == ("extract", "en")
    assert made.short.checks == ("made by extract: writes_french wrote in the language 'fr', not in 'en'",)
    assert made.long.checks == ()
