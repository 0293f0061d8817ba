"""Short quotations, which are kept whole: no sentence ends between their marks.

A long quotation is a text of its own, and its sentences are separated like any others. Marks are paired within a line
and by the spaces around them, since “, » and " both open and close in some language; a mark that nothing closes within
reach is none.
"""

import re

from wireglot.articles.sentences.families import caseless

# Characters between the marks, and of Chinese, Japanese and Korean, which say as much with half of them. NTREX has a
# border at nearly every full stop within quotations: the micro F1 is 0.9665 without this rule, 0.9661 with it, 0.956
# at 150 characters and 0.942 at 300 (benchmarks/scoring/splitting.py).
SHORT = 60
SHORT_EAST_ASIAN = 30
REACH = SHORT + 2  # characters behind a border that hold the mark that closes a short quotation
_MAX_QUOTATION = 600  # characters; some news paragraphs are longer, few quotations are

_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_MARKS = "“”„«»「」『』\"'‘’"
# Behind a mark: it opens, at the start of a line or behind one of these, and is followed by a letter or figure.
_OPENS = r"(?:(?<=^.)|(?<=[\s(\[’'–—:-].))"
_TOUCHES = r"(?=\S)"
# Particles follow without a space in Korean, Chinese and Japanese: "왜? 몰라."라고.
_CLOSES = rf"(?<=\S.)(?![^\W{_EAST_ASIAN}])"
_URDU = "(?=[\u0600-\u06ff])"
# An apostrophe closes behind a mark that ends a sentence or clause.
_CLOSES_SPEECH = r"(?<=[.,!?…].)(?!\w)"


def _pair(opening: str, closing: str, opens: str = "", closes: str = "") -> str:
    """Return a pattern of a short quotation between these marks."""
    marks = f"{opening}{closing}\n"
    inside = f"(?:[^{marks}{_EAST_ASIAN}]{{1,{SHORT}}}|[^{marks}]{{1,{SHORT_EAST_ASIAN}}})"
    return f"{opening}{opens}{inside}[{closing}]{closes}"


def _pair_of_apostrophes(opening: str, closing: str) -> str:
    """The same for marks that are apostrophes too, also within the quotation."""
    inside = rf"(?:[^{opening}\n]|(?<=\w){opening}(?=\w)){{1,{SHORT}}}?"
    return f"{opening}{_OPENS}{_TOUCHES}{inside}{closing}{_CLOSES_SPEECH}"


_QUOTATION = re.compile(
    "|".join(
        (
            *(_pair(*marks) for marks in (("“", "”"), ("„", "“”"), ("「", "」"), ("『", "』"))),
            _pair("«", "»", _OPENS),
            _pair("”", "“", _OPENS + _URDU),
            *(_pair(*marks, _OPENS + _TOUCHES, _CLOSES) for marks in (("»", "«"), ("”", "”"), ('"', '"'))),
            *(_pair_of_apostrophes(*marks) for marks in (("‘", "’"), ("'", "'"))),
        )
    ),
    re.MULTILINE,
)
# Most borders have no mark near behind them that is no apostrophe; only the others need the pairs.
MARK_SOON = re.compile(rf"[^{_MARKS}\n]{{1,{SHORT}}}+(?:['’](?=\w)[^{_MARKS}\n]*+)*+[{_MARKS}]")


def is_in_short_quotation(text: str, border: int) -> bool:
    """Return whether the border is between the marks of a short quotation."""
    nearby = _QUOTATION.finditer(text, max(0, border - SHORT - 1), border + REACH)
    return any(quotation.start() < border < quotation.end() for quotation in nearby)


def is_continued(text: str, closers: str, end: int) -> bool:
    """Return whether the sentence goes on after a quotation: 「…。」と述べた, "…!" 라고 말했다, “……。”他说。"""
    if not closers:
        return False
    attached = not text[end - 1].isspace() and caseless().attached.match(text, end)
    return bool(attached) or caseless().speech.match(text, end) is not None


def is_closing(text: str, quote: int) -> bool:
    """Return whether the straight quotation mark at `quote` closes a quotation, by the number of those before it.

    Those since the last line end, within _MAX_QUOTATION characters, so that the time is linear in any text.
    """
    earliest = max(0, quote - _MAX_QUOTATION)
    return text.count('"', max(earliest, text.rfind("\n", earliest, quote)), quote) % 2 == 1
