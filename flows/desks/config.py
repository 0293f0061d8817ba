"""Desks: named sets of sources with options and a schedule, read from wireglot.toml.

    outputs = "outputs/editions"
    base_url = "https://news.example/desk"     # where the output folder is published, for links in feeds
    [desks.nordic]
    sources = ["inbox/nordic", { at = "https://news.example/feed.xml", name = "Tagblatt", language = "de" }]
    allow = ["intranet.example"]               # hosts that may be inside this network; pause and full_text as well
    outputs = "outputs/nordic"                 # if not the outputs above
    to = "en"                                  # also: translator, summarizer, limit, glossary, dask
    schedule = { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }    # or { interval = 900 }, in seconds
    notify = { webhook = "$NEWS_WEBHOOK" }     # who is notified of news (flows/notifications/channels.py)

A source may have pause, full_text and allow of its own, and a folder `move` (flows/sources/source.py); `allow` adds to
that of the desk.
Relative paths start at the folder of the file. A desk without a schedule runs by hand only.
Desks with different reader languages need different output folders: one folder has one language.
"""

import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from wireglot.articles import canonical_address
from wireglot.articles.languages import reader_tag
from wireglot.articles.reading import name_of, path_of
from wireglot.flows.desks.faults import faults_of
from wireglot.flows.desks.schedules import Schedule
from wireglot.flows.desks.tables import ConfigTable, DeskTable, PublishedTable
from wireglot.flows.notifications.channels import NOWHERE, Notify
from wireglot.flows.options import InvalidOptions, Options, check_ready
from wireglot.flows.sources.source import Source
from wireglot.outputs import reader_language

Table = TypeVar("Table", bound=BaseModel)


class InvalidDesks(ValueError):
    """A wireglot.toml that cannot be used; the message names every fault, one a line."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk with absolute paths."""

    name: str
    sources: tuple[Source, ...]
    outputs: Path
    options: Options
    schedule: Schedule | None
    notify: Notify = NOWHERE


@dataclass(frozen=True, slots=True)
class Config:
    """The desks of a wireglot.toml, and where that file is."""

    desks: tuple[Desk, ...]
    path: Path

    def desk(self, name: str) -> Desk | None:
        """The desk of this name; None where the file has none."""
        return next((desk for desk in self.desks if desk.name == name), None)


def read_config(path: Path, *, outputs: Path | None = None) -> Config:
    """Read the desks of the file; `outputs` overrules the output folders that it names.

    Raises:
        InvalidDesks: With all faults together.
    """
    table = _validated(ConfigTable, path)
    folder = path.absolute().parent
    desks = tuple(_desk(name, desk, table, folder, outputs) for name, desk in table.desks.items())
    if faults := [*_folder_faults(desks)] or [*_language_faults(desks), *_moving_faults(desks)]:
        raise InvalidDesks(_listed(path, faults))
    return Config(desks, path.absolute())


def check_engines(config: Config) -> None:
    """Raise InvalidDesks with every desk that names an engine which is not ready, and the command that makes it so."""
    faults = []
    for desk in config.desks:
        try:
            check_ready(desk.options)
        except InvalidOptions as error:
            faults.append(f"desks.{desk.name}.{error}")
    if faults:
        raise InvalidDesks(_listed(config.path, faults))


def missing_sources(desks: Sequence[Desk]) -> list[str]:
    """A sentence for each file or folder of a desk that is not there: its runs fail, and a share may come later."""
    return [
        f"desks.{desk.name}: {source.shown} is missing; every run of this desk names it as failed until it is there."
        for desk in desks
        for source in desk.sources
        if not source.is_on_the_web and not Path(source.at).exists()
    ]


def shared_sources(desks: Sequence[Desk]) -> list[str]:
    """A sentence for each pair of desks that read the same sources into one output folder: an article has one desk."""
    pairs = [(one, other) for n, one in enumerate(desks) for other in desks[n + 1 :] if _overlap(one, other)]
    return [
        f"Desks {one.name} and {other.name} read the same sources into {one.outputs}: each article is in the feed of "
        "the desk that stored it last; for a feed of its own, give a desk its own `outputs`."
        for one, other in pairs
    ]


def _overlap(one: Desk, other: Desk) -> bool:
    if os.path.realpath(one.outputs) != os.path.realpath(other.outputs):
        return False
    (folders, feeds), (others, their_feeds) = map(_places, (one, other))
    return bool(feeds & their_feeds) or any(_is_within(a, b) for a in folders for b in others)


def _places(desk: Desk) -> tuple[list[Path], set[str]]:
    """The real paths and the addresses of a desk's sources."""
    paths = [Path(os.path.realpath(source.at)) for source in desk.sources if not source.is_on_the_web]
    return paths, {canonical_address(source.at) for source in desk.sources if source.is_on_the_web}


def published_at(path: Path) -> str:
    """The base_url of a wireglot.toml; "" when there is no such file or it names none.

    Raises:
        InvalidDesks: If the file is not TOML or its base_url is not a web address.
    """
    return _validated(PublishedTable, path).base_url if path.is_file() else ""


def _folder_faults(desks: Sequence[Desk]) -> list[str]:
    """A sentence for each desk whose output folder cannot be one, such as a name that is too long."""
    faults = []
    for desk in desks:
        try:
            desk.outputs.stat()
        except FileNotFoundError:
            continue  # the first run makes it
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            faults.append(f"desks.{desk.name}.outputs: {name_of(desk.outputs)!r} cannot be a folder: {reason}.")
    return faults


def _language_faults(desks: Sequence[Desk]) -> list[str]:
    """A sentence for each desk whose output folder has another language, by its articles or an earlier desk."""
    faults = []
    owners: dict[str, tuple[str, str]] = {}
    for desk in desks:
        folder, to = os.path.realpath(desk.outputs), reader_tag(desk.options.to)
        stored = reader_language(desk.outputs)
        own = (stored, "its articles") if stored else (to, f"desks.{desk.name}")
        found, owner = owners.setdefault(folder, own)
        if found != to:
            faults.append(
                f"desks.{desk.name}.to: an output folder has one reader's language, and {desk.outputs} has {found} "
                f"({owner}), not {to}; give this desk a folder of its own, such as "
                f'outputs = "{desk.outputs}-{to.lower()}".'
            )
    return faults


def _moving_faults(desks: Sequence[Desk]) -> list[str]:
    """A sentence for each desk that would not find what another desk moves before it has read it."""
    return [
        f"desks.{desk.name}: it moves the files of {source.shown}, which desks.{other.name} reads into another output "
        "folder and would not find; leave out `move`, or give each desk an inbox of its own."
        for desk in desks
        for source in desk.sources
        for other in desks
        if source.move and os.path.realpath(other.outputs) != os.path.realpath(desk.outputs)
        if any(_is_within(place, Path(os.path.realpath(source.at))) for place in _places(other)[0])
    ]


def _is_within(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _validated(kind: type[Table], path: Path) -> Table:
    try:
        return kind.model_validate(_load(path), context=path.absolute().parent)
    except ValidationError as error:
        raise InvalidDesks(_listed(path, faults_of(error))) from error


def _listed(path: Path, faults: Sequence[str]) -> str:
    """The faults of the file, one a line."""
    return f"{path}: {faults[0]}" if len(faults) == 1 else "\n  ".join([f"{path}:", *faults])


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))  # some editors begin a file with a mark of its encoding
    except OSError as error:
        raise InvalidDesks(f"{path}: {error.strerror}; name another file with --config FILE.") from error
    except UnicodeDecodeError as error:
        raise InvalidDesks(f"{path} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InvalidDesks(f"{path} is not TOML: {error}.") from error


def _desk(name: str, table: DeskTable, config: ConfigTable, folder: Path, outputs: Path | None) -> Desk:
    zone = table.schedule.timezone if table.schedule else "UTC"
    options = replace(table.options(folder), desk=name, base_url=config.base_url, timezone=zone)
    sources = tuple(one.source(folder) for one in table.sources)
    own = outputs.absolute() if outputs else folder / path_of(table.outputs or config.outputs)
    when = table.schedule
    schedule = Schedule(when.cron, when.timezone, when.interval or 0) if when else None
    notify = table.notify.notify() if table.notify else NOWHERE
    return Desk(name, sources, own, options, schedule, notify)
