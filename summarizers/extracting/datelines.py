"""Where a sentence begins behind what was set before it: a dateline, a time, a sub-heading in capitals.

Form tells, not a list of towns: a place in capitals or an agency in brackets before a dash, a date between
them, the address of a news site, the Chinese wire's 新华社北京5月3日电. Whatever is doubtful stays.
"""

import re
from collections.abc import Callable
from functools import cache

from articles.splitting.tables import families
from summarizers.extracting.openings import fold
from summarizers.extracting.terms import words

_HEAD = 160  # characters: no dateline is longer, and a sentence may hold a megabyte
_LEAST = 3  # words behind it: less is no sentence
_PLACE = 6  # words of a place with its date
_CAPITALS = 12  # letters of a sub-heading in capitals: fewer may be the shortened names of offices (US FDA)
_BEHIND = 5  # words behind such a sub-heading

_DASH = r"(?:--|[-–—―])"
_BRACKETED = r"[(（\[【［](?P<agency>[^()（）\[\]【】［］\n]{1,40})[)）\]】］]"
_OPENED = re.compile(
    rf"(?P<open>{_BRACKETED})\s*(?:\S{{2,5}}(?: \S{{2,5}})? ?(?:기자|특파원)\s?)?(?P<mark>[=＝]|{_DASH})?\s*"
)
_PLACED = re.compile(
    rf"(?P<place>[^\W\d_][^()（）\[\]【】［］!?。！？:：;；\"“”«»「」\n]{{0,50}}?) ?{_BRACKETED}\s*"
    rf"(?P<mark>{_DASH}|[:：=＝।])?\s*"
)
_DASHED = re.compile(rf"(?P<place>[^\W\d_][^()\[\]!?。！？:：;；\"“”«»\n–—―]{{1,60}}?) ?(?P<mark>{_DASH}) +")
_SIGNED = re.compile(r"(?P<place>[^\W\d_][^()!?\n]{1,40}?)(?: ?[—–-] ?|\.? ?/)[^\W\d_][\w -]{1,25}(?:/\.|\.|/) +")
_WIRED = re.compile(
    r"[\u4e00-\u9fff]{2,12}\d{1,2}(?:月\d{1,2})?日(?:[电電訊讯]|\s?[(（])(?:\s?[(（]?[^（）()]{1,30}[)）])?[：:，, ]*"
)
_TIMED = re.compile(
    r"(?:[Kk]l\.? ?)?\d{1,2}(?P<colon>[:.])\d{2}(?::\d{2})?(?: ?(?:Uhr|[AaPp]\.?[Mm]\.?|[A-Z]{2,4}\b))?"
    rf"(?P<mark>\s*(?:{_DASH}|[:：|]))?\s+"
)
_DOMAIN = re.compile(r"\w\.(?:com|net|org|id|co|ru|vn|info|news)\b", re.IGNORECASE)
_TELLS_AGENCY = re.compile(r"[社电電网網讯訊报報]|记者|記者|共同|時事|ロイター")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_OPENERS = " \"'“„«‘¿¡「『"


def sentence_start(told: str) -> int:
    """The offset at which the sentence itself begins: 0 where nothing stands before it."""
    head = told[:_HEAD]
    ends = (end for find in _FORMS if (end := find(head)) and _begins(told, end))
    return next(ends, 0)


def begins_large(text: str, start: int) -> bool:
    """Can a sentence begin there? In scripts with capitals it needs one."""
    first = text[start : start + 8].lstrip(_OPENERS)[:1]
    return first.isalnum() and not first.islower()


def _begins(told: str, end: int) -> bool:
    return begins_large(told, end) and words(told[end:]) >= _LEAST


def _opened(head: str) -> int:
    """(CNN), (Reuters) -, 【東京共同】, [서울=연합뉴스] 김철수 기자 ="""
    met = _OPENED.match(head)
    if met is None:
        return 0
    agency = met["agency"]
    sure = met["mark"] or met["open"][0] == "【" or agency.isupper() or _TELLS_AGENCY.search(agency)
    return met.end() if sure or (agency.isalpha() and agency[0].isupper()) else 0


def _placed(head: str) -> int:
    """STOCKHOLM (TT) –, PARIS, May 3 (AFP) -, القاهرة (رويترز) -, 北京（新华社）"""
    met = _PLACED.match(head)
    if met is None or not _like_place(met["place"]):
        return 0
    mark = met["mark"]
    if mark is None:
        return met.end() if _HAN.search(head) and _TELLS_AGENCY.search(met["agency"]) else 0
    if mark in ":：":  # "Smith (Labour): ..." is a speaker; a date shows the dateline
        return met.end() if any(map(str.isdigit, met["place"])) else 0
    return met.end()


def _dashed(head: str) -> int:
    """LONDON —, KOMPAS.com -, Jakarta, CNN Indonesia --, Berlin - Die"""
    met = _DASHED.match(head)
    if met is None or not _like_place(met["place"]):
        return 0
    place, rest = met["place"], head[met.end() :]
    if place.isupper() or _DOMAIN.search(place):
        return met.end()
    names = "," in place and place.istitle() and fold(place.split(",")[0]) not in _starters()
    if names or (met["mark"] == "--" and "," in place):
        return met.end() if not _second_dash(rest) else 0
    return met.end() if " " not in place.strip() and _opens_sentence(rest) else 0


def _signed(head: str) -> int:
    """МОСКВА, 3 мая — РИА Новости., МОСКВА, 3 мая. /ТАСС/."""
    met = _SIGNED.match(head)
    sure = met is not None and (met["place"].isupper() or re.search(r"[.,] ?\d", met["place"]))
    return met.end() if met and sure and _like_place(met["place"]) else 0


def _wired(head: str) -> int:
    met = _WIRED.match(head)
    return met.end() if met else 0


def _timed(head: str) -> int:
    """10:42 –, 10.42:, 10:42 The ferry; a time without a mark may be a part of the sentence."""
    met = _TIMED.match(head)
    if met is None or head[met.end() : met.end() + 1].isdigit():
        return 0
    sure = met["mark"] or (met["colon"] == ":" and head[met.end() : met.end() + 1].isupper())
    return met.end() if sure else 0


def _shouted(head: str) -> int:
    """GLUED SUB-HEADING IN CAPITALS Then the sentence."""
    pieces = head.split(" ")
    count = next((n for n, piece in enumerate(pieces) if not _in_capitals(piece)), 0)
    letters = sum(map(str.isalpha, "".join(pieces[:count])))
    if count < 2 or letters < _CAPITALS or len(pieces) < count + _BEHIND:
        return 0
    first = pieces[count]
    mixed = first[:1].isupper() and first[1:2].islower()
    return len(" ".join(pieces[:count])) + 1 if mixed else 0


_FORMS: tuple[Callable[[str], int], ...] = (_opened, _wired, _placed, _signed, _dashed, _timed, _shouted)


def _in_capitals(piece: str) -> bool:
    """In a sub-heading in capitals numbers and marks may stand as well."""
    return (piece.isupper() and not piece.endswith(".")) or not any(map(str.isalpha, piece))


def _like_place(place: str) -> bool:
    """A few words; each name with a capital where the script has them, small ones only in a date or a name."""
    found = place.replace(",", " ").split()
    dated = any(map(str.isdigit, place))
    small = [word for word in found if word[0].islower() and not _DOMAIN.search(word)]
    return len(found) <= _PLACE and len(small) <= (2 if dated else 1) and not found[0][0].islower()


def _opens_sentence(rest: str) -> bool:
    """A small word that opens sentences, and no second dash: "Berlin - Die Regierung", never "Israel - Hamas"."""
    first = rest.split(maxsplit=1)[0] if rest.split() else ""
    return not _second_dash(rest) and first[:1].isupper() and fold(first).strip(",") in _starters()


def _second_dash(rest: str) -> bool:
    """It closes an aside: what stands before the first one is the sentence's subject and no place."""
    return re.search(rf" {_DASH} ", rest) is not None


@cache
def _starters() -> frozenset[str]:
    return families().starters
