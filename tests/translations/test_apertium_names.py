"""Names of people are kept as they are; what Apertium's dictionaries translate well is left to them."""

import os

import pytest

from wireglot.translations.apertium_names import protect_names, restore_names
from wireglot.translations.engine import load
from wireglot.translations.engines.apertium import _dictionaries
from wireglot.translations.glossary import Protected

ONE = Protected("Habló Xqaz.", (("Xqaz", "Ángel Guerra"),))


def kept(sentence: str, language: str, *, every_sequence: bool = False) -> list[str]:
    """The names that are kept in a sentence."""
    dictionaries = _dictionaries(language)
    if not dictionaries:
        missing = f"No dictionary of Apertium for {language}. {load('apertium').install_hint(language, 'en')}"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    (protected,) = protect_names([sentence], dictionaries, every_sequence=every_sequence)
    return [name for _, name in protected.terms]


def test_a_name_is_put_back_in_its_place() -> None:
    assert restore_names("Xqaz spoke.", ONE) == "Ángel Guerra spoke."
    assert restore_names("XQAZ spoke.", ONE) == "Ángel Guerra spoke."
    assert restore_names("Nothing.", Protected("Nada.")) == "Nothing."


@pytest.mark.parametrize("answer", ["He spoke.", "Xqaz and Xqaz spoke.", "Xqaz and Xqbz spoke."])
def test_an_answer_that_lost_a_name_is_no_answer(answer: str) -> None:
    assert restore_names(answer, ONE) is None


def test_without_dictionaries_nothing_is_kept() -> None:
    assert protect_names(["Habló Ángel Guerra."], []) == [Protected("Habló Ángel Guerra.")]


@pytest.mark.process
@pytest.mark.parametrize(
    ("sentence", "language", "names"),
    [
        ("La jueza Dolores Luz Campos citó a Ángel Guerra Prado.", "es", ["Dolores Luz Campos", "Ángel Guerra Prado"]),
        ("Marina Calle no opinó.", "es", ["Marina Calle"]),
        ("Lo dijo Brian O'Hagan a Justo Molina.", "es", ["Justo Molina"]),
        ("El ministre Jordi Puig parla amb Carles Roca.", "ca", ["Jordi Puig", "Carles Roca"]),
        ("Le maire Pierre Petit et Claire Fontaine", "fr", ["Pierre Petit", "Claire Fontaine"]),
        ("Il sindaco Mario Rossi con Franco Bianchi", "it", ["Mario Rossi", "Franco Bianchi"]),
    ],
)
def test_names_of_people_are_kept(sentence: str, language: str, names: list[str]) -> None:
    assert set(names) <= set(kept(sentence, language))


@pytest.mark.process
@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("La Unión Europea y Naciones Unidas apoyan al Ministerio de Defensa.", "es"),
        ("El ministro de Asuntos Exteriores viajó a Nueva York y Estados Unidos.", "es"),
        ("El Banco Central, la Cruz Roja y la Corte Suprema.", "es"),
        ("L'huracà Rosa i l'inspector Bob arriben.", "ca"),
        ("L'ouragan Rosa menace la Croix Rouge.", "fr"),
        ("Viatja a Nova York i a Nova Zelanda.", "ca"),
    ],
)
def test_institutions_and_countries_are_translated(sentence: str, language: str) -> None:
    assert kept(sentence, language) == []


@pytest.mark.process
def test_a_second_try_keeps_what_has_no_article() -> None:
    sentence = "El alcalde de Casas Viejas habló con la Unión Europea."

    assert kept(sentence, "es") == []
    assert kept(sentence, "es", every_sequence=True) == ["Casas Viejas"]


@pytest.mark.process
@pytest.mark.parametrize("engine", ["apertium", "pivot"])
def test_an_engine_keeps_names_and_the_case_of_what_follows(engine: str) -> None:
    if load(engine).signature("es", "en") is None:
        pytest.skip(f"The engine {engine} is not ready for es -> en on this machine")
    sentences = ["Ángel Guerra Cordero fue nombrado ayer.", "Ganó Rosa Blanco."]

    first, second = load(engine).translate(sentences, "es", "en")

    assert str(first).startswith("Ángel Guerra Cordero was ")
    assert "Rosa Blanco" in str(second)
