"""The road of an article: unchanged ones leave, the rest is detected, translated, summarised, stored.

Plain Python. `step` is a plain call, or the same call as a Prefect task (flows/summarize_articles.py).
Each stage takes many articles and gives one outcome for each; one bad article never spoils a batch.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import Protocol, TypeVar

from wireglot.articles import Article
from wireglot.flows.currency import Currency
from wireglot.flows.lending import Lending
from wireglot.flows.options import Options
from wireglot.flows.outcome import Failed, Made, Outcome, Unchanged
from wireglot.flows.rows import Read, Row, bad, good
from wireglot.flows.stages import detect, each, store_rows, summarize_rows, translate_rows
from wireglot.outputs import Manifest, Store, Stored, is_late, source_version, without_withdrawn_text

log = logging.getLogger(__name__)

In = TypeVar("In", bound=Row)
Out = TypeVar("Out")


class Step(Protocol):
    """How a stage is carried out over a batch: `plainly`, or as a Prefect task."""

    def __call__(
        self, stage: str, work: Callable[[Sequence[In]], Sequence[Out]], rows: Sequence[In]
    ) -> tuple[Out | Failed, ...]: ...


plainly: Step = each


def walk(
    articles: Sequence[Article],
    store: Store,
    options: Options,
    *,
    step: Step = plainly,
    room: int | None = None,
) -> tuple[tuple[Outcome, ...], int]:
    """The outcome of each article, and how many changed ones were left since there was `room` for no more."""
    started = perf_counter()
    lending = Lending(store.root, options)
    todo, unchanged = _unmade([without_withdrawn_text(article) for article in articles], store, options, lending)
    now = todo[:room]
    detected = step("detect", detect, [Read(article) for article in now])
    translated = step("translate", partial(translate_rows, options=options, lending=lending), good(detected))
    summarised = step("summarize", partial(summarize_rows, options=options, lending=lending), good(translated))
    share = (perf_counter() - started) / max(1, len(articles))
    stored = step("store", partial(store_rows, store=store, options=options, seconds=share), good(summarised))
    failed = bad([*detected, *translated, *summarised, *stored])
    made: list[Made] = good(good(stored))
    return (*unchanged, *made, *failed), len(todo) - len(now)


def _unmade(
    articles: Sequence[Article], store: Store, options: Options, lending: Lending
) -> tuple[Sequence[Article], tuple[Unchanged, ...]]:
    """What is to be made, and the outcome of what is not."""
    if options.force:
        return articles, ()
    started = perf_counter()
    todo, made = store.changed(articles, options.options_key, Currency(options, lending).holds)
    share = (perf_counter() - started) / max(1, len(articles))
    by_id = {article.id: article for article in articles}
    return todo, tuple(_unchanged(by_id[one.id], one, store, share) for one in made)


def _unchanged(article: Article, made: Manifest, store: Store, seconds: float) -> Unchanged:
    place = Stored(made.id, made.version, False, store.folder(made.id, made.version))
    late = is_late(article, made)
    if late:
        _keep(article, store)
    return Unchanged(article.uri, article.source, place, seconds, (source_version(article) or "none") if late else "")


def _keep(article: Article, store: Store) -> None:
    """An older text is put on record; when even that fails, it is said."""
    try:
        if store.keep_late(article):
            log.warning("%s is older than the newest version of %s: kept beside it.", article.source, article.id)
    except (OSError, ValueError) as fault:
        log.warning("%s is older than the newest version and could not be kept: %s", article.source, fault)
