"""The glossary of a language pair: terms with the translation that the user wants, and names that stay as they are.

A folder holds one file a pair, named like sv-en.tsv: source TAB target, or "keep" (or nothing) for the target where the
term stays as it is; lines that start with "#" are comments. The engine gets a placeholder for each term, which is put
back afterwards.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from wireglot.articles.languages import is_unspaced, parse_tag

# What engines leave unchanged: a word of no language, of capitals and a digit. Apertium copies it in the six pairs that
# were tried, anywhere in a sentence, and models of subwords copy it letter by letter. <x1/> lost its brackets in some
# engines, and letters alone ("XQAX") were mixed up more often.
PLACEHOLDER = "XQ{}X"
_PLACEHOLDER = re.compile(r"(?<![^\W_])X[ ]?Q[ ]?(\d{1,4})[ ]?X(?![^\W_])", re.IGNORECASE)

KEEP = "keep"


class InvalidGlossary(ValueError):
    """A glossary file that cannot be used; the message names every fault with its line."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A sentence as the engine gets it, and what each placeholder stands for in the target language."""

    text: str
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """The translation with its terms in place, and the terms that it did not contain exactly once."""

    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """Terms of one pair, source -> target; `signature` changes when the file does, and is added to the engine's."""

    terms: Mapping[str, str]
    signature: str = ""

    def protect(self, sentence: str) -> Protected:
        """Return the sentence with a placeholder for each term, longest first; unchanged when it contains none.

        A sentence that already contains something like a placeholder is left alone: the two could be confused.
        """
        if not self.terms or has_placeholder(sentence):
            return Protected(sentence)
        terms: list[tuple[str, str]] = []

        def replace(match: re.Match[str]) -> str:
            placeholder = PLACEHOLDER.format(len(terms) + 1)
            terms.append((placeholder, self.terms[match[0]]))
            return placeholder if _is_spaced(match[0]) else f" {placeholder} "

        text = self._pattern.sub(replace, sentence)
        return Protected(re.sub(r"(?<=X)  (?=XQ)", " ", text).strip() if terms else sentence, tuple(terms))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.terms, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(_term_pattern, longest_first)))


def has_placeholder(sentence: str) -> bool:
    """Whether the sentence contains something like a placeholder, which could be confused with one."""
    return bool(_PLACEHOLDER.search(sentence))


def restore(translation: str, protected: Protected) -> Restored:
    """Put the terms in place of their placeholders; a placeholder that was never sent is left and named as missing.

    A text with something missing must not be used: it lacks a term, or has one twice.
    """
    expected = dict(protected.terms)
    if not expected:
        return Restored(translation)
    found = [PLACEHOLDER.format(int(number)) for number in _PLACEHOLDER.findall(translation)]
    text = _PLACEHOLDER.sub(lambda match: expected.get(PLACEHOLDER.format(int(match[1])), match[0]), translation)
    missing = [term for placeholder, term in protected.terms if found.count(placeholder) != 1]
    unknown = [placeholder for placeholder in dict.fromkeys(found) if placeholder not in expected]
    return Restored(text, (*missing, *unknown))


def load_glossary(folder: Path, source: str, to: str) -> Glossary:
    """Return the glossary of a pair; an empty one where the folder has no file for it.

    Raises:
        InvalidGlossary: With all faults of the file.
    """
    path = folder / f"{parse_tag(source).language}-{parse_tag(to).language}.tsv"
    if not path.is_file():
        return Glossary({})
    raw = path.read_bytes()
    try:
        text = normalize("NFC", raw.decode("utf-8-sig"))  # as articles are
    except UnicodeDecodeError as error:
        raise InvalidGlossary(
            f"{path} is not UTF-8 ({error.reason} at byte {error.start}): save it as UTF-8."
        ) from error
    terms, faults = _read(text)
    if faults:
        raise InvalidGlossary(
            f"{path} has {len(faults)} {'fault' if len(faults) == 1 else 'faults'}:\n"
            + "\n".join(f"  {fault}" for fault in faults)
        )
    return Glossary(terms, f"glossary:{sha256(raw).hexdigest()}" if terms else "")


def _read(text: str) -> tuple[dict[str, str], list[str]]:
    terms: dict[str, str] = {}
    first_line: dict[str, int] = {}
    faults: list[str] = []
    for number, source, target, rest in _rows(text):
        fault = _fault(source, target, rest)
        if not fault and source in first_line and terms[source] != target:
            fault = f"{source!r} is already on line {first_line[source]} with another target"
        if fault:
            faults.append(f"line {number}: {fault}")
        else:
            terms[source] = target
            first_line.setdefault(source, number)
    return terms, faults


def _rows(text: str) -> Iterator[tuple[int, str, str, list[str]]]:
    """Line number, source, target (the source again for "keep" or nothing), further columns."""
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        source, *rest = (column.strip() for column in line.split("\t"))
        target = rest[0] if rest else ""
        yield number, source, source if target in ("", KEEP) else target, rest[1:]


def _fault(source: str, target: str, rest: list[str]) -> str:
    if not source:
        return "there is no source term before the tab"
    if any(rest):
        return f"{len(rest) + 2} columns where source and target were expected"
    if not any(map(str.isalnum, source)):
        return f"{source!r} has neither a letter nor a digit"
    for term in (source, target):
        if _PLACEHOLDER.search(term):
            return f"{term!r} looks like a placeholder ({PLACEHOLDER.format(1)})"
        if any(ord(character) < 32 or "\ud800" <= character <= "\udfff" for character in term):
            return f"{term!r} contains a control character"
    return ""


def _term_pattern(term: str) -> str:
    """The term with word boundaries at those ends where its script has any."""
    before = r"(?<!\w)" if _has_boundary(term[0]) else ""
    after = r"(?!\w)" if _has_boundary(term[-1]) else ""
    return before + re.escape(term) + after


def _is_spaced(term: str) -> bool:
    """Whether the term needs no spaces of its own around its placeholder."""
    return not is_unspaced(term[0]) and not is_unspaced(term[-1])


def _has_boundary(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and not is_unspaced(letter)
