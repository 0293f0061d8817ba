"""NITF 3.x: a whole document, or the body of an item in NewsML.

head/docdata    doc-id, du-key, date.issue, date.release, urgency, ed-msg, management-status
body.head       hedline (hl1, hl2), byline, dateline, abstract
body.content    p, hl2 (a heading), bq, table, media; agencies' classes such as "txt-ind" mean nothing
body.end        tagline
"""

import re
from collections.abc import Iterator
from datetime import UTC, tzinfo

from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.agency_items import AgencyItem, found_item
from wireglot.articles.reading.body_markup import paragraphs_of_element
from wireglot.articles.reading.items import Found
from wireglot.articles.reading.paragraphs import Paragraph
from wireglot.articles.reading.protection import Entry, status_meaning
from wireglot.articles.reading.safe_xml import Element

# NTB...bca7_01: the identifier of an item and the number of its version.
_NUMBERED = re.compile(r"(?P<id>.{8,})_(?P<version>\d{1,3})")
_DATE_WITHOUT_HYPHENS = re.compile(r"\d{8}T\d{6}.*")


def read_nitf(nitf: Element, zone: tzinfo = UTC) -> Found:
    """Return the item of a document."""
    docdata = nitf.first("docdata") or Element("docdata", {})
    identifier, version = _identity(nitf, docdata)
    issued = _norm(docdata, "date.issue") or _publication(nitf)
    title = nitf.child("head", "title")
    headline = nitf_headline(nitf) or (title.text() if title else "")
    urgency = _attribute(docdata, "urgency", "ed-urg")
    key = _attribute(docdata, "du-key", "key")
    body = nitf_body(nitf)
    return found_item(
        AgencyItem(
            identifier=identifier,
            provider=_attribute(docdata, "doc-id", "regsrc") or _provider(nitf),
            version=version,
            headline=headline,
            lead=nitf_lead(nitf),
            bodies=(body,) if body else (),
            language=_language(nitf),
            published=issued,
            notes=tuple(_notes(docdata)),
            protection=tuple(_protection(docdata)),
            lines=(key, f"Urgency {urgency}" if urgency else ""),
        ),
        zone,
    )


def nitf_headline(nitf: Element) -> str:
    """Return the main headline, "" for none."""
    hedline = nitf.first("hedline")
    line = next(hedline.elements("hl1"), None) if hedline else None
    return line.text() if line else hedline.text() if hedline and not hedline.child("hl2") else ""


def nitf_lead(nitf: Element) -> tuple[str, ...]:
    """Return the paragraphs of the abstract."""
    abstract = nitf.first("abstract")
    return tuple(p.text for p in paragraphs_of_element(abstract)) if abstract else ()


def nitf_body(nitf: Element) -> tuple[Paragraph, ...]:
    """Return the second headline, byline and dateline, the text, and the tagline."""
    paragraphs: list[Paragraph] = []
    if hedline := nitf.first("hedline"):
        paragraphs += [_marked(line, "heading") for line in hedline.elements("hl2")]
    head = nitf.first("body.head")
    for part in head.elements("byline", "dateline") if head else ():
        paragraphs += paragraphs_of_element(part)
    contents = [part for name in ("body.content", "body.end") for part in nitf.descendants(name, without=(name,))]
    for part in contents:
        paragraphs += paragraphs_of_element(part)
    if not contents and (body := nitf.first("body")):
        paragraphs += paragraphs_of_element(body)
    return tuple(paragraph for paragraph in paragraphs if paragraph.text)


def _marked(element: Element, kind: str) -> Paragraph:
    text = element.text()
    return Paragraph(text, ends_sentence(text), True, "heading" if kind == "heading" else None)


def _identity(nitf: Element, docdata: Element) -> tuple[str, str]:
    """Return the identifier that all versions share, and the version.

    A document that manages another one (withdraws it) has the identifier of that.
    """
    version = _attribute(docdata, "du-key", "version", "generation")
    managed = docdata.get("management-doc-idref")
    if managed and status_meaning(docdata.get("management-idref-status")) == "kill":
        return managed, version
    identifier = _attribute(docdata, "doc-id", "id-string")
    numbered = _NUMBERED.fullmatch(identifier)
    if numbered and any(meta.get("content") == numbered["id"] for meta in nitf.descendants("meta", without=("body",))):
        return numbered["id"], version or str(int(numbered["version"]))
    return identifier, version


def _protection(docdata: Element) -> Iterator[Entry]:
    for name in ("management-status", "management-idref-status"):
        if value := docdata.get(name):
            yield Entry("status", value)
    for release in docdata.elements("date.release"):
        yield Entry("embargo", _with_hyphens(release.get("norm")) or release.text() or "(empty)")


def _notes(docdata: Element) -> Iterator[str]:
    for name in ("ed-msg", "correction"):
        for element in docdata.elements(name):
            yield element.get("info") or element.text()


def _norm(docdata: Element, name: str) -> str:
    element = docdata.child(name)
    return _with_hyphens(element.get("norm") or element.text()) if element else ""


def _publication(nitf: Element) -> str:
    pubdata = nitf.first("pubdata")
    return _with_hyphens(pubdata.get("date.publication")) if pubdata else ""


def _with_hyphens(date: str) -> str:
    """Return 2026-05-16T09:00:04 for 20260516T090004."""
    if not _DATE_WITHOUT_HYPHENS.fullmatch(date):
        return date
    return f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[9:11]}:{date[11:13]}:{date[13:15]}{date[15:]}"


def _attribute(element: Element, child: str, *names: str) -> str:
    found = element.child(child)
    return found.get(*names) if found else ""


def _provider(nitf: Element) -> str:
    for name in ("distributor", "doc.copyright"):
        if found := nitf.first(name):
            return found.get("holder") or found.text()
    return ""


def _language(nitf: Element) -> str:
    body = nitf.child("body")
    return nitf.get("baselang", "lang") or (body.get("lang") if body else "")
