"""Healing: what had to stay untranslated, doubtful or failed is made again when better is there.

Articles come from the stored text, so nothing is fetched; failures come from where they were read.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from wireglot.articles import Article
from wireglot.articles.reading import SourceFile
from wireglot.flows.currency import Currency
from wireglot.flows.intake import Reader
from wireglot.flows.lending import Lending
from wireglot.flows.options import Options
from wireglot.flows.outcome import Outcome, Report
from wireglot.flows.road import Step, plainly, walk
from wireglot.flows.running import Ledger, OnResult
from wireglot.outputs import Addresses, Failures, Manifest, Store, keep_up

log = logging.getLogger(__name__)

SICK = ("untranslated", "doubtful")
# As many as the road takes in one go; their sentences go to the engines together.
BATCH = 25


def retry(
    store: Store,
    options: Options,
    *,
    ids: Sequence[str] = (),
    step: Step = plainly,
    on_result: OnResult = lambda outcome: None,
) -> Report:
    """Make again what better engines could now make better; of `ids` only, when there are any.

    Each article is told in the language that its newest version was made for; of `options` only the
    engines and the glossary count. Articles for which nothing better is there do not appear in the report.
    """
    outcomes: list[Outcome] = []
    ledger = Ledger(store.root)
    for to, manifests in groupby(sorted(_sick(store, ids), key=_told_in), key=_told_in):
        own = replace(options, to=to, force=False, limit=0)
        better = [made for made in manifests if not Currency(own, Lending(store.root, own)).holds(made)]
        articles = [store.read(made.id).article for made in better]
        outcomes += _walk(articles, store, own, step, on_result, ledger)
    if not ids:
        outcomes += _walk(_failed_before(store), store, options, step, on_result, ledger)
    report = Report(tuple(outcomes))
    keep_up(store, Addresses(options.base_url), site=options.site, editions=report.stored_editions)
    return report


def _sick(store: Store, ids: Sequence[str]) -> Iterator[Manifest]:
    for id in ids or store.ids():
        made = store.readable_newest(id)
        if made and made.state in SICK:
            yield made


def _told_in(made: Manifest) -> str:
    return Options.reader_of(made.options)


def _failed_before(store: Store) -> list[Article]:
    """The articles on the record of failures that can now be read."""
    reader = Reader()
    files = [SourceFile(Path(failure.source), failure.uri) for failure in Failures(store.root).all()]
    articles, still = reader.read([file for file in files if file.path.is_file()])
    for failure in still:
        log.info("Still not readable: %s", failure.error)
    return articles


def _walk(
    articles: Sequence[Article], store: Store, options: Options, step: Step, on_result: OnResult, ledger: Ledger
) -> list[Outcome]:
    found: list[Outcome] = []
    for start in range(0, len(articles), BATCH):
        walked, _ = walk(articles[start : start + BATCH], store, options, step=step)
        for outcome in walked:
            ledger.note(outcome)
            on_result(outcome)
        found += walked
    return found
