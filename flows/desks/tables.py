"""The tables of wireglot.toml: which keys there are, and what each may hold (example: flows/desks/config.py)."""

import re
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from wireglot.articles import canonical_address, is_web_address, shown_address
from wireglot.articles.reading import path_of
from wireglot.flows.desks.schedules import ScheduleTable
from wireglot.flows.notifications.channels import NotifyTable
from wireglot.flows.options import LONGEST_RUN, InvalidOptions, Options, check, language_fault
from wireglot.flows.sources.source import LONGEST_PAUSE, Source
from wireglot.flows.sources.web_sources import feeds_listed_in
from wireglot.outputs import is_safe_link


def _web_address(text: str) -> str:
    if text and not is_safe_link(text):
        raise ValueError(f"{text!r} is not a web address such as https://news.example/desk")
    return text


def _place(at: str) -> str:
    if _SCHEME.match(at) and not is_web_address(at):
        raise ValueError(f"{shown_address(at)!r} cannot be fetched; expected http://, https:// or a path")
    return at


def _as_text(value: Any) -> Any:
    """A number of worker processes as text: `dask = 2` and `dask = "2"` say the same."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _language(tag: str) -> str:
    if fault := language_fault(tag):
        raise ValueError(fault)
    return tag


def _host(name: str) -> str:
    if not _HOST.fullmatch(name) and not _is_ip_address(name):
        raise ValueError(f"{shown_address(name)!r} is no host such as intranet.example or 10.0.0.7")
    return name.lower()


def _is_ip_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HOST = re.compile(r"[^\s/:?#@\[\]]+")
_Host = Annotated[str, AfterValidator(_host)]
_Pause = Annotated[float, Field(ge=0, le=LONGEST_PAUSE)]
_TimeLimit = Annotated[int, Field(ge=5, le=LONGEST_RUN)]
# A desk's name becomes a deployment's name, which people type behind a slash.
_DeskName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
_Strict = ConfigDict(extra="forbid", strict=True, frozen=True)


class SourceTable(BaseModel):
    model_config = _Strict

    at: Annotated[str, StringConstraints(min_length=1), AfterValidator(_place)]
    name: str = ""
    language: Annotated[str, AfterValidator(_language)] = ""
    full_text: bool | None = None
    pause: _Pause | None = None
    allow: list[_Host] = []
    move: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if not isinstance(value, str | dict):
            raise ValueError('expected "inbox/nordic" or { at = "https://news.example/feed.xml", name = "Tagblatt" }')
        return {"at": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _keys_of_its_kind(self, info: ValidationInfo) -> "SourceTable":
        """Refuse what only a source on the web has: nobody would notice that it has no effect."""
        found = self.source(Path(info.context or ""))
        given = [key for key in ("full_text", "pause", "allow") if key in self.model_fields_set]
        if self.move and (found.is_on_the_web or Path(found.at).is_file()):
            raise ValueError("move: only the files of a folder can be moved; leave it out")
        if given and not found.is_on_the_web and Path(found.at).exists() and not feeds_listed_in(found.at):
            kind = "folder" if Path(found.at).is_dir() else "file"
            raise ValueError(f"{', '.join(given)}: a {kind} is not fetched, so this has no effect; leave it out")
        return self

    def source(self, folder: Path) -> Source:
        """The source; a path starts at the folder of the file."""
        at = self.at if is_web_address(self.at) else str(folder / path_of(self.at))
        return Source(at, self.name, self.language, self.full_text, self.pause, tuple(self.allow), self.move)


class DeskTable(BaseModel):
    model_config = _Strict

    sources: Annotated[list[SourceTable], Field(min_length=1)]
    outputs: str = ""
    to: str = "en"
    translator: str = "auto"
    summarizer: str = "auto"
    limit: int = 0
    glossary: str = ""
    allow: list[_Host] = []
    pause: _Pause = 1.0
    full_text: bool = True
    time_limit: _TimeLimit = 7200
    dask: Annotated[str, BeforeValidator(_as_text)] = ""
    schedule: ScheduleTable | None = None
    notify: NotifyTable | None = None

    def options(self, folder: Path) -> Options:
        """The options of the desk; the glossary's path starts at the folder of the file."""
        glossary = str(folder / path_of(self.glossary)) if self.glossary else ""
        return Options(
            self.to,
            self.translator,
            self.summarizer,
            self.limit,
            glossary=glossary,
            allow=tuple(self.allow),
            pause=self.pause,
            full_text=self.full_text,
            time_limit=self.time_limit,
            dask=self.dask,
        )

    @field_validator("sources")
    @classmethod
    def _each_once(cls, sources: list[SourceTable]) -> list[SourceTable]:
        """Refuse a source that is named twice: only one of its settings could count."""
        places = [canonical_address(source.at) or source.at for source in sources]
        if twice := sorted({shown_address(place) for place in places if places.count(place) > 1}):
            raise ValueError(f"{', '.join(twice)} is named twice; leave one out")
        return sources

    @field_validator("to", "translator", "summarizer", "limit", "glossary", "dask")
    @classmethod
    def _usable(cls, value: Any, info: ValidationInfo) -> Any:
        """Check each option alone, so that all faults of a file are reported together."""
        name = str(info.field_name)
        is_path = name == "glossary" and value
        chosen: dict[str, Any] = {name: str(Path(info.context or "") / path_of(value)) if is_path else value}
        try:
            check(replace(Options(), **chosen))
        except InvalidOptions as error:
            raise ValueError(str(error).removeprefix(f"{name}: ").removesuffix(".")) from error
        return value


class ConfigTable(BaseModel):
    model_config = _Strict

    outputs: str = "outputs/editions"
    base_url: Annotated[str, AfterValidator(_web_address)] = ""
    desks: Annotated[dict[_DeskName, DeskTable], Field(min_length=1)]


class PublishedTable(BaseModel):
    base_url: Annotated[str, AfterValidator(_web_address)] = ""
