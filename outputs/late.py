"""Older texts of an article that arrived after newer ones: kept beside the versions, never made the newest.

DIR/<id>/late/<16 hex of its words>.json      {source_version, received_at, article}
"""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import orjson

from wireglot.articles import Article, check_id
from wireglot.outputs.edition_json import article_json
from wireglot.outputs.layout import late_folder
from wireglot.outputs.making import words_of
from wireglot.outputs.source_versions import source_version


def record(root: Path, article: Article) -> bool:
    """Write the text down; False when it is on record already. Raises OSError."""
    folder = late_folder(root / check_id(article.id))
    path = folder / f"{words_of(article)[:16]}.json"
    if path.exists():
        return False
    folder.mkdir(exist_ok=True)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {"source_version": source_version(article), "received_at": now, "article": article_json(article)}
    draft = folder / f".{os.getpid()}-{secrets.token_hex(4)}"
    draft.write_bytes(orjson.dumps(said, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))
    draft.replace(path)
    return True
