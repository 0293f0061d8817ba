"""Borders between sentences that are joined without a space, as scraped text often is.

after_missing_space           word.Word: only if it cannot be in an address, file name or abbreviation
after_glued_word_or_heading   eurosDéjà; the two ends of a sub-heading of an agency: "... ends.- Heading -Then ..."
"""

import re

from wireglot.articles.sentences.families import FamilyDetector, families
from wireglot.articles.sentences.quotations import is_continued

# Scripts in which a missing space is an error and hardly ever part of an abbreviation.
_NEVER_DOTTED = re.compile("[\u0590-\u074f\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FIRST_SYLLABIC = "\u3040"  # from the kana on, characters are syllables or words
_PLAIN_WORD = re.compile(r"[(«„“\"'‘¿¡]*(?:[^\W\d_]{1,2}['’])?[^\W\d_-]{3,}(?:-[^\W\d_]+)*[\"”»)]*|\d{2,}")
_NEXT_WORD = re.compile(r"([^\W\d_](?:['’]?[^\W\d_])*)(?=[\s,])")
_LONG_WORD = 6  # letters of a capitalised word that is no ending of an address
_MAX_WORD = 40  # letters; a longer word is an address, and the limit on looking back keeps the time linear

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)?")

_SMALL, _CAPITAL = "a-zß-öø-ÿœ", "A-ZÀ-ÖØ-ÞŒ"
# A capital between small letters, or a dash behind a space and before a capital; the borders' pattern has these
# characters in its first set.
GLUED = f"{_CAPITAL}-"
BEHIND_GLUED = f'(?<=[{_SMALL}]{{4}}[{_CAPITAL}])(?=[{_SMALL}])|(?<=[^\\S\\n]-) ?(?=[{_CAPITAL}"«“])'
# Before the capital, from its first letter on, the word is small (no LinkedIn), and longer than a prefix (kweThe).
_SMALL_WORD = re.compile(f"(?:^|[\\s'’(«“\"-])[{_SMALL}]{{4,}}\\Z")
_HEADING = re.compile(rf'-\s[^.!?…\n]{{2,80}}?\s- ?(?=[{_CAPITAL}"«“])')


def after_glued_word_or_heading(text: str, candidate: re.Match[str], start: int, family: FamilyDetector) -> int:
    """Return the border at a capital or behind a dash, where a sentence or a heading ends without a mark; or -1."""
    at = candidate.start()
    if text[at] == "-":
        heading = _HEADING.match(text, start)
        glued = heading and heading.end() == candidate.end() and not text[start - 1 : start].isspace()
        return candidate.end() if start and glued else -1
    if not _SMALL_WORD.search(text[max(start, at - _MAX_WORD) : at]):
        return -1
    following = _WORD.match(text, at, at + _MAX_WORD)
    return at if following and following.group().lower() in family.at(at).starters else -1


def after_missing_space(text: str, candidate: re.Match[str], start: int) -> int:
    """Return the border between words without a space ("word.Word"); -1 if it can be anything else.

    In scripts with capitals a plain word must precede the mark, and a full stop without a quotation mark must precede
    a word that starts sentences, or a long one: so www.Site.Com, file.Names and U.S.A are not split.
    """
    mark, end = candidate.start(), candidate.end()
    following = text[end : end + 1]
    if following == "-":
        return end if _HEADING.match(text, end) else -1
    words = text[max(start, mark - _MAX_WORD) : mark].split()
    if not following.isalpha() or not words or text[mark - 1].isspace():
        return -1
    if _NEVER_DOTTED.match(following):
        border = _NEVER_DOTTED.match(text, mark - 1) and _is_border_without_capitals(text, candidate, words[-1])
        return end if border else -1
    if following.isupper() and _PLAIN_WORD.fullmatch(words[-1]):
        return _after_missing_space_before_capital(text, candidate, start, len(words))
    return -1


def _is_border_without_capitals(text: str, candidate: re.Match[str], word: str) -> bool:
    """Require at least two letters on both sides, and no other full stop nearby: 했다.그는, but not م.ن.ع."""
    following = _WORD.match(text, candidate.end(), candidate.end() + _MAX_WORD)
    if following is None or is_continued(text, candidate["closers"], candidate.end()):
        return False
    if not _is_single_stop(text, candidate):
        return True
    shortest = 2 if word[-1] >= _FIRST_SYLLABIC else 3
    other_stop = "." in word or text[following.end() : following.end() + 1] == "."
    return len(word) >= shortest and len(following.group()) > 1 and not other_stop


def _after_missing_space_before_capital(text: str, candidate: re.Match[str], start: int, words_before: int) -> int:
    following = _NEXT_WORD.match(text, candidate.end())
    if following is None:
        return -1
    quote = candidate["closers"][:1]
    bare_stop = _is_single_stop(text, candidate) and not quote
    if bare_stop and (words_before == 1 or not _can_start_without_space(text, following)):
        return -1
    opening = quote in ("“", "«") or (quote == '"' and text.count('"', start, candidate.start()) % 2 == 0)
    return candidate.start("closers") if opening else candidate.end()


def _can_start_without_space(text: str, following: re.Match[str]) -> bool:
    """Whether the word behind the full stop starts sentences, or is long and goes on in small letters: no file name."""
    if following[1].lower() in families().starters:
        return True
    goes_on = text[following.end() : following.end() + 3].lstrip(", ")[:1].islower()
    return len(following[1]) >= _LONG_WORD and following[1][1:].islower() and goes_on


def _is_single_stop(text: str, candidate: re.Match[str]) -> bool:
    return text[candidate.start()] == "." and not candidate["more"]
