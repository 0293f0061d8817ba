"""Mozilla's list of its translation models, db/models.json: the only place that knows what the list looks like.

    {"generated": TIME, "baseUrl": ADDRESS, "models": {"sv-en": [
        {"architecture": "tiny" | "base" | "base-memory",
         "releaseStatus": "Release" | "Release Desktop" | "Release Android" | "Nightly" | null,
         "files": {"model": {"path": PATH, "uncompressedSize": BYTES, "uncompressedHash": SHA256},
                   "lexicalShortlist": {"path": PATH},                    absent for some models
                   "vocab": {"path": PATH}, or "srcVocab" and "trgVocab"},
         "metrics": {"flores200-plus": {"bleu": 0..100, "comet22": 0..1}}}]}}

Files are at ADDRESS/PATH, packed by gzip. The writer of the list is db/updater.py in mozilla/translations, and its
language codes are those of pipeline/langs/codes.py there: ISO 639-1 in lower case, and a script or region after "_".
Whatever differs is refused with what was expected and what was found; other pairs of the list are not looked at.
"""

import json
import math
import re
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from wireglot.models import transfers
from wireglot.models.catalog import normalize
from wireglot.models.errors import HubUnreachable, ModelNotFound, UnsupportedModel
from wireglot.models.firefox.origin import VARIABLE, Origin, origin, read_small

MOZILLA = "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data"
LIST = "db/models.json"
# The list had some 150 entries of 2 kB in 2026.
_MOST_LIST_BYTES = 32 << 20
LICENCE = "MPL-2.0"
ORGANISATION = "firefox"
ARCHITECTURES = ("tiny", "base", "base-memory")
_LIST_SECONDS = 60.0
# Unpacked: the largest model had 44 MB in 2026, the largest shortlist 6 MB, the largest vocabulary 1 MB. More than
# these is no model, but a mistake or a gzip bomb.
_MOST_MODEL_BYTES = 1 << 30
MOST_OTHER_BYTES = 128 << 20
# What is listed -> the names of its files, by which installed.py finds them. With one vocabulary that file is for both
# languages.
_NAMES = {
    "model": re.compile(r"model\.[\w.+-]+\.bin", re.ASCII),
    "lexicalShortlist": re.compile(r"lex\.[\w.+-]+\.bin", re.ASCII),
    "vocab": re.compile(r"vocab\.[\w.+-]+\.spm", re.ASCII),
    "srcVocab": re.compile(r"srcvocab\.[\w.+-]+\.spm", re.ASCII),
    "trgVocab": re.compile(r"trgvocab\.[\w.+-]+\.spm", re.ASCII),
}
# A path leads below the base and nowhere else.
_PATH = re.compile(r"(?:[\w+-][\w.+-]*/)*(?P<name>[\w+-][\w.+-]*)\.gz", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
# BCP 47 tag -> codes of the list, the best first, where lower case and "_" are not enough. Mozilla's "no" has the bytes
# of its "nb"; its "zh" reads and writes simplified characters.
_CODES = {"nb": ("nb", "no"), "zh-Hans": ("zh",), "zh-Hant": ("zh_hant",)}


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of a model: its name, where it is, and its unpacked size and sha256, 0 and "" where not listed."""

    name: str
    path: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """One model of the list; `bleu` and `comet` are its published scores, None where there are none."""

    id: str
    source: Origin
    architecture: str
    status: str
    files: tuple[ListedFile, ...]
    bleu: float | None
    comet: float | None

    @property
    def revision(self) -> str:
        """40 hexadecimal digits, as a commit has."""
        return self.files[0].sha256[:40]

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """What is recorded of where the model comes from."""
        address = f"{self.source.base}/{self.files[0].path}" if self.source.is_server else self.files[0].path
        return (("address", address), ("architecture", self.architecture), ("status", self.status or "not released"))


@dataclass(frozen=True, slots=True)
class ModelList:
    """The list as it was fetched, and where its files are."""

    source: Origin
    pairs: Mapping[str, Any]


def is_firefox(model_id: str) -> bool:
    """Return whether it is the id of a model of Firefox: "firefox/sv-en"."""
    return model_id.startswith(f"{ORGANISATION}/")


def model_ids(source: str, target: str) -> tuple[str, ...]:
    """Return the ids that a model from one BCP 47 tag to the other can have, the best first."""
    return tuple(f"{ORGANISATION}/{a}-{b}" for a in _codes(source) for b in _codes(target))


def has_language(tag: str) -> bool:
    """Return whether Firefox is known to have models between the language of this tag and English."""
    return normalize(tag) in {"en", *_languages()}


def fetch_list(*, seconds: float | None = None) -> ModelList:
    """Return the list, which is remembered for a minute: one command asks for many models.

    Raises:
        HubError: There is no answer in this time, or no such list there.
    """
    source = origin(MOZILLA)
    fetched, at = _fetched.get(source, (None, 0.0))
    if fetched is None or time.monotonic() - at > _LIST_SECONDS:
        fetched = _fetch(source, transfers.ANSWER_SECONDS if seconds is None else seconds)
        _fetched[source] = (fetched, time.monotonic())
    return fetched


def forget_list() -> None:
    """Let the next call fetch the list again."""
    _fetched.clear()


def select(models: ModelList, model_id: str, revision: str = "") -> ListedModel:
    """Return the best model of that id: released before not, then by COMET, then the smaller; or the one of a revision.

    Raises:
        ModelNotFound: The list has no such pair, or no longer the revision.
        UnsupportedModel: It has, but nothing that can be used here; the reasons are in the message.
    """
    entries = models.pairs.get(model_id.partition("/")[2])
    if not entries:
        raise ModelNotFound(f"Firefox has no model {model_id}: the list on {models.source} does not name it.")
    usable, reasons = _usable(models.source, model_id, entries)
    if not usable:
        raise UnsupportedModel(f"{model_id} cannot be used here: {'; '.join(reasons)}. {_ADVICE}")
    wanted = [model for model in usable if model.revision.startswith(revision)]
    if not wanted:
        raise ModelNotFound(
            f"The list on {models.source} no longer has the revision {revision[:12]} of {model_id} that lock.json "
            "names: change to the newest one with `wireglot models pull --update`."
        )
    return min(wanted, key=_preference)


_fetched: dict[Origin, tuple[ModelList, float]] = {}
_ADVICE = f"Name a mirror with another list in {VARIABLE}, or another engine (--engine opus)."


class _Different(ValueError):
    """Something in the list is not what is expected; the message says what."""


def _fetch(source: Origin, seconds: float) -> ModelList:
    try:
        content = read_small(source, LIST, most=_MOST_LIST_BYTES, seconds=seconds)
    except ModelNotFound as error:  # not the model is missing, but the whole list: no mirror
        raise HubUnreachable(str(error)) from error
    try:
        listed = json.loads(content)
        return ModelList(_files_at(source, listed), _object(_object(listed, "the list").get("models"), '"models"'))
    except ValueError as error:  # JSON and Unicode errors are ValueErrors as well
        reason = str(error) if isinstance(error, _Different) else "it is not JSON"
        raise HubUnreachable(
            f"{source} has no list of Firefox's models at {LIST} ({reason}): check the network, "
            f"or name a mirror in {VARIABLE}."
        ) from error


def _files_at(source: Origin, listed: Any) -> Origin:
    """Return where the files are: a mirror has them itself; Mozilla's list names the address."""
    if source.base != MOZILLA:
        return source
    base = _object(listed, "the list").get("baseUrl")
    if not (isinstance(base, str) and base.startswith("https://")):
        raise _Different(f'expected an https address as "baseUrl", found {_shown(base)}')
    return Origin(base.rstrip("/"))


@cache
def _languages() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parents[1] / "data" / "firefox_languages.toml").read_text("utf-8"))
    return frozenset(table["languages"].split())


def _codes(tag: str) -> tuple[str, ...]:
    written = normalize(tag)
    return _CODES.get(written, (written.lower().replace("-", "_"),))


def _preference(model: ListedModel) -> tuple[int, float, int]:
    rank = 0 if model.status.startswith("Release") else 1 if model.status == "Nightly" else 2
    return (rank, -(model.comet if model.comet is not None else -1.0), model.files[0].size)


def _usable(source: Origin, model_id: str, entries: Any) -> tuple[list[ListedModel], list[str]]:
    """Return the entries that can be used, and why the others cannot."""
    usable, reasons = [], []
    for entry in entries if isinstance(entries, list) else [entries]:
        try:
            usable.append(_model(source, model_id, _object(entry, "an entry")))
        except _Different as error:
            reasons.append(str(error))
    return usable, reasons


def _model(source: Origin, model_id: str, entry: Mapping[str, Any]) -> ListedModel:
    architecture, status = entry.get("architecture"), entry.get("releaseStatus")
    if architecture not in ARCHITECTURES:
        raise _Different(f"expected an architecture of {', '.join(ARCHITECTURES)}, found {_shown(architecture)}")
    files = _object(entry.get("files"), '"files"')
    _check_pair(model_id, entry)
    metrics = entry.get("metrics")
    scores = metrics.get("flores200-plus") if isinstance(metrics, dict) else None
    return ListedModel(
        id=model_id,
        source=source,
        architecture=architecture,
        status=status if isinstance(status, str) else "",
        files=(_weights(files), *_vocabularies(files), *_shortlist(files)),
        bleu=_score(scores, "bleu", 100.0),
        comet=_score(scores, "comet22", 1.0),
    )


def _check_pair(model_id: str, entry: Mapping[str, Any]) -> None:
    """Refuse an entry that stands under another pair than its own."""
    pair = f"{entry.get('sourceLanguage')}-{entry.get('targetLanguage')}"
    if pair != model_id.partition("/")[2]:
        raise _Different(f"expected a model of {model_id.partition('/')[2]}, found one of {_shown(pair)}")


def _weights(files: Mapping[str, Any]) -> ListedFile:
    listed = _object(files.get("model"), '"model"')
    size, sha256 = listed.get("uncompressedSize"), listed.get("uncompressedHash")
    if not (isinstance(size, int) and 0 < size <= _MOST_MODEL_BYTES):
        raise _Different(f'expected a number of bytes as "uncompressedSize", found {_shown(size)}')
    if not (isinstance(sha256, str) and _SHA256.fullmatch(sha256.lower())):
        raise _Different(f'expected a sha256 as "uncompressedHash", found {_shown(sha256)}')
    return replace(_file(files, "model"), size=size, sha256=sha256.lower())


def _vocabularies(files: Mapping[str, Any]) -> tuple[ListedFile, ...]:
    """Return one file for both languages, or one for each."""
    names = ("vocab",) if files.get("vocab") else ("srcVocab", "trgVocab")
    if missing := [name for name in names if not files.get(name)]:
        raise _Different(f'expected "vocab", or "srcVocab" and "trgVocab"; missing {" and ".join(missing)}')
    return tuple(_file(files, name) for name in names)


def _shortlist(files: Mapping[str, Any]) -> tuple[ListedFile, ...]:
    return (_file(files, "lexicalShortlist"),) if files.get("lexicalShortlist") else ()


def _file(files: Mapping[str, Any], key: str) -> ListedFile:
    path = _object(files[key], f'"{key}"').get("path")
    found = _PATH.fullmatch(path) if isinstance(path, str) else None
    if not found or not _NAMES[key].fullmatch(found["name"]):
        pattern = _NAMES[key].pattern.replace("\\", "").replace("[w.+-]+", "*")
        raise _Different(f'expected a relative path to {pattern}.gz as "{key}", found {_shown(path)}')
    return ListedFile(found["name"], found[0])


def _score(scores: Any, name: str, highest: float) -> float | None:
    """Return a published score; None where there is none, or a number that it cannot be."""
    value = scores.get(name) if isinstance(scores, dict) else None
    is_score = isinstance(value, int | float) and math.isfinite(value) and 0 <= value <= highest
    return float(value) if is_score and value is not None else None


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Different(f"expected an object as {name}, found {_shown(value)}")
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
