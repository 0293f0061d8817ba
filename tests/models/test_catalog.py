"""Routes between languages, the best first; licences of known models."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import RouteStep, find_routes, is_non_commercial, known_licence, route_model_ids
from wireglot.models.catalog import ENGLISH, normalize, routed_languages

TAGS = st.sampled_from(("en", *routed_languages()))


def ids(source: str, target: str) -> list[tuple[str, ...]]:
    """The routes without the organisation, which is the same for all."""
    return [tuple(step.model_id.rpartition("/")[2] for step in chain) for chain in find_routes(source, target)]


def first(source: str, target: str) -> tuple[tuple[str, str], ...]:
    return tuple((step.model_id.rpartition("/")[2], step.target_token) for step in find_routes(source, target)[0])


def test_a_direct_pair_comes_before_its_group_and_mul_last() -> None:
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
def test_routes_into_english_use_the_language_or_its_group(source: str, model: str) -> None:
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
def test_routes_out_of_english_name_the_target_token(target: str, model: str, token: str) -> None:
    assert first("en", target) == ((model, token),)


def test_a_pair_without_a_model_goes_through_english() -> None:
    assert first("sv", "fi") == (("opus-mt-sv-en", ""), ("opus-mt-en-fi", ""))
    assert first("sr", "hr") == (("opus-mt-zls-en", ""), ("opus-mt-en-zls", ">>hrv<<"))
    assert first("de", "fr") == (("opus-mt-de-fr", ""),)


def test_all_combinations_through_english_are_routes() -> None:
    assert ("opus-mt-sv-en", "opus-mt-en-mul") in ids("sv", "fi")
    assert ("opus-mt-mul-en", "opus-mt-en-fi") in ids("sv", "fi")


@pytest.mark.parametrize(
    ("source", "target"), [("sv", "sv"), ("en-GB", "en-US"), ("kk-Arab", "en"), ("und", "en"), ("", "en")]
)
def test_the_same_or_an_unknown_language_has_no_route(source: str, target: str) -> None:
    assert find_routes(source, target) == []


@given(TAGS, TAGS)
def test_routes_are_valid_and_distinct(source: str, target: str) -> None:
    chains = find_routes(source, target)

    assert len(set(chains)) == len(chains)
    for chain in chains:
        assert 1 <= len(chain) <= 2
        assert {step.model_id for step in chain} <= route_model_ids()
        assert all(isinstance(step, RouteStep) and re.fullmatch(r"(>>\w+<<)?", step.target_token) for step in chain)
        assert len(chain) == 1 or ENGLISH not in (source, target)


@given(TAGS)
def test_a_tag_of_the_table_is_normalised(tag: str) -> None:
    assert normalize(tag) == tag
    assert normalize(f"{tag.upper()}") == normalize(tag)


def test_a_model_for_many_targets_always_gets_a_token() -> None:
    for target in routed_languages():
        for chain in find_routes("en", target):
            shared = re.search(r"opus-mt-en-(mul|zh|ROMANCE|[a-z]{3})$", chain[-1].model_id)
            direct = chain[-1].model_id.endswith(f"-{target}") and target != "zh-Hans"
            assert bool(chain[-1].target_token) == bool(shared and not direct), chain


def test_every_model_of_a_route_has_a_licence() -> None:
    assert known_licence("Helsinki-NLP/opus-mt-sv-en") == "apache-2.0"
    assert all(map(known_licence, route_model_ids()))
    assert known_licence("somebody/something") == ""


@pytest.mark.parametrize(
    "licence", ["cc-by-nc-4.0", "CC-BY-NC-SA-3.0", "cc-by-nc-nd-4.0", "non-commercial", "mit, cc-by-nc-4.0"]
)
def test_a_non_commercial_licence_is_recognised(licence: str) -> None:
    assert is_non_commercial(licence)


@pytest.mark.parametrize(
    "licence", ["", "apache-2.0", "mit", "cc-by-4.0", "cc-by-sa-4.0", "agpl-3.0", "ncsa", "openrail"]
)
def test_other_licences_allow_commercial_use(licence: str) -> None:
    assert not is_non_commercial(licence)
