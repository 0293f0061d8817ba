"""Older texts of an article that arrived after newer ones: kept beside the versions, shown in the history.

DIR/<id>/late/<first 16 digits of the content hash>.json      {source_version, received_at, article}
"""

import logging
from dataclasses import dataclass
from pathlib import Path

import orjson

from wireglot.articles import Article, check_id, now_text
from wireglot.outputs.edition import content_hash, read_json
from wireglot.outputs.layout import late_folder
from wireglot.outputs.source_order import source_version
from wireglot.outputs.versions import replace_file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LateText:
    """A text that the source calls `source_version`, and when it arrived (ISO 8601 in UTC)."""

    source_version: str
    received_at: str
    article: Article


def keep_late_text(root: Path, article: Article) -> bool:
    """Write the text; False when it is there already. Raises OSError."""
    folder = late_folder(root / check_id(article.id))
    path = folder / _name(article)
    if path.exists():
        return False
    folder.mkdir(exist_ok=True)
    text = LateText(source_version(article), now_text(), article)
    replace_file(root, path, orjson.dumps(text, option=orjson.OPT_INDENT_2))
    return True


def read_late_text(path: Path) -> LateText:
    """Raises OSError, and ValueError when the file is not what was written."""
    text = read_json(LateText, path.read_bytes())
    if _name(text.article) != path.name or text.article.id != path.parent.parent.name:
        raise ValueError("it contains another text")
    return text


def late_texts(article: Path) -> list[LateText]:
    """The late texts in an article's folder, as they arrived; a damaged one is left out and named in the log."""
    texts = []
    for path in late_files(article):
        try:
            texts.append(read_late_text(path))
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read: %s", path, error)
    return sorted(texts, key=lambda text: (text.received_at, text.source_version))


def late_files(article: Path) -> list[Path]:
    """The files in the folder of late texts, sorted by name; [] when there is none."""
    folder = late_folder(article)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _name(article: Article) -> str:
    return f"{content_hash(article)[:16]}.json"
