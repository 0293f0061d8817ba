"""Marks that end a sentence and quotation marks, in all languages."""

import re
from functools import cache
from typing import NamedTuple

from wireglot.articles.languages.tags import parse_tag, table

# Unicode's Sentence_Terminal where a script has one, ellipses, and the Ethiopic word space, which many
# keyboards give (doubled) for the full stop. The Greek and Armenian ones are in `_is_borrowed`.
FINAL_MARKS = frozenset(".!?…‥。！？｡．‼⁇⁈⁉‽⸮؟۔܀܁܂߹।॥၊။།༎༏༐።፡፧፨៕។᙮᠃᠉᥄᥅᪨᪩᭚᭛᭞᭟᰻᰼᱾᱿꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫։׃\u037e")
QUESTION_MARKS = frozenset("?？؟፧⁇⁈⸮꘏꛷\u037e")

# Double quotation marks of all languages. «, “, ” and „ open in one language and close in another.
QUOTATION_MARKS = '"＂“”„‟«»「」『』〝〞〟'
SINGLE_QUOTATION_MARKS = "‘’‚‛‹›"
# Marks that open, or close, in whatever language they are used.
ALWAYS_OPENING = frozenset("「『《〈〝„‚")
ALWAYS_CLOSING = frozenset("」』》〉〞〟")

# What may follow a final mark: closing quotation marks of all languages (in German “ closes, in Danish «), brackets,
# Markdown's emphasis, spaces (French has a hard one before »), and marks that have no width.
CLOSING_MARKS = "\"'”’“‘„»«›‹)]}）］】〕」』〉》*_ \t\n\r\u00a0\u2009\u202f\u200b\u200c\u200d\u200e\u200f"

_BRACKETS = frozenset(")]）］】〕")
# "... said. (AP)", "……。（完）": a credit behind the full stop.
_CREDIT = re.compile(
    rf"[{''.join(FINAL_MARKS)}][\"'”’“»」』]*\s?[(\[（［【〔][^()\[\]（）]{{1,40}}[)\]）］】〕][.。]?$"
)
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_ARMENIAN = re.compile("[\u0531-\u058a]")


class QuotationMarks(NamedTuple):
    """A language's outer and inner quotation marks."""

    open: str
    close: str
    inner_open: str
    inner_close: str


def quotation_marks(language: str) -> QuotationMarks:
    """Return the quotation marks of a language; English ones for a language that has no entry."""
    tag = parse_tag(language)
    traditional = tag.language == "zh" and (tag.script == "Hant" or tag.region in ("TW", "HK", "MO"))
    return _quotation_marks().get("zh-Hant" if traditional else tag.language) or _quotation_marks()["en"]


def ends_sentence(text: str) -> bool:
    """Whether a text ends in a final mark, also behind closing marks, brackets or a credit such as "(AP)"."""
    if text[-1:] in FINAL_MARKS:
        return True
    bare = text.rstrip(CLOSING_MARKS)
    if bare[-1:] in FINAL_MARKS or (bare[-1:] in {";", ":"} and _is_borrowed(bare)):
        return bare != ""
    return text[-1:] in _BRACKETS and _CREDIT.search(text[-60:]) is not None


def is_question(text: str) -> bool:
    """Whether a text ends in a question mark, also behind closing marks."""
    bare = text.rstrip(CLOSING_MARKS)
    return (bare[-1:] in QUESTION_MARKS and bare != "") or (bare.endswith(";") and _is_borrowed(bare))


def _is_borrowed(bare: str) -> bool:
    """Whether a semicolon is a Greek question mark, or a colon an Armenian full stop: so they are typed."""
    script = _GREEK if bare.endswith(";") else _ARMENIAN
    return script.search(bare[-20:]) is not None


@cache
def _quotation_marks() -> dict[str, QuotationMarks]:
    return {tag: QuotationMarks(*line.split()) for tag, line in table("quotation_marks")["marks"].items()}
