"""Whether a sentence contains a quotation or begins with one, in any script."""

import re

from wireglot.articles.languages import QUOTATION_MARKS

_QUOTED = re.compile(f"[{QUOTATION_MARKS}‹›]")
_OPENING = re.compile(rf"""^\s*(?:[{QUOTATION_MARKS}‹›]|''|[–—―-]\s)""")


def holds_quote(sentence: str) -> bool:
    return _QUOTED.search(sentence) is not None


def opens_with_quote(sentence: str) -> bool:
    """Does it begin with what someone said, by a quote mark or the dash of speech?"""
    return _OPENING.match(sentence) is not None
