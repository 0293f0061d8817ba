"""Language tags: parts, comparison, names and writing direction."""

from importlib.resources import files

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from wireglot.articles.languages import (
    has_capitalised_nouns,
    iso639_3,
    known_languages,
    language_name,
    parse_tag,
    same_language,
    writing_direction,
)


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("en-GB", ("en", "", "GB")),
        ("EN_gb", ("en", "", "GB")),
        ("eng", ("en", "", "")),
        ("zh-hant-TW", ("zh", "Hant", "TW")),
        ("sr-Cyrl", ("sr", "", "")),
        ("sr-Latn-RS", ("sr", "Latn", "RS")),
        ("es-419", ("es", "", "419")),
        ("no", ("nb", "", "")),
        ("zul", ("zu", "", "")),
        ("fuc", ("fuc", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_tag_has_language_script_and_region(tag: str, parts: tuple[str, str, str]) -> None:
    assert tuple(parse_tag(tag)) == parts


@pytest.mark.parametrize(
    ("first", "second"), [("en-GB", "en"), ("eng", "en-US"), ("no", "nb"), ("zh", "zh-Hant"), ("sr", "sr-Cyrl")]
)
def test_regions_and_aliases_are_the_same_language(first: str, second: str) -> None:
    assert same_language(first, second)
    assert same_language(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [("zh-Hans", "zh-Hant"), ("sr", "sr-Latn"), ("nb", "nn"), ("und", "und"), ("", ""), ("hr", "bs")],
)
def test_scripts_relatives_and_unknown_tags_differ(first: str, second: str) -> None:
    assert not same_language(first, second)


def test_a_language_has_a_three_letter_code() -> None:
    assert iso639_3("sv") == "swe"
    assert iso639_3("fuc") == "fuc"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("pt-BR", "Portuguese (Brazil)"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("zh-Hant-TW", "Chinese (Traditional, Taiwan)"),
        ("sr-Latn", "Serbian (Latin)"),
        ("yue", "Cantonese"),
        ("und", "an unknown language"),
        ("qaa", "qaa"),
    ],
)
def test_a_tag_is_shown_with_its_english_name(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_every_language_that_can_be_detected_has_a_name() -> None:
    langdetect = [profile.name for profile in (files("langdetect") / "profiles").iterdir()]
    py3langid = map(str, LanguageIdentifier.from_model_file(MODEL_FILE).labels)
    codes = {*langdetect, *py3langid, "yue", "ast", "fil", "ceb"} - {"zxx"}

    assert [code for code in sorted(codes) if language_name(code) == code] == []


def test_every_known_language_has_a_name_and_a_direction() -> None:
    for tag in known_languages():
        assert language_name(tag) != tag
        assert writing_direction(tag) in ("ltr", "rtl")


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("sv", "ltr"),
        ("ar", "rtl"),
        ("iw", "rtl"),
        ("ku-Arab", "rtl"),
        ("az-Latn", "ltr"),
        ("fa-IR", "rtl"),
        ("und", "auto"),
        ("", "auto"),
    ],
)
def test_the_script_decides_the_direction_then_the_language(tag: str, direction: str) -> None:
    assert writing_direction(tag) == direction


def test_nouns_have_capitals_in_german_and_its_relatives() -> None:
    assert all(map(has_capitalised_nouns, ("de", "de-AT", "lb", "nds", "gsw")))
    assert not any(map(has_capitalised_nouns, ("en", "da", "nl", "und", "")))
