"""Check of the names of a sentence against its evidence, and of the speakers of its statements.

In scripts with capitals these show the names. Elsewhere names are katakana, Latin letters within another script, and
words in the place of other words of the source. A name that the source has elsewhere is supported by the sentence that
has it, unless it is in the place of another name.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from wireglot.articles.facts import (
    ROOT,
    Word,
    find_date_names,
    is_title_case,
    shows_capitals,
    starts_clause,
    without_accents,
)
from wireglot.articles.languages import base_language, has_capitalised_nouns
from wireglot.articles.numbers import numeral_table as numerals
from wireglot.summarizers.facts.comparison import Comparison, Difference, FactFault, FaultKind, Faults
from wireglot.summarizers.facts.source import Source, SourceSentence
from wireglot.summarizers.facts.tables import table

# Letters of the endings that a name may take: "Putin|ovi", "Swed|ish" three letters, "Helsing|issä" five.
_ENDING, _LONG_ENDING = 3, 5
_LONG_ENDINGS = frozenset(
    ["fi", "et", "hu", "tr", "az", "eu", "ka", "ko", "kk", "uz", "ta", "te", "ml", "kn", "eo", "lv", "lt"]
)
_MIN_KATAKANA = 3  # letters of a name in katakana, at least
# Letters of a capitalized word that occurs only at the start of sentences; shorter ones may be "She", "Elle", "They".
_LONGER_THAN_PRONOUNS = 5
_SPEECH_REACH = 3  # words between a name and the verb of speech that it is the subject of
_PUNCTUATION = re.compile(r"[,;:!?\"“”„«»()—–،؛]|\. ")
_MAX_SHARE = 0.34  # share of the sentences: a word in more of them is not a name


def check_names(comparison: Comparison) -> Faults:
    """Return the faults, and the sentences that support names which the evidence lacks."""
    faults = {words: FactFault(kind, words) for kind, words in _substitutions(comparison)}
    there = [word for sentence in comparison.evidence for word in sentence.words]
    more: list[SourceSentence] = []
    for name in _candidates(comparison):
        if any(name.text in words for words in faults) or is_among(name, there, comparison):
            continue
        sentence = _sentence_naming(name, comparison)
        if sentence is not None:
            more.append(sentence)
            there.extend(sentence.words)
        elif not (name.text.isupper() and name.folded in comparison.source.initials) and not is_among(
            name, comparison.source.headline.words, comparison
        ):
            faults[name.text] = FactFault("name", name.text)
    return list(faults.values()), more


def _substitutions(comparison: Comparison) -> Iterator[tuple[FaultKind, str]]:
    """Yield the kind of fault and the words of each name that is in the place of another name of the source."""
    for sentence, alignment in comparison.alignments[:1]:  # in further evidence it may be elsewhere by right
        for difference in alignment.differences:
            if difference.is_substitution and (replaced := _replaced_name(difference, comparison, sentence)):
                words = comparison.text[replaced[0].start : replaced[-1].end]
                yield ("speaker" if _is_speaker(replaced, comparison) else "name"), words


def _replaced_name(difference: Difference, comparison: Comparison, sentence: SourceSentence) -> tuple[Word, ...]:
    """Return our words of the difference if they and theirs are names, and not forms of one name; else ()."""
    ours = tuple(word for word in difference.ours if may_be_name(word, comparison.text, comparison.source))
    theirs = tuple(word for word in difference.theirs if may_be_name(word, sentence.text, comparison.source))
    if not ours or not theirs or any(_is_same_name(a, b, comparison) for a in ours for b in difference.theirs):
        return ()
    if any(_is_same_name(a, b, comparison) for a in difference.ours for b in theirs):
        return ()
    if ours[0].is_unspaced or not shows_capitals(comparison.text):
        return ours if _is_uncased_substitution(ours, theirs, comparison) else ()
    return () if _is_fuller_name(ours, comparison) else ours


def _is_fuller_name(ours: tuple[Word, ...], comparison: Comparison) -> bool:
    """Whether the source has our name with the same neighbour elsewhere: "Anna" where Anna Berg is called Berg."""
    at = next(n for n, word in enumerate(comparison.words) if word.start == ours[0].start)
    row = comparison.words[max(0, at - 1) : at + len(ours) + 1]
    pairs = [(a, b) for a, b in pairwise(row) if a.text[0].isupper() and b.text[0].isupper()]
    full_names = [f"{a.folded} {b.folded}" for a, b in pairs if (a in ours) != (b in ours)]
    return any(name in comparison.source.folded_text for name in full_names)


def _is_uncased_substitution(ours: tuple[Word, ...], theirs: tuple[Word, ...], comparison: Comparison) -> bool:
    """Without capitals: whether the source has ours elsewhere, or theirs repeatedly, and neither of them everywhere."""
    if any(map(_is_katakana, ours)) and any(map(_is_katakana, theirs)):
        return True
    if ours[0].is_unspaced and len(ours) < 2 and len(theirs) < 2:
        return False
    if not ours[0].is_unspaced and _is_cased_script(comparison.text) and any(len(word.folded) < ROOT for word in ours):
        return False
    a, b = (" ".join(word.folded for word in side) for side in (ours, theirs))
    if ours[0].is_unspaced:
        a, b = a.replace(" ", ""), b.replace(" ", "")
    whole = comparison.source.folded_text
    most = max(2, _MAX_SHARE * len(comparison.source.sentences) * 2)
    if 1 <= whole.count(a) <= most:
        return len(ours) <= 2 or ours[0].is_unspaced
    return a not in whole and 2 <= whole.count(b) <= most and not _is_cased_script(comparison.text)


def _is_cased_script(text: str) -> bool:
    """Whether the script has capitals, even where the text lacks them."""
    return any(letter.islower() for letter in text)


def may_be_name(word: Word, text: str, source: Source) -> bool:
    if not word.folded[0].isalpha() or (len(word.folded) < 2 and not word.is_unspaced):
        return False
    if _is_date_name(word, source.language):
        return False
    if _is_katakana(word):
        return len(word.text) >= _MIN_KATAKANA
    if not shows_capitals(text) or word.text.upper() == word.text.lower():
        return source.frequency[word.folded[:5]] <= max(2, _MAX_SHARE * len(source.sentences))
    if not word.text[0].isupper() or word.folded in source.lowercase_words:
        return word.text[0].isupper() and word.start > 0 and word.folded in source.capitalized_words
    return (
        not starts_clause(word, text)
        or word.folded in source.capitalized_words
        or len(word.folded) >= _LONGER_THAN_PRONOUNS
    )


def _candidates(comparison: Comparison) -> Iterator[Word]:
    """Yield the words that are certainly names, so that the source must have them."""
    words = comparison.words
    by_capitals = not is_title_case(words)
    for at, word in enumerate(words):
        if not word.folded[0].isalpha() or len(word.folded) < 2:
            continue
        by_capital = by_capitals and word.text[0].isupper() and _is_name_by_capital(at, words, comparison)
        if by_capital or _is_foreign_name(word, comparison.text):
            yield word


def _is_name_by_capital(at: int, words: tuple[Word, ...], comparison: Comparison) -> bool:
    """Whether the capital is due neither to the start of a clause nor to the grammar of the language."""
    word = words[at]
    if word.folded in comparison.source.lowercase_words or word.folded in number_words(
        base_language(comparison.language)
    ):
        return False
    if _is_date_name(word, comparison.language):
        return False
    follows = at + 1 < len(words) and _are_adjacent_names(word, words[at + 1], comparison)
    before = at > 0 and _are_adjacent_names(words[at - 1], word, comparison)
    if has_capitalised_nouns(comparison.language):
        return (follows or before) and word.folded not in comparison.source.vocabulary
    return not starts_clause(word, comparison.text) or follows


@cache
def number_words(language: str) -> frozenset[str]:
    """Return the words for numbers, which another check covers."""
    return frozenset(word for key, row in numerals(language).items() if key.isdecimal() for word in row.split())


def _are_adjacent_names(first: Word, second: Word, comparison: Comparison) -> bool:
    return (
        second.start == first.end + 1
        and comparison.text[first.end] in " -"
        and first.text[0].isupper()
        and second.text[0].isupper()
        and second.folded not in comparison.source.lowercase_words
    )


def _is_foreign_name(word: Word, text: str) -> bool:
    """Whether it is katakana of three letters and more, or Latin letters within a script without capitals."""
    if _is_katakana(word):
        return len(word.text) >= _MIN_KATAKANA
    return word.text[0].isascii() and word.text[0].isupper() and not shows_capitals(text)


def _is_katakana(word: Word) -> bool:
    return "\u30a1" <= word.text[0] <= "\u30ff"


def _sentence_naming(name: Word, comparison: Comparison) -> SourceSentence | None:
    """Return the sentence with the name that is nearest to the evidence, rather before it; None when there is none."""
    numbers = _numbers_naming(name, comparison)
    if not numbers:
        return None
    first = min(sentence.number for sentence in comparison.evidence)
    best = min(numbers, key=lambda n: (abs(n - first) + (0.5 if n > first else 0), n))
    return comparison.source.sentences[best]


def _numbers_naming(name: Word, comparison: Comparison) -> list[int]:
    """Return the numbers of the sentences that have some form of the name."""
    candidates = comparison.source.by_root.get(without_accents(name.folded)[:ROOT], ())
    allowed = {word for word in candidates if _are_forms_of_one(name.folded, word, comparison)}
    return [sentence.number for sentence in comparison.source.sentences if allowed & sentence.vocabulary]


def is_among(name: Word, there: Sequence[Word], comparison: Comparison) -> bool:
    return any(_is_same_name(name, word, comparison) for word in there)


def _is_same_name(first: Word, second: Word, comparison: Comparison) -> bool:
    if first.is_unspaced or second.is_unspaced:
        return first.folded == second.folded
    return first.folded == second.folded or _are_forms_of_one(first.folded, second.folded, comparison)


def _are_forms_of_one(first: str, second: str, comparison: Comparison) -> bool:
    """Whether the words are equal but for accents and an ending."""
    a, b = without_accents(first), without_accents(second)
    if a == b:
        return True
    ending = _LONG_ENDING if base_language(comparison.language) in _LONG_ENDINGS else _ENDING
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= max(ROOT, max(len(a), len(b)) - ending)


def _is_date_name(word: Word, language: str) -> bool:
    return bool(find_date_names(f"1 {word.text} 1", base_language(language)))


def _is_speaker(name: tuple[Word, ...], comparison: Comparison) -> bool:
    """Whether a verb of speech is close to the name, without punctuation between the two."""
    stems = speech_stems(base_language(comparison.language))
    start, end = name[0].start, name[-1].end
    if name[0].is_unspaced:
        reach = comparison.text[max(0, start - 4) : end + 6]
        return any(stem in reach for stem in stems)
    before = [word for word in comparison.words if word.end <= start][-_SPEECH_REACH:]
    after = [word for word in comparison.words if word.start >= end][:_SPEECH_REACH]
    verbs = [word for word in (*before, *after) if word.folded.startswith(stems)]
    return any(not _PUNCTUATION.search(comparison.text[min(word.start, end) : max(word.end, start)]) for word in verbs)


@cache
def speech_stems(language: str) -> tuple[str, ...]:
    row: str = table("speech").get(language, "")
    return tuple(row.split())
