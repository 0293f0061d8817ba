"""Front matter: the metadata of a Markdown or text file, between two lines of three hyphens.

The keys are in `KEYS`, and in docs/reading.md for users.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from wireglot.articles.article import Status
from wireglot.articles.identity import is_identifier

# Field -> its keys, of which the first that is given counts; upper and lower case do not matter.
KEYS = {
    "title": ("title",),
    "uri": ("uri", "url", "source", "guid"),
    "language": ("language", "lang"),
    "published": ("published", "date"),
    "updated": ("updated",),
    "version": ("version",),
    "status": ("status", "pubstatus"),
    "embargoed": ("embargoed", "embargoeduntil"),
    "note": ("note", "ednote"),
}
# The terms of IPTC, their codes in NewsML-G2 (stat:, without the prefix), and what editors write instead.
WITHHELD = frozenset({"withheld", "embargoed", "hold", "held"})
CANCELED = frozenset({"canceled", "cancelled", "kill", "killed", "withdrawn", "retracted", "deleted"})

# Front matter of news has a few hundred characters. Nested brackets take a YAML parser quadratic time.
_MAX_YAML = 10_000

_FRONT_MATTER = re.compile(r"\s*--- *\n(.*?)\n(?:---|\.\.\.) *(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[A-Za-z_-]+")
_LINE = re.compile(r"([A-Za-z_-]+) ?: ?(.+)")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of `KEYS` that are given, and the text after the front matter.

    Every value is text: `language: no` is Norwegian. Front matter that is not valid YAML, such as a title with a
    colon, is read line by line. Of two equal keys the first counts.
    """
    matter = _FRONT_MATTER.match(text)
    pairs = _read_yaml(matter[1]) or _read_lines(matter[1]) if matter else []
    if matter is None or not pairs:
        return {}, text
    values: dict[str, str] = {}
    for key, value in pairs:
        if value := " ".join(value.split()):
            values.setdefault(key.lower(), value)
    fields = {field: next(filter(None, map(values.get, keys)), "") for field, keys in KEYS.items()}
    # A source that is the name or the site of an agency is no identifier.
    fields["uri"] = next((v for key in KEYS["uri"] if is_identifier(v := values.get(key, ""))), "")
    fields["language"] = fields["language"].replace("_", "-") if _TAG.fullmatch(fields["language"]) else ""
    return {field: value for field, value in fields.items() if value}, text[matter.end() :]


def parse_status(text: str) -> Status:
    """Return the status that "stat:canceled", "Killed" or "withheld" means; usable for anything else, also for ""."""
    word = text.strip().casefold().rpartition(":")[2].strip()
    if word in CANCELED:
        return "canceled"
    return "withheld" if word in WITHHELD else "usable"


def _read_yaml(matter: str) -> list[tuple[str, str]]:
    """Return the scalars of the top-level mapping; [] for text that is not YAML or not a mapping.

    Only the parser's events are used: no alias is expanded, and deep nesting causes no recursion.
    """
    if len(matter) > _MAX_YAML:
        return []
    import yaml  # 30 ms, and few files have front matter

    try:
        return list(_top_level(yaml.parse(matter, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))))
    except yaml.YAMLError:
        return []


def _top_level(events: Iterator[object]) -> Iterator[tuple[str, str]]:
    from yaml import (
        AliasEvent,
        CollectionEndEvent,
        CollectionStartEvent,
        MappingStartEvent,
        NodeEvent,
        ScalarEvent,
        YAMLError,
    )

    depth = 0
    key: str | None = None
    for event in events:
        if depth == 0 and isinstance(event, NodeEvent) and not isinstance(event, MappingStartEvent):
            return
        if depth == 1 and isinstance(event, AliasEvent):
            raise YAMLError("a title such as *this* is not meant as an alias")
        if depth == 1 and isinstance(event, NodeEvent):
            scalar = event.value if isinstance(event, ScalarEvent) else ""
            if key is not None and _KEY.fullmatch(key):
                yield key, scalar
            key = scalar if key is None else None
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)


def _read_lines(matter: str) -> list[tuple[str, str]]:
    lines = (_LINE.fullmatch(line.rstrip()) for line in matter.split("\n"))
    return [(line[1], _unquoted(line[2])) for line in lines if line]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def to_utc(text: str) -> str:
    """Return a date in ISO 8601 and UTC ("2024-03-12T13:05:00Z"); a day without a time stays a day.

    Args:
        text: ISO 8601, or a date of mail and RSS ("Tue, 12 Mar 2024 14:05:00 +0100"); for anything else "" is returned.
            A time without zone is read as UTC.
    """
    text = text.strip()
    moment = _parse_iso(text) or _parse_mail(text)
    if moment is None:
        return ""
    if len(text) <= len("2024-03-12"):
        return moment.date().isoformat()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:  # the first and last days of the calendar
        return ""


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_mail(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # a few milliseconds, and seldom needed

    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
