"""Numbers carried over: each number of the source in digits stands in the told sentence, in digits or words, and the
other way round. A number that is simply another one is a fault whatever the words say."""

from collections.abc import Iterable, Sequence

from wireglot.articles.numbers import (
    Number,
    Value,
    base_language,
    blank_addresses,
    find_numbers,
    has_number_words,
    numeral_table,
    spelled_values,
)

# A sentence that lost more numbers than this did not lose them to another clock or calendar.
_MOST = 12

# Where nothing is known of a language's words, numbers up to twenty and round ones may be written in them.
_SPELLED_MAYBE = frozenset([*range(21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6, 10**9])


def number(source: str, told: str, language: str, to: str) -> str:
    """The numbers lost and made up; "" when all were carried over."""
    source, told = blank_addresses(source), blank_addresses(told)
    ours, theirs = find_numbers(source, language), find_numbers(told, to)
    if not ours and not theirs:
        return ""
    lost = _missing(ours, theirs, source, told, language, to)
    made = _missing(theirs, ours, told, source, to, language)
    return _said(lost, made, has_number_words(to), has_number_words(language))


def _said(lost: list[Number], made: list[Number], known_to: bool, known_from: bool) -> str:
    """What is wrong; a lone number that an unknown language may have in words is let pass."""
    if not (lost and made):
        lost = [one for one in lost if known_to or not one.meanings & _SPELLED_MAYBE]
        made = [one for one in made if known_from or not one.meanings & _SPELLED_MAYBE]
    said = [f"{_listed(lost)} not carried over"] if lost else []
    if made:
        said.append(f"{_listed(made)} not in the original")
    return "; ".join(said)


def _listed(found: Iterable[Number]) -> str:
    return ", ".join(list(dict.fromkeys(one.raw for one in found))[:_MOST])


def _missing(
    ours: Sequence[Number], theirs: Sequence[Number], text: str, other: str, language: str, to: str
) -> list[Number]:
    """Those of ours that the other side has neither in digits nor in words."""
    there = frozenset(value for one in theirs for value in (*one.meanings, *one.parts))
    lost = [one for one in ours if not _among(one, there)]
    if not lost:
        return []
    there |= spelled_values(other, to)
    lost = [one for one in lost if not _among(one, there)]
    if len(lost) > _MOST:
        return lost
    return [one for one in lost if not _otherwise(one, theirs, there, text, other, language, to)]


def _among(one: Number, there: frozenset[Value]) -> bool:
    return bool(one.meanings & there) or (bool(one.parts) and all(part in there for part in one.parts))


def _otherwise(
    one: Number, theirs: Sequence[Number], there: frozenset[Value], text: str, other: str, language: str, to: str
) -> bool:
    """Whether it is told by another clock, calendar or way of naming years and centuries."""
    pieces = one.parts or tuple(one.meanings)
    ways = (
        _clock(pieces, there, text, other, language, to) | _years(one, text, language, to) | _named_years(one, theirs)
    )
    there |= {value - shift for n in theirs for shift in _shifts(to, other, n.start) for value in _years_of(n)}
    return (
        any(way in there for way in (*ways, *one.meanings))
        or _century(one, there, text)
        or _century_back(one, theirs, other)
    )


def _clock(
    pieces: tuple[Value, ...], there: frozenset[Value], text: str, other: str, language: str, to: str
) -> set[Value]:
    """14 for 2 in the afternoon, and back, where one side says that it is afternoon or night."""
    hour, *rest = pieces
    if not isinstance(hour, int) or hour > 24:
        return set()
    if len(rest) == 1 and isinstance(rest[0], int) and rest[0] and rest[0] not in there:
        return {hour * 100 + rest[0]}  # 2.30 as 0230
    if hour > 12:
        return {hour - 12} if _afternoon(other, to) else set()
    return {hour + 12, 0} if _afternoon(text, language) else set()


def _afternoon(text: str, language: str) -> bool:
    marks = numeral_table(base_language(language)).get("afternoon", "").split()
    folded = text.casefold()
    return "pm" in folded or any(mark in folded for mark in marks) or "a.m" in folded or " am" in folded


def _years(one: Number, text: str, language: str, to: str) -> set[Value]:
    """The year by our calendar: Buddhist, or of an era whose name stands before it; and back into theirs."""
    ways: set[Value] = set()
    for value in one.meanings:
        if isinstance(value, int):
            ways |= {value - shift for shift in _shifts(language, text, one.start) if value < 3000}
            ways |= {value + shift for shift in _shifts(to, "", 0) if 1000 < value < 3000}
    return ways


def _years_of(one: Number) -> list[int]:
    return [value for value in one.meanings if isinstance(value, int) and value < 3000]


def _shifts(language: str, text: str, at: int) -> list[int]:
    own = numeral_table(base_language(language))
    eras = dict(pair.split("=") for pair in own.get("eras", "").split())
    shifts = [-int(ahead) for name, ahead in eras.items() if name in text[max(0, at - 4) : at]]
    return [*shifts, int(own["year"])] if "year" in own else shifts


def _named_years(one: Number, theirs: Sequence[Number]) -> set[Value]:
    """1990 for '90, 90s or 2015-16, and back."""
    ways: set[Value] = set()
    for value in one.meanings:
        if isinstance(value, int) and 1800 <= value < 2100:
            short = {v for n in theirs if n.before in _SHORT_YEAR or n.after.isalpha() for v in n.meanings}
            ways |= {value % 100} & short if value % 10 else {value % 100}
        elif isinstance(value, int) and 1 <= value < 100 and (one.before in _SHORT_YEAR or not value % 10):
            ways |= {value + 1800, value + 1900, value + 2000}
    return ways


_SHORT_YEAR = frozenset("-–—/'’‘")


def _century(one: Number, there: frozenset[Value], text: str) -> bool:
    """Nordic 1800-talet, Finnish 1800-luku: the nineteenth century."""
    follows = text[one.end : one.end + 4].casefold()
    if not follows.startswith(("-tal", "-luv", "-luk", "s", "-ta", "-x", "-y", "-a", "-é", "-х", "年代")):
        return False
    return any(isinstance(value, int) and not value % 100 and value // 100 + 1 in there for value in one.meanings)


def _century_back(one: Number, theirs: Sequence[Number], other: str) -> bool:
    """The nineteenth century for 1800-talet."""
    return any(
        value == (whole // 100) + 1
        for number in theirs
        for whole in number.meanings
        if isinstance(whole, int) and not whole % 100 and 900 < whole < 2100
        for value in one.meanings
        if _century(number, frozenset([value]), other)
    )
