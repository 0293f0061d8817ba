"""How local models are asked: parts, lengths in tokens, long texts read part by part; no model is needed for that."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.models.decoding import Decoding
from wireglot.models.model_store import StoredModel
from wireglot.models.seq2seq import Job, Written
from wireglot.summarizers.neural.asking import Model, Question
from wireglot.summarizers.neural.checkpoints import Checkpoint, mend_for, reads_language
from wireglot.summarizers.neural.condensing import condensed
from wireglot.summarizers.neural.parts import parts, shares
from wireglot.summarizers.neural.searches import search, span
from wireglot.summarizers.neural.wording import printed, running

WORD = st.sampled_from(("ice", "snow", "storm", "mayor", "a", "1919", "harbour,"))
SENTENCE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
PARAGRAPHS = st.lists(st.lists(SENTENCE, max_size=6).map(tuple), max_size=8).map(tuple)


def tokens(texts):
    """A token a word, and one for the end."""
    return [len(text.split()) + 1 for text in texts]


def in_order(cut) -> str:
    return "".join("".join(sentence.split()) for part in cut for block in part for sentence in block)


@settings(max_examples=60)
@given(PARAGRAPHS, st.integers(12, 60), st.integers(1, 5))
def test_every_sentence_stands_in_exactly_one_part_and_every_part_fits(paragraphs, limit, at_least):
    cut = parts(paragraphs, tokens, limit, at_least=at_least)

    assert in_order(cut) == in_order([paragraphs])
    assert all(tokens([running(part, "en")])[0] <= limit for part in cut)
    assert all(block and all(block) for part in cut for block in part)
    assert len(cut) >= min(at_least, sum(map(len, paragraphs)))


@settings(max_examples=20)
@given(PARAGRAPHS)
def test_what_fits_is_one_part_and_stays_as_it_is(paragraphs):
    cut = parts(paragraphs, tokens, 10_000)

    assert cut == ((tuple(filter(None, paragraphs)),) if any(paragraphs) else ())


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.integers(1, 20), st.frozensets(st.integers(0, 60)))
def test_shares_follow_each_other_and_none_is_empty(sizes, wanted, starts):
    cut = shares(sizes, starts, wanted)

    assert len(cut) == min(wanted, len(sizes))
    assert (cut[0][0], cut[-1][1]) == (0, len(sizes))
    assert all(a < b for a, b in cut)
    assert all(one[1] == other[0] for one, other in pairwise(cut))


def test_a_part_rather_ends_with_a_paragraph():
    ten = [1] * 10

    assert shares(ten, frozenset({0, 4}), 2) == ((0, 4), (4, 10))
    assert shares(ten, frozenset({0, 2}), 2) == ((0, 5), (5, 10))


def test_an_over_long_sentence_is_cut_between_words():
    (first, second) = parts((("one two three four five six seven eight",),), tokens, 6)

    assert [block for part in (first, second) for block in part] == [
        ("one two three four ",),
        ("five six seven eight",),
    ]


def test_three_thousand_sentences_are_cut_in_no_time():
    paragraphs = tuple((f"Sentence {n} says that the storm came closer.",) * 3 for n in range(1000))

    assert 27 <= len(parts(paragraphs, tokens, 1024)) <= 30  # 3,000 sentences of 9 tokens, paragraphs kept together


def test_text_goes_in_as_one_line_and_chinese_without_spaces():
    assert running((("It sank.\n", " Nobody  died."), ("Ice came.",)), "en") == "It sank. Nobody died. Ice came."
    assert running((("沉船。", "无人伤亡。"),), "zh-Hans") == "沉船。无人伤亡。"


def test_marks_come_out_as_a_newspaper_sets_them():
    assert printed("It sank , he said .<n>It `` was '' cold .", "en") == 'It sank, he said. It "was" cold.'
    assert printed("It sank.. Nobody was hurt . . In 2019...", "en") == "It sank. Nobody was hurt. In 2019..."
    assert printed("Il a dit : non !", "fr") == "Il a dit : non !"


def test_limits_are_counted_in_the_tokens_of_the_text():
    english, amharic = (search(checkpoint(), "long", rate, 1024, again=False) for rate in (1.25, 5.0))

    # 60 words less a tenth; 110, a fifth more, and the end.
    assert (english.min_new_tokens, english.max_new_tokens) == (68, 166)
    assert (amharic.min_new_tokens, amharic.max_new_tokens) == (270, 661)
    assert amharic.no_repeat_ngram == 15  # three words
    assert search(checkpoint(), "long", 1.01, 1024, again=False) == english


def test_a_second_try_searches_wider_and_keeps_further_within_the_length():
    first, second = (search(checkpoint(), "long", 1.25, 1024, again=again) for again in (False, True))

    assert second.beams > first.beams
    assert second.length_penalty < first.length_penalty
    assert first.min_new_tokens < second.min_new_tokens < second.max_new_tokens < first.max_new_tokens


def test_no_answer_is_longer_than_its_limit():
    assert search(checkpoint(), "long", 5.0, 40, again=False).max_new_tokens == 40


def test_single_sentences_share_the_words_of_a_long_summary():
    assert span("sentence", "long", again=False) == (15, 27.5)
    assert span("sentence", "short", again=False) == span("several", "short", again=False)


@pytest.mark.parametrize("tag", ["sr", "sr-Latn", "zh-Hans", "zh-Hant-TW", "pt-BR", "am", "pcm"])
def test_mt5_reads_the_languages_of_xlsum(tag):
    assert reads_language("mt5", tag)


@pytest.mark.parametrize("tag", ["sv", "de", "no", "und", "az-Arab", "", "tlh"])
def test_mt5_reads_no_other(tag):
    assert not reads_language("mt5", tag)


def test_what_would_mend_is_named_with_its_licence():
    assert mend_for("bart") == "wireglot models pull sshleifer/distilbart-cnn-12-6"
    assert mend_for("mt5") == "wireglot models pull csebuetnlp/mT5_multilingual_XLSum --accept-licence"


class FirstSentences:
    """A runtime that counts words and answers with the first sentence it reads: enough to see what was read.

    What models/seq2seq promises of one is all there: `window`, `count`, `write`; nothing longer than the window.
    """

    window = 64

    def __init__(self) -> None:
        self.read: list[str] = []

    def count(self, texts, *, source="", target=""):
        return tokens(texts)

    def write(self, jobs: list[Job], decoding: Decoding) -> tuple[Written, ...]:
        assert all(count <= self.window for count in tokens([job.text for job in jobs]))
        self.read += [job.text for job in jobs]
        return tuple(Written(job.text.partition(".")[0] + ".", 9, finished=True) for job in jobs)


def checkpoint(reads: int = 1024) -> Checkpoint:
    stored_model = StoredModel("org/name", "0" * 40, Path("nowhere"), "bart", "mit", 0)
    return Checkpoint(stored_model, reads, "several", 2.0)


def a_model(reads: int = 1024) -> Model:
    return Model(checkpoint(reads), FirstSentences())  # type: ignore[arg-type]


def article(sentences: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"Number {n} came home late.", f"Number {n} was cold and very tired.") for n in range(sentences // 2))


def test_a_long_text_is_read_part_by_part_and_the_parts_together():
    model, long = a_model(), article(600)

    (short,) = condensed(model, [(long, "en")])

    read = model.runtime.read  # type: ignore[attr-defined]
    first_round = " ".join(read)
    assert all(first_round.count(sentence) >= 1 for block in long for sentence in block)
    assert tokens([running(short, "en")])[0] <= 64
    assert short[0][0] == "Number 0 came home late."


def test_each_sentence_is_read_once_in_the_first_round():
    model, long = a_model(), article(20)

    condensed(model, [(long, "en")])

    read = model.runtime.read  # type: ignore[attr-defined]
    assert " ".join(read) == running(long, "en")


def test_no_more_is_read_at_once_than_a_model_was_trained_to_read():
    model = a_model(reads=32)

    condensed(model, [(article(60), "en")])

    read = model.runtime.read  # type: ignore[attr-defined]
    assert max(tokens(read)) <= 32


def test_long_and_short_texts_go_together_and_each_gets_its_own():
    long, brief = article(60), article(2)

    made = condensed(a_model(), [(long, "en"), (brief, "en"), ((), "en")])

    assert made[0] == condensed(a_model(), [(long, "en")])[0]
    assert made[1:] == (brief, ())


def test_a_model_that_repeats_what_it_reads_comes_to_an_end():
    class Repeats(FirstSentences):
        def write(self, jobs, decoding):
            return tuple(Written(job.text, 60, finished=True) for job in jobs)

    assert condensed(Model(checkpoint(), Repeats()), [(article(60), "en")]) == ((),)  # type: ignore[arg-type]


def test_a_text_of_which_the_model_reads_nothing_is_not_asked():
    model = a_model()

    assert model.ask([Question((), "en", "short"), Question((("It sank.",),), "en", "short")]) == ((), ("It sank.",))
    assert model.runtime.read == ["It sank."]  # type: ignore[attr-defined]
