"""Routes between languages: the best model first, groups by their token, the rest by way of English."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models.known import all_known, is_non_commercial, known
from wireglot.models.routes import ENGLISH, Step, languages, model_ids, plain, routes

TAGS = st.sampled_from(("en", *languages()))


def ids(source: str, target: str) -> list[tuple[str, ...]]:
    """The routes without the organisation, which is the same for all."""
    return [tuple(step.model_id.rpartition("/")[2] for step in chain) for chain in routes(source, target)]


def first(source: str, target: str) -> tuple[tuple[str, str], ...]:
    return tuple((step.model_id.rpartition("/")[2], step.target_token) for step in routes(source, target)[0])


def test_a_direct_pair_comes_before_its_group_and_the_starter_last() -> None:
    assert ids("sv", "en") == [("opus-mt-sv-en",), ("opus-mt-gmq-en",), ("opus-mt-mul-en",)]


@pytest.mark.parametrize(
    ("source", "model"),
    [
        ("pt", "ROMANCE"),
        ("pt-BR", "ROMANCE"),
        ("ro", "ROMANCE"),
        ("nb", "gmq"),
        ("no", "gmq"),
        ("nn", "gmq"),
        ("da", "da"),
        ("el", "grk"),
        ("hr", "zls"),
        ("sr", "zls"),
        ("sr-Latn", "zls"),
        ("bs", "zls"),
        ("sl", "zls"),
        ("lt", "bat"),
        ("he", "sem"),
        ("fa", "iir"),
        ("gu", "inc"),
        ("ta", "dra"),
        ("so", "cus"),
        ("sw", "bnt"),
        ("be", "zle"),
        ("kk", "trk"),
        ("zh-Hans", "zh"),
        ("zh-Hant", "zh"),
        ("zh-TW", "zh"),
        ("ja", "ja"),
        ("lb", "mul"),
    ],
)
def test_into_english_by_the_model_of_the_language_or_of_its_group(source: str, model: str) -> None:
    assert first(source, "en") == ((f"opus-mt-{model}-en", ""),)


@pytest.mark.parametrize(
    ("target", "model", "token"),
    [
        ("sv", "opus-mt-en-sv", ""),
        ("nb", "opus-mt-en-gmq", ">>nob<<"),
        ("nn", "opus-mt-en-gmq", ">>nno<<"),
        ("pt", "opus-mt-en-ROMANCE", ">>pt<<"),
        ("pl", "opus-mt-en-zlw", ">>pol<<"),
        ("hr", "opus-mt-en-zls", ">>hrv<<"),
        ("sr", "opus-mt-en-zls", ">>srp_Cyrl<<"),
        ("sr-Latn", "opus-mt-en-zls", ">>srp_Latn<<"),
        ("zh-Hans", "opus-mt-en-zh", ">>cmn_Hans<<"),
        ("zh-Hant", "opus-mt-en-zh", ">>cmn_Hant<<"),
        ("ja", "opus-tatoeba-en-ja", ""),
    ],
)
def test_out_of_english_with_the_token_where_a_model_writes_several(target: str, model: str, token: str) -> None:
    assert first("en", target) == ((model, token),)


def test_two_foreign_languages_go_by_way_of_english_when_no_model_has_the_pair() -> None:
    assert first("sv", "fi") == (("opus-mt-sv-en", ""), ("opus-mt-en-fi", ""))
    assert first("sr", "hr") == (("opus-mt-zls-en", ""), ("opus-mt-en-zls", ">>hrv<<"))
    assert first("de", "fr") == (("opus-mt-de-fr", ""),)


def test_every_half_into_english_is_tried_with_every_half_out_of_it() -> None:
    assert ("opus-mt-sv-en", "opus-mt-en-mul") in ids("sv", "fi")
    assert ("opus-mt-mul-en", "opus-mt-en-fi") in ids("sv", "fi")


@pytest.mark.parametrize(
    ("source", "target"), [("sv", "sv"), ("en-GB", "en-US"), ("kk-Arab", "en"), ("und", "en"), ("", "en")]
)
def test_no_route_where_there_is_nothing_to_do_or_nothing_known(source: str, target: str) -> None:
    assert routes(source, target) == []


@given(TAGS, TAGS)
def test_a_route_begins_and_ends_as_asked_and_no_route_comes_twice(source: str, target: str) -> None:
    chains = routes(source, target)

    assert len(set(chains)) == len(chains)
    for chain in chains:
        assert 1 <= len(chain) <= 2
        assert {step.model_id for step in chain} <= model_ids()
        assert all(isinstance(step, Step) and re.fullmatch(r"(>>\w+<<)?", step.target_token) for step in chain)
        assert len(chain) == 1 or ENGLISH not in (source, target)


@given(TAGS)
def test_a_tag_of_the_table_is_its_own_plain_form(tag: str) -> None:
    assert plain(tag) == tag
    assert plain(f"{tag.upper()}") == plain(tag)


def test_a_model_that_writes_many_is_never_asked_without_a_token() -> None:
    for target in languages():
        for chain in routes("en", target):
            shared = re.search(r"opus-mt-en-(mul|zh|ROMANCE|[a-z]{3})$", chain[-1].model_id)
            direct = chain[-1].model_id.endswith(f"-{target}") and target != "zh-Hans"
            assert bool(chain[-1].target_token) == bool(shared and not direct), chain


def test_every_model_of_the_routes_is_known_with_its_licence() -> None:
    opus = known("Helsinki-NLP/opus-mt-sv-en")

    assert opus
    assert (opus.family, opus.licence) == ("marian", "apache-2.0")
    assert model_ids() <= {entry.id for entry in all_known()}
    assert known("somebody/something") is None


def test_the_non_commercial_models_are_those_of_the_table() -> None:
    found = {entry.id for entry in all_known() if is_non_commercial(entry.licence)}

    assert found == {"facebook/nllb-200-distilled-600M", "csebuetnlp/mT5_multilingual_XLSum"}


@pytest.mark.parametrize(
    "licence", ["cc-by-nc-4.0", "CC-BY-NC-SA-3.0", "cc-by-nc-nd-4.0", "non-commercial", "mit, cc-by-nc-4.0"]
)
def test_a_licence_against_commercial_use_is_recognised(licence: str) -> None:
    assert is_non_commercial(licence)


@pytest.mark.parametrize(
    "licence", ["", "apache-2.0", "mit", "cc-by-4.0", "cc-by-sa-4.0", "agpl-3.0", "ncsa", "openrail"]
)
def test_other_licences_are_not(licence: str) -> None:
    assert not is_non_commercial(licence)
