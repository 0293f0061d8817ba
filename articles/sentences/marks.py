"""The characters that can end a sentence, those that can stand around an end, and a pattern for both.

    CANDIDATE   "?" + more "!" + closers '"' + late " »" + gap " "; in Chinese wide, wide_closers, wide_gap
    OPENING     what may stand between the gap and the first letter of the next sentence

Every repetition is possessive, and a candidate matches wherever its first mark stands, so a search takes time
linear in the text, whatever the text is.
"""

import re

# Marks that other scripts share, and that have other uses too: a stop behind an abbreviation, "Why?" he said.
PLAIN = ".!?…‥‼⁇⁈⁉"
# Marks of one script, which end a sentence wherever they stand: no abbreviation is written with them.
OWN = "؟۔।॥։፧፨።။៕។༎᙮᠃᠉꓿꘎꛳՜՞"
# The same for Chinese and Japanese, where no space follows and quotation marks tell their side by shape.
WIDE = "。！？｡．"
TIBETAN = "།"
# Colons end sentences in Armenian (and twice in Amharic), semicolons questions in Greek, bars stand for ।.
_SHARED = ":;|፡"
# Lines end here whatever stands around: the borders that str.splitlines knows.
LINE = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

# Nothing to see: direction marks, zero-width spaces and joiners, the byte order mark.
_UNSEEN = "\u200b-\u200f\u2060\ufeff\u061c"
# What is worth nothing at either end of a sentence: white space and what cannot be seen, save the joiners, which
# shape the last letter of a Malayalam or Sinhala word.
BLANK = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200e\u200f\u2060\ufeff\u061c"
)
# Where a run of another direction ends, or begins.
_POP, _PUSH = "\u202c\u2069", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
# A picture behind the mark belongs to the sentence before it.
_PICTURES = "\u2600-\u27bf\ufe0f\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_BEHIND = f"{_POP}{_UNSEEN}{_PICTURES}"
_CLOSERS = f"\"'”’“‘»›«‹)\\]}}」』）】》〉〕］｝＂＇*_{_BEHIND}"
WIDE_CLOSERS = "”’」』）】》〉〕］｝)]＂＇"
_WIDE_CLOSERS = f"{re.escape(WIDE_CLOSERS)}{_BEHIND}"
# A French or a loose typesetter puts a space before the closing quotation mark.
_LATE = '[ \xa0\u202f\u2009][»”’›"](?=\\s)'
# The gap ends with white space: what cannot be seen behind it belongs to the next sentence.
_GAP = f"(?:[{_UNSEEN}]*+\\s++)*+"

# The first character is one set, by which the search runs over ordinary text at full speed; what it was is
# then told by looking back at it.
CANDIDATE = re.compile(
    f"[{LINE}{WIDE}{PLAIN}{OWN}{TIBETAN}{_SHARED}]"
    f"(?:(?<=[{LINE}]){_GAP}"
    f"|(?<=[{WIDE}])(?P<wide>[{WIDE}!?]*+)(?P<wide_closers>[{_WIDE_CLOSERS}]*+)(?P<wide_gap>{_GAP})"
    f"|(?P<more>[{PLAIN}{OWN}{TIBETAN}{_SHARED}]*+)(?P<closers>[{_CLOSERS}]*+)(?P<late>(?:{_LATE})?+)(?P<gap>{_GAP}))"
)

# Enough openers for '– «“(' and so few that no text makes the look ahead slow.
_OPENERS_AT_MOST = 12
_OPENERS = "\"'“”„‟‘’‚‛«»‹›ՙ「『《〈（【〔［([{<¿¡*_•·●▪■►–—―‐-=~|/£€$¥₽₹#@"
OPENING = re.compile(f"[\\s{re.escape(_OPENERS)}{_PUSH}{_POP}{_UNSEEN}]{{0,{_OPENERS_AT_MOST}}}")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)?")
