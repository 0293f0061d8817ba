"""Markdown to a parsed text: the marks become kinds of blocks, and the words stay.

markdown-it-py finds the blocks and the links, images, code and entities in them. Headings, paragraphs, list items and
quoted paragraphs become blocks, fenced code and table rows paragraphs, and alternative texts of images captions.
Comments, scripts, tags and link definitions are removed. The headline is the title of the front matter or the first
heading.

Emphasis is removed by patterns of our own, because CommonMark reads 2*3*4 as emphasis but not **「強調」** before a
letter. Table rows are split by our own code too, because GFM drops surplus cells.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from wireglot.articles.languages import ends_sentence
from wireglot.articles.reading.divided_words import join_lines
from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.errors import TooLarge
from wireglot.articles.reading.paragraphs import Paragraph, as_item
from wireglot.articles.reading.text import ParsedText, find_structure

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# A novel has a million. markdown-it takes up to 10 microseconds and 250 bytes for a character (open brackets, escapes).
MAX_MARKDOWN = 500_000

# A private-use character, which protects code and escaped marks from the emphasis patterns.
_GUARD = "\ue000"
_GUARDED = re.compile(f"{_GUARD}(\\d+){_GUARD}")
# Emphasis opens before a letter and closes after one, and never between Latin letters or digits (2*3*4).
_EMPHASIS = tuple(
    re.compile(
        rf"(?<![0-9A-Za-z{mark[-1]}]){mark}(?=[^\s{mark[-1]}])([^{mark[-1]}]+)(?<=\S){mark}(?![0-9A-Za-z{mark[-1]}])"
    )
    for mark in (r"\*", "_", r"\*\*", "__", "~~")
)
_TABLE_RULE = re.compile(r"(?=[^|]*\|)[ :|-]+")
_SCRIPT_END = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
_SCRIPT_OR_FENCE = re.compile(r"^ {0,3}(?:<(script|style)\b|```|~~~)", re.MULTILINE | re.IGNORECASE)
# markdown-it drops text that is nested more deeply than its limit; no author nests this deeply.
_DEEP_NESTING = re.compile(r"^(?:(?:>|[-*+] |\d{1,9}[.)] ) ?){6,}", re.MULTILINE)


def read_markdown(text: str, name: str, title: str = "") -> ParsedText:
    """Parse clean Markdown.

    Args:
        name: The file as the user knows it, for errors.
        title: That of its front matter.

    Raises:
        TooLarge: When it has more than `MAX_MARKDOWN` characters.
    """
    if (length := len(text) + len(title)) > MAX_MARKDOWN:
        raise TooLarge(
            f"{name}: expected Markdown of at most {MAX_MARKDOWN:,} characters, found {length:,}; split it into one "
            "file for each article, or save it as plain text (.txt)."
        )
    return ParsedText(
        *find_structure(list(_paragraphs(_without_scripts(_without_comments(text)))), _plain_inline(title)[0])
    )


def _without_comments(text: str) -> str:
    """Remove comments; a pattern would take quadratic time on many comments without an end."""
    kept = []
    end_of_last = 0
    while (start := text.find("<!--", end_of_last)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[end_of_last:start])
        end_of_last = end + len("-->")
    return "".join((*kept, text[end_of_last:]))


def _without_scripts(text: str) -> str:
    """Remove scripts and style sheets that begin a line, except in fenced code, which quotes them."""
    kept = []
    end_of_last = fences = 0
    for start in _SCRIPT_OR_FENCE.finditer(text):
        if start.start() < end_of_last:
            continue
        if start[1] is None:
            fences += 1
        elif fences % 2 == 0:
            if (end := _SCRIPT_END.search(text, start.end())) is None:
                break
            kept.append(text[end_of_last : start.start()])
            end_of_last = end.end()
    return "".join((*kept, text[end_of_last:]))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    text = _DEEP_NESTING.sub("> ", text)
    lines = text.split("\n")
    table_end = 0
    number = ""
    heading = False
    lists = 0
    for token in _parser().parse(text):
        heading = token.type == "heading_open" or (heading and token.type == "inline")
        lists += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "table_open" and token.map:
            table_end = token.map[1]
            for row in lines[token.map[0] : table_end]:
                if not _TABLE_RULE.fullmatch(row.strip()):
                    yield from map(as_item, _with_captions(*_plain_inline(row.strip("| ")), heading=False))
        elif token.type == "fence":
            yield from _code(token.content)
        elif token.type == "inline" and token.map and token.map[0] >= table_end:
            plain, captions = _plain(token.children or ())
            found = _with_captions(f"{number}{plain}".strip(), captions, heading=heading)
            yield from map(as_item, found) if lists else found
            number = ""


def _with_captions(text: str, captions: list[str], *, heading: bool) -> Iterator[Paragraph]:
    if text:
        yield Paragraph(text, ends_sentence(text), True, "heading" if heading else None)
    for caption in captions:
        yield Paragraph(caption, ends_sentence(caption), True, "caption")


def _code(content: str) -> Iterator[Paragraph]:
    """Yield each part between blank lines as a paragraph."""
    for part in re.split(r"\n\s*\n", content):
        if text := join_lines(part):
            yield Paragraph(text, ends_sentence(text), True, "paragraph")


def _plain_inline(text: str) -> tuple[str, list[str]]:
    if not text or text.isalnum():
        return text, []
    return _plain(token for block in _parser().parseInline(text) for token in block.children or ())


def _plain(tokens: Iterable["Token"]) -> tuple[str, list[str]]:
    """Return the text without its marks, and the captions of the images in it."""
    pieces: list[str] = []
    guarded: list[str] = []
    captions: list[str] = []
    for token in tokens:
        if token.type == "text":
            pieces.append(token.content.replace(_GUARD, ""))
        elif token.type in ("code_inline", "text_special"):
            pieces.append(f"{_GUARD}{len(guarded)}{_GUARD}")
            guarded.append(_without_controls(token))
        elif token.type == "image":
            captions += filter(None, (_plain(token.children or ())[0],))
            pieces.append(" ")
        elif token.type == "softbreak":
            pieces.append("\n")
        elif token.type in ("html_inline", "hardbreak"):
            pieces.append(" ")
    text = join_lines("".join(pieces))
    for emphasis in _EMPHASIS:
        text = emphasis.sub(r"\1", text)
    text = _GUARDED.sub(lambda match: guarded[int(match[1])], text)
    return " ".join(text.split()), captions


def _without_controls(token: "Token") -> str:
    """Return the content without control characters; markdown-it writes U+FFFD for those of entities."""
    invalid = token.info == "entity" and token.content == "\ufffd"
    return "" if invalid else clean(token.content).replace("\n", " ")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 30 ms, and many articles are plain text

    parser = MarkdownIt("commonmark").enable("table")
    # Indented paragraphs are not code, tags are removed wherever they are, and escapes are kept apart from text.
    parser.disable(["code", "html_block", "emphasis", "text_join"])
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    return parser


def _list(state: "StateBlock", start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a list as markdown-it does, but let no number at the start of a line end a paragraph: "on\\n1. May"."""
    from markdown_it.rules_block import list_block

    inside_paragraph = silent and state.parentType == "paragraph" and state.sCount[start_line] >= state.blkIndent
    if inside_paragraph and state.src[state.bMarks[start_line] + state.tShift[start_line]].isdigit():
        return False
    return list_block(state, start_line, end_line, silent)
