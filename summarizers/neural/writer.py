"""A checkpoint as a writer: articles in, drafts out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from wireglot.models.errors import ModelError
from wireglot.models.seq2seq import open_model
from wireglot.summarizers.neural.asking import Model, Question
from wireglot.summarizers.neural.checkpoints import Checkpoint
from wireglot.summarizers.neural.condensing import condensed
from wireglot.summarizers.neural.parts import parts
from wireglot.summarizers.neural.searches import answers
from wireglot.summarizers.summary import SummaryInput
from wireglot.summarizers.writing import Draft, Length, NoDraft, Paragraphs, Request, paragraphs, within

UNREAD = "the model could make nothing of it"


@dataclass(frozen=True, slots=True)
class Seq2SeqWriter:
    """Reads the paragraphs in the language that `language` names for a text, and writes in that."""

    checkpoint: Checkpoint
    language: Callable[[SummaryInput], str]

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        """All requests together; weights that are broken leave each of them without a draft, and say what to do."""
        try:
            runtime = open_model(self.checkpoint.model.folder)
        except ModelError as fault:
            return (NoDraft(str(fault).rstrip(".")),) * len(requests)
        return _Asking(Model(self.checkpoint, runtime), self.language).write(requests)


class _Asking:
    """A loaded model, while it is asked: first what is too long is made shorter, then all is asked at once."""

    def __init__(self, model: Model, language: Callable[[SummaryInput], str]) -> None:
        self._model = model
        self._language = language

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        sources = [tuple(self._sources(request)) for request in requests]
        flat = [source for some in sources for source in some]
        fitting = iter(self._condensed(flat))
        questions = [
            [self._question(request, source) for source in islice(fitting, len(some))]
            for request, some in zip(requests, sources, strict=True)
        ]
        told = iter(self._model.ask([one for some in questions for one in some]))
        return tuple(
            _draft([next(told) for _ in some], request.length, self._language(request.text))
            for request, some in zip(requests, questions, strict=True)
        )

    def _sources(self, request: Request) -> Iterator[tuple[Paragraphs, str]]:
        """The texts that the summary is put together from: the whole, or the parts that get a sentence each."""
        language = self._language(request.text)
        whole = paragraphs(request.text, language)
        many = answers(self._model.checkpoint.writes, request.length, again=bool(request.faults))
        if many == 1:
            yield whole, language
            return
        sizes = sum(self._model.runtime.count([sentence for block in whole for sentence in block]))
        for part in parts(whole, self._model.runtime.count, max(self._model.limit, sizes), at_least=many):
            yield part, language

    def _condensed(self, sources: Sequence[tuple[Paragraphs, str]]) -> Iterator[Paragraphs]:
        """Each source as the model can read it at once; one that is asked for twice (short and long) is read once."""
        each = list(dict.fromkeys(sources))
        made = dict(zip(each, condensed(self._model, each), strict=True))
        return (made[source] for source in sources)

    def _question(self, request: Request, source: Paragraphs) -> Question:
        return Question(source, self._language(request.text), request.length, bool(request.faults))


def _draft(told: Sequence[tuple[str, ...]], length: Length, language: str) -> Draft | NoDraft:
    """One answer as far as it fits the length; of several the first sentence each."""
    if len(told) > 1:
        return Draft(tuple(some[0] for some in told if some)) if any(told) else NoDraft(UNREAD)
    (sentences,) = told
    return Draft(sentences[: within(sentences, length, language) or None]) if sentences else NoDraft(UNREAD)
