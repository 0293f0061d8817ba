"""The four stages of the road, each from many rows to one outcome a row."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeVar

from wireglot.articles.languages.detection import detect_languages, signature
from wireglot.flows.lending import Lending
from wireglot.flows.options import Options
from wireglot.flows.outcome import Failed, Made, failure_text
from wireglot.flows.retelling import retold
from wireglot.flows.rows import Detected, Read, Row, Summarised, Translated
from wireglot.outputs import Store, make_edition
from wireglot.summarizers import SummaryInput, summarize
from wireglot.translations import translate

In = TypeVar("In", bound=Row)
Out = TypeVar("Out")
Work = Callable[[Sequence[In]], Sequence[Out]]


def each(stage: str, work: Work[In, Out], rows: Sequence[In]) -> tuple[Out | Failed, ...]:
    """What `work` makes of all rows together; if it breaks, of each row alone, so that one fails and not all."""
    if not rows:
        return ()
    try:
        return tuple(work(rows))
    except Exception as fault:
        if len(rows) == 1:
            article = rows[0].article
            return (Failed(article.uri, article.source, stage, failure_text(fault)),)
    return tuple(chain.from_iterable(each(stage, work, [row]) for row in rows))


def detect(rows: Sequence[Read]) -> list[Detected]:
    languages = detect_languages([row.article for row in rows])
    return [Detected(row.article, language) for row, language in zip(rows, languages, strict=True)]


def translate_rows(rows: Sequence[Detected], options: Options, lending: Lending) -> list[Translated]:
    """One pass over the batch: sentences of all its articles are packed together."""
    articles = [row.article for row in rows]
    tags = [row.language.tag for row in rows]
    translations = translate(articles, tags, to=options.to, engine=options.translator, context_for=lending.of)
    return [Translated(row.article, row.language, told) for row, told in zip(rows, translations, strict=True)]


def summarize_rows(rows: Sequence[Translated], options: Options, lending: Lending) -> list[Summarised]:
    """Short and long; what an engine wrote in the article's own language is told in the reader's."""
    texts = [_text(row) for row in rows]
    made = summarize(texts, engine=options.summarizer)
    summaries = retold(texts, made, translator=options.translator, context_for=lending.of)
    return [
        Summarised(row.article, row.language, row.translation, pair) for row, pair in zip(rows, summaries, strict=True)
    ]


def store_rows(rows: Sequence[Summarised], store: Store, options: Options, seconds: float) -> list[Made | Failed]:
    """Each row on its own: what is stored stays stored when the next one cannot be written."""
    detection = signature()
    return [_store(row, store, options, detection, seconds) for row in rows]


def _text(row: Translated) -> SummaryInput:
    translated = row.translation.engine != "none"
    output_language = row.translation.to if translated else row.language.tag
    return SummaryInput(row.article, row.language.tag, row.translation.blocks, output_language)


def _store(row: Summarised, store: Store, options: Options, detection: str, seconds: float) -> Made | Failed:
    edition = make_edition(
        row.article,
        row.language,
        row.translation,
        row.summaries,
        options=options.options_key,
        detection=detection,
        desk=options.desk,
    )
    try:
        place = store.add(edition, forced=options.force, keep_better=options.translator == "auto")
    except (OSError, ValueError) as fault:
        return Failed(row.article.uri, row.article.source, "store", failure_text(fault, store.root))
    return Made(edition, place, seconds)
