"""One article asked of a chat model: both summaries at once, a long article part by part.

    an article that fits       its summaries asked for; what cannot be used asked for once more, with the fault named
    one that does not          first the sentences that matter, of each part by number; then the summaries of these
    one that the server finds  the same in smaller parts, down to a least
    too long all the same

Sentences keep their numbers through all of it, so a citation points into the article however long that is. A part
that cannot be asked fails the article: a summary that leaves a part out in silence is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from wireglot.models import ServerError
from wireglot.models.chat import ChatBatch, Message
from wireglot.models.splitting_long import CannotFit
from wireglot.summarizers.chatting import answers, messages
from wireglot.summarizers.chatting.answers import Summary, Unusable
from wireglot.summarizers.chatting.messages import Faults
from wireglot.summarizers.chatting.numbering import Line, cut, parts, weight
from wireglot.summarizers.writing import Draft, Length, NoDraft

Outcomes = dict[Length, Draft | NoDraft]
Conversation = Sequence[Message]
Lines = Sequence[Line]

TRIES = 2
# Both summaries are 150 words, some 400 tokens in most languages and 1,500 in those that a model hardly knows, with
# the frames of at most seven sentences; the rest is for a model's reasoning.
ANSWER_TOKENS = 2900
# Of the window: half of it is the article's in the worst case, two letters a token.
ANSWER_SHARE = 3 / 8
# A part of so little that a server still refuses or cannot finish fails for another reason than its length.
LEAST_ROOM = 1000
# Parts whose chosen sentences are read together at the next step, and how many each may have at least.
PARTS_TOGETHER = 4
FEWEST_CHOSEN = 3
# Some 3,000 sentences in the usual window: beyond it costs hours and is no article.
MOST_PARTS = 48


class GaveUp(Exception):
    """An article cannot be told; says why in one phrase.

    too_long    smaller parts may do
    passing     it is the server's trouble: at another time it may do
    """

    def __init__(self, why: str, *, too_long: bool = False, passing: bool = False) -> None:
        super().__init__(why)
        self.too_long, self.passing = too_long, passing


@dataclass(frozen=True, slots=True)
class Asking:
    """One article and the batch that it is asked in.

    headline    "" for none; says what the article is about, nothing is taken from it
    language    the tag of the summaries
    translated  the lines are a machine translation
    """

    batch: ChatBatch
    headline: str
    language: str
    translated: bool

    def drafts(self, lines: Lines, wanted: Faults) -> Outcomes:
        """A draft of each summary that is wanted, or why there is none."""
        room = self.batch.limits.weight
        while True:
            try:
                few = self._fitting(lines, room)
                asked = messages.summaries(few, self.headline, wanted, self.language, translated=self.translated)
                return self._told(asked, few, tuple(wanted))
            except GaveUp as error:
                room = min(room, weight(lines)) // 2
                if not error.too_long or room < LEAST_ROOM:
                    return dict.fromkeys(wanted, NoDraft(str(error), passing=error.passing))

    def _told(self, asked: Conversation, lines: Lines, wanted: Sequence[Length], tries: int = TRIES) -> Outcomes:
        """The summaries of lines that fit a request.

        :raises GaveUp: when nothing was told.
        """
        answer = self._answer(asked, lines)
        read = answers.read(answer, wanted, _numbers(lines))
        told: Outcomes = {length: _draft(said, lines) for length, said in read.items() if isinstance(said, tuple)}
        faults = {length: fault for length, fault in read.items() if isinstance(fault, Unusable)}
        if not faults:
            self.batch.accept()
            return told
        fault = "; ".join(dict.fromkeys(map(str, faults.values())))
        try:
            self._count(fault, tries, useful=bool(told))
            again = messages.summaries_again(asked, answer, fault, tuple(faults))
            return told | self._told(again, lines, tuple(faults), tries - 1)
        except GaveUp as error:
            if not told:
                raise
            return told | dict.fromkeys(faults, NoDraft(str(error), passing=error.passing))

    def _fitting(self, lines: Lines, room: int) -> Lines:
        """The lines that fit a request: all of them, or those that matter in each part, in reading order.

        :raises GaveUp: when a part was not answered, or there are too many.
        """
        while weight(lines) > room:
            several = _parts(lines, room)
            share = room // min(len(several), PARTS_TOGETHER)
            lines = [line for n, part in enumerate(several, 1) for line in self._part(part, share, n, len(several))]
        return lines

    def _part(self, part: Lines, room: int, number: int, of: int) -> Lines:
        """The lines of a part that matter most, as many as there is room for, at least one, in reading order."""
        most = max(FEWEST_CHOSEN, room * len(part) // weight(part))
        ranked = self._choice(messages.choice(part, self.headline, most, number, of), part)
        best = sorted((n for n, line in enumerate(part) if line.number in ranked), key=lambda n: _rank(ranked, part[n]))
        sizes = accumulate(part[n].weight for n in best)
        few = sum(size <= room for size in sizes)
        return [part[n] for n in sorted(best[: max(1, few)])]

    def _choice(self, asked: Conversation, part: Lines, tries: int = TRIES) -> tuple[int, ...]:
        """Numbers of the part's lines, the most important first.

        :raises GaveUp: when there was no answer that can be used.
        """
        answer = self._answer(asked, part)
        try:
            chosen = answers.read_choice(answer, _numbers(part))
        except Unusable as fault:
            self._count(str(fault), tries, useful=False)
            return self._choice(messages.choice_again(asked, answer, str(fault)), part, tries - 1)
        self.batch.accept()
        return chosen

    def _answer(self, asked: Conversation, lines: Lines) -> str:
        tokens = min(ANSWER_TOKENS, int(self.batch.server.window * ANSWER_SHARE))
        answer = self.batch.ask(asked, weight(lines), tokens)
        if answer is None:
            error = self.batch.error
            raise GaveUp(_why(error), too_long=self.batch.too_long, passing=isinstance(error, ServerError))
        return answer

    def _count(self, fault: str, tries: int, *, useful: bool) -> None:
        """An answer with a fault, of which at least a part could be used or not; raises at the last try."""
        if useful:
            self.batch.accept()
        else:
            self.batch.reject(Unusable(fault))
        if tries < 2:
            raise GaveUp(_why(Unusable(fault)))


def _parts(lines: Lines, room: int) -> Sequence[Lines]:
    try:
        several = parts(cut(lines, room), room)
    except CannotFit as error:
        raise GaveUp("a part of it cannot be cut to fit the model's window") from error
    if len(several) > MOST_PARTS:
        raise GaveUp(f"it has {len(several)} parts for the model's window, {MOST_PARTS} are the most that are asked")
    return several


def _why(error: Exception | None) -> str:
    """What went wrong, as one phrase without a stop."""
    return f"the model's answer could not be used: {error}" if isinstance(error, Unusable) else str(error).rstrip(".")


def _rank(ranked: Sequence[int], line: Line) -> int:
    return ranked.index(line.number)


def _numbers(lines: Lines) -> set[int]:
    return {line.number for line in lines}


def _draft(said: Summary, lines: Lines) -> Draft:
    evidence = {line.number: line.place for line in lines}
    return Draft(
        tuple(one.words for one in said), tuple(tuple(evidence[number] for number in one.numbers) for one in said)
    )
