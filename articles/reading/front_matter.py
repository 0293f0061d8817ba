"""Front matter: the metadata at the head of a Markdown or text file.

    --- ... ---     YAML, also closed by "..."
    +++ ... +++     TOML
    { ... }         JSON, on lines of its own

All values at any depth become entries, as text: `language: no` is Norwegian. What is not valid, such as a title with a
colon, is read key by key, and a value that is not valid as it stands on its lines: metadata never become text.
The keys are in data/keys.toml, and in docs/reading.md for users.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from wireglot.articles.reading.protection import Entry, field_keys, is_protection_key, line_keys, normalized_key

# Front matter of news has a few hundred characters. Nested brackets take YAML quadratic time, and dots TOML.
_MAX_MATTER = 10_000

_FENCED = re.compile(
    r"\s*(?:---[ \t]*(?:yaml|toml|\#[^\n]*)?\n(?P<yaml>.*?)(?:(?<=\n)|^)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
    r"|\+\+\+[ \t]*\n(?P<toml>.*?)(?<=\n)\+\+\+[ \t]*(?:\n|\Z)"
    r"|(?P<json>\{[ \t]*\n.*?\n\}|\{[ \t]*\"[^\n]*\})[ \t]*(?:\n|\Z))",
    re.DOTALL,
)
# Without an end: the lines up to the first blank one.
_OPEN = re.compile(r"\s*(?:---|\+\+\+)[ \t]*\n(?P<yaml>[^\n]+\n(?:[^\n]*\S[^\n]*(?:\n|\Z))*)")
_KEY = re.compile(
    r"""(?P<indent>[ \t]*)["']?(?P<key>_{0,2}[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}?)["']?"""
    r"[ \t]*[:：=][ \t]*(?P<value>.*)"
)
_KEY_TEXT = re.compile(r"_{0,2}[^\W\d_][\w .'’-]*")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_WORDS = re.compile(r"[ \t]*([^\W\d_]+(?:[-_][^\W\d_]+)*)[ \t]+(\S.*)")


def may_have_front_matter(text: str) -> bool:
    """Return whether the text begins like front matter; for text formats in which it is rare."""
    return text.lstrip()[:3] in ("---", "+++", "{\n ", '{\n"', "{ \n", '{ "') or text.lstrip().startswith('{"')


def split_front_matter(text: str) -> tuple[list[Entry], str]:
    """Return the entries of the front matter, in order, and the text after it; no entries for a text without one."""
    matter = _FENCED.match(text)
    entries = _entries(matter) if matter else []
    if matter is None or not _is_metadata(matter, entries):
        matter = _OPEN.match(text)
        entries = _entries(matter) if matter else []
        if matter is None or not (_names_a_field(entries) and len(entries) > 1):
            return [], text
    return entries, text[matter.end() :]


def fields_of(entries: list[Entry]) -> dict[str, str]:
    """Return the fields with the value that counts, without those that have none; of two equal keys the first."""
    values: dict[str, str] = {}
    for entry in entries:
        if entry.value and not entry.within:
            values.setdefault(entry.key, entry.value)
    found = {field: next(filter(None, map(values.get, keys)), "") for field, keys in field_keys().items()}
    return {field: value for field, value in found.items() if value}


def values_of(entries: list[Entry], field: str) -> list[str]:
    """Return the values of all keys of a field or of lines, the one that counts first."""
    return values_under(entries, (field_keys() | line_keys())[field])


def values_under(entries: list[Entry], keys: tuple[str, ...]) -> list[str]:
    """Return the values of these keys, in the order of the keys."""
    found = [entry for entry in entries if entry.value and not entry.within and entry.key in keys]
    return [entry.value for entry in sorted(found, key=lambda entry: keys.index(entry.key))]


def _entries(matter: re.Match[str]) -> list[Entry]:
    groups = matter.groupdict()
    if toml := groups.get("toml"):
        found = _read_toml(toml)
        return found if found is not None else _read_by_key(toml)
    text = groups.get("json") or groups.get("yaml") or ""
    found = _read_yaml(text)
    return found if found is not None else _read_by_key(text)


def _is_metadata(matter: re.Match[str], entries: list[Entry]) -> bool:
    """Return whether the lines are metadata: between two rules there may also be text with a colon in it."""
    text = next(filter(None, matter.groups()), "")
    begins_with_key = _KEY.match(text.lstrip("{ \t\n") if matter["json"] else text.split("\n", 1)[0]) is not None
    single_words = [entry for entry in entries if " " not in entry.key]
    return bool(entries) and (
        _names_a_field(entries) or (begins_with_key and bool(single_words) and "\n\n" not in text)
    )


def _names_a_field(entries: list[Entry]) -> bool:
    known = {key for keys in field_keys().values() for key in keys}
    return any(entry.key in known or is_protection_key(entry.key) for entry in entries)


def _entry(key: str, value: str, within: tuple[str, ...] = ()) -> Entry:
    return Entry(normalized_key(key), " ".join(value.split()), tuple(map(normalized_key, within)))


def _read_yaml(matter: str) -> list[Entry] | None:
    """Return every scalar with its keys; None for text that is not YAML or not a mapping.

    Only the parser's events are used: no collection behind an alias is expanded, and deep nesting causes no recursion.
    """
    if len(matter) > _MAX_MATTER:
        return None
    import yaml  # 30 ms, and few files have front matter

    try:
        return list(_scalars(yaml.parse(matter, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))))
    except (yaml.YAMLError, ValueError):
        return None


class _Level:
    """A collection that is being read: the key whose value comes next, "" in a list, None before a key."""

    def __init__(self, *, mapping: bool) -> None:
        self.mapping = mapping
        self.key: str | None = None if mapping else ""

    def next_key(self, text: str) -> bool:
        """Take the text as a key when one is due."""
        if not self.mapping or self.key is not None:
            return False
        self.key = text
        return True

    def value_read(self) -> None:
        if self.mapping:
            self.key = None


def _scalars(events: Iterator[object]) -> Iterator[Entry]:
    from yaml import AliasEvent, CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent, YAMLError

    anchors: dict[str, str] = {}
    levels: list[_Level] = []
    for event in events:
        if isinstance(event, CollectionEndEvent):
            levels.pop()
            if levels and not levels[-1].next_key(""):
                levels[-1].value_read()
        elif isinstance(event, CollectionStartEvent):
            if not levels and not isinstance(event, MappingStartEvent):
                raise YAMLError("a list")
            levels.append(_Level(mapping=isinstance(event, MappingStartEvent)))
        elif isinstance(event, ScalarEvent | AliasEvent):
            if not levels:
                raise YAMLError("a single value")
            if isinstance(event, AliasEvent) and event.anchor not in anchors and levels[-1].key != "<<":
                raise YAMLError("a title such as *this* is not meant as an alias")
            text = str(event.value) if isinstance(event, ScalarEvent) else anchors.get(event.anchor or "", "")
            if isinstance(event, ScalarEvent) and event.anchor:
                anchors[event.anchor] = text
            if not levels[-1].next_key(text):
                keys = [level.key for level in levels if level.key]
                if keys and _KEY_TEXT.fullmatch(keys[-1]):
                    yield _entry(keys[-1], text, tuple(keys[:-1]) + (() if levels[-1].mapping else (keys[-1],)))
                levels[-1].value_read()


def _read_toml(matter: str) -> list[Entry] | None:
    if len(matter) > _MAX_MATTER:
        return None
    import tomllib

    try:
        return list(_values(tomllib.loads(matter), ()))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _values(value: Any, keys: tuple[str, ...]) -> Iterator[Entry]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, (*keys, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, (*keys, keys[-1]))
    else:
        text = value.isoformat() if isinstance(value, date | datetime | time) else str(value)
        yield _entry(keys[-1], text, keys[:-1])


def _read_by_key(matter: str) -> list[Entry]:
    """Return the entries of text that is not valid: each reaches to the next key, and is YAML where that is valid."""
    found: list[Entry] = []
    lines: list[str] = []
    indent = None
    for line in matter.split("\n"):
        match = _KEY.match(line)
        if match and (indent is None or len(match["indent"]) <= indent or _is_indented_by_mistake(lines, match["key"])):
            indent = len(match["indent"]) if indent is None else indent
            found += _read_one(lines)
            lines = [line.strip()]
        elif (words := _WORDS.match(line)) and is_protection_key(normalized_key(words[1])) and line[:1].strip():
            found += _read_one(lines)  # "embargo 2099-12-01", without its colon
            lines = [f"{words[1]}: {words[2]}"]
        else:
            lines.append(line)
    return found + _read_one(lines)


def _is_indented_by_mistake(lines: list[str], key: str) -> bool:
    """Return whether a key of the text itself stands below a key that has its value already."""
    above = _KEY.match(lines[0]) if lines else None
    known = {name for names in field_keys().values() for name in names}
    name = normalized_key(key)
    return above is not None and above["value"].strip(" |>-+") != "" and (name in known or is_protection_key(name))


def _read_one(lines: list[str]) -> list[Entry]:
    match = _KEY.match(lines[0]) if lines else None
    if match is None:
        return []
    if (alone := _read_yaml("\n".join(lines))) and not match["value"].startswith("="):
        return alone
    value = " ".join([match["value"], *(line.strip() for line in lines[1:])])
    return [_entry(match["key"], _unquoted(_COMMENT.sub("", value).strip()))]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
