"""Drafts by a local model: text in the form it was trained on, answers in sentences, long texts in parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from wireglot.articles.languages import join_sentences, length_in_words, parse_tag
from wireglot.articles.sentences import split_sentences
from wireglot.models import Decoding, ModelError, Seq2SeqInput, Seq2SeqModel, Seq2SeqOutput, load_model
from wireglot.summarizers.abstractive import long_texts
from wireglot.summarizers.abstractive.checkpoints import Checkpoint
from wireglot.summarizers.abstractive.decoding import Task, answers_needed, decoding_for
from wireglot.summarizers.abstractive.drafts import Draft, NoDraft, Paragraphs, Request, count_fitting, paragraphs
from wireglot.summarizers.abstractive.form import complete_sentences

NOTHING_WRITTEN = "the model could make nothing of it"

# Models trained on CNN and Daily Mail write as they have read: spaces before marks, quotation marks of TeX.
_SPACE_BEFORE_MARK = re.compile(r"(?<=\w) (?=[.,;:!?](?:\s|$))")
_TEX_QUOTES = re.compile(r"``\s*|\s*''")
_SECOND_STOP = re.compile(r"(?<=[^.]\.) ?\.(?!\.)")  # written where a model had come to its end too early
_NEW_LINE = "<n>"  # Pegasus writes it between sentences


def input_text(paragraphs: Paragraphs, language: str) -> str:
    """Return the paragraphs as one line with single spaces, as all of these models were trained on."""
    return " ".join(join_sentences([sentence for block in paragraphs for sentence in block], language).split())


def clean_output(written: str, language: str) -> str:
    """Return what a model wrote with single spaces, and in English without spaces before marks."""
    text = " ".join(written.replace(_NEW_LINE, " ").split())
    if parse_tag(language).language != "en":
        return text  # in French a space before "!" is right
    return _SECOND_STOP.sub("", _SPACE_BEFORE_MARK.sub("", _TEX_QUOTES.sub('"', text)))


class Question(NamedTuple):
    """A text that fits the model, and what is wanted of it."""

    paragraphs: Paragraphs
    language: str
    task: Task
    again: bool = False


class Model(NamedTuple):
    """A checkpoint with its weights loaded."""

    checkpoint: Checkpoint
    runtime: Seq2SeqModel

    @property
    def limit(self) -> int:
        """Tokens of a text that are read at once."""
        return min(self.runtime.window, self.checkpoint.input_tokens)

    def answer(self, questions: Sequence[Question]) -> tuple[tuple[str, ...], ...]:
        """Return the sentences of each answer; () where the model can read nothing of the text, or completed none.

        An unfinished last sentence is dropped, except from a part when it is all there is: that is only read on.
        """
        texts = [input_text(question.paragraphs, question.language) for question in questions]
        settings = {n: how for n, text in enumerate(texts) if (how := self.decoding(questions[n], text))}
        answers: dict[int, tuple[str, ...]] = {}
        for how in dict.fromkeys(settings.values()):
            batch = [n for n, other in settings.items() if other == how]
            written = self.runtime.generate([Seq2SeqInput(texts[n]) for n in batch], how)
            answers |= {n: _sentences(questions[n], one) for n, one in zip(batch, written, strict=True)}
        return tuple(answers.get(n, ()) for n in range(len(questions)))

    def decoding(self, question: Question, text: str) -> Decoding | None:
        """Return the settings for the question; None when the model sees only its own special tokens in the text."""
        bare, size = self.runtime.count_tokens(["", text])
        if size <= bare:
            return None
        # A third: the answer to a part must be much shorter than the part, or condensing would never end.
        limit = max(1, self.limit // 3) if question.task == "part" else self.limit
        tokens_per_word = (size - bare) / max(1.0, length_in_words(text, question.language))
        return decoding_for(self.checkpoint, question.task, tokens_per_word, limit, again=question.again)

    def condense(self, texts: Sequence[tuple[Paragraphs, str]]) -> tuple[Paragraphs, ...]:
        """Return each text, with its language, as paragraphs that the model reads at once."""

        def summarize_parts(parts: Sequence[tuple[Paragraphs, str]]) -> Sequence[tuple[str, ...]]:
            return self.answer([Question(part, language, "part") for part, language in parts])

        return long_texts.condense(texts, summarize_parts, self.runtime.count_tokens, self.limit)


def _sentences(question: Question, written: Seq2SeqOutput) -> tuple[str, ...]:
    text = clean_output(written.text, question.language)
    return complete_sentences(text, finished=written.finished) or (
        split_sentences(text) if question.task == "part" else ()
    )


@dataclass(frozen=True, slots=True)
class Seq2SeqWriter:
    """Reads the paragraphs of a text and writes in their language."""

    checkpoint: Checkpoint

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        """Write all drafts together: long texts are condensed first. Broken weights leave every request without one."""
        try:
            runtime = load_model(self.checkpoint.model.folder)
        except ModelError as error:
            return (NoDraft(str(error).rstrip(".")),) * len(requests)
        model = Model(self.checkpoint, runtime)
        sources = [tuple(_sources(model, request)) for request in requests]
        condensed = _condense_once(model, [source for group in sources for source in group])
        questions = [
            Question(next(condensed), request.text.output_language, request.length, bool(request.faults))
            for request, group in zip(requests, sources, strict=True)
            for _ in group
        ]
        answers = iter(model.answer(questions))
        return tuple(
            _draft(list(islice(answers, len(group))), request) for request, group in zip(requests, sources, strict=True)
        )


def _sources(model: Model, request: Request) -> Iterator[tuple[Paragraphs, str]]:
    """Yield the text that is read, with its language: the whole, or parts of which each gives a sentence."""
    whole, language = paragraphs(request.text), request.text.output_language
    count = answers_needed(model.checkpoint.style, request.length, again=bool(request.faults))
    if count == 1:
        yield whole, language
        return
    size = sum(model.runtime.count_tokens([sentence for block in whole for sentence in block]))
    for part in long_texts.split(whole, model.runtime.count_tokens, max(model.limit, size), at_least=count):
        yield part, language


def _condense_once(model: Model, sources: Sequence[tuple[Paragraphs, str]]) -> Iterator[Paragraphs]:
    """Yield each source condensed; one that occurs twice (for short and long) is read once."""
    unique = list(dict.fromkeys(sources))
    condensed = dict(zip(unique, model.condense(unique), strict=True))
    return (condensed[source] for source in sources)


def _draft(answers: Sequence[tuple[str, ...]], request: Request) -> Draft | NoDraft:
    """Return one answer as far as it fits the length; of several answers the first sentence each."""
    if len(answers) > 1:
        first = tuple(answer[0] for answer in answers if answer)
        return Draft(first) if first else NoDraft(NOTHING_WRITTEN)
    (answer,) = answers
    fitting = count_fitting(answer, request.length, request.text.output_language)
    return Draft(answer[: fitting or None]) if answer else NoDraft(NOTHING_WRITTEN)
