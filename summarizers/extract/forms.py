"""What a sentence's marks tell in any script: finished, a question, holding a quote, opening with one."""

import re

# Closing marks may follow a final mark; several scripts have their own full stop and question mark.
_CLOSING = r"""[\s"'”’»«“‘›)\]）」』】〉》]*$"""
_FINISHED = re.compile(rf"[.!?…。．！？｡।॥۔؟؛።፧։။៕]{_CLOSING}")
_QUESTION = re.compile(rf"[?？؟፧]{_CLOSING}")
_QUOTED = re.compile('["“”„«»‹›「」『』]')
_OPENING = re.compile(r"""^\s*(?:["“”„«»‹›「『]|''|[–—―-]\s)""")
_END = 40  # characters that are looked at for the final mark; a sentence may hold a megabyte


def is_finished(sentence: str) -> bool:
    return _FINISHED.search(sentence[-_END:]) is not None


def is_question(sentence: str) -> bool:
    return _QUESTION.search(sentence[-_END:]) is not None


def holds_quote(sentence: str) -> bool:
    return _QUOTED.search(sentence) is not None


def opens_with_quote(sentence: str) -> bool:
    """Does it begin with what someone said, by a quote mark or the dash of speech?"""
    return _OPENING.match(sentence) is not None
