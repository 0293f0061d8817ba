"""The chat model as a Writer: requests for the same text go out as one, one text after the other.

Sequential on purpose: a model on this machine answers no sooner for being asked twice at once, and a service counts
requests a minute.
"""

from collections.abc import Sequence

from wireglot.models.chat import ChatBatch, ChatLimits, ChatServer, language_label
from wireglot.summarizers.chatting.asking import Asking, Outcomes
from wireglot.summarizers.chatting.numbering import Line, lines, weight
from wireglot.summarizers.summary import SummaryInput
from wireglot.summarizers.writing import Draft, Length, NoDraft, Request

# A machine without a GPU reads 30 tokens a second and writes 5 to 10: 120 s for both summaries, and 50 letters a
# second for reading. ANSWER is what the writing weighs beside the text when the time of a whole batch is laid out.
SECONDS, PACE, ANSWER = 120.0, 50.0, 3000

Wanted = dict[Length, tuple[str, ...]]


def limits_of(server: ChatServer) -> ChatLimits:
    """A letter a token of the server's window: models that hardly know a script need a token for two letters."""
    return ChatLimits(weight=server.window, seconds=SECONDS, pace=PACE)


class ChatWriter:
    """One server for one batch of texts; what it learned of the server holds for the second asking too.

    A summary that could not be had is not asked for again: it had its second try, with the fault named or in
    smaller parts.
    """

    def __init__(self, server: ChatServer, limits: ChatLimits | None = None) -> None:
        self._batch = ChatBatch.start(server, limits or limits_of(server), 0)
        self._failed: dict[tuple[SummaryInput, Length], NoDraft] = {}

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        """One outcome for each request, in order; never raises."""
        wanted: dict[SummaryInput, Wanted] = {}
        for one in requests:
            if (one.text, one.length) not in self._failed:
                wanted.setdefault(one.text, {})[one.length] = one.faults
        told = self._all(wanted)
        return tuple(told.get((one.text, one.length)) or self._failed[one.text, one.length] for one in requests)

    def _all(self, wanted: dict[SummaryInput, Wanted]) -> dict[tuple[SummaryInput, Length], Draft]:
        """The drafts that could be had; the others are remembered as failed."""
        numbered = {text: lines(text) for text in wanted}
        self._batch.extend(sum(weight(some) + ANSWER for some in numbered.values()))
        told: dict[tuple[SummaryInput, Length], Draft] = {}
        for text, some in numbered.items():
            for length, draft in self._one(text, some, wanted[text]).items():
                if isinstance(draft, NoDraft):
                    self._failed[text, length] = draft
                else:
                    told[text, length] = draft
        return told

    def _one(self, text: SummaryInput, some: Sequence[Line], wanted: Wanted) -> Outcomes:
        if not language_label(text.output_language):
            return dict.fromkeys(wanted, NoDraft(f"{text.output_language!r} has no name that a model could be told"))
        if not some:
            return dict.fromkeys(wanted, NoDraft("there is no sentence to summarise"))
        translated = text.blocks != text.article.blocks
        return Asking(self._batch, text.article.headline, text.output_language, translated).drafts(some, wanted)
