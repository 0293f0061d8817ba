"""Every translation engine that is there keeps the same contract; and how one is found and chosen."""

import importlib
from inspect import ismodule
from pathlib import Path

import pytest

from wireglot import translations
from wireglot.translations import UnknownEngine, available, engines, install_hints, load, ready
from wireglot.translations.engine import NEURAL, NO_TRANSLATION, RULE_BASED

PAIRS = [
    ("es", "en"),
    ("pt", "en"),
    ("sr", "en"),
    ("en", "ca"),
    ("uk", "en"),
    ("zh-Hans", "en"),
    ("und", "en"),
]
SENTENCES = ("La casa es grande.", "", "Hola", "***", "Precio: 5 $ [nota] {x} a/b ^hola$ \\ @x", "Hola")


@pytest.fixture(params=available())
def engine(request):
    return load(request.param)


@pytest.fixture
def plug_in(tmp_path, monkeypatch):
    """Puts an engine file beside the real ones, as anybody would who adds one."""

    def write(name: str, text: str) -> None:
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(engines, "__path__", [*engines.__path__, str(tmp_path)])
        importlib.invalidate_caches()

    return write


def test_an_engine_is_called_as_its_file(engine):
    assert engine.name in available()
    assert engine is load(engine.name)


def test_an_engine_has_a_rank_and_a_word_on_its_quality(engine):
    assert engine.rank in (NO_TRANSLATION, RULE_BASED, NEURAL)
    assert engine.quality == "" or engine.quality.endswith(".")


@pytest.mark.process
@pytest.mark.parametrize("pair", PAIRS)
def test_a_signature_is_one_line_and_stays_the_same(engine, pair):
    signature = engine.signature(*pair)

    assert signature is None or (signature and "\n" not in signature)
    assert engine.signature(*pair) == signature


@pytest.mark.process
@pytest.mark.parametrize("pair", PAIRS)
def test_an_engine_that_is_ready_needs_no_mending(engine, pair):
    if engine.signature(*pair) is not None:
        assert engine.install_hint(*pair) == ""


@pytest.mark.process
@pytest.mark.parametrize("pair", PAIRS)
def test_a_ready_engine_gives_one_answer_for_each_sentence(engine, pair):
    if engine.signature(*pair) is None:
        return
    answers = engine.translate(SENTENCES, *pair)

    assert len(answers) == len(SENTENCES)
    assert all(answer is None or isinstance(answer, str) for answer in answers)
    assert answers[2] == answers[5]
    assert engine.translate((), *pair) == ()


def test_available_lists_the_files():
    files = Path(engines.__file__).parent.glob("*.py")

    assert set(available()) == {file.stem for file in files} - {"__init__"}


def test_an_unknown_engine_is_refused_with_the_choices():
    with pytest.raises(UnknownEngine, match=r"'googol'; available engines: .*none"):
        load("googol")


@pytest.mark.process
def test_without_a_ready_engine_it_is_none():
    assert ready("uk", "en", "none").name == "none"
    assert ready("tlh", "en").name == "none"
    assert install_hints("tlh", "en") == ()


ONE = """
class Engine:
    name, rank, quality = {name!r}, {rank}, ""
    def signature(self, source, target): return {signature}
    def translate(self, sentences, source, target): return tuple(sentences)
    def install_hint(self, source, target): return "make it so"
"""


def test_the_highest_rank_that_is_ready_wins(plug_in):
    plug_in("one_that_is_neural", ONE.format(name="one_that_is_neural", rank=NEURAL, signature="'1'"))
    plug_in("one_that_is_not_ready", ONE.format(name="one_that_is_not_ready", rank=NEURAL + 1, signature="None"))

    assert ready("es", "en").name == "one_that_is_neural"


@pytest.mark.process
def test_an_engine_that_breaks_is_passed_over(plug_in):
    plug_in("one_that_lacks_a_package", "import a_package_that_nobody_has")
    plug_in("one_that_trips", ONE.format(name="one_that_trips", rank=NEURAL, signature="1 / 0"))

    assert ready("tlh", "en").name == "none"
    assert install_hints("tlh", "en") == ("make it so",)


def test_the_package_lists_its_public_names():
    said = {name for name, value in vars(translations).items() if name[0] != "_" and not ismodule(value)}

    assert set(translations.__all__) == said
