"""What stands around a text, family by family; and codes that a model does not know."""

import json

import pytest

from wireglot.models.decoding import Decoding
from wireglot.models.dialect import Dialect
from wireglot.models.errors import UnknownLanguageCode
from wireglot.models.text import is_empty, sound

COMMON = {"window": 512, "reach": 512, "end": "</s>", "silent": ("</s>", "<pad>")}
SV_EN = Dialect(family="marian", asks="target", codes={}, start="", opening="", **COMMON)
EN_GMQ = Dialect(family="marian", asks="target", codes={">>nob<<": ">>nob<<"}, start="", opening="", **COMMON)
M2M = Dialect(family="m2m100", asks="both", codes={"sv": "__sv__", "en": "__en__"}, start="", opening="", **COMMON)
BART = Dialect(family="bart", asks="nothing", codes={}, start="<s>", opening="<s>", **COMMON)


@pytest.mark.parametrize(
    ("dialect", "source", "target", "row", "first"),
    [
        (SV_EN, "", "", ["a", "b", "</s>"], ""),
        (EN_GMQ, "", ">>nob<<", [">>nob<<", "a", "b", "</s>"], ""),
        (M2M, "sv", "en", ["__sv__", "a", "b", "</s>"], "__en__"),
        (BART, "", "", ["<s>", "a", "b", "</s>"], "<s>"),
    ],
)
def test_a_row_has_what_its_family_wants(dialect, source, target, row, first):
    assert dialect.row(["a", "b"], source, target) == row
    assert dialect.first(target) == first


@pytest.mark.parametrize(
    ("dialect", "source", "target", "words"),
    [
        (SV_EN, "", ">>nob<<", "knows no language codes"),
        (EN_GMQ, "", ">>isl<<", "does not know '>>isl<<'; it knows >>nob<<"),
        (EN_GMQ, "", "nob", "does not know 'nob'"),
        (EN_GMQ, ">>nob<<", ">>nob<<", "leave out the source code"),
        (M2M, "sv", "", "needs the codes of both"),
        (M2M, "", "en", "needs the codes of both"),
        (M2M, "swe_Latn", "en", "does not know 'swe_Latn'"),
        (M2M, "__sv__", "en", "does not know '__sv__'"),
        (BART, "en", "", "leave out 'en'"),
    ],
)
def test_a_code_that_is_not_known_is_never_sent(dialect, source, target, words):
    with pytest.raises(UnknownLanguageCode, match=words):
        dialect.row(["a"], source, target)


@pytest.mark.parametrize("dialect", [SV_EN, EN_GMQ, M2M, BART])
def test_a_dialect_comes_back_from_json(dialect):
    assert Dialect.from_plain(json.loads(json.dumps(dialect.plain()))) == dialect


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
def test_a_lone_surrogate_becomes_a_sign_of_its_loss(text, clean):
    assert sound(text) == clean


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b\u200f\u202e\ufeff", "\u00a0\u2028", "\x00\x07"])
def test_what_cannot_be_seen_is_empty(text):
    assert is_empty(text)


@pytest.mark.parametrize("text", ["a", ".", "\u200bא", "漢", "👍", "\ud800"])
def test_what_can_be_seen_is_not_empty(text):
    assert not is_empty(text)


def test_a_decoding_names_all_its_settings():
    assert Decoding(beams=1, length_penalty=0.6).signature == (
        "beams:1|max_new_tokens:256|min_new_tokens:0|no_repeat_ngram:0|repetition_penalty:1|length_penalty:0.6"
    )


@pytest.mark.parametrize("wrong", [{"beams": 0}, {"max_new_tokens": 0}, {"min_new_tokens": 300}])
def test_a_decoding_that_cannot_be_meant_is_refused(wrong):
    with pytest.raises(ValueError, match="Decoding wants"):
        Decoding(**wrong)
