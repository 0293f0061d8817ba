"""Protection: whether a source lets its text be used, from the keys of its front matter and the lines of an agency.

    usable     nothing protects it
    withheld   a hold, a draft, or a value that cannot be understood: `hold` says why
    canceled   a kill, which prevails over everything else
    embargoed  until a moment; of several the latest

It fails closed: a status that is not known to mean "usable", and an embargo that is no certain date, hold the text.
The words are in data/statuses.toml, the keys in data/keys.toml.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple

from wireglot.articles.article import Status
from wireglot.articles.reading.dates import read_date, shown

# Letters and digits with their marks (Indic vowel signs are none to `re`); "anul·lat" is one word.
_LETTER = "(?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e00-\u0e7f])"
_LETTERS = re.compile(rf"{_LETTER}+(?:[·'’]{_LETTER}+)*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# Keys that say more of an embargo: embargo_reason, embargoedBy.
_ABOUT_EMBARGO = ("reason", "note", "by", "type", "text", "comment", "contact", "level", "info")
# An IPTC code with its vocabulary: stat:usable, http://cv.iptc.org/newscodes/pubstatusg2/usable.
_CODE = re.compile(r"\s*[A-Za-z][\w.+-]*:(?://)?(?:\S*/)?([\w-]+)\s*")

StatusMeaning = Literal["usable", "hold", "kill", "unknown"]


class Entry(NamedTuple):
    """A value of front matter: its key, and the keys of the mappings around it, all as `normalized_key` makes them."""

    key: str
    value: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that protects a text: a kill, a hold with its reason, or an embargo with its end in UTC."""

    kind: Literal["kill", "hold", "embargo"]
    reason: str = ""
    end: datetime | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Protection:
    """What the marks mean together; `hold` is a sentence for the reader, `embargoed` ISO 8601 in UTC."""

    status: Status = "usable"
    hold: str = ""
    embargoed: str = ""
    warnings: tuple[str, ...] = ()


def normalized_key(key: str) -> str:
    """Return "embargoeduntil" for embargoed-until, EMBARGOED_UNTIL and embargoedUntil."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", key).casefold()))


def is_embargo_key(key: str) -> bool:
    return key in _keys().until or ("embargo" in key and "lifted" not in key and not key.startswith(("no", "un")))


def is_protection_key(key: str) -> bool:
    """Return whether a value of this normalized key may protect the text."""
    keys = _keys()
    return is_embargo_key(key) or key in keys.status or key in keys.kill or key in keys.yes or key in keys.no


def protection_of(marks: Iterable[Mark]) -> Protection:
    """Return what all marks mean together: kill over hold over embargo."""
    found = list(marks)
    if any(mark.kind == "kill" for mark in found):
        return Protection("canceled")
    holds = tuple(dict.fromkeys(mark.reason for mark in found if mark.kind == "hold"))
    ends = [mark for mark in found if mark.end is not None]
    last = max(ends, key=lambda mark: mark.end or datetime.min.replace(tzinfo=UTC), default=None)
    embargoed = last.end.isoformat().replace("+00:00", "Z") if last and last.end else ""
    warnings = tuple(dict.fromkeys(mark.doubt for mark in ends if mark.doubt))
    return Protection("withheld" if holds else "usable", " ".join(holds), embargoed, warnings)


def marks_of_entries(entries: Iterable[Entry], zone: tzinfo = UTC) -> Iterator[Mark]:
    """Yield what the values of front matter protect."""
    found = list(entries)
    has_end = any(is_embargo_key(entry.key) and read_date(entry.value, zone, until=True).moments for entry in found)
    for key, group in groupby(found, key=_protecting_key):
        values = [entry.value for entry in group]
        if key is None:
            continue
        if is_embargo_key(key):
            yield from _embargo_marks(key, values, zone, has_end)
        else:
            for value in values:
                yield from _marks_of_value(key, value, has_end)


def embargo_mark(value: str, zone: tzinfo, name: str = "embargo") -> Mark:
    """Return the mark of an embargo until `value`: of several meanings the latest; without one it is a hold."""
    found = read_date(value, zone, until=True)
    if not found.moments:
        return Mark(
            "hold", f"Its {name} {shown(value)} cannot be read as a date: held back until its source says more."
        )
    end = found.moments[-1]
    doubts = [f"may mean {len(found.moments)} moments, of which the latest counts"] if len(found.moments) > 1 else []
    doubts += [found.doubt] if found.doubt else []
    return Mark("embargo", end=end, doubt=f"The {name} {shown(value)} {' and '.join(doubts)}." if doubts else "")


def status_meaning(text: str) -> StatusMeaning:
    """Return what a status means: "Kill - legal" is a kill, "on hold" a hold, "live" usable, "Texas" unknown."""
    code = _CODE.fullmatch(text)
    words = _words_of(code[1] if code else text)
    if not words:
        return "usable" if _is_blank(text) else "unknown"
    table = _statuses()
    if any(word in table.negation for word in words):
        return "hold" if table.find(words, "hold") and not table.find(words, "kill") else "unknown"
    if table.find(words, "kill"):
        return "kill"
    if table.find(words, "hold"):
        return "hold"
    return "usable" if table.is_usable(words) else "unknown"


def hold_for_status(text: str, key: str = "status") -> Mark | None:
    """Return the mark of a status, None when the text may be used."""
    meaning = status_meaning(text)
    if meaning == "usable" or " ".join(_words_of(text)) in _keys().free:  # "embargo lifted"
        return None
    if meaning == "kill":
        return Mark("kill")
    known = "holds it back" if meaning == "hold" else "is not known to permit its use"
    return Mark("hold", f"Its {key} {shown(text)} {known}: not to be shown until its source releases it.")


def _protecting_key(entry: Entry) -> str | None:
    """Return the key whose meaning the value has: its own, or that of the outermost embargo around it."""
    around = [key for key in entry.within if is_embargo_key(key)]
    if around:
        return around[0]
    keys = _keys()
    known = is_protection_key(entry.key) or entry.key in keys.signals or entry.key.endswith("status")
    return entry.key if known else None


def _embargo_marks(key: str, values: list[str], zone: tzinfo, has_end: bool) -> Iterator[Mark]:
    if has_end and (key.endswith(_ABOUT_EMBARGO) or " ".join(values).casefold() in _keys().true):
        return  # "embargo: true" beside "embargo_until: ..."
    marks = [mark for value in values if (mark := _embargo_value(key, value, zone))]
    ends = [mark for mark in marks if mark.kind == "embargo"]
    yield from ends or marks[:1]


def _embargo_value(key: str, value: str, zone: tzinfo) -> Mark | None:
    words, keys = " ".join(_words_of(value)), _keys()
    positive = key in keys.positive
    if _is_blank(value) or words in keys.free or words in (keys.true if positive else keys.false):
        return None
    return embargo_mark(value, zone, "embargo" if "embargo" in key else f"embargo ({key})")


def _marks_of_value(key: str, value: str, has_end: bool) -> Iterator[Mark]:
    keys, words = _keys(), " ".join(_words_of(value))
    if _is_blank(value):
        return
    if key in keys.kill or key in keys.yes:
        if words not in keys.false and words not in keys.free:
            yield Mark("kill") if key in keys.kill else _flag_mark(key, value)
    elif key in keys.no and (words in keys.false or status_meaning(value) in ("hold", "kill")):
        yield _flag_mark(key, value)
    elif key in keys.signals:
        if words in _statuses().kill:
            yield Mark("kill")
        elif words in keys.holding:
            yield _flag_mark(key, value)
    elif key in keys.status or (key.endswith("status") and status_meaning(value) in ("hold", "kill")):
        says_embargo = words.replace("under ", "") in ("embargo", "embargoed")
        mark = hold_for_status(value, "status" if key == "status" else f"status ({key})")
        if mark and not (says_embargo and has_end):  # the date says until when
            yield mark


def _flag_mark(key: str, value: str) -> Mark:
    return Mark("hold", f"Its front matter says {key}: {shown(value)}: not to be shown until its source releases it.")


def _is_blank(value: str) -> bool:
    """Return whether the value is none: "", "-" and YAML's "~", but not "?"."""
    return not value.strip(" -–—~\"'")


def _words_of(text: str) -> list[str]:
    return _LETTERS.findall(unicodedata.normalize("NFC", text.replace("\u200c", " ")).casefold().replace("ё", "е"))


@dataclass(frozen=True, slots=True)
class _Statuses:
    """data/statuses.toml: phrases in small letters."""

    kill: frozenset[str]
    hold: frozenset[str]
    usable: frozenset[str]
    negation: frozenset[str]

    def find(self, words: list[str], kind: Literal["kill", "hold"]) -> bool:
        """Return whether a phrase of the kind is among the words."""
        phrases: frozenset[str] = getattr(self, kind)
        text = " ".join(words)
        pieces = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 4) + 1)}
        if pieces & phrases:
            return True
        return _UNSPACED.search(text) is not None and any(p in text for p in phrases if _UNSPACED.match(p))

    def is_usable(self, words: list[str]) -> bool:
        """Return whether all words are known to permit use."""
        text = " ".join(words)
        if text in self.usable or all(word in self.usable or word.isdecimal() for word in words):
            return not text.isdecimal() or text in self.usable
        return _UNSPACED.search(text) is not None and any(p in text for p in self.usable if _UNSPACED.match(p))


def kill_phrases() -> frozenset[str]:
    return _statuses().kill


def negations() -> frozenset[str]:
    return _statuses().negation


@cache
def _statuses() -> _Statuses:
    table = tomllib.loads((Path(__file__).parent / "data" / "statuses.toml").read_text("utf-8"))

    def phrases(kind: str) -> frozenset[str]:
        return frozenset(" ".join(_words_of(phrase)) for texts in table[kind].values() for phrase in texts)

    return _Statuses(phrases("kill"), phrases("hold"), phrases("usable"), phrases("negation"))


@dataclass(frozen=True, slots=True)
class _Keys:
    """data/keys.toml: normalized keys, and values in small letters."""

    until: frozenset[str]
    status: frozenset[str]
    kill: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    signals: frozenset[str]
    positive: frozenset[str]
    true: frozenset[str]
    false: frozenset[str]
    free: frozenset[str]
    holding: frozenset[str]


@cache
def _keys() -> _Keys:
    table = _key_table()
    keys = {name: frozenset(values) for name, values in table["protection"].items()}
    words = {name: frozenset(" ".join(_words_of(word)) for word in values) for name, values in table["words"].items()}
    return _Keys(**keys, **words)


@cache
def field_keys() -> dict[str, tuple[str, ...]]:
    """Return the fields of front matter with their keys, the one that counts first."""
    return {field: tuple(keys) for field, keys in _key_table()["fields"].items()}


def identifier_keys(kind: str) -> tuple[str, ...]:
    """Return the keys of identifiers of a kind (data/keys.toml)."""
    return tuple(_key_table()["identifiers"][kind])


@cache
def _key_table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "keys.toml").read_text("utf-8"))
