"""The faults of a wireglot.toml as sentences: the key, what was expected, what was found, and what to do."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from wireglot.articles import without_credentials
from wireglot.flows.desks.schedules import ScheduleTable
from wireglot.flows.desks.tables import ConfigTable, DeskTable, SourceTable
from wireglot.flows.notifications.channels import NotifyTable

# What is expected where pydantic found something else, by its names of errors.
_EXPECTED = {
    "string_type": "text in quotes",
    "string_too_short": "text that is not empty",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "too_short": "at least one",
    "greater_than_equal": "{ge:g} or more",
    "less_than_equal": "{le:g} or less",
}
_EXAMPLES = {
    "desks": '[desks.NAME] with sources = ["inbox"] below it',
    "sources": 'sources = ["inbox/nordic", "https://news.example/feed.xml"]',
    "at": '{ at = "https://news.example/feed.xml", name = "Tagblatt" }',
    "allow": 'allow = ["intranet.example"]',
    "schedule": 'schedule = { interval = 900 } or { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }',
    "notify": 'notify = { webhook = "$NEWS_WEBHOOK" }',
    "name": '{ at = "inbox", name = "Inbox" }',
    "language": '{ at = "inbox", language = "de" }',
    "move": '{ at = "inbox", move = true }',
}
_SECTIONS: Mapping[str, type[BaseModel]] = {
    "sources": SourceTable,
    "schedule": ScheduleTable,
    "notify": NotifyTable,
}
_TABLES: Mapping[type[BaseModel], str] = {
    ConfigTable: "the top of the file, above all [desks.NAME]",
    DeskTable: "a desk, below its [desks.NAME]",
    SourceTable: "a source",
    ScheduleTable: "the schedule of a desk",
    NotifyTable: "the notify of a desk",
}
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_VALUE = 80


def faults_of(error: ValidationError) -> list[str]:
    """A sentence for each fault, which begins with its key: "desks.nordic.limit: ..."."""
    return [f"{_key_text(fault['loc'])}: {_fault_text(fault)}." for fault in error.errors()]


def _fault_text(fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return _unknown_key(fault["loc"])
    if fault["type"] == "string_pattern_mismatch":
        return "the name of a desk has 1 to 63 characters of a-z, 0-9, - and _, and begins with a letter or a digit"
    if fault["type"] == "value_error":
        return str(fault["msg"]).removeprefix("Value error, ")
    example = _example(fault["loc"][-1])
    if fault["type"] == "missing":
        return f"this key is needed{example}"
    expected = _EXPECTED.get(fault["type"], fault["msg"]).format(**fault.get("ctx", {}))
    return f"expected {expected}{example}{_found(fault)}"


def _example(key: object) -> str:
    return next((f", such as {text}" for other, text in _EXAMPLES.items() if other == key), "")


def _unknown_key(place: Sequence[Any]) -> str:
    """What to do about a key that its table does not have: the nearest that it has, or the table that has it."""
    name, table = str(place[-1]), _table_of(place)
    nearest = get_close_matches(name, table.model_fields, 1)
    elsewhere = [f"{where}{_example(name)}" for other, where in _TABLES.items() if name in other.model_fields]
    hint = f"; did you mean {nearest[0]}?" if nearest else f"; it belongs to {elsewhere[0]}." if elsewhere else "."
    return f"unknown key{hint} The keys here are {', '.join(table.model_fields)}"


def _table_of(place: Sequence[Any]) -> type[BaseModel]:
    """The table that this key is in: ("desks", NAME, "sources", 0, KEY) is in a source."""
    if len(place) == 1:
        return ConfigTable
    return DeskTable if len(place) == 3 else _SECTIONS[place[2]]


def _found(fault: Any) -> str:
    """The value as it is written in TOML; not where it may be a secret, and no table, which may be long."""
    value = fault["input"]
    if fault["type"] in ("too_short", "string_too_short") or "notify" in fault["loc"][2:]:
        return ""
    if isinstance(value, dict):
        return ", found a table"
    shown = str(value) if isinstance(value, date | time) else json.dumps(value, ensure_ascii=False, default=str)
    text = without_credentials(shown)
    return f", found {text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + ' ...'}"


def _key_text(parts: Sequence[Any]) -> str:
    """The key with the entries of lists as people count them: "desks.nordic.source 2.pause"."""
    names: list[str] = []
    for part in parts:
        if isinstance(part, int):
            names[-1] = f"{names[-1].removesuffix('s')} {part + 1}"
        elif part != "[key]":
            names.append(part if _BARE_KEY.fullmatch(part) else json.dumps(part, ensure_ascii=False))
    return ".".join(names)
