"""Engine `seq2seq`: a local summarising model, such as BART, Pegasus or mT5, whichever is best for the language.

It reads the text that the reader gets and writes in its language. mT5 (XL-Sum) is for non-commercial use only, so it
is used only where somebody pulled it and accepted that.

data/checkpoints.toml lists the models. Texts beyond a model's window are condensed (abstractive/long_texts.py); drafts
are reviewed as those of any writer (abstractive/summaries.py).
"""

import logging
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Literal, NamedTuple

from wireglot.articles.languages import join_sentences, length_in_words, parse_tag
from wireglot.articles.sentences import split_sentences
from wireglot.models import (
    Decoding,
    ModelError,
    ModelNotReady,
    Seq2SeqInput,
    Seq2SeqModel,
    Seq2SeqOutput,
    StoredModel,
    find_model,
    is_non_commercial,
    known_licence,
    load_model,
    model_signature,
)
from wireglot.summarizers import abstractive
from wireglot.summarizers.abstractive import long_texts
from wireglot.summarizers.abstractive.drafts import (
    Draft,
    NoDraft,
    Paragraphs,
    Request,
    count_fitting,
    paragraphs,
)
from wireglot.summarizers.abstractive.review import complete_sentences
from wireglot.summarizers.engine import ABSTRACTIVE
from wireglot.summarizers.summary import LIMITS, Length, Summaries, Summary, SummaryInput

_log = logging.getLogger(__name__)

VERSION = 1  # raise it when the same model may write something else

# Checkpoints: the stored models, and the best one for a language

Style = Literal["several", "sentence"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A stored model, how many tokens it reads, what it writes, and its length penalty."""

    model: StoredModel
    input_tokens: int
    style: Style
    length_penalty: float

    @property
    def signature(self) -> str:
        """Id, commit and runtime, as "model:org/name@0a1b|runtime:ctranslate2 4.8.5 int8 cpu".

        Raises ModelError when this machine cannot run it.
        """
        runtime = model_signature(self.model.folder).replace("|", " ").replace(":", " ")
        return f"model:{self.model.id}@{self.model.revision[:12]}|runtime:{runtime}"


def best_checkpoint(language: str) -> Checkpoint | None:
    """Return the first stored model that writes the language and can be run here; None when there is none."""
    for entry in _entries(language):
        model = find_model(entry["id"])
        if model:
            checkpoint = Checkpoint(model, entry["input_tokens"], entry["style"], entry["length_penalty"])
            if _can_run(checkpoint):
                return checkpoint
    return None


def pull_command(language: str) -> str:
    """Return the command that fetches a model for the language; "" when no model was trained on it."""
    suggested = [entry["id"] for entry in _entries(language) if entry.get("suggested")]
    if not suggested:
        return ""
    consent = " --accept-licence" if is_non_commercial(known_licence(suggested[0])) else ""
    return f"wireglot models pull {suggested[0]}{consent}"


def _entries(language: str) -> list[dict[str, Any]]:
    """Return the models that were trained on the language, in the script that the tag names or implies."""
    table = _table()
    written = parse_tag(language).written
    return [entry for entry in table["models"] if written in table["languages"][entry["languages"]].split()]


def _can_run(checkpoint: Checkpoint) -> bool:
    try:
        return bool(checkpoint.signature)
    except ModelError as error:
        _log.warning("%s cannot be run here: %s", checkpoint.model.id, error)
        return False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent.parent / "data" / "checkpoints.toml").read_text("utf-8"))


# Decoding: limits in tokens for a summary of a given length
#
# A checkpoint's own limits (56 to 142 tokens in distilbart-cnn, up to 84 in XL-Sum) know nothing of short and long, and
# four letters are one token in English and three in Amharic: so tokens per word are counted on each text itself.

# A part: of a text beyond the model's window, shortened so that all parts together fit.
Task = Literal["short", "long", "part"]

# A model cannot be asked for a correction, so the second try is another search: more beams, fewer words (a model that
# must go on invents), and further within the lengths. The text stays whole: without the surroundings of the
# faulty sentence the model would lack just what it mixed up.
BEAMS, BEAMS_AGAIN = 4, 6
PENALTY_AGAIN = 0.5
MARGIN_AGAIN = 0.15
# Words of which no sequence is written twice; in tokens by the text's own measure, for where letters are tokens three
# of them are often a word, and two break doubled letters (budsjett -> budsjet).
NO_REPEAT, NO_REPEAT_AGAIN = 3, 4
# A summary may have more tokens per word than its text, since names and numbers gather in it. It may have fewer too, so
# the minimum is eased: a model that is forced past its natural end invents.
MAX_FACTOR, MIN_FACTOR = 1.2, 0.9
# Tokens per word are rounded up to quarters, so that texts of one language share a batch.
RATE_STEPS = 4


class WordRange(NamedTuple):
    """The words that one answer should have."""

    least: float
    most: float


_SHORT = WordRange(8, LIMITS["short"].max_words)  # who did what takes eight words
_LONG = WordRange(LIMITS["long"].min_words, LIMITS["long"].max_words)
# A long summary from a model that writes single sentences: one from each of so many parts of the text.
SENTENCES, SENTENCES_AGAIN = 4, 5
_PART: dict[Style, WordRange] = {"several": WordRange(25, 80), "sentence": _SHORT}


def answers_needed(style: Style, length: Length, *, again: bool) -> int:
    """Return how many parts of a text its summary is composed from."""
    if length == "short" or style == "several":
        return 1
    return SENTENCES_AGAIN if again else SENTENCES


def word_range(style: Style, task: Task, *, again: bool) -> WordRange:
    """Return the words that one answer should have."""
    if task == "part":
        return _PART[style]
    whole = _SHORT if task == "short" else _LONG
    count = answers_needed(style, task, again=again)
    inwards = MARGIN_AGAIN if again else 0.0
    return WordRange(whole.least * (1 + inwards) / count, whole.most * (1 - inwards) / count)


def decoding_for(checkpoint: Checkpoint, task: Task, tokens_per_word: float, limit: int, *, again: bool) -> Decoding:
    """Return the settings for one answer, which has `limit` tokens at most."""
    words = word_range(checkpoint.style, task, again=again)
    rate = max(1.0, math.ceil(tokens_per_word * RATE_STEPS) / RATE_STEPS)
    most = min(limit, math.ceil(words.most * rate * MAX_FACTOR) + 1)  # 1 for the end
    least = math.ceil(words.least * rate * MIN_FACTOR)
    return Decoding(
        beams=BEAMS_AGAIN if again else BEAMS,
        max_new_tokens=most,
        min_new_tokens=min(least, most),
        no_repeat_ngram=math.ceil((NO_REPEAT_AGAIN if again else NO_REPEAT) * rate),
        length_penalty=checkpoint.length_penalty * (PENALTY_AGAIN if again else 1),
    )


# Drafts: text in the form the model was trained on, answers in sentences

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
            answers |= {n: _sentences(questions[n], output) for n, output in zip(batch, written, strict=True)}
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


# The engine


class Engine:
    """Ready for texts in the languages of the models that are in the model store."""

    name = "seq2seq"
    rank = ABSTRACTIVE

    def signature(self, language: str, output_language: str) -> str | None:
        checkpoint = best_checkpoint(output_language)
        return self._signature(checkpoint, language, output_language) if checkpoint else None

    def install_hint(self, language: str, output_language: str) -> str:
        return "" if best_checkpoint(output_language) else pull_command(output_language)

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """Raises ModelNotReady when no stored model writes the language of a text."""
        outcomes: dict[int, Summaries] = {}
        for pair in dict.fromkeys((text.language, text.output_language) for text in texts):
            numbers = [n for n, text in enumerate(texts) if (text.language, text.output_language) == pair]
            outcomes |= zip(numbers, self._summarize(*pair, [texts[n] for n in numbers]), strict=True)
        return tuple(outcomes[n] for n in range(len(texts)))

    def _summarize(self, language: str, output_language: str, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        checkpoint = best_checkpoint(output_language)
        if checkpoint is None:
            hint = pull_command(output_language)
            raise ModelNotReady(
                f"No stored model summarises {output_language!r}" + (f"; to fix this, run: {hint}" if hint else ".")
            )
        signature = self._signature(checkpoint, language, output_language)
        writer = Seq2SeqWriter(checkpoint)
        summaries = abstractive.write_summaries(writer, texts, engine=self.name, signature=signature)
        if not is_non_commercial(checkpoint.model.licence):
            return summaries
        licence = f"Written by a model whose licence ({checkpoint.model.licence}) allows non-commercial use only."
        return tuple(Summaries(_with_check(each.short, licence), _with_check(each.long, licence)) for each in summaries)

    def _signature(self, checkpoint: Checkpoint, language: str, output_language: str) -> str:
        search = f"beams:{BEAMS} then {BEAMS_AGAIN}|length_penalty:{checkpoint.length_penalty:g}|search:{VERSION}"
        review = abstractive.signature(language, output_language)
        return f"{self.name}|{checkpoint.signature}|{search}|{review}"


def _with_check(summary: Summary, check: str) -> Summary:
    """Add the check where the model, and not `extract`, wrote the summary."""
    return replace(summary, checks=(*summary.checks, check)) if summary.engine == Engine.name else summary
