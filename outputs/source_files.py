"""Which file on this machine an article or a failure was read from.

Since articles are named by paths relative to the output folder, that path says it. Before, there was only the path as
the user gave it. A relative one began at a working directory that nobody recorded: the folders above the output folder
are tried, then the present working directory.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from wireglot.articles import STDIN_SCHEME, Article, file_uri, identifier_key, is_file_uri, is_web_address
from wireglot.articles.reading import name_of, path_of
from wireglot.outputs.failures import Failure


def file_of_source(root: Path, source: str) -> str:
    """The uri of the file that the user once named `source`; "" when there is no such file now."""
    outputs = os.path.realpath(root)
    for folder in _possible_folders(outputs):
        path = os.path.realpath(os.path.join(folder, path_of(source)))  # noqa: PTH118  a third of the time of Path
        if os.path.isfile(path):  # noqa: PTH113
            return name_of(file_uri(path, outputs))
    return ""


def path_of_file(root: Path, uri: str) -> Path:
    """The path of the file with this uri."""
    return Path(os.path.normpath(os.path.join(os.path.realpath(root), path_of(uri))))  # noqa: PTH118


def published_place(place: str) -> str:
    """The place of a source as pages may show it: of an absolute path only the last folder and the name."""
    path = PurePath(place)
    return str(PurePath(path.parent.name, path.name)) if path.is_absolute() else place


def published_source(article: Article) -> str:
    """Where the article was read, as pages may show it."""
    return replace(article, source=published_place(article.source)).named_source


def is_same_file(root: Path, article: Article, other: Article) -> bool:
    """Whether both were read from one file or address; where that is not known, whether their files have one name."""
    one, another = _file(root, article), _file(root, other)
    if (one and another) or is_web_address(article.source) or is_web_address(other.source):
        return one == another
    return Path(article.source).name == Path(other.source).name


def failure_key(root: Path, failure: Failure) -> str:
    """The uri of the file that failed; the failure's own where the file is not known."""
    if is_file_uri(failure.uri) or failure.uri.startswith(STDIN_SCHEME):
        return failure.uri
    return file_of_source(root, failure.source) or failure.uri


def _possible_folders(outputs: str) -> Iterator[str]:
    """Not the root of the file system: a path that is found there by chance is no evidence."""
    yield from (str(folder) for folder in Path(outputs).parents[:-1])
    yield os.getcwd()  # noqa: PTH109


def _file(root: Path, article: Article) -> str:
    if article.file or is_web_address(article.source):
        return article.file or identifier_key(article.source)
    return file_of_source(root, article.source)
