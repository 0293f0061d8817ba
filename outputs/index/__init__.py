"""The index of an output folder: one SQLite file for `list`, search, feeds and pages; rebuildable from the versions.

words.py      how text is cut into search terms, and a reader's words into a query; shared with the site's search
same_text.py  articles that hold the same text, in groups
catalog.py    the tables, also those in which the site keeps its state; finding articles; taking in new versions
"""

from wireglot.outputs.index.catalog import (
    BATCH,
    Catalog,
    Entry,
    Query,
    catch_up,
    get_meta,
    reading,
    rebuild,
    remove_index,
    set_meta,
    transaction,
    up_to_date,
    writing,
)
from wireglot.outputs.index.same_text import Copy
from wireglot.outputs.index.words import search_terms

__all__ = [
    "BATCH",
    "Catalog",
    "Copy",
    "Entry",
    "Query",
    "catch_up",
    "get_meta",
    "reading",
    "rebuild",
    "remove_index",
    "search_terms",
    "set_meta",
    "transaction",
    "up_to_date",
    "writing",
]
