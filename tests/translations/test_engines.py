"""Every translation engine keeps the contract; and how one is found and chosen."""

from inspect import ismodule
from pathlib import Path

import pytest

from wireglot import translations
from wireglot.translations import UnknownEngine, available, engines, install_hints, load, ready
from wireglot.translations.contracts import BrokenContract, check_translation_engine
from wireglot.translations.engine import NEURAL, PIVOT, RULE_BASED, ready_engines, score

PAIRS = [("es", "en"), ("pt", "en"), ("sr", "en"), ("en", "ca"), ("uk", "en"), ("zh-Hans", "en"), ("und", "en")]


@pytest.mark.process
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("name", available())
def test_every_engine_keeps_the_contract(name, pair):
    check_translation_engine(load(name), *pair)


class BreaksEverything:
    """An engine that keeps nothing of the contract."""

    name, rank = "broken", 7

    def signature(self, source, target):
        return "other\nname"

    def note(self, source, target):
        return "no full stop"

    def install_hint(self, source, target):
        return "run this"

    def translate(self, sentences, source, target):
        return tuple(sentences)


class LosesAnswers(BreaksEverything):
    """An engine that describes itself well and drops an answer."""

    rank = NEURAL

    def signature(self, source, target):
        return "broken|v:1"

    def note(self, source, target):
        return ""

    install_hint = note

    def translate(self, sentences, source, target):
        return tuple(sentences[1:])


def test_the_contract_names_every_fault():
    with pytest.raises(BrokenContract, match=r"rank: .*signature: .*install_hint: .*note: "):
        check_translation_engine(BreaksEverything(), "sv", "en")
    with pytest.raises(BrokenContract, match="translate: expected 9 answers, found 8"):
        check_translation_engine(LosesAnswers(), "sv", "en")


def test_engines_are_the_files_of_the_folder():
    files = Path(engines.__file__).parent.glob("*.py")

    assert set(available()) >= {file.stem for file in files} - {"__init__"}


def test_an_unknown_engine_is_refused_with_the_choices():
    with pytest.raises(UnknownEngine, match=r"'googol'; available engines: .*none"):
        load("googol")


@pytest.mark.process
def test_without_a_ready_engine_it_is_none():
    assert ready("uk", "en", "none").name == "none"
    assert ready("tlh", "en").name == "none"
    assert install_hints("tlh", "en") == ()


ENGINE = """
class Engine:
    name, rank = {name!r}, {rank}
    def signature(self, source, target): return {signature}
    def translate(self, sentences, source, target): return tuple(sentences)
    def note(self, source, target): return ""
    def install_hint(self, source, target): return "make it so"
"""


def test_the_highest_rank_that_is_ready_wins(add_engine):
    add_engine("a_neural_engine", ENGINE.format(name="a_neural_engine", rank=NEURAL, signature="'1'"))
    add_engine("not_ready", ENGINE.format(name="not_ready", rank=NEURAL + 1, signature="None"))

    assert ready("es", "en").name == "a_neural_engine"


def test_a_pivot_ranks_between_rules_and_models(add_engine):
    for name, rank in (("a_rule_book", RULE_BASED), ("a_detour", PIVOT), ("of_a_model", NEURAL)):
        add_engine(name, ENGINE.format(name=name, rank=rank, signature="'1' if source == 'qya' else None"))

    assert [engine.name for engine in ready_engines("qya", "en")][:3] == ["of_a_model", "a_detour", "a_rule_book"]


@pytest.mark.process
def test_broken_engines_are_passed_over(add_engine):
    add_engine("lacks_a_package", "import a_package_that_nobody_has")
    add_engine("raises", ENGINE.format(name="raises", rank=NEURAL, signature="1 / 0"))

    assert ready("tlh", "en").name == "none"
    assert install_hints("tlh", "en") == ("make it so",)


@pytest.mark.parametrize(
    ("signature", "pair", "quality"),
    [
        ("opus|Helsinki-NLP/opus-mt-sv-en@0|v:1", "sv-en", 46.8),
        ("multilingual|family:nllb|facebook/nllb@0", "hi-en", 38.5),
        ("multilingual|family:m2m100|facebook/m2m100@0", "hi-en", 20.0),
        ("multilingual", "hi-en", 20.0),
        ("unknown|v:1", "sv-en", 0.0),
    ],
)
def test_the_ranking_distinguishes_models_of_an_engine(signature, pair, quality):
    assert score(signature, *pair.split("-")) == quality


def test_the_package_lists_its_public_names():
    public = {name for name, value in vars(translations).items() if name[0] != "_" and not ismodule(value)}

    assert set(translations.__all__) == public
