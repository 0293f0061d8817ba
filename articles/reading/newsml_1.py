"""NewsML 1.x: an envelope with news items, each with components that hold one another.

    NewsIdentifier      provider, date and item: the identifier of all revisions; RevisionId: the number of this one
    NewsManagement      Status, StatusWillChange, FirstCreated, ThisRevisionCreated, Urgency, Instruction
    NewsLines           HeadLine, SubHeadLine, DateLine, ByLine, SlugLine, and others by type (an advisory is a note)
    ContentItem         NITF, XHTML or text; the Role of the component around it says what it is

Contacts, captions and pictures are components like the text, so roles decide; several texts are forms of one.
"""

from collections.abc import Iterator
from datetime import UTC, tzinfo

from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.agency_items import AgencyItem, found_item
from wireglot.articles.reading.items import Found, Item, NoArticle
from wireglot.articles.reading.newsml_g2 import body_of
from wireglot.articles.reading.nitf import nitf_headline, nitf_lead
from wireglot.articles.reading.paragraphs import Paragraph
from wireglot.articles.reading.protection import Entry, status_meaning
from wireglot.articles.reading.safe_xml import Element

# Roles of components whose text is not that of the article.
_NO_TEXT = (
    *(
        "headline",
        "subheadline",
        "slug",
        "title",
        "contact",
        "copyright",
        "disclaimer",
        "keyword",
        "metadata",
        "stylesheet",
    ),
    *("audio", "caption", "graphic", "logo", "photo", "picture", "thumbnail", "video"),
)
_MAIN = ("body", "main", "text", "story", "article")
_LEADS = ("abstract", "summary", "lead", "ingress", "teaser")
_NOTES = ("advisory", "note", "editor", "correction")
_TEXT_MEDIA = ("", "text", "compleximedia", "complex")


def read_newsml_1(root: Element, zone: tzinfo = UTC) -> Iterator[Found]:
    """Yield what each item of the document is, in order; items within items are items."""
    for item in root.descendants("newsitem"):
        yield _read_item(item, zone)


def _read_item(item: Element, zone: tzinfo) -> Found:
    identification = item.child("identification", "newsidentifier") or Element("newsidentifier", {})
    agency_item = _agency_item(item, identification)
    found = found_item(agency_item, zone)
    has_text = bool(agency_item.bodies or agency_item.lead)
    if isinstance(found, Item) and found.metadata.status == "usable" and not has_text and item.first("contentitem"):
        return NoArticle("an item of pictures or other media", found.name)
    return found


def _agency_item(item: Element, identification: Element) -> AgencyItem:
    management = item.child("newsmanagement") or Element("newsmanagement", {})
    first, changed = _text(management, "firstcreated"), _text(management, "thisrevisioncreated")
    urgency = management.child("urgency")
    contents = list(_contents(item))
    nitf = next((found for _, part in contents if (found := part.first("nitf"))), None)
    bodies = _bodies(contents, tuple(_credits(item)))
    leads = [part.text() for role, part in contents if any(name in role for name in _LEADS)]
    return AgencyItem(
        identifier=_identifier(identification),
        provider=_text(identification, "providerid"),
        version=_text(identification, "revisionid"),
        headline=_line(item, "headline") or (nitf_headline(nitf) if nitf else ""),
        lead=(*leads[:1],) or (nitf_lead(nitf) if nitf else ()),
        bodies=bodies,
        language=_language(item),
        published=first or changed,
        updated=changed if first and changed != first else "",
        notes=tuple(_notes(item)),
        protection=tuple(_protection(management)),
        lines=(_line(item, "slugline"), f"Urgency {urgency.get('formalname')}" if urgency else ""),
    )


def _identifier(identification: Element) -> str:
    """Return the identifier without the revision: urn:newsml:PROVIDER:DATE:ITEM."""
    parts = [_text(identification, name) for name in ("providerid", "dateid", "newsitemid")]
    if all(parts):
        return f"urn:newsml:{':'.join(parts)}"
    public = _text(identification, "publicidentifier")
    head, _, revision = public.rpartition(":")
    return head if revision.rstrip("ANU").isdecimal() and head.count(":") >= 2 else public


def _contents(item: Element) -> Iterator[tuple[str, Element]]:
    """Yield each content with the roles of the components around it, in small letters."""
    remaining: list[tuple[str, Element]] = [("", item)]
    while remaining:
        roles, element = remaining.pop()
        if element.name == "newsitem" and element is not item:
            continue
        if element.name == "contentitem":
            media = element.child("mediatype")
            if (media.get("formalname").casefold() if media else "") in _TEXT_MEDIA:
                yield from ((roles, data) for data in element.elements("datacontent"))
        elif element.name in ("newsitem", "newscomponent"):
            role = element.child("role")
            roles = f"{roles} {role.get('formalname').casefold()}".strip() if role else roles
            remaining.extend((roles, child) for child in reversed(list(element.elements())))


def _bodies(contents: list[tuple[str, Element]], credits: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], ...]:
    """Return the forms of the text, those with the role of a body alone where there are any."""
    texts = [(role, part) for role, part in contents if not _is_one_of(role, (*_NO_TEXT, *_LEADS))]
    main = [(role, part) for role, part in texts if _is_one_of(role, _MAIN)]
    bodies = [body for _, part in main or texts if (body := body_of(part))]
    subheadlines = [part for role, part in contents if _is_one_of(role, ("subheadline",))]
    heads = [text for part in subheadlines if (text := part.text())]
    top = tuple(Paragraph(text, ends_sentence(text), True, "heading") for text in heads)
    return tuple((*top, *credits, *body) for body in bodies)


def _is_one_of(roles: str, names: tuple[str, ...]) -> bool:
    """Return whether the innermost role is one of these."""
    return (roles.rpartition(" ")[2] if roles else "") in names


def _credits(item: Element) -> Iterator[Paragraph]:
    lines = item.first("newslines")
    for line in lines.elements("byline", "dateline") if lines else ():
        if text := line.text():
            yield Paragraph(text, False, True, "byline" if line.name == "byline" else "dateline")


def _notes(item: Element) -> Iterator[str]:
    for line in item.descendants("newsline"):
        kind = line.child("newslinetype")
        if kind and any(word in kind.get("formalname").casefold() for word in _NOTES):
            yield _text(line, "newslinetext")


def _protection(management: Element) -> Iterator[Entry]:
    status = management.child("status")
    value = status.get("formalname") or status.text() if status else ""
    if value:
        yield Entry("status", value)
    for change in management.elements("statuswillchange"):
        future = change.child("futurestatus")
        # A text that may be used already and will be withdrawn later is not protected now.
        if future and status_meaning(future.get("formalname")) == "usable" and status_meaning(value) != "usable":
            yield Entry("embargo", _text(change, "dateandtime") or "(empty)")
    for instruction in management.elements("instruction"):
        yield Entry("instruction", instruction.get("formalname"))


def _language(item: Element) -> str:
    language = item.first("language")
    return (language.get("formalname") if language else "") or item.get("lang")


def _line(item: Element, name: str) -> str:
    """Return the first such line that is not of a picture: lines of outer components come first."""
    for lines in item.descendants("newslines", without=("contentitem",)):
        if text := _text(lines, name):
            return text
    return ""


def _text(element: Element, name: str) -> str:
    found = element.child(name)
    return found.text() if found else ""
