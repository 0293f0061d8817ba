"""Metadata: what a source says about its text, in its front matter and in the lines of an agency."""

import re
from dataclasses import dataclass
from datetime import UTC, tzinfo

from wireglot.articles.article import Status
from wireglot.articles.identity import is_identifier, is_local_identifier
from wireglot.articles.reading.agency_lines import AgencyLines
from wireglot.articles.reading.agency_marks import note_marks, title_marks
from wireglot.articles.reading.dates import published_date
from wireglot.articles.reading.front_matter import fields_of, values_of, values_under
from wireglot.articles.reading.kills import what_follows
from wireglot.articles.reading.protection import Entry, identifier_keys, marks_of_entries, normalized_key, protection_of

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_FLAGS = frozenset({"true", "false", "yes", "no", "null", ""})


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of an Article that are no text, "" for missing; see there.

    uri    the source's own identifier, only when it has the form of a URI (https:..., urn:...)
    uris   all of them
    local  identifiers without a scheme (4711)
    title  the headline in the front matter
    """

    title: str = ""
    uri: str = ""
    uris: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    language: str = ""
    published: str = ""
    updated: str = ""
    version: str = ""
    status: Status = "usable"
    hold: str = ""
    embargoed: str = ""
    note: str = ""
    agency_lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


NO_METADATA = Metadata()


def metadata_of(entries: list[Entry], agency: AgencyLines, zone: tzinfo = UTC) -> Metadata:
    """Return what both say together; the front matter counts where both give a value."""
    if not entries and not agency.lines and not agency.marks:
        return NO_METADATA
    fields = fields_of(entries)
    title = fields.get("title", "")
    marks = [*marks_of_entries(entries, zone), *agency.marks]
    marks += title_marks(title, zone, what_follows(f"{title}\n{agency.text}"))
    for note in values_of(entries, "note"):
        marks += note_marks(note, zone)
    protection = protection_of(marks)
    is_kill = protection.status == "canceled"  # its lines may repeat the text that must not be used
    language = fields.get("language", "")
    published, published_warnings = _date(values_of(entries, "published"), zone, language)
    updated, updated_warnings = _date(values_of(entries, "updated"), zone, language)
    feeds = values_under(entries, identifier_keys("feed"))
    uris = tuple(filter(is_identifier, values_of(entries, "uri")))  # a source may be the name or site of an agency
    return Metadata(
        title=title,
        uri=next(iter(uris), ""),
        uris=tuple(uri for n, uri in enumerate(uris) if n == 0 or uri not in feeds),
        local=tuple(filter(is_local_identifier, values_under(entries, identifier_keys("local")))),
        language=language.replace("_", "-") if _TAG.fullmatch(language) else "",
        published=published,
        updated=updated,
        version=fields.get("version", "") or agency.version,
        status=protection.status,
        hold=protection.hold,
        embargoed=protection.embargoed,
        note=" ".join(filter(None, (fields.get("note", ""), "" if is_kill else agency.note))),
        agency_lines=() if is_kill else tuple(agency.lines),
        warnings=(*protection.warnings, *published_warnings, *updated_warnings),
    )


def _date(values: list[str], zone: tzinfo, language: str) -> tuple[str, list[str]]:
    """Return the first value that is a certain date, and a warning for each that is not."""
    read = [published_date(value, zone, language.casefold()) for value in values if normalized_key(value) not in _FLAGS]
    return next((text for text, _ in read if text), ""), [warning for _, warning in read if warning]
