"""The steps of the seq2seq writer that need no model: parts, lengths in tokens, long texts condensed."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.models import Decoding, Seq2SeqInput, Seq2SeqOutput, StoredModel
from wireglot.summarizers.abstractive.long_texts import equal_shares, split
from wireglot.summarizers.engines.seq2seq import (
    Checkpoint,
    Model,
    Question,
    clean_output,
    decoding_for,
    input_text,
    pull_command,
    word_range,
)

WORD = st.sampled_from(("ice", "snow", "storm", "mayor", "a", "1919", "harbour,"))
SENTENCE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
PARAGRAPHS = st.lists(st.lists(SENTENCE, max_size=6).map(tuple), max_size=8).map(tuple)


def tokens(texts):
    """A token a word, and one for the end."""
    return [len(text.split()) + 1 for text in texts]


def in_order(parts) -> str:
    return "".join("".join(sentence.split()) for part in parts for block in part for sentence in block)


@settings(max_examples=60)
@given(PARAGRAPHS, st.integers(12, 60), st.integers(1, 5))
def test_every_sentence_is_in_one_part_that_fits(paragraphs, limit, at_least):
    parts = split(paragraphs, tokens, limit, at_least=at_least)

    assert in_order(parts) == in_order([paragraphs])
    assert all(tokens([input_text(part, "en")])[0] <= limit for part in parts)
    assert all(block and all(block) for part in parts for block in part)
    assert len(parts) >= min(at_least, sum(map(len, paragraphs)))


@settings(max_examples=20)
@given(PARAGRAPHS)
def test_a_text_that_fits_stays_as_it_is(paragraphs):
    parts = split(paragraphs, tokens, 10_000)

    assert parts == ((tuple(filter(None, paragraphs)),) if any(paragraphs) else ())


@given(st.lists(st.integers(1, 50), min_size=1, max_size=60), st.integers(1, 20), st.frozensets(st.integers(0, 60)))
def test_equal_shares_are_consecutive_and_not_empty(sizes, wanted, starts):
    cut = equal_shares(sizes, starts, wanted)

    assert len(cut) == min(wanted, len(sizes))
    assert (cut[0][0], cut[-1][1]) == (0, len(sizes))
    assert all(a < b for a, b in cut)
    assert all(one[1] == other[0] for one, other in pairwise(cut))


def test_a_part_ends_with_a_paragraph_where_possible():
    ten = [1] * 10

    assert equal_shares(ten, frozenset({0, 4}), 2) == ((0, 4), (4, 10))
    assert equal_shares(ten, frozenset({0, 2}), 2) == ((0, 5), (5, 10))


def test_a_sentence_beyond_the_limit_is_cut_between_words():
    (first, second) = split((("one two three four five six seven eight",),), tokens, 6)

    assert [block for part in (first, second) for block in part] == [
        ("one two three four ",),
        ("five six seven eight",),
    ]


def test_input_is_one_line_and_chinese_has_no_spaces():
    assert input_text((("It sank.\n", " Nobody  died."), ("Ice came.",)), "en") == "It sank. Nobody died. Ice came."
    assert input_text((("沉船。", "无人伤亡。"),), "zh-Hans") == "沉船。无人伤亡。"


def test_output_is_cleaned_of_training_artefacts():
    assert clean_output("It sank , he said .<n>It `` was '' cold .", "en") == 'It sank, he said. It "was" cold.'
    assert clean_output("It sank.. Nobody was hurt . . In 2019...", "en") == "It sank. Nobody was hurt. In 2019..."
    assert clean_output("Il a dit : non !", "fr") == "Il a dit : non !"


def test_limits_are_in_the_tokens_of_the_text():
    english, amharic = (decoding_for(checkpoint(), "long", rate, 1024, again=False) for rate in (1.25, 5.0))

    # 60 words less a tenth; 110, a fifth more, and the end.
    assert (english.min_new_tokens, english.max_new_tokens) == (68, 166)
    assert (amharic.min_new_tokens, amharic.max_new_tokens) == (270, 661)
    assert amharic.no_repeat_ngram == 15  # three words
    assert decoding_for(checkpoint(), "long", 1.01, 1024, again=False) == english


def test_a_second_try_has_more_beams_and_tighter_limits():
    first, second = (decoding_for(checkpoint(), "long", 1.25, 1024, again=again) for again in (False, True))

    assert second.beams > first.beams
    assert second.length_penalty < first.length_penalty
    assert first.min_new_tokens < second.min_new_tokens < second.max_new_tokens < first.max_new_tokens


def test_no_answer_is_longer_than_its_limit():
    assert decoding_for(checkpoint(), "long", 5.0, 40, again=False).max_new_tokens == 40


def test_single_sentences_share_the_words_of_a_long_summary():
    assert word_range("sentence", "long", again=False) == (15, 27.5)
    assert word_range("sentence", "short", again=False) == word_range("several", "short", again=False)


@pytest.mark.parametrize("tag", ["sr", "sr-Latn", "zh-Hans", "zh-Hant-TW", "pt-BR", "am", "pcm"])
def test_a_model_is_suggested_for_languages_of_xlsum(tag):
    assert pull_command(tag)


@pytest.mark.parametrize("tag", ["sv", "de", "no", "und", "az-Arab", "", "tlh"])
def test_no_model_is_suggested_for_other_languages(tag):
    assert pull_command(tag) == ""


def test_the_pull_command_includes_consent_to_the_licence():
    assert pull_command("en") == "wireglot models pull sshleifer/distilbart-cnn-12-6"
    assert pull_command("es") == "wireglot models pull csebuetnlp/mT5_multilingual_XLSum --accept-licence"


class FirstSentences:
    """A runtime that counts words and answers with the first sentence it reads: enough to see what was read.

    It has all that models/seq2seq promises: `window`, `count`, `write`; nothing longer than the window.
    """

    window = 64

    def __init__(self) -> None:
        self.read: list[str] = []

    def count_tokens(self, texts, *, source="", target=""):
        return tokens(texts)

    def generate(self, jobs: list[Seq2SeqInput], decoding: Decoding) -> tuple[Seq2SeqOutput, ...]:
        assert all(count <= self.window for count in tokens([job.text for job in jobs]))
        self.read += [job.text for job in jobs]
        return tuple(Seq2SeqOutput(job.text.partition(".")[0] + ".", 9, finished=True) for job in jobs)


def checkpoint(reads: int = 1024) -> Checkpoint:
    stored_model = StoredModel("org/name", "0" * 40, Path("nowhere"), "bart", "mit", 0)
    return Checkpoint(stored_model, reads, "several", 2.0)


def a_model(reads: int = 1024) -> Model:
    return Model(checkpoint(reads), FirstSentences())  # type: ignore[arg-type]


def article(sentences: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"Number {n} came home late.", f"Number {n} was cold and very tired.") for n in range(sentences // 2))


def test_a_long_text_is_condensed_part_by_part():
    model, long = a_model(), article(600)

    (short,) = model.condense([(long, "en")])

    read = model.runtime.read  # type: ignore[attr-defined]
    first_round = " ".join(read)
    assert all(first_round.count(sentence) >= 1 for block in long for sentence in block)
    assert tokens([input_text(short, "en")])[0] <= 64
    assert short[0][0] == "Number 0 came home late."


def test_each_sentence_is_read_once_in_the_first_round():
    model, long = a_model(), article(20)

    model.condense([(long, "en")])

    read = model.runtime.read  # type: ignore[attr-defined]
    assert " ".join(read) == input_text(long, "en")


def test_no_more_is_read_than_a_model_was_trained_on():
    model = a_model(reads=32)

    model.condense([(article(60), "en")])

    read = model.runtime.read  # type: ignore[attr-defined]
    assert max(tokens(read)) <= 32


def test_long_and_short_texts_are_condensed_together():
    long, brief = article(60), article(2)

    made = a_model().condense([(long, "en"), (brief, "en"), ((), "en")])

    assert made[0] == a_model().condense([(long, "en")])[0]
    assert made[1:] == (brief, ())


def test_condensing_ends_with_a_model_that_repeats_its_input():
    class Repeats(FirstSentences):
        def generate(self, jobs, decoding):
            return tuple(Seq2SeqOutput(job.text, 60, finished=True) for job in jobs)

    assert Model(checkpoint(), Repeats()).condense([(article(60), "en")]) == ((),)  # type: ignore[arg-type]


def test_a_text_without_known_tokens_is_not_sent():
    model = a_model()

    assert model.answer([Question((), "en", "short"), Question((("It sank.",),), "en", "short")]) == ((), ("It sank.",))
    assert model.runtime.read == ["It sank."]  # type: ignore[attr-defined]
