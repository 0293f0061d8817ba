"""Language tags: read in any casing, compared as a reader would."""

import pytest

from wireglot.articles.languages.tags import parse, same_language, three_letters


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
def test_a_tag_has_language_script_and_region(tag, parts):
    assert tuple(parse(tag)) == parts


@pytest.mark.parametrize(
    ("one", "other"), [("en-GB", "en"), ("eng", "en-US"), ("no", "nb"), ("zh", "zh-Hant"), ("sr", "sr-Cyrl")]
)
def test_regions_and_other_names_make_no_other_language(one, other):
    assert same_language(one, other)
    assert same_language(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zh-Hans", "zh-Hant"), ("sr", "sr-Latn"), ("nb", "nn"), ("und", "und"), ("", ""), ("hr", "bs")],
)
def test_scripts_and_close_relatives_do(one, other):
    assert not same_language(one, other)


def test_every_language_with_two_letters_has_three():
    assert three_letters("sv") == "swe"
    assert three_letters("fuc") == "fuc"
