"""Where a sentence begins behind what was set before it: a dateline, a time, a sub-heading in capitals.

Form tells, not a list of towns: a place in capitals or an agency in brackets before a dash, a date between
them, the address of a news site, the Chinese wire's 新华社北京5月3日电. Whatever is doubtful stays.
"""

import re
from collections.abc import Callable
from functools import cache

from wireglot.articles.boilerplate import agencies
from wireglot.articles.languages import is_unspaced, length_in_words
from wireglot.articles.sentences import families
from wireglot.summarizers.extract.openings import fold

_HEAD = 160  # characters: no dateline is longer, and a sentence may hold a megabyte
_PIECES = 3  # an agency in brackets, a place, a time: no more stand one behind the other
_LEAST = 3  # words behind it: less is no sentence
_PLACE = 6  # words of a place with its date
_TOWN = 8  # characters of it in Chinese
_NAME = 20  # characters of the name of a town
_CASELESS = 8  # words behind a place and a dash where no capital helps to tell
_SHOUTED_PLACE = 4  # letters of a place before a full stop: less is an abbreviation
_CAPITALS = 12  # letters of a sub-heading in capitals: fewer may be the shortened names of offices (US FDA)
_BEHIND = 5  # words behind such a sub-heading

_DASH = r"(?:--|[-–—―])"
_BRACKETED = r"[(（\[【［](?P<agency>[^()（）\[\]【】［］\n]{1,40})[)）\]】］]"
_OPENED = re.compile(
    rf"(?P<open>{_BRACKETED})\s*(?:\S{{2,5}}(?: \S{{2,5}})? ?(?:기자|특파원)\s?)?(?P<mark>[=＝]|{_DASH})?\s*"
)
_PLACED = re.compile(
    rf"(?P<place>[^\W\d_][^()（）\[\]【】［］!?。！？:：;；\"“”«»「」\n]{{0,50}}?) ?{_BRACKETED}\s*"
    rf"(?P<mark>\.?{_DASH}|[:：=＝।.])?\s*"
)
_DASHED = re.compile(rf"(?P<place>[^\W\d_][^()\[\]!?。！？:：;；\"“”«»\n–—―]{{1,60}}?) ?(?P<mark>{_DASH}) +")
_SIGNED = re.compile(r"(?P<place>[^\W\d_][^()!?\n]{1,40}?)(?: ?[—–-] ?|\.? ?/)[^\W\d_][\w -]{1,25}(?:/\.|\.|/) +")
_WIRED = re.compile(
    r"[\u4e00-\u9fff]{2,12}\d{1,2}(?:月\d{1,2})?日(?:[电電訊讯]|\s?[(（])(?:\s?[(（]?[^（）()]{1,30}[)）])?[：:，,\s]*"
)
_TIMED = re.compile(
    r"(?:[Kk]l\.? ?)?\d{1,2}(?P<colon>[:.])\d{2}(?::\d{2})?(?: ?(?:Uhr|[AaPp]\.?[Mm]\.?|[A-Z]{2,4}\b))?"
    rf"(?P<mark>\s*(?:{_DASH}|[:：|]))?\s+"
)
_STOPPED = re.compile(r"(?P<place>[^\W\d_][^()!?.:：\n]{1,40})(?P<mark>[.:：]) +")
_DOUBTFUL = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)? \([A-ZÀ-ÞА-Я]{3,5}\) ?: ")
_REPORTED = re.compile(r"(?:به گزارش|به نقل از) [^:،]{2,40}، ?[^:،]{2,30}: ?")
_MONTH_BEHIND = re.compile(r"[^\W\d_]{3,} \d{4}")
_DATED_STOPS = re.compile(r"\d{1,2}\.? [^\W\d_]{3,}(?: \d{4})?\.? (?:[^\W\d_]{2,8}\. )?")
# Days of the week as they stand in datelines, by their first letters, in small letters.
_WEEKDAY = re.compile(
    r", ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mån|tis|ons|tors|fre|lör|sön)dag|(?:man|tirs|lør|søn)dag"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:lun|mart|mierc|juev|viern)es|miércoles|sábado|domingo"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя|(?:maanan|tiis|tors|perjan|lauan|sunnun)tai"
    r"|keskiviikko|senin|selasa|rabu|kamis|jumat|sabtu|minggu)$"
)
_DATE = re.compile(r"(?<!\d)[,،.] ?(?:\d{1,2}\.? (?:de )?[^\W\d_]\S+|[^\W\d_]\S{2,} \d{1,2})(?:,? \d{4})?,? ?$")
_NAMED = re.compile(r"[,،.\d]")  # ends the name of a place
_DOMAIN = re.compile(r"\w\.(?:com|net|org|id|co|ru|vn|info|news)\b", re.IGNORECASE)
_TELLS_AGENCY = re.compile(r"[社电電网網讯訊报報]|记者|記者|共同|時事|ロイター")
_OPENERS = " \"'“„«‘¿¡「『"


def sentence_start(told: str) -> int:
    """The offset at which the sentence itself begins: 0 where nothing stands before it."""
    start = 0
    for _ in range(_PIECES):
        end = _next_start(told, start)
        if end == start:
            break
        start = end
    return start


def doubtful(told: str) -> bool:
    """Does it open with a name and capitals in brackets that may be a dateline as well as a speaker and his party?

    "Brattli (INP): ..." cannot be told from "Merz (CDU): ..." where the place does not come back.
    """
    return _DOUBTFUL.match(told) is not None and not sentence_start(told)


def _next_start(told: str, start: int) -> int:
    head = told[start : start + _HEAD]
    ends = (start + end for find in _FORMS if (end := find(head)) and _begins(told, start + end))
    return next(ends, start)


def begins_large(text: str, start: int) -> bool:
    """Can a sentence begin there? In scripts with capitals it needs one."""
    first = text[start : start + 8].lstrip(_OPENERS)[:1]
    return first.isalnum() and not first.islower()


def _begins(told: str, end: int) -> bool:
    return begins_large(told, end) and length_in_words(told[end:]) >= _LEAST


def _opened(head: str) -> int:
    """(CNN), (Reuters) -, 【東京共同】, [서울=연합뉴스] 김철수 기자 ="""
    met = _OPENED.match(head)
    if met is None:
        return 0
    agency = met["agency"]
    sure = met["mark"] or met["open"][0] in "【［" or agency.isupper() or _TELLS_AGENCY.search(agency)
    sure = sure or "=" in agency or "＝" in agency or (len(agency) <= _TOWN and agency.lower() == agency.upper())
    return met.end() if sure or (agency.isalpha() and agency[0].isupper()) else 0


def _placed(head: str) -> int:
    """STOCKHOLM (TT) –, PARIS, May 3 (AFP) -, القاهرة (رويترز) -, 北京（新华社）"""
    met = _PLACED.match(head)
    if met is None or not _like_place(met["place"]):
        return 0
    mark, place, agency = met["mark"], met["place"], met["agency"]
    sure = _shouts(place) or _dated(place)
    if is_unspaced(place[0]):
        known = _TELLS_AGENCY.search(agency) or (mark and not any(map(str.isdigit, agency)))
        return met.end() if len(place) <= _TOWN and known else 0
    if mark is None:  # "TCDD (Devlet Demiryolları) ...": several words explain, and are no agency
        return met.end() if sure and (" " not in agency or agency in agencies()) else 0
    if mark in ":：":  # "Smith (Labour): ..." is a speaker; a date, capitals, an agency show the dateline
        return met.end() if sure or agency in agencies() or _comes_back(place, head[met.end() :]) else 0
    if mark == ".":
        return met.end() if sure or (agency.isalpha() and (agency.isupper() or agency.islower())) else 0
    return met.end()


def _dashed(head: str) -> int:
    """LONDON —, KOMPAS.com -, Jakarta, CNN Indonesia --, Berlin - Die"""
    met = _DASHED.match(head)
    if met is None or not _like_place(met["place"]):
        return 0
    place, rest = met["place"], head[met.end() :]
    if _shouts(place) or _DOMAIN.search(place) or _shouted_town(place):
        return met.end()
    if _dated(place) or _WEEKDAY.search(fold(place)):
        return met.end() if not _second_dash(rest) else 0
    names = "," in place and place.istitle() and fold(place.split(",")[0]) not in _starters()
    if names or (met["mark"] == "--" and "," in place):
        return met.end() if not _second_dash(rest) else 0
    caseless = place[0].lower() == place[0].upper() and len(place) <= _NAME and length_in_words(rest) >= _CASELESS
    caseless = caseless and not is_unspaced(place[0]) and not _second_dash(rest)
    if met["mark"] in "–—" and place.istitle() and _opens_sentence(rest):
        return met.end()  # "New York — The mayor": two words before a hyphen may be a pair of names
    return met.end() if " " not in place.strip() and (caseless or _opens_sentence(rest)) else 0


def _stopped(head: str) -> int:
    """NORSELE. The track, Auental. Nach dem Absturz, КИЇВ. 5 лютого. НАС. Завод, NORDVIK: Om lag"""
    met = _STOPPED.match(head)
    if met is None:
        return 0
    place, mark, rest = met["place"], met["mark"], head[met.end() :]
    if _shouts(place) and _like_place(place) and len(place) >= _SHOUTED_PLACE:
        return met.end() + (dated.end() if (dated := _DATED_STOPS.match(rest)) else 0)
    if mark in ":：":
        known = place in agencies() or _comes_back(place, rest) or (_dated(place) and "," in place)
        return met.end() if known else 0
    if _MONTH_BEHIND.match(rest) or fold(place.split()[0]) in _starters():
        return 0  # "Am Donnerstag, dem 12. Juni 2025, ..."
    alone = place.isalpha() and len(place) >= _SHOUTED_PLACE and fold(place) not in families().abbreviations
    return met.end() if (alone or (_dated(place) and "," in place)) and begins_large(rest, 0) else 0


def _reported(head: str) -> int:
    """به گزارش ایسنا، تهران: the agency and the place, as Iranian papers set them."""
    met = _REPORTED.match(head)
    return met.end() if met else 0


def _signed(head: str) -> int:
    """МОСКВА, 3 мая — РИА Новости., МОСКВА, 3 мая. /ТАСС/."""
    met = _SIGNED.match(head)
    sure = met is not None and (_shouts(met["place"]) or re.search(r"[.,] ?\d", met["place"]))
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
    if count and len(pieces[count - 1]) == 1 and pieces[count].islower():
        count -= 1  # "... DYPT NOK I mars": a word of one letter is a capital by its place
    letters = sum(map(str.isalpha, "".join(pieces[:count])))
    if count < 2 or letters < _CAPITALS or len(pieces) < count + _BEHIND:
        return 0
    first = pieces[count]
    mixed = first[:1].isupper() and (first[1:2].islower() or len(first) == 1)
    return len(" ".join(pieces[:count])) + 1 if mixed else 0


_FORMS: tuple[Callable[[str], int], ...] = (
    _opened, _wired, _placed, _signed, _dashed, _stopped, _reported, _timed, _shouted
)  # fmt: skip


def _comes_back(place: str, rest: str) -> bool:
    """ "Brattli: the cinema in Brattli opens": what comes back right behind it names the place, not who speaks."""
    label = place.strip()
    return 3 <= len(label) <= _NAME and len(label.split()) <= 3 and rest.count(label) > 0


def _in_capitals(piece: str) -> bool:
    """In a sub-heading in capitals numbers and marks may stand as well."""
    return (piece.isupper() and not piece.endswith(".")) or not any(map(str.isalpha, piece))


def _dated(place: str) -> bool:
    """A day and a month close it: "PARIS, May 3", "Norsele, 4 februari"."""
    return _DATE.search(place) is not None


def _shouts(place: str) -> bool:
    """Every letter is a capital; str.isupper passes over the letters of scripts that have none."""
    return place[0].isupper() and all(letter.isupper() for letter in place if letter.isalpha())


def _shouted_town(place: str) -> bool:
    """MARLOW FALLS, Iowa: the town in capitals, its state or country as usual."""
    town, comma, state = place.partition(",")
    return bool(comma) and _shouts(town) and len(town) >= _SHOUTED_PLACE and state.strip()[:1].isupper()


def _like_place(place: str) -> bool:
    """A few words; each name with a capital where the script has them, small ones only in a date or a name."""
    if sum(word[0].islower() for word in _NAMED.split(place, maxsplit=1)[0].split()) > 1:
        return False  # "Altenrode hat für 18,5 Mio": a sentence has begun
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
