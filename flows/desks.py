"""Desks: named sets of sources with a options and a schedule, read from wireglot.toml.

    outputs = "outputs/editions"
    base_url = "https://news.example/desk"     # where the output folder is published, for links in feeds
    [desks.nordic]
    sources = ["inbox/nordic"]
    to = "en"                                  # also: translator, summarizer, limit, glossary
    schedule = { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }    # or { interval = 900 }, seconds

Relative paths are seen from the folder of the file. A desk without a schedule runs by hand only.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wireglot.flows.options import InvalidOptions, Options, check
from wireglot.flows.prefect_setup import set_up
from wireglot.outputs import is_web_address

# A desk's name becomes a deployment's name, which people type behind a slash.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_RECIPE_KEYS = {"to": str, "translator": str, "summarizer": str, "limit": int, "glossary": str}
_DESK_KEYS = {"sources", "schedule", *_RECIPE_KEYS}
# A shorter round would start Prefect's next process (3 s) before the last has ended.
SHORTEST_INTERVAL = 5


class WrongDesks(ValueError):
    """A wireglot.toml that cannot be followed; the message names every fault."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a desk runs: `cron` in `timezone`, or every `interval` seconds when cron is ""."""

    cron: str = ""
    timezone: str = "UTC"
    interval: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    name: str
    sources: tuple[str, ...]
    options: Options
    schedule: Schedule | None


@dataclass(frozen=True, slots=True)
class Config:
    """All of a wireglot.toml, paths made absolute."""

    outputs: Path
    desks: tuple[Desk, ...]


def read_config(path: Path, *, outputs: Path | None = None) -> Config:
    """The desks of `path`; `outputs` overrules the file's own. Raises WrongDesks with all faults together."""
    data = _load(path)
    faults: list[str] = []
    folder = path.absolute().parent
    tables = data.get("desks", {})
    tables = tables if isinstance(tables, dict) else {}
    desks = tuple(_desk(name, table, folder, faults) for name, table in tables.items())
    named, base_url = data.get("outputs", "outputs/editions"), data.get("base_url", "")
    desks = tuple(replace(desk, options=replace(desk.options, base_url=str(base_url))) for desk in desks)
    faults += [f"unknown key {key!r}." for key in data.keys() - {"outputs", "desks", "base_url"}]
    faults += [] if base_url == "" or (isinstance(base_url, str) and is_web_address(base_url)) else [_no_url(base_url)]
    faults += [] if desks else ['no desk; write one as [desks.NAME] with sources = ["folder"].']
    faults += [] if isinstance(named, str) else [f"outputs: {named!r} is no path."]
    if faults:
        raise WrongDesks(f"{path}: " + " ".join(faults))
    return Config(outputs.absolute() if outputs else folder / named, desks)


def published_at(path: Path) -> str:
    """The base_url of a wireglot.toml, "" when there is no such file or it names none. Raises WrongDesks."""
    found = _load(path).get("base_url", "") if path.is_file() else ""
    if found and not (isinstance(found, str) and is_web_address(found)):
        raise WrongDesks(f"{path}: {_no_url(found)}")
    return str(found)


def _no_url(met: object) -> str:
    return f"base_url: {met!r} is no web address such as https://news.example/desk."


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise WrongDesks(f"{path}: {fault.strerror}; name another file with --config FILE.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise WrongDesks(f"{path} is not TOML: {fault}.") from fault


def _desk(name: str, table: Any, folder: Path, faults: list[str]) -> Desk:
    """The desk, with what is wrong with it put into `faults`, each fault under the desk's name."""
    where = f"desks.{name}:"
    if not isinstance(table, dict):
        faults.append(f"{where} wanted a table with sources and a schedule, met {table!r}.")
        return Desk(name, (), Options(), None)
    if not _NAME.fullmatch(name):
        faults.append(f"{where} a desk's name is a-z, 0-9, - and _, and at most 63 long.")
    faults += [f"{where} unknown key {key!r}." for key in sorted(table.keys() - _DESK_KEYS)]
    sources = _sources(where, table.get("sources"), folder, faults)
    if isinstance(table.get("glossary"), str):
        table = table | {"glossary": str(folder / table["glossary"])}
    return Desk(name, sources, _options(where, name, table, faults), _schedule(where, table.get("schedule"), faults))


def _sources(where: str, named: Any, folder: Path, faults: list[str]) -> tuple[str, ...]:
    if not isinstance(named, list) or not named or not all(isinstance(one, str) for one in named):
        faults.append(f"{where} sources: wanted a list of folders or files, met {named!r}.")
        return ()
    return tuple(str(folder / one) for one in named)


def _options(where: str, desk: str, table: dict[str, Any], faults: list[str]) -> Options:
    chosen = {key: table[key] for key in _RECIPE_KEYS if key in table}
    wrong = [key for key, value in chosen.items() if type(value) is not _RECIPE_KEYS[key]]
    faults += [f"{where} {key}: {chosen[key]!r} is no {_RECIPE_KEYS[key].__name__}." for key in wrong]
    options = Options(**{key: value for key, value in chosen.items() if key not in wrong}, desk=desk)
    try:
        check(options)
    except InvalidOptions as fault:
        faults.append(f"{where} {fault}")
    return options


def _schedule(where: str, named: Any, faults: list[str]) -> Schedule | None:
    if named is None:
        return None
    found = named if isinstance(named, dict) else {}
    match found:
        case {"interval": int(seconds)} if found.keys() == {"interval"} and seconds >= SHORTEST_INTERVAL:
            return Schedule(interval=seconds)
        case {"cron": str(cron)} if found.keys() <= {"cron", "timezone"} and _is_cron(cron):
            zone = found.get("timezone", "UTC")
            if not _is_zone(zone):
                faults.append(f"{where} schedule: {zone!r} is no time zone such as Europe/Stockholm.")
            return Schedule(cron=cron, timezone=str(zone))
    faults.append(
        f'{where} schedule: wanted {{ cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }} or '
        f"{{ interval = 900 }} with at least {SHORTEST_INTERVAL} seconds, met {named!r}."
    )
    return None


def _is_cron(text: str) -> bool:
    """Whether Prefect's own cron reader takes `text`; loaded only when a desk has a cron."""
    set_up()
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=text)
    except ValueError:
        return False
    return True


def _is_zone(name: Any) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        return False
    return True
