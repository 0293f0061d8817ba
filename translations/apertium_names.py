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
VERSION = 1
# An unknown word, which all modes leave as it is and in its place; letters only, as names are. No language has "xq".
PLACEHOLDER = "Xq{}z"
_PLACEHOLDER = re.compile(r"(?<!\w)Xq[a-z]{1,2}z(?!\w)", re.IGNORECASE)
_MAX_NAMES = 26 * 27  # in one sentence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNIT = re.compile(r"\^([^/$]*)/((?:[^$\\]|\\.)*)\$")
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
    sentences: Sequence[str], dictionaries: Sequence[Path], *, every_sequence: bool = False
) -> list[Protected]:
    """Return the sentences with placeholders for names of people.

    dictionaries: those of the sentences' language (*.automorf.bin); every_sequence: keep those of common words as well.
    """
    if not dictionaries:
        return [Protected(sentence) for sentence in sentences]
    runs = [list(_runs(sentence)) if not _PLACEHOLDER.search(sentence) else [] for sentence in sentences]
    asked = {text for found in runs for run in found for text in (*run.words, run.text, run.before) if text}
    tags = _analysed(sorted(asked), dictionaries) if asked else {}
    return [
        _protected(sentence, [run for run in found if _is_name(run, tags, every_sequence=every_sequence)])
        for sentence, found in zip(sentences, runs, strict=True)
    ]


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


def _protected(sentence: str, runs: Sequence[_Run]) -> Protected:
    parts: list[str] = []
    terms: list[tuple[str, str]] = []
    end = 0
    for number, run in enumerate(runs[:_MAX_NAMES]):
        if run.start < end:
            continue
        placeholder = PLACEHOLDER.format(_letters(number))
        terms.append((placeholder, sentence[run.start : run.end]))
        parts += [sentence[end : run.start], placeholder]
        end = run.end
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
