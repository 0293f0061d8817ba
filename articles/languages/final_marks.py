"""Marks that end a sentence, and how long a line is, in any script."""

import re
from typing import NamedTuple

# Unicode's Sentence_Terminal where a script has one, ellipses, and the Ethiopic word space, which many
# keyboards give (doubled) for the full stop. The Greek and Armenian ones are in `_borrowed`.
FINAL = frozenset(".!?…‥。！？｡．‼⁇⁈⁉‽⸮؟۔܀܁܂߹।॥၊။།༎༏༐።፡፧፨៕។᙮᠃᠉᥄᥅᪨᪩᭚᭛᭞᭟᰻᰼᱾᱿꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫։׃\u037e")
# What may stand behind a final mark: quotes of all habits (in German “ closes, in Danish «), brackets,
# Markdown's emphasis, spaces (French sets a hard one before »), and marks that have no width.
CLOSERS = "\"'”’“‘„»«›‹)]}）］】〕」』〉》*_ \u00a0\u2009\u202f\u200b\u200c\u200d\u200e\u200f"

_BRACKETS = frozenset(")]）］】〕")
# "... said. (AP)", "……。（完）": a credit behind the full stop.
_CREDIT = re.compile(rf"[{''.join(FINAL)}][\"'”’“»」』]*\s?[(\[（［【〔][^()\[\]（）]{{1,40}}[)\]）］】〕][.。]?$")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_ARMENIAN = re.compile("[\u0531-\u058a]")

_HAN_KANA = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_SOUTHEAST = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
TIGHT = re.compile(f"[{_HAN_KANA}\u3000-\u303f\uff00-\uff65]")  # written without spaces, broken anywhere
SOUTHEAST = re.compile(f"[{_SOUTHEAST}]")  # spaces between phrases only, broken there or anywhere
_UNSPACED = re.compile(f"[{_HAN_KANA}{_SOUTHEAST}]")
_UNSPACED_OR_MARK = re.compile(f"[{_HAN_KANA}{_SOUTHEAST}\u3000-\u303f\uff00-\uff65]+")

# Two characters of Chinese, Japanese or Thai make somewhat more than a word of English.
WORDS_PER_CHARACTER = 0.6


class Limit(NamedTuple):
    """How long a line of some kind may be: words, characters of Han and kana, characters of Thai and the like."""

    words: int
    tight: int
    southeast: int


# Sub-headings of news: 8 words split all 22 units of the example articles rightly; in scripts without
# spaces about the same sense takes 20 and 30 characters.
HEADING = Limit(8, 20, 30)


def ends_sentence(line: str) -> bool:
    """Does the line end in a final mark, be it behind closing quotes, brackets or a credit?"""
    if line[-1:] in FINAL:
        return True
    bare = line.rstrip(CLOSERS)
    if bare[-1:] in FINAL or (bare[-1:] in {";", ":"} and _borrowed(bare)):
        return bare != ""
    return line[-1:] in _BRACKETS and _CREDIT.search(line[-60:]) is not None


def _borrowed(bare: str) -> bool:
    """The Greek question mark is typed as a semicolon, the Armenian full stop as a colon."""
    script = _GREEK if bare.endswith(";") else _ARMENIAN
    return script.search(bare[-20:]) is not None


def words(text: str) -> float:
    """Length in words; a character of a script without spaces counts `WORDS_PER_CHARACTER`."""
    if text.isascii() or not (characters := len(_UNSPACED.findall(text))):
        return len(text.split())
    return WORDS_PER_CHARACTER * characters + len(_UNSPACED_OR_MARK.sub(" ", text).split())


def within(line: str, limit: Limit) -> bool:
    """Is the line no longer than the limit of its script?"""
    if len(line) > 20 * limit.words:  # hostile or no line at all: the longest words of news have 20 letters
        return False
    if not line.isascii() and (characters := len(_UNSPACED.findall(line))):
        return characters <= (limit.southeast if SOUTHEAST.search(line) else limit.tight)
    return line.count(" ") < limit.words
