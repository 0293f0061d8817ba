"""What a sentence's marks tell in any script: finished, a question, holding a quote, nothing but a quote."""

import re

# Closing marks may follow a final mark; several scripts have their own full stop and question mark.
_CLOSING = r"""[\s"'”’»«“‘›)\]）」』】〉》]*$"""
_FINISHED = re.compile(rf"[.!?…。．！？｡।॥۔؟؛።፧։။៕]{_CLOSING}")
_QUESTION = re.compile(rf"[?？؟፧]{_CLOSING}")
_QUOTED = re.compile('["“”„«»‹›「」『』]')
_OPENING = re.compile(r"""^\s*(?:["“”„«»‹›「『]|''|[–—―-]\s)""")
_QUOTE = re.compile(r"""["“”„«‹»「『][^"“”„«»‹›「」『』]*["“”«»›」』]""")
_END = 40  # characters that are looked at for the final mark; a sentence may hold a megabyte
_BARE = 0.7  # share of the characters within quote marks from which a sentence is hardly more than its quote


def is_finished(sentence: str) -> bool:
    return _FINISHED.search(sentence[-_END:]) is not None


def is_question(sentence: str) -> bool:
    return _QUESTION.search(sentence[-_END:]) is not None


def holds_quote(sentence: str) -> bool:
    return _QUOTED.search(sentence) is not None


def is_quote(sentence: str) -> bool:
    """Does it open with a quote mark or dash and hold little else than what was said?"""
    if not _OPENING.match(sentence):
        return False
    within = sum(len(quote) for quote in _QUOTE.findall(sentence))
    return not within or within >= _BARE * len(sentence)
