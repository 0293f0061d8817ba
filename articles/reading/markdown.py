"""Markdown to a manuscript: its marks become kinds, the text stays.

Headings by `#` or underline, paragraphs, list items and quoted paragraphs become blocks; fenced code
and table rows become paragraphs; an image becomes a caption with its alternative text; links and emphasis become
their text; comments, tags and link definitions go. Front matter is read as plain `key: value` lines:
that is all that news needs of YAML. Headline: `title` of the front matter, or the first heading on top.
"""

import html
import re

from wireglot.articles.article import Kind
from wireglot.articles.languages import EAST_ASIAN, ends_sentence
from wireglot.articles.reading.dates import utc
from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.lines import Paragraph
from wireglot.articles.reading.manuscript import Manuscript
from wireglot.articles.reading.statuses import status
from wireglot.articles.reading.text import arrange

_FRONT_MATTER = re.compile(r"\s*---\n(.*?)\n(?:---|\.\.\.) *(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_-]+) ?: ?(.+)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")

_FENCE = re.compile(r"(```+|~~~+)[^`]*")
_HEADING = re.compile(r"#{1,6}(?: +(.*?))?(?: +#+)?")
_UNDERLINE = re.compile(r"=+|-{2,}")
_RULE = re.compile(r"(?:[-*_] ?){3,}")
_ITEM = re.compile(r"[-*+] +")
_NUMBERED = re.compile(r"\d{1,3}[.)] ")
_QUOTE = re.compile(r"(?:> ?)+")
_DEFINITION = re.compile(r"\[[^\[\]^][^\[\]]*\]: ?\S+.*")
_TABLE_RULE = re.compile(r"(?=[^|]*\|)[ :|-]+")

# Stands for what is kept out of the way: a private character, which no text means to show.
_KEPT = "\ue000"
_PLACE = re.compile(f"{_KEPT}(\\d+){_KEPT}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IMAGE = re.compile(r"!\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<> ]+)>")
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(r"(?<!`)(`++)([^`]+)\1(?!`)")
# Emphasis opens before and closes behind a letter, and never between Latin letters or digits (2*3*4).
_EMPHASIS = tuple(
    re.compile(
        rf"(?<![0-9A-Za-z{mark[-1]}]){mark}(?=[^\s{mark[-1]}])([^{mark[-1]}]+)(?<=\S){mark}(?![0-9A-Za-z{mark[-1]}])"
    )
    for mark in (r"\*", "_", r"\*\*", "__", "~~")
)


def read_markdown(text: str) -> Manuscript:
    """Clean Markdown text as a manuscript."""
    fields, text = _front_matter(text)
    headline, passages = arrange(_paragraphs(_without_comments(text)), _plain(fields.get("title", ""))[0])
    language = fields.get("language") or fields.get("lang") or ""
    return Manuscript(
        headline,
        passages,
        uri=next(
            (v for v in (fields.get("uri"), fields.get("url"), fields.get("source")) if v and _URI.fullmatch(v)), ""
        ),
        language=language.replace("_", "-") if _TAG.fullmatch(language) else "",
        published=utc(fields.get("published") or fields.get("date") or ""),
        updated=utc(fields.get("updated") or ""),
        version=fields.get("version", ""),
        status=status(fields.get("status") or fields.get("pubstatus") or ""),
        embargoed=utc(fields.get("embargoed") or fields.get("embargoeduntil") or ""),
        note=fields.get("note") or fields.get("ednote") or "",
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in matter[1].split("\n"):
        if field := _FIELD.fullmatch(line.rstrip()):
            fields.setdefault(field[1].lower(), _unquoted(field[2].strip()))
    return (fields, text[matter.end() :]) if fields else ({}, text)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _without_comments(text: str) -> str:
    """By hand, for a pattern would look for the end of each of many comments that have none."""
    kept = []
    here = 0
    while (begin := text.find("<!--", here)) >= 0 and (end := text.find("-->", begin)) >= 0:
        kept.append(text[here:begin])
        here = end + len("-->")
    return "".join((*kept, text[here:]))


class _Blocks:
    """Lines gathered into paragraphs; `flush` ends the one that is open."""

    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.open: list[str] = []

    def flush(self, kind: Kind | None = None, *, literal: bool = False) -> None:
        text = _joined(self.open)
        self.open = []
        plain, captions = (text, []) if literal else _plain(text)
        for body, its in ((plain, kind), *((caption, "caption") for caption in captions)):
            if body:
                self.found.append(Paragraph(body, ends_sentence(body), True, its))


def _paragraphs(text: str) -> list[Paragraph]:
    blocks = _Blocks()
    fence = ""
    for line in text.split("\n"):
        line = line.strip()
        if fence:
            fence = _in_fence(blocks, line, fence)
        elif opening := _FENCE.fullmatch(line):
            blocks.flush()
            fence = opening[1]
        else:
            _take(blocks, line)
    blocks.flush(literal=bool(fence))
    return blocks.found


def _in_fence(blocks: _Blocks, line: str, fence: str) -> str:
    """The fence still open behind this line; each part between blank lines is a paragraph."""
    closed = line.startswith(fence) and not line.strip(fence[0])
    if closed or not line:
        blocks.flush("paragraph", literal=True)
    else:
        blocks.open.append(line)
    return "" if closed else fence


def _take(blocks: _Blocks, line: str) -> None:
    """One line outside code: what it is decides whether it ends, begins or continues a paragraph."""
    if quote := _QUOTE.match(line):
        line = line[quote.end() :]
    if blocks.open and _UNDERLINE.fullmatch(line):
        return blocks.flush("heading")
    if not line or _RULE.fullmatch(line) or _TABLE_RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
        return blocks.flush()
    if heading := _HEADING.fullmatch(line):
        blocks.flush()
        blocks.open = [heading[1] or ""]
        return blocks.flush("heading")
    if item := _ITEM.match(line):
        blocks.flush()
        line = line[item.end() :]
    elif line.startswith("|"):
        blocks.flush()
        line = line.strip("| ")
    elif _NUMBERED.match(line) and (not blocks.open or _NUMBERED.match(blocks.open[0])):
        blocks.flush()
    blocks.open.append(line)
    return None


def _joined(lines: list[str]) -> str:
    """A paragraph's lines as one text; Han and kana take no space between."""
    text = ""
    for line in lines:
        tight = text and line and (EAST_ASIAN.match(text[-1]) or EAST_ASIAN.match(line))
        text += line if tight or not text else f" {line}"
    return text


def _plain(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and the captions of the images that stood in it."""
    if not text or text.isalnum():
        return text, []
    captions = [caption for found in _IMAGE.finditer(text) if (caption := _inline(found[1]))]
    return _inline(_IMAGE.sub(" ", text)), captions


def _inline(text: str) -> str:
    text = text.replace(_KEPT, "")
    kept: list[str] = []  # escaped marks and code, out of the way of emphasis

    def keep(words: str) -> str:
        kept.append(words)
        return f"{_KEPT}{len(kept) - 1}{_KEPT}"

    text = _CODE.sub(lambda m: keep(m[2].strip()), _ESCAPE.sub(lambda m: keep(m[1]), text))
    text = _HTML_TAG.sub(" ", _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text)))
    for mark in _EMPHASIS:
        text = mark.sub(r"\1", text)
    if "&" in text:
        text = clean(html.unescape(text)).replace("\n", " ")
    return " ".join(_restored(text, kept).split())


def _restored(text: str, kept: list[str]) -> str:
    for _ in range(2):  # code may hold an escaped mark
        text = _PLACE.sub(lambda m: kept[int(m[1])], text)
    return text
