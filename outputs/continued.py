"""Continued articles: files whose article has another id than their path would give it now.

Before articles were named by paths relative to the output folder, their ids came from the path below the SOURCE folder.
Those articles keep their ids:

    .wireglot/continued.json      {"files": {uri: id}, "sources": {id: source}}
      files      the article of a file, by the file's path relative to the output folder
      sources    articles whose file has not been seen since: the path that the user gave then

The record is made from the newest versions when it is missing.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from wireglot.articles import STDIN_SCHEME, article_id, is_file_uri, is_identifier
from wireglot.articles.reading import SourceFile
from wireglot.outputs.layout import article_folders, continued_file, version_name, version_numbers
from wireglot.outputs.source_files import file_of_source
from wireglot.outputs.versions import EDITION, replace_file


class ContinuedArticles:
    """The continued articles of one output folder. Making one writes nothing."""

    def __init__(self, root: Path) -> None:
        self._root = root
        files, sources, self._is_recorded = _read_or_find(root)
        self._files, self._sources = files, sources
        self._ids_by_name: dict[str, list[str]] = {}
        for id, source in sources.items():
            self._ids_by_name.setdefault(_name(source), []).append(id)

    def identify(self, file: SourceFile) -> SourceFile:
        """The file, with the id of its article when it continues one."""
        if not self._files and not self._sources:
            return file
        id = self._files.get(file.uri) or self._match(file)
        return replace(file, id=id) if id else file

    def save(self) -> None:
        """Write the record, if it is new or a file was matched since. Raises OSError."""
        if not self._is_recorded:
            record = {"files": self._files, "sources": self._sources}
            replace_file(self._root, continued_file(self._root), json.dumps(record, indent=1).encode("ascii"))
            self._is_recorded = True

    def _match(self, file: SourceFile) -> str:
        """The id of the article that was read from this file before; from now on the file's uri says so."""
        for id in self._ids_by_name.get(_name(file.uri), ()):
            if id in self._sources and file_of_source(self._root, self._sources[id]) == file.uri:
                del self._sources[id]
                self._files[file.uri] = id
                self._is_recorded = False
                return id
        return ""


def _read_or_find(root: Path) -> tuple[dict[str, str], dict[str, str], bool]:
    """Files, sources, and whether they come from a sound record."""
    try:
        record = json.loads(continued_file(root).read_bytes())
        return dict(record["files"]), dict(record["sources"]), True
    except (OSError, LookupError, TypeError, ValueError):
        return *_find(root), False


def _find(root: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Files and sources of the articles whose id is neither that of their identifier nor that of their file."""
    files: dict[str, str] = {}
    sources: dict[str, str] = {}
    for id, article in newest_articles(root):
        uri, file = str(article["uri"]), str(article.get("file", ""))
        if uri.startswith(STDIN_SCHEME) or (is_identifier(uri) and article_id(uri) == id and not is_path(article)):
            continue
        if not is_file_uri(file):
            sources[id] = str(article["source"])
        elif article_id(file) != id != article_id(uri):
            files[file] = id
    return files, sources


def is_path(article: dict[str, Any]) -> bool:
    """Whether the uri is a path that only looks like an identifier ("urn:a.txt")."""
    return str(article["source"]).endswith(str(article["uri"]))


def newest_articles(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and article of each newest version; of a damaged one `wireglot verify` says what is wrong."""
    for folder in article_folders(root):
        newest = version_name(version_numbers(folder)[-1])
        try:
            article = orjson.loads((folder / newest / EDITION).read_bytes())["article"]
            yield folder.name, {key: article.get(key, "") for key in ("uri", "file", "source", "status", "identifiers")}
        except (OSError, LookupError, TypeError, ValueError, AttributeError):
            continue


def _name(path: str) -> str:
    return os.path.basename(path)  # noqa: PTH119  called for each file; a fifth of the time of Path
