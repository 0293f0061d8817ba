"""The steps of engine `extract`, on cases small enough to work out by hand."""

import unicodedata
from math import log1p

import pytest

from wireglot.summarizers.extract.actors import foremost
from wireglot.summarizers.extract.choosing import Candidate, Choice, Form, Worth, choose_long, choose_short
from wireglot.summarizers.extract.features import features
from wireglot.summarizers.extract.forms import opens_with_quote
from wireglot.summarizers.extract.lede import evidence, lede
from wireglot.summarizers.extract.openings import leans
from wireglot.summarizers.extract.terms import strength, terms
from wireglot.summarizers.extract.vectors import decayed_centroid, recall, textrank, vectors
from wireglot.summarizers.extract.weights import lede_weights, weights


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


def candidates(*sizes: float, **groups: tuple[int, ...]) -> list[Candidate]:
    """Lines of so many words; `_2=(1, 2)` says that line 2 needs line 1."""
    return [Candidate(Form(None, size), groups.get(f"_{i}", (i,))) for i, size in enumerate(sizes)]


def worth(*values: float) -> Worth:
    """The same whatever is chosen already."""
    return lambda _: values


def test_the_better_of_two_equals_is_the_first():
    assert choose_short(worth(0.5, 0.5), candidates(25, 25), 0).lines == (0,)


def test_a_second_is_added_to_a_brief_first_when_it_is_worth_it():
    lines = candidates(19, 21, 22)

    assert choose_short(worth(9, 7, 8), lines, 1).lines == (0,)  # of 19 + 22 words, one too many
    assert choose_short(worth(9, 8, 7), lines, 1).lines == (0, 1)
    assert choose_short(worth(9, 7.5, 7), lines, 1).lines == (0,)


def test_what_opens_a_short_summary_is_the_best_there_is():
    assert choose_short(worth(8, 9, 7), candidates(10, 10, 10), 1).lines == (1,)
    assert choose_short(worth(8, 9, 8), candidates(10, 10, 10), 1).lines == (1, 2)


def test_a_line_comes_with_what_it_needs_or_not_at_all():
    assert choose_short(worth(1, 2, 9), candidates(19, 20, 21, _2=(0, 2)), 0).lines == (0, 2)
    assert choose_short(worth(1, 2, 9), candidates(20, 20, 21, _2=(0, 2)), 0).lines == (1,)
    assert choose_short(worth(1, 2, 9), candidates(25, 5, 5, _2=(0, 1, 2)), 0).lines == (1,)


def test_a_line_that_must_not_be_told_never_is():
    assert choose_short(worth(9, 1), candidates(25, 25, _0=()), 0).lines == (1,)
    assert choose_long(worth(9, 1), candidates(25, 25, _0=())).lines == (1,)
    assert choose_long(worth(9), candidates(25, _0=())).lines == ()


def test_a_line_is_shortened_only_where_the_whole_does_not_fit():
    whole, part = Form(None, 41), Form((0, 90), 30)

    assert choose_short(worth(1), [Candidate(Form(None, 40), (0,), lambda: (part,))], 0).forms == (Form(None, 40),)
    assert choose_short(worth(1), [Candidate(whole, (0,), lambda: (part,))], 0).forms == (part,)
    assert choose_short(worth(1), [Candidate(whole, (0,))], 0) == Choice((0,), (whole,), over=True)


def test_the_long_choice_stops_at_eighty_five_words_once_it_has_three_sentences():
    choice = choose_long(worth(5, 4, 3, 2, 1), candidates(30, 30, 30, 10, 10))

    assert choice.lines == (0, 1, 2)


def test_the_long_choice_skips_what_would_leave_no_room_for_a_third():
    # 40 + 60 = 100 leaves 10 words, and no sentence is that short: the second best is taken in its stead.
    choice = choose_long(worth(5, 4, 3, 2), candidates(40, 60, 35, 35))

    assert choice.lines == (0, 2, 3)


def test_the_long_choice_reaches_sixty_words_where_there_are_as_many():
    # Five of the six-word ones would be best by rank, but make 30 words only.
    choice = choose_long(worth(9, 8, 7, 6, 5, 2, 1), candidates(6, 6, 6, 6, 6, 25, 25))

    assert choice.lines == (0, 1, 2, 5, 6)


def test_the_long_choice_begins_elsewhere_where_the_best_leaves_it_too_short():
    # Line 0 and what it needs make five lines of 8 words; without it 3 x 30 are to be had.
    lines = candidates(8, 8, 8, 8, 8, 30, 30, 30, _0=(0, 1, 2, 3, 4))

    assert choose_long(worth(9, 1, 1, 1, 1, 5, 4, 3), lines).lines == (5, 6, 7)


# --- the lede


def evidence_of(sentences: list[str], headline: str = "") -> dict[str, float]:
    these = vectors([terms(sentence) for sentence in sentences])
    return evidence(sentences[0], recall(these, terms(headline)), these)


LEDE = "A storm closed the harbour of Malmö and sank three boats."
BODY = ["The boats belonged to local fishermen.", "Police closed the harbour.", "Nobody knows when the storm ends."]


def test_a_lede_holds_what_the_article_comes_back_to():
    # harbour, storm, boats, closed return from LEDE: it surpasses all others; the last one holds only "storm"
    assert evidence_of([LEDE, *BODY])["recurs"] == 1
    assert evidence_of([*BODY[::-1], LEDE])["recurs"] < 0


def test_a_lede_holds_the_headline():
    assert evidence_of([LEDE, *BODY], "Storm sank boats")["titled"] == 1
    assert evidence_of([*BODY, LEDE], "Storm sank boats")["titled"] == pytest.approx(1 / 3 - 1 / 3)
    assert evidence_of([LEDE, *BODY])["titled"] == 0


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("Wamena (ANTARA News) - Pemerintah Kabupaten Jayawijaya mendatangkan tim arkeolog.", 1),
        ("(CNN)Manchester United defender Jonny Evans has been charged.", 1),
        ("PARIS, Nov 3 — The harbour was closed.", 1),
        ("Merdeka.com - Ingin mendapatkan kulit cantik?", 1),
        ("– The harbour is closed, said the mayor.", 0),
        ("The harbour was closed. It will open on Monday - perhaps.", 0),
        ("The well-known harbour was closed.", 0),
    ],
)
def test_an_agency_lede_has_a_dateline(first, found):
    assert evidence_of([first, *BODY])["dateline"] == found


def test_the_lede_is_a_chance_and_one_sentence_alone_cannot_say():
    these = vectors([terms(sentence) for sentence in (LEDE, *BODY)])
    title = recall(these, terms("Storm sank boats"))

    assert 0.5 < lede([LEDE, *BODY], title, these, lede_weights()) < 1
    assert lede([LEDE], title[:1], these, lede_weights()) == 0.5


# --- what it is about


def test_the_foremost_terms_are_names_that_return_and_the_headlines():
    sentences = ["On Monday Anna Berg spoke in Malmö.", "Then Anna Berg left.", "In Malmö nobody followed Berg."]
    found = foremost(sentences, [terms(s) for s in sentences], "Mayor left town")

    assert found == {"anna", "berg", "malmö", "left"}


def test_a_script_without_capitals_has_its_recurring_terms():
    sentences = ["港口周一关闭", "市长说港口受损", "渔民等待修复", "天气转晴"]

    # "港口" stands in two of four sentences, every other pair in one.
    assert foremost(sentences, [terms(s) for s in sentences], "") == {"港口"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("“The harbour is closed.”", True),
        ("– The harbour is closed.", True),
        ("«Le port est fermé», dit-il.", True),
        ("「港は閉鎖された」と市長は述べた。", True),
        ("The mayor said: “The harbour is closed.”", False),
        ("-12 degrees were measured in the harbour.", False),
    ],
)
def test_an_opening_quote(sentence, found):
    assert opens_with_quote(sentence) is found
