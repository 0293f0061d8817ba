"""Long sentences in pieces: nothing is lost or cut apart, every piece fits, and the cost stays low."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.models import CannotSplit, join_pieces, split_to_fit

SCRIPTS = (
    "abc åé,;:.!? \n\t-—«»\"'()"
    + "。、，；」』漢字かなハングル한글"
    + "؟،؛عربي"
    + "।नमस्ते्कि"
    + "ไทยภาษา"
    + "👩‍👩‍👧🇸🇪🇳🇴👍🏽é\u0301\u0308"
    + "።፣አማ"
    + "\u200b\u200d\u200f\ud800\udc00"
)
LONG = st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=()), max_size=400)


def shorter_than(limit: int, unit: str = "characters"):
    if unit == "bytes":
        return lambda text: len(text.encode("utf-8", "surrogatepass")) <= limit
    return lambda text: len(text) <= limit


@given(LONG, st.integers(1, 90), st.sampled_from(["characters", "bytes"]))
def test_the_pieces_make_the_sentence_and_every_piece_fits(sentence, limit, unit):
    fits = shorter_than(limit, unit)
    try:
        found = split_to_fit(sentence, fits)
    except CannotSplit:
        return

    assert "".join(found) == sentence
    assert all(map(fits, found))
    assert all(found)


@given(LONG, st.integers(30, 90))
def test_no_piece_begins_with_a_mark_of_the_character_before(sentence, limit):
    try:
        found = split_to_fit(sentence, shorter_than(limit))
    except CannotSplit:
        return

    assert not [piece for piece in found[1:] if unicodedata.category(piece[0]).startswith("M")]


@pytest.mark.parametrize(
    ("sentence", "limit", "wanted"),
    [
        ("", 9, ()),
        ("Short enough.", 99, ("Short enough.",)),
        ("The boats stayed in, for the storm grew.", 30, ("The boats stayed in, ", "for the storm grew.")),
        ("one two three four", 10, ("one two ", "three four")),
        ("It rose by 3,500 in all, he said.", 26, ("It rose by 3,500 in all, ", "he said.")),
        ("船は港に残った、嵐が強まったからだ。", 12, ("船は港に残った、", "嵐が強まったからだ。")),
        ("بقيت القوارب، لأن العاصفة اشتدت", 20, ("بقيت القوارب، ", "لأن العاصفة اشتدت")),
        ("नावें रुकीं; तूफ़ान बढ़ गया था", 18, ("नावें रुकीं; ", "तूफ़ान बढ़ गया था")),
        ("He said (“so it is,”) and left the room", 24, ("He said (“so it is,”) ", "and left the room")),
        ("abcdefgh", 4, ("abcd", "efgh")),
    ],
)
def test_sentences_are_cut_at_clauses_words_or_characters(sentence, limit, wanted):
    assert split_to_fit(sentence, shorter_than(limit)) == wanted


@pytest.mark.parametrize("whole", ["👩‍👩‍👧", "🇸🇪", "👍🏽", "e\u0301\u0308", "한", "क्षि"])
def test_a_character_of_several_code_points_is_never_cut(whole):
    found = split_to_fit(whole * 50, shorter_than(len(whole) * 3 + len(whole) - 1))

    assert all(len(piece) % len(whole) == 0 for piece in found)
    with pytest.raises(CannotSplit):
        split_to_fit(whole, shorter_than(0))


@pytest.mark.parametrize("text", ["x", "漢", "🇸🇪", "क्षि", "word ", "a, ", " "], ids=ascii)
def test_the_cost_of_a_megabyte_is_n_log_n(text):
    sentence = text * (1_000_000 // len(text))
    limit, calls, length = 1000, 0, 0

    def fits(piece: str) -> bool:
        nonlocal calls, length
        calls, length = calls + 1, length + len(piece)
        return len(piece) <= limit

    found = split_to_fit(sentence, fits)

    assert "".join(found) == sentence
    assert len(found) <= 2 * len(sentence) / limit + 1
    assert calls <= len(found) * 2 * math.log2(limit) + 20
    assert length <= 4 * len(sentence) * math.log2(limit)


def test_a_million_combining_marks_are_refused():
    with pytest.raises(CannotSplit):
        split_to_fit("e" + "\u0301" * 1_000_000, shorter_than(1000))


@pytest.mark.parametrize(
    ("translated", "language", "sentence"),
    [
        (("The boats stayed in, ", " for the storm grew."), "en", "The boats stayed in, for the storm grew."),
        (("船は港に残った、", "嵐が強まった。"), "ja", "船は港に残った、嵐が強まった。"),
        (("船留在港口，", "因为风暴。"), "zh-Hans", "船留在港口，因为风暴。"),
        (("one", "", " ", "two"), "en", "one two"),
        ((), "en", ""),
    ],
)
def test_translated_pieces_are_joined_as_in_the_language(translated, language, sentence):
    assert join_pieces(translated, language) == sentence
