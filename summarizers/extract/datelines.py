"""Where a sentence begins after a dateline, a time or a sub-heading in capitals.

The form decides, not a list of towns: a place in capitals or an agency in brackets before a dash, a date between
them, the address of a news site, the Chinese wire's 新华社北京5月3日电. Whatever is uncertain stays.
articles.boilerplate knows datelines that are a line of their own.
"""

import re
from collections.abc import Callable
from functools import cache

from wireglot.articles import is_agency_credit, news_agencies
from wireglot.articles.languages import is_unspaced, length_in_words
from wireglot.articles.sentences import families
from wireglot.summarizers.extract.context import lower_case

_MAX_CHARACTERS = 160  # characters: no dateline is longer, and a sentence may hold a megabyte
_MAX_PIECES = 3  # an agency in brackets, a place, a time: there are never more in a row
_MIN_WORDS = 3  # words after it: fewer are no sentence
_MAX_PLACE_WORDS = 6  # words of a place with its date
_MAX_CHINESE_TOWN = 8  # characters of it in Chinese
_MAX_TOWN_WORDS = 4  # words of a town and its state or country
_MAX_AGENCY = 5  # letters of an agency in capitals
_MIN_TOWN_WORD = 3  # letters of each word of a town before a dash alone
_MAX_TOWN_NAME = 20  # characters of the name of a town
_CASELESS_WORDS = 8  # words after a place and a dash in scripts without capitals
_MIN_CAPITAL_PLACE = 4  # letters of a place before a full stop: less is an abbreviation
_HEADING_LETTERS = 12  # letters of a sub-heading in capitals: fewer may be the shortened names of offices (US FDA)
_WORDS_AFTER_HEADING = 5  # at least, after such a sub-heading

_DASH = r"[-–—―](?: ?[-–—―])*"
_INNER_DASH = re.compile(rf" {_DASH} ")
_BRACKETED = r"[(（\[【［](?P<agency>[^()（）\[\]【】［］\n]{1,40})[)）\]】］]"
_AGENCY_FIRST = re.compile(
    rf"(?P<open>{_BRACKETED})\s*(?:\S{{2,5}}(?: \S{{2,5}})? ?(?:기자|특파원)\s?)?(?P<mark>[=＝]|{_DASH})?\s*"
)
_PLACE_AND_AGENCY = re.compile(
    rf"(?P<place>[^\W\d_][^()（）\[\]【】［］!?。！？:：;；\"“”«»「」\n]{{0,50}}?"
    rf"(?: \([^()\d]{{3,20}}\)(?:, [^()]{{3,30}}?)?)?)"
    rf" ?{_BRACKETED}\s*"
    rf"(?P<mark>\.?{_DASH}|[:：=＝।.])?\s*"
)
_PLACE_AND_DASH = re.compile(rf"(?P<place>[^\W\d_][^()\[\]!?。！？:：;；\"“”«»\n–—―]{{1,60}}?) ?(?P<mark>{_DASH}) +")
# BERLIN/PARIS dpa |, HELSINKI STT, İstanbul - DHA, بيروت - وكالات:
_PLACE_BESIDE_AGENCY = re.compile(
    rf"(?P<place>[^\W\d_][^()!?.:：|\n]{{1,40}}?)(?P<between> ?{_DASH} ?|[,:] | )"
    rf"/?(?P<agency>[^\W\d_][\w/-]{{1,15}}?)/?(?P<mark> ?(?:{_DASH}|[:|]))? +"
)
_TWO_TOWNS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?/[^\W\d_]+(?: [^\W\d_]+)?")  # München/London –
_RUSSIAN_AGENCY = re.compile(
    r"(?P<place>[^\W\d_][^()!?\n]{1,40}?)(?: ?[—–-] ?|\.? ?/)[^\W\d_][\w -]{1,25}(?:/\.|\.|/) +"
)
_CHINESE_WIRE = re.compile(
    r"[\u4e00-\u9fff]{2,12}\d{1,2}(?:月\d{1,2})?日(?:[电電訊讯]|\s?[(（])(?:\s?[(（]?[^（）()]{1,30}[)）])?[：:，,\s]*"
)
_TIME = re.compile(
    r"(?:[Kk]l\.? ?)?\d{1,2}(?P<colon>[:.])\d{2}(?::\d{2})?(?: ?(?:Uhr|[AaPp]\.?[Mm]\.?|[A-Z]{2,4}\b))?"
    rf"(?P<mark>\s*(?:{_DASH}|[:：|]))?\s+"
)
_PLACE_AND_STOP = re.compile(r"(?P<place>[^\W\d_][^()!?.:：\n]{1,40})(?P<mark>[.:：]) +")
_IRANIAN_AGENCY = re.compile(r"(?:به گزارش|به نقل از) [^:،]{2,40}، ?[^:،]{2,30}: ?")
_DATELINE_MARK = re.compile(
    r"[(（\[【［日]|[-–—―./:：|] |^(?:[Kk]l|\d|به)"
)  # whatever is removed contains one of these
_MONTH_BEHIND = re.compile(r"[^\W\d_]{3,} \d{4}")
_DATED_STOPS = re.compile(r"\d{1,2}\.? [^\W\d_]{3,}(?: \d{4})?\.? (?:[^\W\d_]{2,8}\. )?")
# Days of the week in datelines, in small letters.
_WEEKDAY = re.compile(
    r", ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mån|tis|ons|tors|fre|lör|sön)dag|(?:man|tirs|lør|søn)dag"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:lun|mart|mierc|juev|viern)es|miércoles|sábado|domingo"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|понеділок|вівторок|середа|четвер|п'ятниця|субота|неділя|(?:maanan|tiis|tors|perjan|lauan|sunnun)tai"
    r"|keskiviikko|senin|selasa|rabu|kamis|jumat|sabtu|minggu)$"
)
_DATE = re.compile(
    r"(?<!\d)[,،.] ?(?:(?:le|den|am|il|el|dne) )?(?:\d{1,2}\.? (?:de )?[^\W\d_]\S+|[^\W\d_]\S{2,} \d{1,2})"
    r"(?:,? \d{4})?,? ?$"
)
_PLACE_END = re.compile(r"[,،.\d]")  # ends the name of a place
_DOMAIN = re.compile(r"\w\.(?:com|net|org|id|co|ru|vn|info|news)\b", re.IGNORECASE)
_AGENCY_SIGN = re.compile(r"[社电電网網讯訊报報]|记者|記者|共同|時事|ロイター")
_OPENERS = " \"'“„«‘¿¡「『"


def sentence_start(text: str) -> int:
    """Return the offset at which the sentence itself begins: 0 where nothing is set before it."""
    start = 0
    for _ in range(_MAX_PIECES):
        end = _next_start(text, start)
        if end == start:
            break
        start = end
    return start


def _next_start(text: str, start: int) -> int:
    head = text[start : start + _MAX_CHARACTERS]
    if _DATELINE_MARK.search(head) is None and not _is_capital_piece(head.partition(" ")[0]):
        return start
    ends = (start + end for find in _DATELINE_FORMS if (end := find(head)) and _is_sentence_start(text, start + end))
    return next(ends, start)


def _can_begin(text: str, start: int) -> bool:
    """Whether a sentence can begin there: in scripts with capitals it needs one."""
    first = text[start : start + 8].lstrip(_OPENERS)[:1]
    return first.isalnum() and not first.islower()


def _is_sentence_start(text: str, end: int) -> bool:
    return _can_begin(text, end) and length_in_words(text[end : end + _MAX_CHARACTERS]) >= _MIN_WORDS


def _agency_first(head: str) -> int:
    """(CNN), (Reuters) -, 【東京共同】, [서울=연합뉴스] 김철수 기자 ="""
    match = _AGENCY_FIRST.match(head)
    if match is None:
        return 0
    agency = match["agency"]
    sure = match["mark"] or match["open"][0] in "【［" or agency.isupper() or _AGENCY_SIGN.search(agency)
    sure = (
        sure
        or "=" in agency
        or "＝" in agency
        or (len(agency) <= _MAX_CHINESE_TOWN and agency.lower() == agency.upper())
    )
    return match.end() if sure or (agency.isalpha() and agency[0].isupper()) else 0


def _place_and_agency(head: str) -> int:
    """STOCKHOLM (TT) –, PARIS, May 3 (AFP) -, القاهرة (رويترز) -, 北京（新华社）"""
    match = _PLACE_AND_AGENCY.match(head)
    if match is None or not _looks_like_place(match["place"]):
        return 0
    mark, place, agency = match["mark"], match["place"], match["agency"]
    sure = _is_all_capitals(place) or _has_date(place)
    if is_unspaced(place[0]):
        known = _AGENCY_SIGN.search(agency) or (mark and not any(map(str.isdigit, agency)))
        return match.end() if len(place) <= _MAX_CHINESE_TOWN and known else 0
    if mark is None and _is_town_with_agency(place, agency):
        return match.end()  # "Atlanta, Georgia (CNN)The": the mark was lost
    if mark is None:  # "TCDD (Devlet Demiryolları) ...": several words explain, and are no agency
        return match.end() if sure and (" " not in agency or agency in news_agencies()) else 0
    if mark in ":：":  # "Smith (Labour): ..." is a speaker; a date, capitals, an agency show the dateline
        return match.end() if sure or agency in news_agencies() or _is_place_label(place, head[match.end() :]) else 0
    if mark == ".":
        return match.end() if sure or (agency.isalpha() and (agency.isupper() or agency.islower())) else 0
    return match.end()


def _is_town_with_agency(place: str, agency: str) -> bool:
    """Whether an agency follows that does not abbreviate the names: "New Delhi (CNN)", not "Tolliver (TLV)"."""
    words = place.split()
    known = is_agency_credit(agency) or (agency.isupper() and agency.isalpha() and len(agency) <= _MAX_AGENCY)
    has_capitals = place.istitle() and all(letter.lower() != letter.upper() for letter in place if letter.isalpha())
    return known and has_capitals and len(words) <= _MAX_TOWN_WORDS and not _abbreviates(agency, words)


def _abbreviates(letters: str, words: list[str]) -> bool:
    """Whether letters come in that order in words from the initial of one on: WHO, TLV of Tolliver."""
    for n, word in enumerate(words):
        left = iter(lower_case("".join(words[n:])))
        if lower_case(word).startswith(lower_case(letters[0])) and all(each in left for each in lower_case(letters)):
            return True
    return False


def _place_and_dash(head: str) -> int:
    """LONDON —, KOMPAS.com -, Jakarta, CNN Indonesia --, Berlin - Die"""
    match = _PLACE_AND_DASH.match(head)
    if match is None or not _looks_like_place(match["place"]):
        return 0
    place, rest = match["place"], head[match.end() :]
    if _is_all_capitals(place) or _DOMAIN.search(place) or _is_town_in_capitals(place):
        return match.end()
    if _has_date(place) or _WEEKDAY.search(lower_case(place)):
        return match.end() if not _has_second_dash(rest) else 0
    names = ("," in place or _TWO_TOWNS.fullmatch(place)) and place.istitle()
    names = bool(names) and lower_case(place.split(",")[0]) not in _starters()
    doubled = len(match["mark"]) > 1 and "," in place
    if names or doubled:
        return match.end() if doubled or not _has_second_dash(rest) else 0
    caseless = (
        place[0].lower() == place[0].upper()
        and len(place) <= _MAX_TOWN_NAME
        and length_in_words(rest) >= _CASELESS_WORDS
    )
    caseless = caseless and not is_unspaced(place[0]) and not _has_second_dash(rest)
    town = place.istitle() and all(len(word) >= _MIN_TOWN_WORD for word in place.split())  # not "... Wi - Fi"
    return match.end() if (caseless and " " not in place) or (town and _begins_with_starter(rest)) else 0


def _place_and_stop(head: str) -> int:
    """NORSELE. The track, Auental. Nach dem Absturz, КИЇВ. 5 лютого. НАС. Завод, NORDVIK: Om lag"""
    match = _PLACE_AND_STOP.match(head)
    if match is None:
        return 0
    place, mark, rest = match["place"], match["mark"], head[match.end() :]
    if _is_all_capitals(place) and _looks_like_place(place) and len(place) >= _MIN_CAPITAL_PLACE:
        return match.end() + _date_behind(rest)
    if mark in ":：":
        known = place in news_agencies() or _is_place_label(place, rest) or (_has_date(place) and "," in place)
        return match.end() if known else 0
    if _MONTH_BEHIND.match(rest) or lower_case(place.split()[0]) in _starters():
        return 0  # "Am Donnerstag, dem 12. Juni 2025, ..."
    alone = place.isalpha() and len(place) >= _MIN_CAPITAL_PLACE and lower_case(place) not in families().abbreviations
    alone = alone or (_has_date(place) and "," in place)
    return match.end() + _date_behind(rest) if alone and _can_begin(rest, 0) else 0


def _date_behind(rest: str) -> int:
    """КИЇВ. 5 лютого. НАС. Завод: the length of the date and the agency behind the place."""
    dated = _DATED_STOPS.match(rest)
    return dated.end() if dated else 0


def _place_beside_agency(head: str) -> int:
    """BERLIN/PARIS dpa |, İstanbul - DHA, بيروت - وكالات: a known agency; without a mark the place is in capitals."""
    match = _PLACE_BESIDE_AGENCY.match(head)
    if match is None or not _looks_like_place(match["place"]) or not is_agency_credit(match["agency"]):
        return 0
    sure = match["mark"] or _is_all_capitals(match["place"]) or match["between"].strip(" ,:")
    return match.end() if sure else 0


def _iranian_agency(head: str) -> int:
    """به گزارش ایسنا، تهران: the agency and the place, as Iranian papers set them."""
    match = _IRANIAN_AGENCY.match(head)
    return match.end() if match else 0


def _russian_agency(head: str) -> int:
    """МОСКВА, 3 мая — РИА Новости., МОСКВА, 3 мая. /ТАСС/."""
    match = _RUSSIAN_AGENCY.match(head)
    sure = match is not None and (_is_all_capitals(match["place"]) or re.search(r"[.,] ?\d", match["place"]))
    return match.end() if match and sure and _looks_like_place(match["place"]) else 0


def _chinese_wire(head: str) -> int:
    match = _CHINESE_WIRE.match(head)
    return match.end() if match else 0


def _time(head: str) -> int:
    """10:42 –, 10.42:, 10:42 The ferry; a time without a mark may be a part of the sentence."""
    match = _TIME.match(head)
    if match is None or head[match.end() : match.end() + 1].isdigit():
        return 0
    sure = match["mark"] or (match["colon"] == ":" and head[match.end() : match.end() + 1].isupper())
    return match.end() if sure else 0


def _capital_heading(head: str) -> int:
    """GLUED SUB-HEADING IN CAPITALS Then the sentence."""
    if not _is_capital_piece(head.partition(" ")[0]):
        return 0
    pieces = head.split(" ")
    count = next((n for n, piece in enumerate(pieces) if not _is_capital_piece(piece)), 0)
    if count and len(pieces[count - 1]) == 1 and pieces[count].islower():
        count -= 1  # "... DYPT NOK I mars": a word of one letter is a capital by its place
    letters = sum(map(str.isalpha, "".join(pieces[:count])))
    if count < 2 or letters < _HEADING_LETTERS or len(pieces) < count + _WORDS_AFTER_HEADING:
        return 0
    first = pieces[count]
    mixed = first[:1].isupper() and (first[1:2].islower() or len(first) == 1)
    return len(" ".join(pieces[:count])) + 1 if mixed else 0


_DATELINE_FORMS: tuple[Callable[[str], int], ...] = (
    _agency_first,
    _chinese_wire,
    _place_and_agency,
    _place_beside_agency,
    _russian_agency,
    _place_and_dash,
    _place_and_stop,
    _iranian_agency,
    _time,
    _capital_heading,
)


def _is_place_label(place: str, rest: str) -> bool:
    """Whether it recurs right after the colon, as "Brattli: the cinema in Brattli opens": a place, not a speaker."""
    label = place.strip()
    return 3 <= len(label) <= _MAX_TOWN_NAME and len(label.split()) <= 3 and rest.count(label) > 0


def _is_capital_piece(piece: str) -> bool:
    """Whether the word may be part of a sub-heading in capitals: in capitals, or without letters."""
    return (piece.isupper() and not piece.endswith(".")) or not any(map(str.isalpha, piece))


def _has_date(place: str) -> bool:
    """Whether it ends in a day and a month: "PARIS, May 3", "Norsele, 4 februari"."""
    return _DATE.search(place) is not None


def _is_all_capitals(place: str) -> bool:
    """Whether every letter is a capital; str.isupper ignores the letters of scripts without capitals."""
    return place[0].isupper() and all(letter.isupper() for letter in place if letter.isalpha())


def _is_town_in_capitals(place: str) -> bool:
    """MARLOW FALLS, Iowa: the town in capitals, its state or country as usual."""
    town, comma, state = place.partition(",")
    return bool(comma) and _is_all_capitals(town) and len(town) >= _MIN_CAPITAL_PLACE and state.strip()[:1].isupper()


def _looks_like_place(place: str) -> bool:
    """Whether it is a few words with capitals where the script has them; small words only in a date or a name."""
    if sum(word[0].islower() for word in _PLACE_END.split(place, maxsplit=1)[0].split()) > 1:
        return False  # "Altenrode hat für 18,5 Mio": a sentence has begun
    words = place.replace(",", " ").split()
    dated = any(map(str.isdigit, place))
    small = [word for word in words if word[0].islower() and not _DOMAIN.search(word)]
    return len(words) <= _MAX_PLACE_WORDS and len(small) <= (2 if dated else 1) and not words[0][0].islower()


def _begins_with_starter(rest: str) -> bool:
    """Whether a word that often opens sentences follows, and no second dash: "Berlin - Die Regierung"."""
    first = rest.split(maxsplit=1)[0] if rest.split() else ""
    return not _has_second_dash(rest) and first[:1].isupper() and lower_case(first).strip(",") in _starters()


def _has_second_dash(rest: str) -> bool:
    """Whether a second dash follows: the two enclose a remark, and what is before the first one is no place."""
    return _INNER_DASH.search(rest) is not None


@cache
def _starters() -> frozenset[str]:
    return families().starters
