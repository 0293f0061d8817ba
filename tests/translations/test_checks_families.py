"""Languages that are one to the checks: a translation into one of them is not refused for reading as another."""

import pytest

from wireglot.translations.checks import find_issues
from wireglot.translations.checks.families import are_one_language, are_related, read_alike

CROATIAN = "Gradsko vijeće jučer je odlučilo da će se stara luka pretvoriti u park za sve građane."
SERBIAN = "Gradsko veće je juče odlučilo da će se stara luka pretvoriti u park za sve građane."
ENGLISH = "The city council decided yesterday that the old harbour will be turned into a park for all citizens."


def found(source: str, translation: str, language: str, to: str) -> list[str]:
    return [issue.check for issue in find_issues(source, translation, language=language, to=to)]


@pytest.mark.parametrize("to", ["hr", "bs", "sr-Latn", "sr-Latn-RS"])
@pytest.mark.parametrize("translation", [CROATIAN, SERBIAN])
def test_bosnian_croatian_and_serbian_are_one_language(to: str, translation: str) -> None:
    assert found(ENGLISH, translation, "en", to) == []


@pytest.mark.parametrize(
    ("language", "to"), [("hr", "bs"), ("hr", "sr-Latn"), ("nb", "nn"), ("id", "ms"), ("zh", "yue")]
)
def test_a_sentence_may_be_the_same_in_two_forms_of_one_language(language: str, to: str) -> None:
    assert "untranslated" not in found(CROATIAN, CROATIAN, language, to)


@pytest.mark.parametrize(("language", "to"), [("hr", "sl"), ("da", "sv"), ("cs", "sk"), ("en", "bs")])
def test_a_copy_in_another_language_is_found(language: str, to: str) -> None:
    assert "untranslated" in found(CROATIAN, CROATIAN, language, to)


def test_slovene_is_not_taken_for_bosnian() -> None:
    slovene = "Mestni svet je včeraj odločil, da bodo staro pristanišče spremenili v park za vse prebivalce mesta."

    assert "language" in found(ENGLISH, slovene, "en", "bs")


def test_families_hold_whatever_the_region_and_script() -> None:
    assert are_one_language("sr-Latn-RS", "hr-BA")
    assert read_alike("nb-NO", "da")
    assert are_related("cs-CZ", "sk")
    assert not are_one_language("da", "nb")
    assert not read_alike("hr", "sl")
    assert not are_related("en", "de")
