"""The body of an item as markup (HTML, XHTML, NITF) to paragraphs with their kinds.

Headings, captions, bylines and datelines are what the markup says (data/elements.toml); quotes, list items and rows of
tables are paragraphs. All other paragraphs have no kind yet: `find_structure` looks at their words.
"""

import re
import tomllib
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

from wireglot.articles.article import Kind
from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.divided_words import without_line_ends
from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.html_tokens import html_tokens
from wireglot.articles.reading.paragraphs import Paragraph, find_paragraphs
from wireglot.articles.reading.safe_xml import Element

_KINDS: dict[str, Kind] = {
    "heading": "heading",
    "caption": "caption",
    "byline": "byline",
    "dateline": "dateline",
    "quote": "paragraph",
    "item": "paragraph",
    "row": "paragraph",
}
_BETWEEN_CELLS = " | "
_WITHIN_LINE = frozenset({"", "cell", "skip"})
# Of these, a class such as "author" says something of the whole text.
_WHOLE_TEXTS = frozenset({"html", "body", "main", "article", "section"})
_HTML_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|section|article|html|body|b|i|em|strong|a|span|hl2|nitf)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|br|h[1-6]|ul|li|section|article|html|body)\b", re.IGNORECASE)


def paragraphs_of_html(markup: str) -> list[Paragraph]:
    """Return the paragraphs of HTML in a string, whatever is wrong with it; its tags may be escaped once more."""
    if "<" not in markup and _ESCAPED_TAG.search(markup):
        markup = unescape(markup)
    reader = _MarkupReader()
    for token in html_tokens(markup):
        if isinstance(token, str):
            reader.data(token)
        elif token.is_end:
            reader.end(token.name)
        else:
            reader.start(token.name, token.css_class)
    return reader.paragraphs()


def paragraphs_of_element(element: Element) -> list[Paragraph]:
    """Return the paragraphs of an element of XML."""
    reader = _MarkupReader()
    # Each entry is a node to begin, or the name of one to end.
    remaining: list[tuple[Element | str, bool]] = [(element, False)]
    while remaining:
        node, is_end = remaining.pop()
        if isinstance(node, Element):
            reader.start(node.name, node.get("class").lower())
            remaining.append((node.name, True))
            remaining.extend((child, False) for child in reversed(node.children))
        elif is_end:
            reader.end(node)
        else:
            reader.data(node)
    return reader.paragraphs()


def line_of_html(markup: str) -> str:
    """Return a headline or note as one line without its tags."""
    if "<" not in markup and "&" not in markup:
        return " ".join(clean(markup).split())
    return " ".join(paragraph.text for paragraph in paragraphs_of_html(markup))


def has_tags(text: str) -> bool:
    """Return whether the text is HTML rather than plain text."""
    return _TAG.search(text) is not None or _ESCAPED_TAG.search(text) is not None


class _MarkupReader:
    """Takes tags and texts in order and collects paragraphs."""

    def __init__(self) -> None:
        self._paragraphs: list[Paragraph] = []
        self._text: list[str] = []
        self._open: list[tuple[str, str]] = []  # names with their roles, "" for none
        self._names: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()

    def start(self, name: str, css_class: str) -> None:
        role = _role_of(name, css_class)
        if role == "break":
            self._text.append("\n")
            return
        if role == "cell":
            self._text.append(_BETWEEN_CELLS)
        elif role not in ("", "skip"):
            self._end_unclosed_heading()
            self._finish_paragraph()
        if name not in _names()["void"]:
            self._open.append((name, role))
            self._names[name] += 1
            self._roles[role] += 1

    def end(self, name: str) -> None:
        """Close the innermost element of this name with all that is open in it; without one, nothing."""
        if not self._names[name]:
            return
        first = next(n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == name)
        closed = self._open[first:]
        if any(role not in _WITHIN_LINE for _, role in closed):
            self._finish_paragraph()
        del self._open[first:]
        self._names.subtract(opened for opened, _ in closed)
        self._roles.subtract(role for _, role in closed)

    def data(self, text: str) -> None:
        if not self._roles["skip"]:
            text = clean(text)
            self._text.append(text if self._roles["verbatim"] else without_line_ends(text))

    def paragraphs(self) -> list[Paragraph]:
        self._finish_paragraph()
        return self._paragraphs

    def _end_unclosed_heading(self) -> None:
        """End a heading of HTML that lacks its end tag where the next block begins."""
        if self._roles["heading"] and (name := next((name for name in _HTML_HEADINGS if self._names[name]), "")):
            self.end(name)

    def _finish_paragraph(self) -> None:
        if not self._text:
            return
        lines = [" ".join(line.split()) for line in "".join(self._text).split("\n")]
        self._text = []
        kind = self._kind()
        lines = [line.strip(_BETWEEN_CELLS) if kind else line for line in lines]
        if not any(lines):
            return
        text = "\n".join(lines).strip("\n")
        if "\n" in text:
            self._paragraphs += [p._replace(kind=kind or p.kind) for p in find_paragraphs(text)]
        else:
            self._paragraphs.append(Paragraph(text, ends_sentence(text), True, kind))

    def _kind(self) -> Kind | None:
        """Return the kind by the innermost role that decides; a table or list within a caption is a caption."""
        for role in ("caption", "byline", "dateline", "heading", "quote", "item", "row"):
            if self._roles[role]:
                return _KINDS[role]
        return None


def _role_of(name: str, css_class: str) -> str:
    roles = _names()
    if name not in roles["roles_by_name"] and not css_class:
        return ""
    if css_class and name not in _WHOLE_TEXTS:
        words = css_class.split()
        for role in ("byline", "dateline", "caption", "heading"):
            if any(word in roles[f"class {role}"] for word in words):
                return role
    return next((role for role in _ROLES if name in roles[role]), "")


_ROLES = (
    "heading",
    "quote",
    "item",
    "row",
    "caption",
    "byline",
    "dateline",
    "verbatim",
    "break",
    "block",
    "cell",
    "skip",
)


@cache
def _names() -> dict[str, frozenset[str]]:
    """Return the names of elements by role, of classes by "class ROLE", and all names that have a role."""
    table = tomllib.loads((Path(__file__).parent / "data" / "elements.toml").read_text("utf-8"))
    names = {role: frozenset(values) for role, values in table["roles"].items()}
    classes = {f"class {role}": frozenset(values) for role, values in table["classes"].items()}
    return names | classes | {"roles_by_name": frozenset().union(*names.values())}
