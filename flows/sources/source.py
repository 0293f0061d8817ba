"""Sources of a run: what the user names, with the settings that differ from those of the run.

    sources = ["inbox/nordic", { at = "https://news.example/feed.xml", name = "Tagblatt", language = "de" }]

A source is an address (a page, a feed, a list of feeds), a file, a folder, or - for standard input. The settings of a
list of feeds hold for each of its feeds. What one source may connect to, another may not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wireglot.articles import is_web_address, masked_address, shown_address
from wireglot.articles.reading import SourceFile, name_of, path_of

# Seconds between two requests to one host. No site asks for more than an hour; it would be a mistake for milliseconds.
LONGEST_PAUSE = 3600


@dataclass(frozen=True, slots=True)
class Source:
    """One source. None and () stand for what the options of the run say.

    at         an address, a path, or - for standard input
    name       what people call it, "" for where it is
    language   BCP 47 tag of its texts, where they claim none; checked against the text, like a claim
    full_text  fetch the page of an item of which the feed has only a teaser
    pause      seconds between two requests to one host
    allow      hosts that may be inside this network, besides those of the run
    move       of a folder: move its files to done/ and failed/ when they have been read (flows/sources/moving.py)
    """

    at: str
    name: str = ""
    language: str = ""
    full_text: bool | None = None
    pause: float | None = None
    allow: tuple[str, ...] = ()
    move: bool = False

    @property
    def is_on_the_web(self) -> bool:
        return is_web_address(self.at)

    @property
    def shown(self) -> str:
        """Where it is, as outputs and logs may hold it: without credentials."""
        return shown_address(self.at) if self.is_on_the_web else name_of(self.at)


def as_sources(named: Iterable[str | Source]) -> list[Source]:
    """The sources, those named by a string without settings of their own."""
    return [Source(one) if isinstance(one, str) else one for one in named]


def as_parameter(source: Source) -> str | Source:
    """The source as a flow parameter: text that JSON can hold, and only a string where there are no settings.

    Without credentials, since Prefect keeps parameters in its database.
    """
    source = replace(source, at=masked_address(source.at) if source.is_on_the_web else name_of(source.at))
    return source.at if source == Source(source.at) else source


def from_parameter(parameter: str | Source) -> Source:
    """The source that `as_parameter` wrote."""
    (source,) = as_sources([parameter])
    return source if source.is_on_the_web else replace(source, at=str(path_of(source.at)))


def with_settings(files: Sequence[SourceFile], sources: Sequence[Source]) -> list[SourceFile]:
    """The files with what the innermost of their sources says: name, language hint, and whether they are moved."""
    if not any(source.name or source.language or source.move for source in sources):
        return list(files)
    by_place = {Path(source.at): source for source in sources}
    return [_with_settings(file, by_place) for file in files]


def _with_settings(file: SourceFile, by_place: Mapping[Path, Source]) -> SourceFile:
    source = next((by_place[place] for place in (file.path, *file.path.parents) if place in by_place), Source(""))
    file = replace(file, language=source.language, source_name=source.name)
    return replace(file, moves=True, folder=Path(source.at)) if source.move and file.folder else file
