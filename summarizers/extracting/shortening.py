"""Spans of a told sentence that an editor would print by themselves.

clean_span     always: without the dateline or the time that stands before the sentence
shorter_spans  where the whole does not fit: without what the sentence can spare at its end
"""

import re

_HEAD = 120  # characters: no dateline is longer, and a sentence may hold a megabyte
_DASH = r"(?:--|[-–—―:：])"
_BRACKET = r"[(（\[【][^()（）\[\]【】]{1,30}[)）\]】]"
_FORMS = (
    re.compile(rf"[【\[][^【】\[\]]{{1,30}}[】\]](?:\s*[^\s=＝]{{2,5}} 기자)?\s*[=＝]?\s*"),
    re.compile(rf"(?P<place>[^()（）\[\]【】.!?。]{{0,45}}?)\s?(?P<agency>{_BRACKET})\s*(?P<dash>{_DASH}?)\s*"),
)


def clean_span(told: str, language: str) -> tuple[int, int] | None:
    """The sentence without a leading dateline; None when there is none and the whole is meant."""
    head = told[:_HEAD]
    if met := _FORMS[0].match(head):
        return _rest(told, met.end())
    met = _FORMS[1].match(head)
    if met and met["dash"]:
        return _rest(told, met.end())
    return None


def shorter_spans(told: str, language: str) -> tuple[tuple[int, int], ...]:
    """Spans that may stand for the sentence when the whole does not fit, the longest first."""
    return ()


def _rest(told: str, start: int) -> tuple[int, int] | None:
    return (start, len(told)) if 0 < start < len(told) and not told[start].islower() else None
