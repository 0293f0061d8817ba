"""The index of an output folder: one SQLite file for `list`, search, feeds and pages; rebuildable from the versions.

words.py      how text is cut into search terms, and a reader's words into a query; shared with the site's search
database.py   the file, its tables and its transactions; also the tables in which the site keeps the state of its pages
catalog.py    finding articles by words, language, desk, source, day and state
updating.py   bringing the index up to date with the versions
"""

from wireglot.outputs.index.catalog import Catalog, Entry, Query
from wireglot.outputs.index.database import get_meta, reading, remove, set_meta, transaction, writing
from wireglot.outputs.index.updating import catch_up, rebuild, up_to_date
from wireglot.outputs.index.words import search_terms

__all__ = [
    "Catalog",
    "Entry",
    "Query",
    "catch_up",
    "get_meta",
    "reading",
    "rebuild",
    "remove",
    "search_terms",
    "set_meta",
    "transaction",
    "up_to_date",
    "writing",
]
