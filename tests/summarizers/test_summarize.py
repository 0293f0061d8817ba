"""One bad text never spoils a batch."""

import pytest

import summarizers.engines
from articles.article import Article, Block
from summarizers import NotReady, Text, ready, summarize

# An engine is a file, so the fakes are files: enough to fail as real ones do, on one text or on all.
FALLS_OVER = """
from summarizers.engines.extract import Engine as Extract

class Engine(Extract):
    name = "falls_over"

    def summarize(self, texts):
        if any(text.article.id == "bad" for text in texts):
            raise MemoryError("too much")
        return super().summarize(texts)
"""
LOSES_ONE = """
from summarizers.engines.extract import Engine as Extract

class Engine(Extract):
    name = "loses_one"

    def summarize(self, texts):
        return super().summarize(texts)[1:]
"""
NEEDS_WEIGHTS = """
from summarizers.engine import ABSTRACTIVE, NotReady

class Engine:
    name = "needs_weights"
    rank = ABSTRACTIVE

    def signature(self):
        raise NotReady("No weights; run: wireglot models pull")
"""


@pytest.fixture(autouse=True)
def engines(tmp_path, monkeypatch):
    for name, code in [
        ("falls_over", FALLS_OVER),
        ("loses_one", LOSES_ONE),
        ("needs_weights", NEEDS_WEIGHTS),
    ]:
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(summarizers.engines, "__path__", [*summarizers.engines.__path__, str(tmp_path)])


def text(name: str) -> Text:
    blocks = (Block("paragraph", ("The harbour was closed on Monday after a storm.",)),)
    return Text(Article(name, name, name, "", blocks), "en", blocks, "en")


def test_a_text_that_fails_is_named_and_the_others_are_made():
    good, bad, other = summarize([text("good"), text("bad"), text("other")], engine="falls_over")

    assert good.short.text == other.short.text == "The harbour was closed on Monday after a storm."
    assert bad.short.text == bad.long.text == ""
    assert bad.short.checks == ("falls_over failed: MemoryError: too much",)


def test_an_engine_that_loses_a_summary_is_noticed():
    made = summarize([text("a"), text("b")], engine="loses_one")

    assert [one.long.text for one in made] == ["", ""]
    assert "should have given 1 summaries, it gave 0" in made[0].long.checks[0]


def test_auto_passes_over_what_is_not_ready_even_when_it_ranks_higher():
    assert ready("auto").name != "needs_weights"


def test_an_engine_asked_for_by_name_says_what_it_lacks():
    with pytest.raises(NotReady, match="wireglot models pull"):
        ready("needs_weights")


def test_nothing_in_gives_nothing_out():
    assert summarize([]) == ()
