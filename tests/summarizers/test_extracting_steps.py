"""The steps of engine `extract`, on cases small enough to work out by hand."""

import unicodedata
from math import isclose, log1p

import pytest

from summarizers.extracting.choosing import choose_long, choose_short
from summarizers.extracting.features import features
from summarizers.extracting.openings import leans
from summarizers.extracting.terms import strength, terms, words
from summarizers.extracting.vectors import decayed_centroid, recall, textrank, vectors
from summarizers.extracting.weights import weights


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't say 12,5 per-cent_now!", ["don", "t", "say", "12", "5", "per", "cent", "now"]),
        ("Statsministern", ["statsm"]),
        ("আমান উল্লাহর", ["আমান", "উল্লাহ"]),  # vowel signs are marks, and belong to the word
        ("北京市 Google", ["北京", "京市", "google"]),
        ("港", ["港"]),
        ("ｆｕｌｌ", ["full"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_terms(text, found):
    assert terms(text) == found


def test_terms_hold_every_letter_mark_and_digit_of_the_lower_planes():
    missed = [
        chr(c)
        for c in range(0x10000)
        if unicodedata.category(chr(c))[0] in "LMN" and not terms("a" + chr(c)) and not terms(chr(c))
    ]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The storm — it came late.", 6),  # as wc -w counts
        ("港口周一关闭。", 6 * 0.6),
        ("Google 在北京。", 1 + 3 * 0.6),
        ("พายุ", 4 * 0.6),
        ("폭풍이 항구를 닫았다.", 3),
        ("", 0),
    ],
)
def test_words(text, count):
    assert isclose(words(text), count)


def test_strength_grows_with_the_word_and_is_middling_for_numbers():
    assert [strength(t) for t in ("a", "of", "harb", "harbou", "2019", "北京")] == [
        0.1,
        0.25,
        0.75,
        1,
        0.6,
        1,
    ]


def test_weights_fall_with_the_number_of_sentences_that_hold_a_term():
    these = vectors([["harbour", "storm"], ["harbour"]])

    # n = 2: log(1 + 3 / 2.5) for the term held twice, log(1 + 3 / 1.5) for the other
    assert these.weights.tolist() == pytest.approx([log1p(3 / 2.5), log1p(3 / 1.5)])


def test_likeness_is_the_cosine():
    these = vectors([["harbour", "storms"], ["harbour"], ["ferries"]])
    a, b = these.weights[:2]

    assert these.likeness(0).tolist() == pytest.approx([1, a / (a * a + b * b) ** 0.5, 0])


def test_the_decayed_centroid_of_two_strangers():
    # Orthogonal unit vectors, 1 and 1/2: the sum has length (1 + 1/4) ** 0.5.
    found = decayed_centroid(vectors([["harbour"], ["ferries"]]))

    assert found.tolist() == pytest.approx([1 / 1.25**0.5, 0.5 / 1.25**0.5])


def test_textrank_is_highest_for_the_sentence_in_the_middle():
    found = textrank(vectors([["harbour", "ferries"], ["ferries", "winter"], ["winter", "storms"], ["elsewhere"]]))

    assert found.tolist()[1] == 1
    assert found.tolist()[3] < found.tolist()[0] < 1


def test_recall_leaves_out_what_no_sentence_holds():
    assert recall(vectors([["harbour"], ["ferries"]]), ["harbour", "unseen"]).tolist() == [1, 0]
    assert recall(vectors([["harbour"]]), ["unseen"]).tolist() == [0]


def test_features_of_form():
    sentences = ["He asked: „Why?“", "Storm closes harbour", "The harbour was closed।"]
    found = features(sentences, "", vectors([terms(s) for s in sentences]))

    assert found["question"].tolist() == [1, 0, 0]
    assert found["quoted"].tolist() == [1, 0, 0]
    assert found["unfinished"].tolist() == [0, 1, 0]
    assert found["brief"].tolist() == pytest.approx([9 / 12, 9 / 12, 8 / 12])


@pytest.mark.parametrize("length", ["short", "long"])
def test_every_feature_has_a_weight_and_every_weight_a_feature(length):
    assert {name for name, _ in weights(length).features} == set(features(["A b."], "", vectors([["a"]])))


@pytest.mark.parametrize(
    ("sentence", "language", "found"),
    [
        ("Later, the ferry left.", "en", True),
        ("“He left.”", "en-GB", True),
        ("Hearing began on Monday.", "en", False),
        ("Senare kom färjan.", "sv", True),
        ("他说港口关闭。", "zh-Hans", True),
        ("Later, the ferry left.", "und", False),
    ],
)
def test_leaning_openings(sentence, language, found):
    assert leans(sentence, language) is found


def test_the_better_of_two_equals_is_the_first():
    assert choose_short([0.5, 0.5], [10, 10]).sentences == (0,)


def test_the_long_choice_stops_at_eighty_five_words_once_it_has_three_sentences():
    choice = choose_long(lambda _: [5, 4, 3, 2, 1], [30, 30, 30, 10, 10], first=0)

    assert choice.sentences == (0, 1, 2)


def test_the_long_choice_skips_what_would_leave_no_room_for_a_third():
    # 40 + 60 = 100 leaves 10 words, and no sentence is that short: the second best is taken in its stead.
    choice = choose_long(lambda _: [5, 4, 3, 2], [40, 60, 35, 35], first=0)

    assert choice.sentences == (0, 2, 3)


def test_the_long_choice_reaches_sixty_words_where_there_are_as_many():
    # Five of the six-word ones would be best by rank, but make 30 words only.
    choice = choose_long(lambda _: [9, 8, 7, 6, 5, 2, 1], [6, 6, 6, 6, 6, 25, 25], first=0)

    assert choice.sentences == (0, 1, 2, 5, 6)
