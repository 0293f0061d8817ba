"""Entities of HTML in plain text: `&eacute;`, `&#8217;`, `&amp;amp;`, left there by a program that exported a page.

They are decoded up to twice. What stays: a reference that would become the beginning of a tag (`&lt;script`), and one
that the text quotes, because it is about HTML: "`&amp;`", “&nbsp;”. A text never becomes markup here.
"""

import re
from html import unescape

# `&amp;amp;` and `&amp;eacute;` are encoded twice; more often only texts about HTML are.
TIMES = 2

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_OPENING, _CLOSING = "`\"'“‘«„‚「『(", "`\"'”’»“‘」』)"
_TAG_BEGINS = re.compile(r"[A-Za-z/!?]")


def with_characters(text: str) -> str:
    """Return plain text with the characters that its references to characters mean."""
    for _ in range(TIMES):
        if "&" not in text or not _REFERENCE.search(text):
            break
        text = _REFERENCE.sub(_character, text)
    return text


def _character(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and after and before in _OPENING and after in _CLOSING:
        return match[0]
    character = unescape(match[0])
    is_bracket = character in ("<", ">")
    if is_bracket and (_TAG_BEGINS.match(after) or (character == ">" and not (before.isspace() and after.isspace()))):
        return match[0]
    return character
