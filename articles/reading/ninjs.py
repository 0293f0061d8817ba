"""IPTC ninjs 1.0 to 3.1, and TT's ttninjs: one JSON object, a list of them, or one object a line.

    1.x    body_text, body_xhtml, headline, description_text, versioncreated, pubstatus, embargoed
    2.x    bodies, headlines, descriptions: lists of {role, contenttype, value}
    3.x    the same with capitals: contentType, versionCreated, pubStatus, embargoedUntil
    TT     1.x with replacing, replacedby, revisions, and "replaced" as a status

Capitals do not count, so the three read alike. `associations` are other items (mostly pictures), never text of this
one. A value that is null is absent; one of another type than expected is ignored, except where it protects the text.
"""

import json
from collections.abc import Iterator
from datetime import UTC, tzinfo
from itertools import islice
from typing import Any

from wireglot.articles.reading.agency_items import AgencyItem, found_item, too_long
from wireglot.articles.reading.body_markup import has_tags, line_of_html, paragraphs_of_html
from wireglot.articles.reading.encoding import MAX_CHARACTERS, MAX_LINES, clean
from wireglot.articles.reading.errors import MalformedDocument
from wireglot.articles.reading.items import Found, NoArticle, Unread
from wireglot.articles.reading.paragraphs import Paragraph, find_paragraphs
from wireglot.articles.reading.protection import Entry, is_embargo_key, is_protection_key, normalized_key

Json = dict[str, Any]

# Of an item that is one of these, the description is a caption or an entry of a calendar.
_KINDS = {
    "picture": "a picture",
    "photo": "a picture",
    "graphic": "a graphic",
    "audio": "a sound recording",
    "video": "a video",
    "component": "a part of another item",
    "event": "an event",
    "planning": "a plan",
}
_PACKAGES = frozenset({"composite", "package"})
_IDENTIFIERS = ("uri", "guid")
_TEXTS = ("body", "bodies", "headline", "headlines", "description", "descriptions")
# Forms with headings come first, forms of the agency's own last; others are between them.
_FORMS = ("xhtml", "html5", "html", "richhtml", "richtext", "main", "text")
_LAST_FORMS = ("nitf", "xml", "event", "json")
# TT: what an update changes. AVPUB withdraws the item.
_UPDATES = {"KORR": "Spelling corrected.", "RÄ": "A fact was corrected.", "UV": "Updated."}
_UNPUBLISHED = "AVPUB"
MAX_PROTECTING_VALUES = 100


def is_ninjs(value: object) -> bool:
    """Return whether a JSON value is an item: an object with an identifier of its own, or with texts as ninjs has."""
    if not isinstance(value, dict):
        return False
    keys = {key.casefold() for key in value}
    standard = value.get("standard") or value.get("$standard")
    if isinstance(standard, dict) and "ninjs" in str(standard.get("name", "")).casefold():
        return True
    if "bodies" in keys or any(key.startswith("body_") for key in keys):
        return True
    return any(key in keys for key in _IDENTIFIERS) and not any(key in keys for key in ("url", "items"))


def ninjs_objects(value: object) -> list[object] | None:
    """Return the items in a JSON value, in order; None when it has none.

    An item, a list of items, or an object around such a list.
    """
    if is_ninjs(value):
        return [value]
    if isinstance(value, list):
        return value if any(map(is_ninjs, value)) else None
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list) and any(map(is_ninjs, inner))]
        return lists[0] if len(lists) == 1 else None
    return None


def load_json(text: str, name: str) -> object:
    """Return the value of JSON.

    Raises:
        MalformedDocument: When it is not valid, or nested too deep.
    """
    try:
        return json.loads(text, strict=False)  # line ends within texts are common
    except RecursionError:
        problem = "lists or objects nested too deep"
    except ValueError as error:
        problem = str(error)
    raise MalformedDocument(f"{name}: expected JSON, found {problem}; fetch the file again, or correct it.")


def read_ninjs(objects: list[object], zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield what each object is."""
    for value in objects:
        yield _read_object(value, zone)


def read_ninjs_lines(lines: list[str], name: str, zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield what each line of newline-delimited JSON is; a line that is no JSON fails alone."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = load_json(line, f"{name}, line {number}")
        except MalformedDocument as error:
            yield Unread(f"line {number}", error)
            continue
        yield _read_object(value, zone)


def _read_object(value: object, zone: tzinfo) -> Found:
    if not isinstance(value, dict) or not is_ninjs(value):
        return NoArticle("JSON that is no item of ninjs")
    item = {str(key).casefold(): content for key, content in value.items()}
    name = _string(item, *_IDENTIFIERS)
    kind = _string(item, "type").casefold()
    if kind in _KINDS:
        return NoArticle(_KINDS[kind], name)
    forms = list(_forms(item, "body", "bodies"))
    if any(len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES for _, text in forms):
        return too_long(name)
    bodies = tuple(_bodies(forms))
    if kind in _PACKAGES and not bodies:
        return NoArticle("a package of other items", name)
    return found_item(_agency_item(item, bodies), zone)


def _agency_item(item: Json, bodies: tuple[tuple[Paragraph, ...], ...]) -> AgencyItem:
    first = _string(item, "firstcreated", "contentcreated", "versioncreated")
    changed = _string(item, "versioncreated", "contentmodified")
    signals = item.get("signals")
    update = signals.get("updatetype") if isinstance(signals, dict) else ""
    urgency = _string(item, "urgency", "priority")
    return AgencyItem(
        identifier=_first_of_chain(item) or _string(item, *_IDENTIFIERS),
        also=tuple(_chain(item)),
        provider=_string(item, "copyrightholder", "source", "provider"),
        version=_string(item, "version"),
        headline=_headline(item),
        lead=(_lead(item),),
        bodies=bodies,
        language=_string(item, "language"),
        published=first,
        updated=changed if changed != first else "",
        notes=(line_of_html(_string(item, "ednote")), _UPDATES.get(str(update), "")),
        protection=tuple(_protection(item)),
        lines=(_string(item, "slugline"), f"Urgency {urgency}" if urgency else ""),
        warnings=tuple(_replacements(item)),
        is_partial=_string(item, "representationtype").casefold() in ("partial", "incomplete"),
    )


def _bodies(forms: list[tuple[str, str]]) -> Iterator[tuple[Paragraph, ...]]:
    """Yield the forms of the text, the best first; forms without text are left out."""
    for _, text in sorted(forms, key=lambda pair: _rank(pair[0])):
        paragraphs = paragraphs_of_html(text) if has_tags(text) else find_paragraphs(clean(text))
        if paragraphs:
            yield tuple(paragraphs)


def _rank(form: str) -> int:
    if any(name in form for name in _LAST_FORMS):
        return len(_FORMS) + 1
    return next((n for n, name in enumerate(_FORMS) if name in form), len(_FORMS))


def _forms(item: Json, key: str, plural: str) -> Iterator[tuple[str, str]]:
    """Yield each text under `key`, `key_FORM` and in the list `plural`, with its form, in small letters."""
    for name, value in item.items():
        if (name == key or name.startswith(f"{key}_")) and isinstance(value, str) and value.strip():
            yield name.removeprefix(key).strip("_"), value
    entries = item.get(plural)
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        fields = {str(name).casefold(): value for name, value in entry.items()}
        value = fields.get("value")
        if isinstance(value, str) and value.strip():
            yield f"{fields.get('role') or ''} {fields.get('contenttype') or ''}".casefold(), value


def _headline(item: Json) -> str:
    """Return the headline: the main one of several; a title of several words where there is none."""
    forms = sorted(_forms(item, "headline", "headlines"), key=lambda pair: "main" not in pair[0] and pair[0] != "")
    if forms:
        return line_of_html(forms[0][1])
    title = line_of_html(_string(item, "title"))
    return title if " " in title else ""


def _lead(item: Json) -> str:
    """Return the description that is no caption; of several the longest."""
    texts = [value for form, value in _forms(item, "description", "descriptions") if "caption" not in form]
    return max(map(line_of_html, texts), key=len, default="")


def _first_of_chain(item: Json) -> str:
    """Return the identifier of the first item of those that this one replaces, "" when it replaces none."""
    revisions = [one for one in _list(item, "revisions") if isinstance(one, dict) and isinstance(one.get("uri"), str)]
    if revisions:
        return str(min(revisions, key=lambda one: str(one.get("versioncreated") or "")).get("uri"))
    return next((uri for uri in _list(item, "replacing") if isinstance(uri, str)), "")


def _chain(item: Json) -> Iterator[str]:
    """Yield the identifiers of the item, and of those that it replaces: the article may be known by any of them."""
    yield from filter(None, (_string(item, key) for key in _IDENTIFIERS))
    revisions = [one for one in _list(item, "revisions") if isinstance(one, dict)]
    for uri in (*_list(item, "replacing"), *(one.get("uri") for one in revisions)):
        if isinstance(uri, str):
            yield " ".join(clean(uri).split())


def _replacements(item: Json) -> Iterator[str]:
    if replaced_by := _string(item, "replacedby"):
        yield f"Its source has replaced it by {replaced_by}."


def _protection(item: Json) -> Iterator[Entry]:
    """Yield the values that protect the text: those of the item itself, at any depth below a key that protects."""
    for name, value in item.items():
        key = normalized_key(name)
        if key == "signals" or name == "signal":
            yield from _signals(value)
        elif is_embargo_key(key) or key.endswith("status") or is_protection_key(key):
            for leaf in islice(_leaves(value), MAX_PROTECTING_VALUES):
                yield Entry(key, leaf)


def _signals(value: object) -> Iterator[Entry]:
    for leaf in islice(_leaves(value), MAX_PROTECTING_VALUES):
        yield Entry("kill", "true") if leaf == _UNPUBLISHED else Entry("signal", leaf)


def _leaves(value: object) -> Iterator[str]:
    """Yield the values in lists and objects as text; null and empty ones are none."""
    remaining = [value]
    while remaining:
        node = remaining.pop()
        if isinstance(node, dict):
            remaining.extend(reversed(node.values()))
        elif isinstance(node, list):
            remaining.extend(reversed(node))
        elif node is not None:
            yield str(node)


def _string(item: Json, *keys: str) -> str:
    """Return the first of the values that is a text or number, as one clean line."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return " ".join(clean(str(value)).split())
    return ""


def _list(item: Json, key: str) -> list[object]:
    value = item.get(key)
    return value if isinstance(value, list) else []
