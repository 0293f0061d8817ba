"""Engine `chat`: a language model behind any server that speaks OpenAI's protocol writes the summaries.

Ready where WIREGLOT_CHAT_URL and WIREGLOT_CHAT_MODEL (and WIREGLOT_CHAT_KEY, where the server requires one) name a
server that answers. It writes in the reader's language and cites the sentences that it used. Its drafts are reviewed
as those of any writer (summarizers/abstractive). The article's text leaves this machine where the server is another.

    an article that fits       its summaries are requested; an invalid answer is requested once more, with its fault
    one that does not          the important sentences of each part are selected first; then the same with these
    one that the server finds  the same with smaller parts, down to a minimum
    too long all the same

Sentences keep their numbers throughout, so that citations point into the article however long it is. When a part
fails, so does the article: a summary must not leave a part out silently. The messages are in
abstractive/chat_messages.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from wireglot.models import CannotSplit, InvalidSettings, ServerError, chat
from wireglot.models.chat import ChatBatch, ChatLimits, ChatServer, Message, language_label
from wireglot.summarizers import abstractive
from wireglot.summarizers.abstractive.chat_messages import (
    FRAME_TOKENS,
    CitedSentence,
    Faults,
    InvalidAnswer,
    NumberedSentence,
    Sentences,
    answer_tokens,
    number_sentences,
    prompt_digest,
    read_selection,
    read_summaries,
    repeat_selection_request,
    repeat_summary_request,
    selection_request,
    selection_schema,
    split_into_parts,
    summary_request,
    summary_schema,
    total_weight,
)
from wireglot.summarizers.abstractive.drafts import Draft, NoDraft, Request
from wireglot.summarizers.engine import INSTRUCTED
from wireglot.summarizers.summary import Length, Summaries, SummaryInput

VERSION = 2  # raise it when the same answers would become other drafts, or an article is requested in another way

# A machine without a GPU reads 30 tokens a second and writes 5 to 10: 120 s for both summaries, and 50 letters a
# second for reading. ANSWER_WEIGHT is what the writing weighs beside the text in the time allowed for a batch.
SECONDS, PACE, ANSWER_WEIGHT = 120.0, 50.0, 3000

TRIES = 2
NUMBER_TOKENS = 6  # of the number of a sentence, with its comma
# For an answer of a model that reasons first. Any other gets what the summaries need (answer_tokens), so that an answer
# without an end ends soon.
REASONING_TOKENS = 2900
TASK = "summaries"  # for which a model may be skipped
# Of the window: half of it is the article's in the worst case, two letters a token.
ANSWER_SHARE = 3 / 8
# When a server cannot process a part of so little, its length is not the reason.
MIN_ROOM = 1000
# Parts whose selected sentences are read together in the next step, and how many each may have at least.
PARTS_TOGETHER = 4
MIN_SELECTED = 3
# Some 3,000 sentences in the usual window: more costs hours and is no article.
MAX_PARTS = 48

Outcomes = dict[Length, Draft | NoDraft]


def default_limits(server: ChatServer) -> ChatLimits:
    """Count one letter per token of the window: for scripts that a model hardly knows two letters are a token."""
    return ChatLimits(weight=server.window, seconds=SECONDS, pace=PACE)


class ChatWriter:
    """Writes drafts through one server, one text after the other.

    Sequential, because a model on this machine does not answer sooner when asked twice at once, and a service counts
    requests a minute. What is known of the server, and of failed summaries, is kept for the second call: those had
    their second try, with the fault named or in smaller parts.
    """

    def __init__(self, server: ChatServer, limits: ChatLimits | None = None) -> None:
        self._batch = ChatBatch.start(server, limits or default_limits(server), 0)
        self._failed: dict[tuple[SummaryInput, Length], NoDraft] = {}

    @property
    def server(self) -> ChatServer:
        return self._batch.server

    @property
    def answered(self) -> int:
        """How many requests had an answer, of use or not."""
        return self._batch.answered

    def write(self, requests: Sequence[Request]) -> tuple[Draft | NoDraft, ...]:
        """Return one outcome for each request, in order; never raises. Requests for one text are sent as one."""
        if reason := chat.unfit_reason(self.server, TASK):
            return (NoDraft(reason, temporary=True),) * len(requests)
        wanted: dict[SummaryInput, dict[Length, tuple[str, ...]]] = {}
        for request in requests:
            if (request.text, request.length) not in self._failed:
                wanted.setdefault(request.text, {})[request.length] = request.faults
        sentences = {text: number_sentences(text) for text in wanted}
        self._batch.extend(sum(total_weight(numbered) + ANSWER_WEIGHT for numbered in sentences.values()))
        drafts: dict[tuple[SummaryInput, Length], Draft] = {}
        for text, numbered in sentences.items():
            for length, draft in self._drafts(text, numbered, wanted[text]).items():
                if isinstance(draft, NoDraft):
                    self._failed[text, length] = draft
                else:
                    drafts[text, length] = draft
        return tuple(
            drafts.get((request.text, request.length)) or self._failed[request.text, request.length]
            for request in requests
        )

    def _drafts(self, text: SummaryInput, sentences: Sentences, wanted: Faults) -> Outcomes:
        if not language_label(text.output_language):
            return dict.fromkeys(wanted, NoDraft(f"the language {text.output_language!r} is unknown"))
        if not sentences:
            return dict.fromkeys(wanted, NoDraft("there is no sentence to summarise"))
        translated = text.blocks != text.article.blocks
        return _ArticleChat(self._batch, text.article.headline, text.output_language, translated).drafts(
            sentences, wanted
        )


class _GivenUp(Exception):
    """Why an article gets no draft, in one phrase.

    too_long: smaller parts may succeed; temporary: it is the server's failure, another time may succeed.
    """

    def __init__(self, reason: str, *, too_long: bool = False, temporary: bool = False) -> None:
        super().__init__(reason)
        self.too_long, self.temporary = too_long, temporary


@dataclass(frozen=True, slots=True)
class _ArticleChat:
    """The requests for one article.

    headline: says what the article is about, "" for none; language: tag of the summaries;
    translated: whether the sentences are a machine translation.
    """

    batch: ChatBatch
    headline: str
    language: str
    translated: bool

    def drafts(self, sentences: Sentences, wanted: Faults) -> Outcomes:
        """Return a draft of each wanted summary, or why there is none."""
        room = self.batch.limits.weight
        while True:
            try:
                selected = self._select(sentences, room)
                asked = summary_request(selected, self.headline, wanted, self.language, translated=self.translated)
                return self._request_summaries(asked, selected, tuple(wanted))
            except _GivenUp as error:
                room = min(room, total_weight(sentences)) // 2
                if not error.too_long or room < MIN_ROOM:
                    return dict.fromkeys(wanted, NoDraft(str(error), temporary=error.temporary))

    def _request_summaries(
        self, asked: Sequence[Message], sentences: Sentences, wanted: Sequence[Length], tries: int = TRIES
    ) -> Outcomes:
        """Return the summaries of sentences that fit a request. Raises _GivenUp when there is none at all."""
        tokens = answer_tokens(sentences, wanted, self.language)
        answer = self._answer(asked, sentences, tokens, summary_schema(wanted))
        read = read_summaries(answer, wanted, _numbers(sentences))
        drafts: Outcomes = {
            length: _draft(summary, sentences) for length, summary in read.items() if isinstance(summary, tuple)
        }
        faults = {length: fault for length, fault in read.items() if isinstance(fault, InvalidAnswer)}
        if not faults:
            self.batch.accept()
            return drafts
        fault = "; ".join(dict.fromkeys(map(str, faults.values())))
        try:
            self._record_fault(fault, tries, partly_valid=bool(drafts))
            again = repeat_summary_request(asked, answer, fault, tuple(faults))
            return drafts | self._request_summaries(again, sentences, tuple(faults), tries - 1)
        except _GivenUp as error:
            if not drafts:
                raise
            return drafts | dict.fromkeys(faults, NoDraft(str(error), temporary=error.temporary))

    def _select(self, sentences: Sentences, room: int) -> Sentences:
        """Return the sentences for one request: all of them, or the important ones of each part, in reading order.

        Raises _GivenUp when a part failed, or there are too many.
        """
        while total_weight(sentences) > room:
            parts = _parts(sentences, room)
            share = room // min(len(parts), PARTS_TOGETHER)
            selected = (self._select_from(part, share, n, len(parts)) for n, part in enumerate(parts, 1))
            sentences = [sentence for part in selected for sentence in part]
        return sentences

    def _select_from(self, part: Sentences, room: int, number: int, parts: int) -> Sentences:
        """Return the most important sentences of a part that fit the room, at least one, in reading order."""
        most = max(MIN_SELECTED, room * len(part) // total_weight(part))
        ranked = self._request_selection(selection_request(part, self.headline, most, number, parts), part, most)
        candidates = [n for n, sentence in enumerate(part) if sentence.number in ranked]
        best = sorted(candidates, key=lambda n: ranked.index(part[n].number))
        fitting = sum(size <= room for size in accumulate(part[n].weight for n in best))
        return [part[n] for n in sorted(best[: max(1, fitting)])]

    def _request_selection(
        self, asked: Sequence[Message], part: Sentences, most: int, tries: int = TRIES
    ) -> tuple[int, ...]:
        """Return numbers of sentences of the part, the most important first. Raises _GivenUp without a valid answer."""
        answer = self._answer(asked, part, FRAME_TOKENS + NUMBER_TOKENS * most, selection_schema(most))
        try:
            selected = read_selection(answer, _numbers(part))
        except InvalidAnswer as fault:
            self._record_fault(str(fault), tries, partly_valid=False)
            return self._request_selection(repeat_selection_request(asked, answer, str(fault)), part, most, tries - 1)
        self.batch.accept()
        return selected

    def _answer(self, asked: Sequence[Message], sentences: Sentences, tokens: int, schema: Mapping[str, object]) -> str:
        """Return the answer; a model that was still reasoning when it had all the tokens is asked again with more."""
        reasoned, had_stopped = self.batch.reasons, self.batch.has_stopped()
        allowed = min(REASONING_TOKENS if reasoned else tokens, int(self.batch.server.window * ANSWER_SHARE))
        answer = self.batch.ask(asked, total_weight(sentences), allowed, schema)
        if answer is None and self.batch.reasons and not reasoned:
            return self._answer(asked, sentences, tokens, schema)
        if answer is None:
            error = self.batch.error
            temporary = had_stopped or isinstance(error, ServerError)
            raise _GivenUp(_reason(error), too_long=self.batch.too_long, temporary=temporary)
        return answer

    def _record_fault(self, fault: str, tries: int, *, partly_valid: bool) -> None:
        """Record an answer with a fault; raises _GivenUp at the last try."""
        if partly_valid:
            self.batch.accept()
        else:
            self.batch.reject(InvalidAnswer(fault))
        if tries < 2:
            raise _GivenUp(_reason(InvalidAnswer(fault)))


def _parts(sentences: Sentences, room: int) -> tuple[tuple[NumberedSentence, ...], ...]:
    try:
        parts = split_into_parts(sentences, room)
    except CannotSplit as error:
        raise _GivenUp("a part of it cannot be cut to fit the model's window") from error
    if len(parts) > MAX_PARTS:
        raise _GivenUp(f"it has {len(parts)} parts of the size of the model's window, the maximum is {MAX_PARTS}")
    return parts


def _reason(error: Exception | None) -> str:
    """Return what failed, as one phrase without a full stop."""
    if isinstance(error, InvalidAnswer):
        return f"the model's answer could not be used: {error}"
    return str(error).rstrip(".")


def _numbers(sentences: Sentences) -> set[int]:
    return {sentence.number for sentence in sentences}


def _draft(summary: Sequence[CitedSentence], sentences: Sentences) -> Draft:
    refs = {sentence.number: sentence.ref for sentence in sentences}
    return Draft(
        tuple(sentence.text for sentence in summary),
        tuple(tuple(refs[number] for number in sentence.numbers) for sentence in summary),
    )


class Engine:
    """Both summaries of an article in one exchange, in the language in which the reader gets it."""

    name = "chat"
    rank = INSTRUCTED

    def __init__(self, limits: ChatLimits | None = None) -> None:
        self._limits = limits

    def signature(self, language: str, output_language: str) -> str | None:
        server = chat.available_server() if chat.language_label(output_language) else None
        return _signature(server, language, output_language) if server else None

    def fault(self) -> str:
        return chat.server_fault()

    def install_hint(self, language: str, output_language: str) -> str:
        ready = self.signature(language, output_language) is not None
        return "" if ready or not chat.language_label(output_language) else chat.SETUP_HINT

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """Raises InvalidSettings when no server is set; where one fails, `extract` makes the summaries."""
        server = ChatServer.from_environment()
        if server is None:
            raise InvalidSettings(f"No chat server is set; {chat.SETUP_HINT}")
        writer = ChatWriter(server, self._limits)
        outcomes = {text: self._summarize(text, writer) for text in dict.fromkeys(texts)}
        return tuple(outcomes[text] for text in texts)

    def _summarize(self, text: SummaryInput, writer: "ChatWriter") -> Summaries:
        """Summarise one text, so that a model which is of no use is known before the next one."""
        server, answered = writer.server, writer.answered
        signature = _signature(server, text.language, text.output_language)
        (summaries,) = abstractive.write_summaries(writer, [text], engine=self.name, signature=signature)
        if writer.answered > answered:
            is_useful = self.name in (summaries.short.engine, summaries.long.engine)
            chat.report_outcome(server, TASK, is_useful=is_useful)
        return summaries


def _signature(server: ChatServer, language: str, output_language: str) -> str:
    prompt = f"window:{server.window}|prompt:{prompt_digest(output_language)}|v:{VERSION}"
    return f"chat|{server.signature}|{prompt}|{abstractive.signature(language, output_language)}"
