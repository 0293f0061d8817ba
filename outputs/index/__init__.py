"""Cataloguing: finding articles by words, language, desk, source, day and state, in any script.

tokens.py    text as the index sees it, and a reader's words as a question
entry.py     what is known of an article's newest version
catalog.py   the SQLite file
keeping.py   bringing it up to date with the archive
"""

from wireglot.outputs.index.catalog import Catalog, Query
from wireglot.outputs.index.entry import Entry
from wireglot.outputs.index.keeping import catch_up, in_step, rebuild

__all__ = ["Catalog", "Entry", "Query", "catch_up", "in_step", "rebuild"]
