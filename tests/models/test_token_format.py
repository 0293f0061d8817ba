"""Tokens around a text, family by family; unknown language codes; invisible and broken text."""

import json
from dataclasses import replace

import pytest

from wireglot.models import UnknownLanguageCode
from wireglot.models.token_format import TokenFormat
from wireglot.models.tokenization import is_invisible, repair_surrogates

COMMON = {"input_limit": 512, "output_limit": 512, "end": "</s>", "special": ("</s>", "<pad>"), "start": ""}
SV_EN = TokenFormat(family="marian", required_codes="target", codes={}, forced_first="", **COMMON)
EN_GMQ = replace(SV_EN, codes={">>nob<<": ">>nob<<"})
M2M = replace(SV_EN, family="m2m100", required_codes="both", codes={"sv": "__sv__", "en": "__en__"})
BART = replace(SV_EN, family="bart", required_codes="none", start="<s>", forced_first="<s>")


@pytest.mark.parametrize(
    ("format", "source", "target", "tokens", "first"),
    [
        (SV_EN, "", "", ["a", "b", "</s>"], ""),
        (EN_GMQ, "", ">>nob<<", [">>nob<<", "a", "b", "</s>"], ""),
        (M2M, "sv", "en", ["__sv__", "a", "b", "</s>"], "__en__"),
        (BART, "", "", ["<s>", "a", "b", "</s>"], "<s>"),
    ],
)
def test_an_input_has_the_special_tokens_of_its_family(format, source, target, tokens, first):
    assert format.input_tokens(["a", "b"], source, target) == tokens
    assert format.first_output_token(target) == first


@pytest.mark.parametrize(
    ("format", "source", "target", "message"),
    [
        (SV_EN, "", ">>nob<<", "knows no language codes"),
        (EN_GMQ, "", ">>isl<<", "does not know '>>isl<<'; it knows >>nob<<"),
        (EN_GMQ, "", "nob", "does not know 'nob'"),
        (EN_GMQ, ">>nob<<", ">>nob<<", "takes no source code"),
        (M2M, "sv", "", "needs the codes of both"),
        (M2M, "", "en", "needs the codes of both"),
        (M2M, "swe_Latn", "en", "does not know 'swe_Latn'"),
        (M2M, "__sv__", "en", "does not know '__sv__'"),
        (BART, "en", "", "leave out 'en'"),
    ],
)
def test_an_unknown_language_code_is_refused(format, source, target, message):
    with pytest.raises(UnknownLanguageCode, match=message):
        format.input_tokens(["a"], source, target)


@pytest.mark.parametrize("format", [SV_EN, EN_GMQ, M2M, BART])
def test_a_format_survives_json(format):
    assert TokenFormat.from_json(json.loads(json.dumps(format.to_json()))) == format


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("lone \ud83d end", "lone \ufffd end"),
        ("\ude00 lone too", "\ufffd lone too"),
        ("a pair \ud83d\ude00", "a pair \U0001f600"),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_single_surrogate_becomes_a_replacement_character(text, clean):
    assert repair_surrogates(text) == clean


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b\u200f\u202e\ufeff", "\u00a0\u2028", "\x00\x07"])
def test_text_without_visible_characters_is_invisible(text):
    assert is_invisible(text)


@pytest.mark.parametrize("text", ["a", ".", "\u200bא", "漢", "👍", "\ud800"])
def test_text_with_a_visible_character_is_not_invisible(text):
    assert not is_invisible(text)
