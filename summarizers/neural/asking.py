"""A model asked about many texts at once, each with its own limits; what it wrote, in sentences."""

from collections.abc import Sequence
from typing import NamedTuple

from wireglot.articles.languages import length_in_words
from wireglot.articles.sentences.split import sentences
from wireglot.models.decoding import Decoding
from wireglot.models.seq2seq import Job, Runtime, Written
from wireglot.summarizers.neural.checkpoints import Checkpoint
from wireglot.summarizers.neural.searches import Task, search
from wireglot.summarizers.neural.wording import printed, running
from wireglot.summarizers.writing import Paragraphs, whole_sentences


class Question(NamedTuple):
    """A text that fits the model, and what is wanted of it."""

    paragraphs: Paragraphs
    language: str
    task: Task
    again: bool = False


class Model(NamedTuple):
    """A checkpoint with its weights loaded."""

    checkpoint: Checkpoint
    runtime: Runtime

    @property
    def limit(self) -> int:
        """Tokens of a text that are read at once."""
        return min(self.runtime.window, self.checkpoint.reads)

    def ask(self, questions: Sequence[Question]) -> tuple[tuple[str, ...], ...]:
        """The sentences of each answer, in order; () where the model can read nothing of the text, or ended none.

        An unfinished last sentence is left off, but for a part's that is all there is: it is only read on.
        """
        texts = [running(question.paragraphs, question.language) for question in questions]
        searches = {n: how for n, text in enumerate(texts) if (how := self.search(questions[n], text))}
        told: dict[int, tuple[str, ...]] = {}
        for how in dict.fromkeys(searches.values()):
            mine = [n for n, one in searches.items() if one == how]
            written = self.runtime.write([Job(texts[n]) for n in mine], how)
            told |= {n: _sentences(questions[n], one) for n, one in zip(mine, written, strict=True)}
        return tuple(told.get(n, ()) for n in range(len(questions)))

    def search(self, question: Question, text: str) -> Decoding | None:
        """How the model is asked about the text; None when it sees nothing there but its own special tokens."""
        bare, size = self.runtime.count(["", text])
        if size <= bare:
            return None
        # A third: a part's answer must be much shorter than the part, or reading on would never end.
        limit = max(1, self.limit // 3) if question.task == "part" else self.limit
        tokens_a_word = (size - bare) / max(1.0, length_in_words(text, question.language))
        return search(self.checkpoint, question.task, tokens_a_word, limit, again=question.again)


def _sentences(question: Question, written: Written) -> tuple[str, ...]:
    text = printed(written.text, question.language)
    return whole_sentences(text, finished=written.finished) or (sentences(text) if question.task == "part" else ())
