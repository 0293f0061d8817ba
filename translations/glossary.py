"""The glossary of a language pair: terms told as the house tells them, and names that stay as they are.

A folder holds one file a pair, named like sv-en.tsv: source TAB target, or "keep" (or nothing) for the target where the
term stays as it is; lines that start with "#" are remarks. Terms go to the engine as placeholders and are put back.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from wireglot.articles.languages import parse_tag, script_of

# What an engine carries through unchanged: a word that no language has, capitals and a figure. Apertium passes it in
# six pairs tried, at any place of a sentence (so it does <x1/>, but not with its marks under every engine); models
# with pieces of words copy it letter by letter. Letters alone ("XQAX") were inflected by none, but told apart worse.
PLACEHOLDER = "XQ{}X"
_FOUND = re.compile(r"(?<![^\W_])X[ ]?Q[ ]?(\d{1,4})[ ]?X(?![^\W_])", re.IGNORECASE)

KEEP = "keep"

# Scripts that write without spaces: a term there has no borders to look for.
_BORDERLESS = frozenset(("Hani", "Kana", "Bopo", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"))


class GlossaryFault(ValueError):
    """A glossary file that cannot be used; says every fault of it, with the line."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A sentence as the engine gets it, and what each placeholder stands for in the target language."""

    text: str
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """The told sentence with its terms in place, and the terms that did not arrive exactly once."""

    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """Terms of one pair, source -> target; `signature` changes when its file does and joins the engine's."""

    terms: Mapping[str, str]
    signature: str = ""

    def protect(self, sentence: str) -> Protected:
        """The sentence with a placeholder for each term, longest first; untouched when it holds none.

        A sentence that holds something like a placeholder already is left alone: it could not be told apart.
        """
        if not self.terms or _FOUND.search(sentence):
            return Protected(sentence)
        terms: list[tuple[str, str]] = []

        def put(match: re.Match[str]) -> str:
            placeholder = PLACEHOLDER.format(len(terms) + 1)
            terms.append((placeholder, self.terms[match[0]]))
            return placeholder if self._bordered(match[0]) else f" {placeholder} "

        text = self._pattern.sub(put, sentence)
        return Protected(re.sub(r"(?<=X)  (?=XQ)", " ", text).strip() if terms else sentence, tuple(terms))

    @staticmethod
    def _bordered(term: str) -> bool:
        return script_of(term[0]) not in _BORDERLESS and script_of(term[-1]) not in _BORDERLESS

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.terms, key=lambda term: (-len(term), term))
        return re.compile("|".join(map(_sought, longest_first)))


def restore(told: str, protected: Protected) -> Restored:
    """Puts the terms where their placeholders arrived; a placeholder that nobody sent is left and named.

    The text of a sentence with something missing is not to be used: it lacks a term, or has one twice.
    """
    expected = dict(protected.terms)
    if not expected:
        return Restored(told)
    arrived = [PLACEHOLDER.format(int(number)) for number in _FOUND.findall(told)]
    text = _FOUND.sub(lambda match: expected.get(PLACEHOLDER.format(int(match[1])), match[0]), told)
    missing = [term for placeholder, term in protected.terms if arrived.count(placeholder) != 1]
    strange = [placeholder for placeholder in dict.fromkeys(arrived) if placeholder not in expected]
    return Restored(text, (*missing, *strange))


def load(folder: Path, source: str, to: str) -> Glossary:
    """The glossary of a pair; an empty one where the folder has no file for it.

    :raises GlossaryFault: with all faults of the file.
    """
    path = folder / f"{parse_tag(source).language}-{parse_tag(to).language}.tsv"
    if not path.is_file():
        return Glossary({})
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryFault(f"{path} is not UTF-8 ({error.reason} at byte {error.start}): save it as UTF-8.") from error
    terms, faults = _read(text)
    if faults:
        raise GlossaryFault(f"{path} has {len(faults)} faults:\n" + "\n".join(f"  {fault}" for fault in faults))
    return Glossary(terms, f"glossary:{sha256(raw).hexdigest()}" if terms else "")


def _read(text: str) -> tuple[dict[str, str], list[str]]:
    terms: dict[str, str] = {}
    first: dict[str, int] = {}
    faults: list[str] = []
    for number, source, target, rest in _rows(text):
        fault = _fault(source, target, rest)
        if not fault and source in first and terms[source] != target:
            fault = f"{source!r} already stands on line {first[source]} with another target"
        if fault:
            faults.append(f"line {number}: {fault}")
        else:
            terms[source] = target
            first.setdefault(source, number)
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
        return f"{source!r} has neither letter nor figure"
    for term in (source, target):
        if _FOUND.search(term):
            return f"{term!r} looks like a placeholder ({PLACEHOLDER.format(1)})"
        if any(ord(one) < 32 or "\ud800" <= one <= "\udfff" for one in term):
            return f"{term!r} holds a control character"
    return ""


def _sought(term: str) -> str:
    """The term with word borders at those ends where its script has any."""
    before = r"(?<!\w)" if _has_border(term[0]) else ""
    after = r"(?!\w)" if _has_border(term[-1]) else ""
    return before + re.escape(term) + after


def _has_border(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and script_of(letter) not in _BORDERLESS
