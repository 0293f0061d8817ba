"""Files that are not the text of an article but markup or data: HTML, other XML, feeds, JSON, RTF.

Items of news agencies and feeds have been recognised before (formats.py, feeds/), and pages have a reader of their own
(pages/). This version does not read the rest, and their tags must never be taken for news. They are recognised by their
content, since a page is often saved as .txt. News that merely contains a tag, or quotes code, stays news.
"""

import json
import re
from html import unescape

HTML_PAGE = "an HTML page"  # which pages/ reads
_MARKUP = "HTML or XML"
_ROOTS = {
    **dict.fromkeys(("html", "head", "body"), HTML_PAGE),
    **dict.fromkeys(("rss", "rdf"), "an RSS feed"),
    "feed": "an Atom feed",
    **dict.fromkeys(("newsitem", "newsmessage", "packageitem", "newsml"), "a NewsML document"),
    "nitf": "an NITF document",
    "opml": "a list of feeds (OPML)",
    "svg": "an SVG picture",
}
# A file with such a name is what its name says as soon as it has a tag or an entity.
_BY_EXTENSION = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), HTML_PAGE),
    **dict.fromkeys((".xml", ".nitf", ".newsml"), "an XML document"),
    **dict.fromkeys((".rss", ".atom", ".rdf"), "a feed"),
}
_NAMES = (
    "a abbr article aside audio b blockquote body br button center cite code dd div dl dt em figcaption figure font "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input label li link main meta nav ol p picture pre "
    "q s script section small source span strong style sub sup svg table tbody td th thead time title tr u ul video"
)
_HTML_NAMES = frozenset(_NAMES.split())
_HEAD_NAMES = frozenset({"title", "meta", "base", "link", "script", "style"})  # of a page without <html> and <head>
# Of a text in which this share of the characters is in lines that begin with a tag, the tags are the form; code that is
# quoted in news is shorter than the news around it.
MARKUP_SHARE = 0.5
# Paragraphs with links and emphasis have an end tag at least every 20 words; news about HTML names a tag now and then.
LEAST_END_TAGS, WORDS_FOR_END_TAG = 3, 20
# A root element without its end: a file that was cut off, where it is not a sentence about that element.
LEAST_TAGS = 5

_PROLOG = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+", re.DOTALL | re.IGNORECASE
)
_DECLARATION = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\b)", re.IGNORECASE)
_DOCTYPE_HTML = re.compile(r"<!DOCTYPE\s+html\b", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)(?=[\s/>])")
_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)(?:\s[^<>]*)?/?>")
_TAG_OR_ENTITY = re.compile(r"<[/!?]?[A-Za-z]|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")
_PAGE_PART = re.compile(r"</(?:title|head|body)\s*>", re.IGNORECASE)
_JSON_KEY = re.compile(r"""\[?\s*\{\s*"[^"\n]{1,80}"\s*:\s*["\[{\d+tfn-]""")


def found_markup(text: str, extension: str = "", *, tags_are_read: bool = False) -> str:
    """Return what a decoded text is instead of plain text ("an HTML page"), "" for text.

    Args:
        extension: Of the file's name, with its dot.
        tags_are_read: Markdown, of which the reader knows what to do with single HTML elements.
    """
    named = _BY_EXTENSION.get(extension.lower(), "")
    if kind := _data_kind(text):
        return kind
    if "<" in text and (kind := _kind(text, tags_are_read)):
        return named or kind if kind == _MARKUP else kind
    if "&lt;" in text and (kind := _kind(unescape(text), tags_are_read)):
        return f"{kind} with escaped tags"
    return named if named and _TAG_OR_ENTITY.search(text) else ""


def _data_kind(text: str) -> str:
    start = text.lstrip()
    if start.startswith("{\\rtf"):
        return "an RTF document"
    if not start.startswith(("{", "[")):
        return ""
    if _JSON_KEY.match(start):
        return "JSON data"
    try:
        return "JSON data" if isinstance(json.loads(start), dict | list) else ""
    except (ValueError, RecursionError):
        return ""


def _kind(text: str, tags_are_read: bool) -> str:
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    root = _ROOT.match(text, start)
    if _DECLARATION.match(text):
        return HTML_PAGE if _DOCTYPE_HTML.search(text, 0, start) else _document_kind(root[1] if root else "")
    if root and _is_document(text, root[1]) and not (tags_are_read and _is_element_of_markdown(root[1], text)):
        return _document_kind(root[1])
    return _MARKUP if not tags_are_read and (_has_only_tags(text) or _consists_of_markup(text)) else ""


def _document_kind(root: str) -> str:
    if root.lower() in _HEAD_NAMES:
        return HTML_PAGE
    return _ROOTS.get(_local_name(root)) or (f"an XML document (<{root}>)" if root else "an XML document")


def _local_name(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _is_document(text: str, root: str) -> bool:
    """Whether the text is one element: of a known kind, or of any name but those of HTML that ends where it ends."""
    end = re.compile(rf"</{re.escape(root)}\s*>(?:\s|<!--.*?-->)*\Z", re.DOTALL | re.IGNORECASE)
    if _local_name(root) in _ROOTS or root.lower() in _HEAD_NAMES:
        return f"</{root.lower()}" in text.lower() or sum(1 for _ in _TAG.finditer(text)) >= LEAST_TAGS
    return root.lower() not in _HTML_NAMES and end.search(text, max(0, len(text) - 2000)) is not None


def _is_element_of_markdown(root: str, text: str) -> bool:
    """Whether the first element may be one that Markdown begins with: a style sheet, a picture."""
    return root.lower() in _HEAD_NAMES | {"svg"} and not _PAGE_PART.search(text)


def _has_only_tags(text: str) -> bool:
    """Whether it has a tag and no words outside tags: a document that was cut off after its first elements."""
    without = _TAG.sub("", text)
    return without != text and not any(map(str.isalnum, without))


def _consists_of_markup(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n")]
    in_markup = sum(len(line) for line in lines if _is_line_of_markup(line))
    if in_markup and in_markup >= MARKUP_SHARE * sum(map(len, lines)):
        return True
    ends = sum(1 for tag in _TAG.finditer(text) if tag[2].lower() in _HTML_NAMES and (tag[1] or tag[2].lower() == "br"))
    return ends >= LEAST_END_TAGS and ends * WORDS_FOR_END_TAG >= len(text.split())


def _is_line_of_markup(line: str) -> bool:
    """Whether it begins with a tag of HTML, or with one that ends in the line (<nick> of a chat does not)."""
    tag = _TAG.match(line) if line.startswith("<") else None
    return tag is not None and (tag[2].lower() in _HTML_NAMES or bool(tag[1]) or f"</{tag[2]}>" in line)
