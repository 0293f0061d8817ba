"""Names of people, which Apertium gets as placeholders: it would translate their parts.

Of "Ángel Guerra Cordero" spa-eng makes "Ángel War Lamb". Apertium's own dictionaries tell names of people (<ant>,
<cog>) from common words. A sequence of capitalised words that begins with one, or with a word that no dictionary has,
is a person's name, unless an article stands before it, an adjective is its second word (Cruz Roja), or a dictionary has
it as a place (Nova York). In parallel news from six languages such a sequence stood unchanged in the English reference
in 85 of 100 cases; of all others, which name institutions and places by words, in 5.

A second try keeps every sequence without an article.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wireglot.models import ChildFailed, run_child
from wireglot.translations.glossary import Protected

# Raise it when other names are kept, or in another way.
VERSION = 3
# An unknown word, which all modes leave as it is and in its place; letters only, as names are. No language has "xq".
PLACEHOLDER = "Xq{}z"
_PLACEHOLDER = re.compile(r"(?<!\w)Xq[a-z]{1,2}z(?!\w)", re.IGNORECASE)
_MAX_NAMES = 26 * 27  # in one sentence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Longer words in capitals are words: URGENTE.
_LONGEST_ACRONYM = 4
_ROMAN_NUMERAL = re.compile(r"[IVXLC]+")
_UNIT = re.compile(r"\^([^/$]*)/((?:[^$\\]|\\.)*)\$")
# Not surnames, which are words of other languages, nor what gl-en says of any word in capitals (<acr><mf>).
_PLACE_OR_ACRONYM = re.compile(r"<np><(?:loc|top|hyd|org)>|<acr><(?:f|m|nt)>")
# Loading a dictionary and reading the words of a hundred articles takes 0.1 s.
_TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row: where they are, the word before them, and whether they begin the sentence."""

    words: tuple[str, ...]
    start: int
    end: int
    before: str
    starts: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)


# Word -> its tags in all dictionaries, "" for a word that none has.
_Tags = dict[str, str]


def protect_names(
    sentences: Sequence[str], dictionaries: Sequence[Path], *, every_sequence: bool = False, unknown: bool = False
) -> list[Protected]:
    """Return the sentences with placeholders for names of people, and for acronyms that would be read as words.

    dictionaries: those of the sentences' language (*.automorf.bin)
    every_sequence: keep those of common words as well
    unknown: keep every capitalised word that no dictionary has; that of a second mode may have it (Lee: "reads")
    """
    if not dictionaries:
        return [Protected(sentence) for sentence in sentences]
    runs = [list(_runs(sentence)) for sentence in sentences]
    single = [_capitalised_words(sentence) for sentence in sentences]
    asked = {text for found in runs for run in found for text in (*run.words, run.text, run.before) if text}
    asked |= {sentence[slice(*span)] for sentence, spans in zip(sentences, single, strict=True) for span in spans}
    tags = _analysed(sorted(asked), dictionaries) if asked else {}
    protected = []
    for sentence, found, words in zip(sentences, runs, single, strict=True):
        names = [(run.start, run.end) for run in found if _is_name(run, tags, every_sequence=every_sequence)]
        names += [span for span in words if _is_acronym(sentence[slice(*span)], tags)]
        names += _unknown(sentence, found, words, tags) if unknown else []
        protected.append(_protected(sentence, _without_overlaps(names)))
    return protected


def with_known_capitals(sentences: Sequence[str], dictionaries: Sequence[Path]) -> list[str]:
    """Return the sentences with capitals on words that the dictionaries know only so: a headline in capitals had none.

    rusia becomes Rusia, and fmi FMI.
    """
    words = sorted({word for sentence in sentences for word in _WORD.findall(sentence) if word.islower()})
    known = _analysed(words, dictionaries)
    forms = {form: word for word in words if not known[word] for form in (word.title(), word.upper())}
    found = _analysed(sorted(forms), dictionaries) if forms else {}
    capitals = {forms[form]: form for form in sorted(found) if _PLACE_OR_ACRONYM.search(found[form])}
    if not capitals:
        return list(sentences)
    return [_WORD.sub(lambda match: capitals.get(match[0], match[0]), sentence) for sentence in sentences]


def restore_names(translation: str, protected: Protected) -> str | None:
    """Return the translation with the names in place; None where one is missing or there twice."""
    names = {placeholder.casefold(): name for placeholder, name in protected.terms}
    found = [placeholder.casefold() for placeholder in _PLACEHOLDER.findall(translation)]
    if sorted(found) != sorted(names):
        return None
    return _PLACEHOLDER.sub(lambda match: names[match[0].casefold()], translation)


def dictionaries_of(modes: Sequence[Path]) -> tuple[Path, ...]:
    """Return the first dictionary of each mode, which analyses its source language."""
    found = (re.search(r"'([^']+\.automorf\.bin)'", _text(mode)) for mode in modes)
    return tuple(dict.fromkeys(Path(match[1]) for match in found if match))


def _runs(sentence: str) -> Iterator[_Run]:
    """The sequences of two and more capitalised words with single spaces; at a start also without the first word."""
    words = _words(sentence)
    first = 0
    for position, (start, stop) in enumerate(words):
        following = words[position + 1] if position + 1 < len(words) else None
        if not sentence[start].isupper():
            first = position + 1
        elif not (following and sentence[following[0]].isupper() and sentence[stop : following[0]] == " "):
            if position > first:
                run = _run(sentence, words, first, position)
                yield run
                if run.starts and position > first + 1:  # "Ganó Rosa Blanco": the first word is any word
                    yield _run(sentence, words, first + 1, position)
            first = position + 1


def _words(sentence: str) -> list[tuple[int, int]]:
    """Where the words are; O'Hagan and D'Angelo are one, l'ouragan and d'Andreu are two."""
    words: list[tuple[int, int]] = []
    for match in _WORD.finditer(sentence):
        before = words[-1] if words else None
        joined = before and sentence[before[1] : match.start()] in ("'", "’") and sentence[before[0]].isupper()
        if before and joined and (match[0][0].isupper() or match[0] == "s"):
            words[-1] = (before[0], match.end())
        else:
            words.append(match.span())
    return words


def _run(sentence: str, words: Sequence[tuple[int, int]], first: int, last: int) -> _Run:
    start, before = words[first][0], words[first - 1] if first else None
    gap = sentence[before[1] if before else 0 : start]
    return _Run(
        tuple(sentence[slice(*word)] for word in words[first : last + 1]),
        start,
        words[last][1],
        sentence[slice(*before)] if before and gap in (" ", "'", "’") else "",
        before is None or re.search(r"[.!?:«“\"]\s*\W*$", gap) is not None,
    )


def _is_name(run: _Run, tags: _Tags, *, every_sequence: bool) -> bool:
    first, second = tags[run.words[0]], tags[run.words[1]]
    if "<det>" in tags.get(run.before, "") or "<np>" in tags[run.text]:
        return False
    if run.starts and ("<det>" in first or "<pr>" in first):
        return False
    if every_sequence and not run.starts:
        return True
    if not first:
        return any(_is_person(tags[word]) for word in run.words[1:])
    return _is_person(first) and not ("<adj>" in second and "<n>" not in second and not _is_person(second))


def _is_person(tags: str) -> bool:
    return "<ant>" in tags or "<cog>" in tags


def _capitalised_words(sentence: str) -> list[tuple[int, int]]:
    """Where the words with a capital are; none in a sentence of capitals, in which it says nothing."""
    if sentence.upper() == sentence:
        return []
    return [(start, stop) for start, stop in _words(sentence) if sentence[start].isupper() and stop > start + 1]


def _is_acronym(word: str, tags: _Tags) -> bool:
    """Whether a word is an acronym that the dictionaries have only as a word (IA: "takes")."""
    found = tags[word]
    if not found or not word.isupper() or len(word) > _LONGEST_ACRONYM or _ROMAN_NUMERAL.fullmatch(word):
        return False
    return not any(tag in found for tag in ("<np>", "<acr>", "<det>", "<pr>", "<num>"))


def _unknown(
    sentence: str, runs: Sequence[_Run], words: Sequence[tuple[int, int]], tags: _Tags
) -> list[tuple[int, int]]:
    """The sequences of which no dictionary has any word, and such words by themselves inside the sentence.

    At its start, and beside others, a word may be a part of what a dictionary has as a whole: Quant à, Marea Britanie.
    """
    found = [(run.start, run.end) for run in runs if not any(tags[word] for word in run.words)]
    alone = [span for span in words if not any(run.start <= span[0] < run.end for run in runs)]
    return found + [span for span in alone if not tags[sentence[slice(*span)]] and _is_inside(sentence, span[0])]


def _is_inside(sentence: str, start: int) -> bool:
    return re.search(r"[\w,;)] \W*$", sentence[:start]) is not None


def _without_overlaps(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, of those that overlap the longer one that starts first."""
    kept: list[tuple[int, int]] = []
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, stop))
    return kept[:_MAX_NAMES]


def _protected(sentence: str, spans: Sequence[tuple[int, int]]) -> Protected:
    """The sentence with placeholders; one that already has something like a placeholder stays as it is."""
    if _PLACEHOLDER.search(sentence):
        return Protected(sentence)
    parts: list[str] = []
    terms: list[tuple[str, str]] = []
    end = 0
    for number, (start, stop) in enumerate(spans):
        placeholder = PLACEHOLDER.format(_letters(number))
        terms.append((placeholder, sentence[start:stop]))
        parts += [sentence[end:start], placeholder]
        end = stop
    return Protected("".join((*parts, sentence[end:])), tuple(terms))


def _letters(number: int) -> str:
    """a to z, then aa to zz."""
    more, last = divmod(number, 26)
    return (chr(96 + more) if more else "") + chr(97 + last)


def _analysed(texts: Sequence[str], dictionaries: Sequence[Path]) -> _Tags:
    """What the dictionaries say of each word; of several words only what they have as one unit."""
    tags = dict.fromkeys(texts, "")
    for path in dictionaries:
        for text, found in zip(texts, _lines(texts, path), strict=False):
            units = [(surface, analysis) for surface, analysis in _UNIT.findall(found)]
            if units and units[0][0] == text and not units[0][1].startswith("*"):
                tags[text] += units[0][1]
    return tags


def _lines(texts: Sequence[str], dictionary: Path) -> list[str]:
    """The analyses of the texts, one line each; [] where lt-proc cannot be run."""
    program = shutil.which("lt-proc")
    if program is None:
        return []
    text = "".join(f"{text} .\n" for text in texts)
    try:
        output = run_child((program, str(dictionary)), text.encode("utf-8", "replace"), _TIMEOUT)
    except ChildFailed:
        return []
    return output.text.decode("utf-8", "replace").split("\n")


@cache
def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
