"""The reader's language of an output folder: one folder has one.

    .wireglot/reader-language      a BCP 47 tag, such as en

The first run sets it. Where the file is missing, it is the language of most of the newest versions; a folder of an
older Wireglot may hold articles in several. Those stay readable, and `retry` keeps the language of each.
"""

from collections import Counter
from pathlib import Path

import orjson
from filelock import FileLock

from wireglot.articles.languages import reader_tag
from wireglot.outputs.layout import (
    article_folders,
    locks_folder,
    reader_language_file,
    version_name,
    version_numbers,
)
from wireglot.outputs.versions import MANIFEST, replace_file

_OPTION = "to:"  # what precedes the language in `options` of edition.json and manifest.json


def options_key(language: str) -> str:
    """The options that change an edition, as one canonical text."""
    return f"{_OPTION}{language}"


def language_of(options: str) -> str:
    """The reader's language in the options of an edition."""
    return options.removeprefix(_OPTION)


def same_reader(options: str, other: str) -> bool:
    """Whether two editions are for the same reader: older ones may say sv-SE where newer ones say sv."""
    return options == other or reader_tag(language_of(options)) == reader_tag(language_of(other))


def reader_language(root: Path) -> str:
    """The reader's language of the output folder, "" for a new one."""
    try:
        recorded = reader_language_file(root).read_text("utf-8").strip()
    except (OSError, ValueError):
        recorded = ""
    return recorded or next(iter(reader_languages(root)), "")


def reader_languages(root: Path) -> dict[str, int]:
    """How many articles each reader's language has, most first; of as many, the one with the newest version first."""
    made_at: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for folder in article_folders(root):
        manifest = folder / version_name(version_numbers(folder)[-1]) / MANIFEST
        try:
            content = orjson.loads(manifest.read_bytes())
            language, made = reader_tag(language_of(content["options"])), str(content["made_at"])
        except (OSError, LookupError, TypeError, ValueError, AttributeError):
            continue  # damaged: `wireglot verify` names it
        counts[language] += 1
        made_at[language] = max(made, made_at.get(language, ""))
    return dict(sorted(counts.items(), key=lambda item: (item[1], made_at[item[0]]), reverse=True))


def claim_reader_language(root: Path, language: str) -> str:
    """Make `language` that of the folder unless it has one; the folder's language. Raises OSError."""
    path = reader_language_file(root)
    if path.is_file():
        return reader_language(root)
    locks_folder(root).mkdir(parents=True, exist_ok=True)
    with FileLock(locks_folder(root) / "reader-language.lock"):
        found = reader_language(root) or language
        replace_file(root, path, f"{found}\n".encode())
        return found
