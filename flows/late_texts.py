"""Texts that arrive after a newer text of their article: they are kept in its history, and make no version."""

import logging
from collections.abc import Sequence

from wireglot.articles import Article
from wireglot.flows.outcomes import Unchanged
from wireglot.outputs import Store

log = logging.getLogger(__name__)


def keep_late(articles: Sequence[Article], unchanged: Sequence[Unchanged], store: Store) -> None:
    """Keep texts that arrived after a newer one in the history of their article."""
    late = {outcome.stored.id for outcome in unchanged if outcome.late}
    for article in articles:
        if article.id not in late:
            continue
        try:
            if store.keep_late(article):
                log.warning(
                    "%s is older than the newest version of %s: kept in its history.", article.source, article.id
                )
        except (OSError, ValueError) as error:
            log.warning("%s is older than the newest version and could not be kept: %s", article.source, error)
