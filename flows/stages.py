"""The four stages of the road, each from many rows to one outcome a row."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import TypeVar

from flows.lending import Lending
from flows.outcome import Failed, Made, failure_text
from flows.recipe import Recipe
from flows.retelling import retold
from flows.rows import Detected, Read, Row, Summarised, Translated
from outputs import Store, make_edition
from summarizers import Text, summarize
from translations import translate
from translations.detection import detect_languages, signature

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


def translate_rows(rows: Sequence[Detected], recipe: Recipe, lending: Lending) -> list[Translated]:
    """One pass over the batch: sentences of all its articles are packed together."""
    articles = [row.article for row in rows]
    tags = [row.language.tag for row in rows]
    translations = translate(articles, tags, to=recipe.to, engine=recipe.translator, means_for=lending.of)
    return [Translated(row.article, row.language, told) for row, told in zip(rows, translations, strict=True)]


def summarize_rows(rows: Sequence[Translated], recipe: Recipe, lending: Lending) -> list[Summarised]:
    """Short and long; what an engine wrote in the article's own language is told in the reader's."""
    texts = [_text(row) for row in rows]
    made = summarize(texts, engine=recipe.summarizer)
    summaries = retold(texts, made, translator=recipe.translator, means_for=lending.of)
    return [
        Summarised(row.article, row.language, row.translation, pair) for row, pair in zip(rows, summaries, strict=True)
    ]


def store_rows(rows: Sequence[Summarised], store: Store, recipe: Recipe, seconds: float) -> list[Made | Failed]:
    """Each row on its own: what is stored stays stored when the next one cannot be written."""
    detection = signature()
    return [_store(row, store, recipe, detection, seconds) for row in rows]


def _text(row: Translated) -> Text:
    translated = row.translation.engine != "none"
    told_language = row.translation.to if translated else row.language.tag
    return Text(row.article, row.language.tag, row.translation.blocks, told_language)


def _store(row: Summarised, store: Store, recipe: Recipe, detection: str, seconds: float) -> Made | Failed:
    edition = make_edition(
        row.article,
        row.language,
        row.translation,
        row.summaries,
        choices=recipe.choices,
        detection=detection,
        desk=recipe.desk,
    )
    try:
        place = store.add(edition, forced=recipe.force, keep_better=recipe.translator == "auto")
    except (OSError, ValueError) as fault:
        return Failed(row.article.uri, row.article.source, "store", failure_text(fault, store.root))
    return Made(edition, place, seconds)
