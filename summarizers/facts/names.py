"""Names of a sentence that its evidence do not bear out, and sayings given to someone else.

Scripts with capitals show their names; where there are none, katakana, Latin letters in another script, and what
stands in the place of other words of the source and is not what the source says there. A name that the source has
elsewhere is borne out by the sentence that has it, unless another name stands in the very place of it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from wireglot.articles.numbers.numbers import entry as numerals
from wireglot.articles.numbers.tables import base
from wireglot.summarizers.facts.amounts import days
from wireglot.summarizers.facts.finding import Fault, Kind
from wireglot.summarizers.facts.held import Held
from wireglot.summarizers.facts.slots import Slot, exchanged
from wireglot.summarizers.facts.source import Line, Source
from wireglot.summarizers.facts.tables import table
from wireglot.summarizers.facts.words import ROOT, Word, opens, plain

# Endings that a name may take: "Putin|ovi", "Swed|ish" three letters, "Helsing|issä" five.
_ENDING, _LONG_ENDING = 3, 5
_LONG_ENDINGS = frozenset(
    ["fi", "et", "hu", "tr", "az", "eu", "ka", "ko", "kk", "uz", "ta", "te", "ml", "kn", "eo", "lv", "lt"]
)

# Languages that write every noun with a capital.
_NOUNS = frozenset({"de", "lb", "gsw"})
_KATAKANA = 3  # letters of a name in katakana, at least
# A word that opens a sentence and never stands elsewhere: with fewer letters it may be "She", "Elle", "They".
_LONGER_THAN_PRONOUNS = 5
_TITLED = 0.75  # of a sentence's longer words with capitals: a headline, whose capitals say nothing
_SPEECH_REACH = 3  # words between a name and the word that gives it a saying
_SPREAD = 0.34  # of the sentences: a word in more of them is no name that could be exchanged


def names(held: Held) -> tuple[list[Fault], list[Line]]:
    """The faults, and the lines that bear out names which the evidence lack."""
    faults = {slot_words: Fault(kind, slot_words) for kind, slot_words in _exchanges(held)}
    there = [word for line in held.lines for word in line.words]
    more: list[Line] = []
    for name in _candidates(held):
        if any(name.shown in what for what in faults) or _among(name, there, held):
            continue
        line = _bearer(name, held)
        if line is not None:
            more.append(line)
            there.extend(line.words)
        elif not _initials(name, held.source) and not _among(name, held.source.headline.words, held):
            faults[name.shown] = Fault("name", name.shown)
    return list(faults.values()), more


def _exchanges(held: Held) -> Iterator[tuple[Kind, str]]:
    """Kind and words of each name that stands where the source has another one."""
    for line, pairing in held.pairings[:1]:  # what stands elsewhere in a lesser line is no exchange
        for slot in pairing.slots:
            if exchanged(slot) and (found := _other_name(slot, held, line)):
                shown = held.text[found[0].start : found[-1].end]
                yield ("speaker" if _speaks(found, held) else "name"), shown


def _other_name(slot: Slot, held: Held, line: Line) -> tuple[Word, ...]:
    """Our words of the slot when they and theirs are names, and not forms of one; else ()."""
    ours = tuple(word for word in slot.ours if _may_be_name(word, held.text, held.source))
    theirs = tuple(word for word in slot.theirs if _may_be_name(word, line.text, held.source))
    if not ours or not theirs or any(_same(a, b, held) for a in ours for b in slot.theirs):
        return ()
    if any(_same(a, b, held) for a in slot.ours for b in theirs):
        return ()
    if ours[0].single or not _cased(held.text):
        return ours if _uncased_exchange(ours, theirs, held) else ()
    return () if _fuller(ours, held) else ours


def _fuller(ours: tuple[Word, ...], held: Held) -> bool:
    """Whether the source has the words beside the same next or last name: "Anna" of Anna Berg, told of Berg."""
    at = next(n for n, word in enumerate(held.words) if word.start == ours[0].start)
    row = held.words[max(0, at - 1) : at + len(ours) + 1]
    pairs = [(a, b) for a, b in pairwise(row) if a.shown[0].isupper() and b.shown[0].isupper()]
    told = [(a, b) for a, b in pairs if (a in ours) != (b in ours)]
    return any(f"{a.form} {b.form}" in held.source.folded for a, b in told)


def _uncased_exchange(ours: tuple[Word, ...], theirs: tuple[Word, ...], held: Held) -> bool:
    """Without capitals: ours is said elsewhere in the source, or theirs again and again, and neither everywhere."""
    if any(map(_katakana, ours)) and any(map(_katakana, theirs)):
        return True
    if ours[0].single and len(ours) < 2 and len(theirs) < 2:
        return False
    if not ours[0].single and _bicameral(held.text) and any(len(word.form) < ROOT for word in ours):
        return False
    a, b = (" ".join(word.form for word in side) for side in (ours, theirs))
    if ours[0].single:
        a, b = a.replace(" ", ""), b.replace(" ", "")
    whole = held.source.folded
    most = max(2, _SPREAD * len(held.source.lines) * 2)
    if 1 <= whole.count(a) <= most:
        return len(ours) <= 2 or ours[0].single
    return a not in whole and 2 <= whole.count(b) <= most and not _bicameral(held.text)


def _bicameral(text: str) -> bool:
    """Whether the script has capitals, even where the text has lost them."""
    return any(one.islower() for one in text)


def _may_be_name(word: Word, text: str, source: Source) -> bool:
    if not word.form[0].isalpha() or (len(word.form) < 2 and not word.single):
        return False
    if _day_or_month(word, source.language):
        return False
    if _katakana(word):
        return len(word.shown) >= _KATAKANA
    if not _cased(text) or word.shown.upper() == word.shown.lower():
        return source.spread[word.form[:5]] <= max(2, _SPREAD * len(source.lines))
    if not word.shown[0].isupper() or word.form in source.lowered:
        return word.shown[0].isupper() and word.start > 0 and word.form in source.proper
    return not opens(word, text) or word.form in source.proper or len(word.form) >= _LONGER_THAN_PRONOUNS


def _candidates(held: Held) -> Iterator[Word]:
    """Words that are names beyond warning, so that the source must have them."""
    if not held.same_language and _script(held.text) != _script(held.evidence):
        return  # the names of one script cannot be judged by those of another
    found = held.words
    titled = _titled(found)
    for at, word in enumerate(found):
        if not word.form[0].isalpha() or len(word.form) < 2:
            continue
        if _foreign(word, held.text) or (word.shown[0].isupper() and not titled and _stands_as_name(at, found, held)):
            yield word


def _stands_as_name(at: int, found: tuple[Word, ...], held: Held) -> bool:
    """A capital that is not owed to the beginning of a sentence, nor to the grammar of the language."""
    word = found[at]
    if word.form in held.source.lowered or word.form in _numerals(base(held.language)):
        return False
    if _day_or_month(word, held.language):
        return False
    follows = at + 1 < len(found) and _next_name(word, found[at + 1], held)
    before = at > 0 and _next_name(found[at - 1], word, held)
    if base(held.language) in _NOUNS:
        return (follows or before) and word.form not in held.source.forms
    return not opens(word, held.text) or follows


@cache
def _numerals(language: str) -> frozenset[str]:
    """Numbers in words, which another check sees to."""
    rows = [line for key, line in numerals(language).items() if key.isdecimal()]
    return frozenset(word for line in rows for word in line.split())


def _next_name(one: Word, other: Word, held: Held) -> bool:
    return (
        other.start == one.end + 1
        and held.text[one.end] in " -"
        and one.shown[0].isupper()
        and other.shown[0].isupper()
        and other.form not in held.source.lowered
    )


def _titled(found: tuple[Word, ...]) -> bool:
    longer = [word for word in found if len(word.shown) >= 4 and word.form[0].isalpha()]
    return len(longer) >= 5 and sum(word.shown[0].isupper() for word in longer) > _TITLED * len(longer)


def _foreign(word: Word, text: str) -> bool:
    """Katakana of three letters and more, and Latin letters in text of a script without capitals."""
    if _katakana(word):
        return len(word.shown) >= _KATAKANA
    return word.shown[0].isascii() and word.shown[0].isupper() and not _cased(text)


def _script(text: str) -> str:
    """The script of most letters, by the first word of their names; "" for a text without letters."""
    found = Counter(unicodedata.name(one, "").partition(" ")[0] for one in text if one.isalpha())
    return max(found, key=lambda name: (found[name], name), default="")


def _katakana(word: Word) -> bool:
    return "\u30a1" <= word.shown[0] <= "\u30ff"


def _cased(text: str) -> bool:
    """Whether most letters are of a script with capitals, and some have them: lower-cased text shows no names."""
    letters = [one for one in text if one.isalpha()]
    lower = sum(one.islower() for one in letters)
    return lower * 2 > len(letters) and any(one.isupper() for one in text)


def _bearer(name: Word, held: Held) -> Line | None:
    """The line that names it, the nearest to the evidence of those before them; None when there is none."""
    numbers = _holders(name, held)
    if not numbers:
        return None
    first = min(line.number for line in held.lines)
    best = min(numbers, key=lambda n: (abs(n - first) + (0.5 if n > first else 0), n))
    return held.source.lines[best]


def _holders(name: Word, held: Held) -> list[int]:
    """The lines that have the name in some form; by its first letters, then form by form."""
    allowed = {form for form in held.source.rooted.get(plain(name.form)[:ROOT], ()) if _alike(name.form, form, held)}
    return [line.number for line in held.source.lines if allowed & line.forms]


def _among(name: Word, there: Sequence[Word], held: Held) -> bool:
    return any(_same(name, word, held) for word in there)


def _same(one: Word, other: Word, held: Held) -> bool:
    return one.form == other.form or (not one.single and not other.single and _alike(one.form, other.form, held))


def _alike(one: str, other: str, held: Held) -> bool:
    """Forms of one name: the same but for accents and an ending."""
    a, b = plain(one), plain(other)
    if a == b:
        return True
    ending = _LONG_ENDING if base(held.language) in _LONG_ENDINGS else _ENDING
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(ROOT, max(len(a), len(b)) - ending)


def _initials(name: Word, source: Source) -> bool:
    """Whether it is an abbreviation of words that the source has in a row."""
    return name.shown.isupper() and name.form in source.initials


def _day_or_month(word: Word, language: str) -> bool:
    return bool(days(f"1 {word.shown} 1", base(language)))


def _speaks(found: tuple[Word, ...], held: Held) -> bool:
    """Whether a word of saying stands close to the name, no mark between the two."""
    stems = _stems(base(held.language))
    start, end = found[0].start, found[-1].end
    if found[0].single:
        reach = held.text[max(0, start - 4) : end + 6]
        return any(stem in reach for stem in stems)
    before = [word for word in held.words if word.end <= start][-_SPEECH_REACH:]
    behind = [word for word in held.words if word.start >= end][:_SPEECH_REACH]
    said = [word for word in (*before, *behind) if word.form.startswith(stems)]
    return any(not _MARK.search(held.text[min(word.start, end) : max(word.end, start)]) for word in said)


_MARK = re.compile(r"[,;:!?\"“”„«»()—–،؛]|\. ")


@cache
def _stems(language: str) -> tuple[str, ...]:
    row: str = table("speech").get(language, "")
    return tuple(row.split())
