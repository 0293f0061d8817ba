"""Known identifiers: which stored article a text belongs to that calls itself by another of its identifiers.

A story may have a guid and an address, and its kill only one of them. Each article of the output folder keeps all
identifiers that its texts have brought, in the form in which they are compared (articles/identity.py). A text whose
identifier is known is a text of that article; the article keeps the id and uri that it had first.

A number without a scheme (`guid: 4711`) is only certain within a folder, so it never joins two stories: it leads a kill
to its story, whichever of the two comes first.

    .wireglot/identifiers.json      {id: [uri, identifier, ...]}; made from the newest versions when it is missing
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from wireglot.articles import Article, identifier_key, is_identifier, is_local_key
from wireglot.outputs.continued import is_path, newest_articles
from wireglot.outputs.layout import identifiers_file, locks_folder
from wireglot.outputs.source_status import is_withdrawn
from wireglot.outputs.store import Store
from wireglot.outputs.versions import replace_file

_ADDRESS = "http:"
_OF_KILL = "kill:"  # before a number without a scheme, where a kill brought it
_TIMEOUT = 20.0  # seconds to wait for another writer, which takes milliseconds

Record = dict[str, list[str]]


class KnownIdentifiers:
    """The identifiers of the articles of one output folder. Making one writes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        record = _read(store.root)
        self._is_recorded = record is not None
        self._record: Record = record if record is not None else dict(_find(store.root))
        self._ids: dict[str, str] = {}
        for id, (_, *keys) in self._record.items():
            for key in keys:
                # As it is compared today: more parameters that count readers may be known than when it was written.
                self._ids.setdefault(identifier_key(key) if "?" in key else key, id)

    def identify(self, articles: Sequence[Article], file_ids: Mapping[str, str]) -> list[Article]:
        """The texts, each under the id of its article; a kill once for every article that it names.

        file_ids: the id that each file has by its path, by `Article.file`.
        """
        found: dict[int, list[Article]] = {}
        for n in sorted(range(len(articles)), key=lambda n: is_withdrawn(articles[n])):  # stories first
            article = articles[n]
            found[n] = self._identify(article, file_ids.get(article.file, "")) if article.identifiers else [article]
        return [one for n in range(len(articles)) for one in found[n]]

    def save(self) -> None:
        """Write the record, if it is new or has changed, with what other writers added. Raises OSError."""
        if self._is_recorded:
            return
        lock = locks_folder(self._store.root) / "identifiers.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=_TIMEOUT):
            for id, values in (_read(self._store.root) or {}).items():
                self._add(id, *values)
            content = json.dumps(self._record, indent=0).encode("ascii")
            replace_file(self._store.root, identifiers_file(self._store.root), content)
        self._is_recorded = True

    def _identify(self, article: Article, file_id: str) -> list[Article]:
        ids = self._known_ids(article)
        if not ids and self._is_unnamed(file_id):
            ids = [file_id]
        chosen = ids if is_withdrawn(article) else ids[:1]
        return [self._as(article, id) for id in chosen or [article.id]]

    def _known_ids(self, article: Article) -> list[str]:
        """The articles that it names; its own first, where that is stored."""
        keys = [_OF_KILL + key if is_local_key(key) else key for key in article.identifiers]
        if is_withdrawn(article):
            keys = list(article.identifiers)
        ids = [self._ids[key] for key in keys if key in self._ids]
        if not is_withdrawn(article):
            ids = [id for id in ids if not self._is_contradicted(article, id)]
        own = [article.id] if article.id in self._record or self._store.versions(article.id) else []
        return list(dict.fromkeys([*own, *ids]))

    def _is_contradicted(self, article: Article, id: str) -> bool:
        """Whether both have identifiers that are no addresses, and none in common: only an address is the same.

        The texts of a live page, for example.
        """
        own = {key for key in article.identifiers if not key.startswith(_ADDRESS)}
        known = {key for key in self._record[id][1:] if not key.startswith((_ADDRESS, _OF_KILL))}
        return bool(own and known) and own.isdisjoint(known)

    def _is_unnamed(self, file_id: str) -> bool:
        """Whether the file has an article that no text has named so far: it is continued, and named from now on."""
        return bool(file_id) and file_id not in self._record and bool(self._store.versions(file_id))

    def _as(self, article: Article, id: str) -> Article:
        """The text as one of the article `id`."""
        known = self._record.get(id, [article.uri if id == article.id else article.file])
        self._is_recorded &= self._add(id, known[0], *_keys(article))
        keys = (key for key in self._record[id][1:] if not key.startswith(_OF_KILL))
        return replace(article, id=id, uri=known[0], identifiers=tuple(keys))

    def _add(self, id: str, uri: str, *keys: str) -> bool:
        """Add identifiers of an article; whether all were known."""
        known = self._record.setdefault(id, [uri])
        new = [key for key in dict.fromkeys(keys) if key not in known[1:]]
        known += new
        for key in new:
            self._ids.setdefault(key, id)
        return not new


def _keys(article: Article) -> list[str]:
    """Under what an article is found by its later texts."""
    return [*article.identifiers, *_kill_keys(article.identifiers, is_withdrawn(article))]


def _kill_keys(identifiers: Sequence[str], is_kill: bool) -> list[str]:
    return [_OF_KILL + key for key in identifiers if is_local_key(key)] if is_kill else []


def _read(root: Path) -> Record | None:
    """None when there is no sound record."""
    try:
        record = json.loads(identifiers_file(root).read_bytes())
        return {str(id): [str(value) for value in values] for id, values in record.items() if values}
    except (OSError, AttributeError, TypeError, ValueError):
        return None


def _find(root: Path) -> Iterator[tuple[str, list[str]]]:
    for id, article in newest_articles(root):
        uri = str(article["uri"])
        keys = [str(key) for key in article["identifiers"] or ()]
        if is_identifier(uri) and not is_path(article):
            keys = [*dict.fromkeys([*keys, identifier_key(uri)])]
        if keys:
            yield id, [uri, *keys, *_kill_keys(keys, article["status"] == "canceled")]
