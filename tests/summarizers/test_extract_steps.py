"""The steps of engine `extract`, on cases small enough to work out by hand."""

import unicodedata
from math import log1p

import pytest

from wireglot.summarizers.extract.candidates import Candidate, opens_with_quote
from wireglot.summarizers.extract.choosing import Selection, choose_long, choose_short
from wireglot.summarizers.extract.scoring import (
    Scorer,
    decayed_centroid,
    features,
    lede_evidence,
    lede_probability,
    lede_weights,
    sentence_vectors,
    term_frequency,
    term_recall,
    textrank,
    weights,
)
from wireglot.summarizers.terms import term_weight, terms, topic_terms


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


def test_terms_keep_every_letter_mark_and_digit():
    missed = [
        chr(c)
        for c in range(0x10000)
        if unicodedata.category(chr(c))[0] in "LMN" and not terms("a" + chr(c)) and not terms(chr(c))
    ]

    assert missed == []


def test_longer_words_weigh_more():
    assert [term_weight(t) for t in ("a", "of", "harb", "harbou", "2019", "北京")] == [0.1, 0.25, 0.75, 1, 0.6, 1]


def test_a_term_in_many_sentences_weighs_less():
    vectors = sentence_vectors([["harbour", "storm"], ["harbour"]])

    # n = 2: log(1 + 3 / 2.5) for the term held twice, log(1 + 3 / 1.5) for the other
    assert vectors.weights.tolist() == pytest.approx([log1p(3 / 2.5), log1p(3 / 1.5)])


def test_similarity_is_the_cosine():
    vectors = sentence_vectors([["harbour", "storms"], ["harbour"], ["ferries"]])
    a, b = vectors.weights[:2]

    assert vectors.similarity(0).tolist() == pytest.approx([1, a / (a * a + b * b) ** 0.5, 0])


def test_the_decayed_centroid_of_unlike_sentences():
    # Orthogonal unit vectors, 1 and 1/2: the sum has length (1 + 1/4) ** 0.5.
    found = decayed_centroid(sentence_vectors([["harbour"], ["ferries"]]))

    assert found.tolist() == pytest.approx([1 / 1.25**0.5, 0.5 / 1.25**0.5])


def test_textrank_prefers_the_linking_sentence():
    found = textrank(
        sentence_vectors([["harbour", "ferries"], ["ferries", "winter"], ["winter", "storms"], ["elsewhere"]])
    )

    assert found.tolist()[1] == 1
    assert found.tolist()[3] < found.tolist()[0] < 1


def test_recall_ignores_terms_that_occur_nowhere():
    assert term_recall(sentence_vectors([["harbour"], ["ferries"]]), ["harbour", "unseen"]).tolist() == [1, 0]
    assert term_recall(sentence_vectors([["harbour"]]), ["unseen"]).tolist() == [0]


def test_a_sentence_of_common_terms_is_frequent():
    # Shares of 4 sentences: harbour 4/4, ferries 1/4, the others 1/4: roots 1 and 1/2.
    vectors = sentence_vectors([["harbour"], ["harbour", "ferries"], ["harbour", "a", "b", "c"], ["harbour"]])

    assert term_frequency(vectors).tolist() == [1, (1 + 1 / 2) / 2, (1 + 3 / 2) / 4, 1]


def test_brief_counts_missing_words():
    # of 12 words: 9, 0 and 0 are missing
    found = features(["One. "] * 3, [3, 12, 30], "", sentence_vectors([["one"]] * 3))

    assert found["brief"].tolist() == pytest.approx([9 / 12, 0, 0])


def test_every_feature_has_a_weight_and_every_weight_a_feature():
    weighed = {name for length in ("short", "long") for name, _ in weights(length).features}

    assert weighed == set(features(["A b."], [2], "", sentence_vectors([["a"]])))


def candidates(*sizes: float, **groups: tuple[int, ...]) -> list[Candidate]:
    """Sentences of so many words; `_2=(1, 2)` says that sentence 2 needs sentence 1."""
    return [Candidate(None, size, groups.get(f"_{i}", (i,))) for i, size in enumerate(sizes)]


def scorer(*values: float) -> Scorer:
    """The same whatever is chosen already."""
    return lambda _: values


def test_the_better_of_two_equals_is_the_first():
    assert choose_short(scorer(0.5, 0.5), candidates(25, 25), 0).sentences == (0,)


def test_a_brief_first_sentence_gets_a_good_second():
    lines = candidates(19, 21, 22, 60)

    assert choose_short(scorer(9, 7, 8, 0), lines, 1).sentences == (0,)  # of 19 + 22 words, one too many
    assert choose_short(scorer(9, 8, 7, 0), lines, 1).sentences == (0, 1)
    assert choose_short(scorer(9, 7.5, 7, 0), lines, 1).sentences == (0,)


def test_two_sentences_are_at_most_half_of_the_article():
    assert choose_short(scorer(9, 8, 7), candidates(10, 10, 20), 1).sentences == (0, 1)
    assert choose_short(scorer(9, 8, 7), candidates(10, 10, 19), 1).sentences == (0,)


def test_the_best_sentence_opens_the_short_summary():
    assert choose_short(scorer(8, 9, 7, 0), candidates(10, 10, 10, 30), 1).sentences == (1,)
    assert choose_short(scorer(8, 9, 8, 0), candidates(10, 10, 10, 30), 1).sentences == (1, 2)


def test_a_sentence_comes_with_what_it_needs_or_not_at_all():
    assert choose_short(scorer(1, 2, 9), candidates(19, 20, 21, _2=(0, 2)), 0).sentences == (0, 2)
    assert choose_short(scorer(1, 2, 9), candidates(20, 20, 21, _2=(0, 2)), 0).sentences == (1,)
    assert choose_short(scorer(1, 2, 9), candidates(25, 5, 5, _2=(0, 1, 2)), 0).sentences == (1,)


def test_an_excluded_sentence_is_never_chosen():
    assert choose_short(scorer(9, 1), candidates(25, 25, _0=()), 0).sentences == (1,)
    assert choose_long(scorer(9, 1), candidates(25, 25, _0=())).sentences == (1,)
    assert choose_long(scorer(9), candidates(25, _0=())).sentences == ()


def test_the_best_sentence_may_be_too_long_and_is_marked():
    best_is_long = Selection((0,), (None,), 60, too_long=True)

    assert choose_short(scorer(2, 1), candidates(60, 41), 0) == best_is_long
    assert choose_short(scorer(2, 1), candidates(60, 20), 0) == best_is_long
    assert choose_short(scorer(1.05, 1), candidates(60, 20), 0).sentences == (1,)
    assert choose_short(scorer(2, 1), candidates(61, 20), 0).sentences == (1,)


def test_where_nothing_is_within_the_bound_the_shortest_is_marked():
    assert choose_short(scorer(2, 1), candidates(62, 61), 0) == Selection((0,), (None,), 62, too_long=True)


def test_a_long_lede_is_not_replaced():
    lede, *others = candidates(95, 30, 30, 30)

    assert choose_long(scorer(1, 9, 8, 7), [lede._replace(is_news=True), *others]).sentences == (0,)
    assert choose_long(scorer(1, 9, 8, 7), [lede, *others]).sentences == (1, 2, 3)


def test_the_long_summary_stops_at_85_words():
    choice = choose_long(scorer(5, 4, 3, 2, 1), candidates(30, 30, 30, 10, 10))

    assert choice.sentences == (0, 1, 2)


def test_the_long_summary_leaves_room_for_a_third_sentence():
    # 40 + 60 = 100 leaves 10 words, and no sentence is that short: the second best is taken in its stead.
    choice = choose_long(scorer(5, 4, 3, 2), candidates(40, 60, 35, 35))

    assert choice.sentences == (0, 2, 3)


def test_the_long_summary_reaches_60_words():
    # Five of the six-word ones would be best by rank, but make 30 words only.
    choice = choose_long(scorer(9, 8, 7, 6, 5, 2, 1), candidates(6, 6, 6, 6, 6, 25, 25))

    assert choice.sentences == (0, 1, 2, 5, 6)


def test_a_long_summary_may_begin_with_another_sentence():
    # Line 0 and what it needs make five lines of 8 words; without it 3 x 30 are to be had.
    lines = candidates(8, 8, 8, 8, 8, 30, 30, 30, _0=(0, 1, 2, 3, 4))

    assert choose_long(scorer(9, 1, 1, 1, 1, 5, 4, 3), lines).sentences == (5, 6, 7)


# --- the lede


def evidence_of(sentences: list[str], headline: str = "") -> dict[str, float]:
    vectors = sentence_vectors([terms(sentence) for sentence in sentences])
    return lede_evidence(sentences[0], term_recall(vectors, terms(headline)), textrank(vectors))


LEDE = "A storm closed the harbour of Malmö and sank three boats."
BODY = ["The boats belonged to local fishermen.", "Police closed the harbour.", "Nobody knows when the storm ends."]


def test_a_lede_is_central_to_the_article():
    # LEDE shares a word with each of the others, which share one with nothing else or with one sentence
    assert evidence_of([LEDE, *BODY])["central"] == 1
    assert evidence_of([BODY[2], LEDE, *BODY[:2]])["central"] < 0


def test_no_sentence_has_more_of_the_headline_than_a_lede():
    assert evidence_of([LEDE, *BODY], "Storm sank boats")["titled"] == 1
    assert evidence_of([*BODY, LEDE], "Storm sank boats")["titled"] == 0
    assert evidence_of([LEDE, *BODY])["titled"] == 0


@pytest.mark.parametrize("first", ["“We are tired”, the mayor said.", "「港は閉鎖された」と市長は語った。"])
def test_a_lede_seldom_quotes(first):
    assert evidence_of([first, *BODY])["quoted"] == 1
    assert evidence_of([LEDE, *BODY])["quoted"] == 0


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("Wamena (ANTARA News) - Pemerintah Kabupaten Jayawijaya mendatangkan tim arkeolog.", 1),
        ("(CNN)Manchester United defender Jonny Evans has been charged.", 1),
        ("PARIS, Nov 3 — The harbour was closed.", 1),
        ("– The harbour is closed, said the mayor.", 0),
        ("The harbour was closed. It will open on Monday - perhaps.", 0),
        ("The well-known harbour was closed.", 0),
    ],
)
def test_an_agency_lede_has_a_dateline(first, found):
    assert evidence_of([first, *BODY])["dateline"] == found


def test_the_probability_of_a_lede():
    vectors = sentence_vectors([terms(sentence) for sentence in (LEDE, *BODY)])
    title, rank = term_recall(vectors, terms("Storm sank boats")), textrank(vectors)

    assert 0.5 < lede_probability([LEDE, *BODY], title, rank, lede_weights()) < 1
    assert lede_probability([LEDE], title[:1], rank[:1], lede_weights()) == 0.5


# --- what it is about


def test_topics_are_names_that_recur_and_the_headline():
    sentences = ["On Monday Anna Berg spoke in Malmö.", "Then Anna Berg left.", "In Malmö nobody followed Berg."]
    found = topic_terms(sentences, [terms(s) for s in sentences], "Mayor left town")

    assert found == {"anna", "berg", "malmö", "left"}


def test_without_capitals_topics_are_what_recurs():
    sentences = ["港口周一关闭", "市长说港口受损", "渔民等待修复", "天气转晴"]

    # "港口" stands in two of four sentences, every other pair in one.
    assert topic_terms(sentences, [terms(s) for s in sentences], "") == {"港口"}


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
