"""Names that an article repeats, and how its translation renders each: "Estados Unidos" as "United States".

A name is a sequence of capitalised words, or an acronym, within a sentence: nothing is looked up in a list, and scripts
without capitals have none. Its rendering is the capitalised phrase that most translations of its sentences have and
hardly any other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Fewer sentences give no majority, only two opinions.
MIN_SENTENCES = 3
# The share of its sentences whose translation has the rendering, and of the translations with the rendering that are
# of its sentences.
_MAJORITY = 0.6
_PRECISION = 0.75
_MAX_WORDS = 4
# A list of a thousand names must not take minutes: the most frequent names, and no rendering where more phrases than
# this are equally frequent.
_MAX_NAMES, _MAX_EQUALS = 300, 30

# How alike a name and its rendering are (difflib): Lisboa and Lisbon 0.8, Colonia and Cologne 0.7, Rosa and Pink 0.
_ALIKE = 0.7
# Portugal and Portuguese have the same stem: two thirds of a word, and as many letters.
_MIN_STEM = 4

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:]")


@dataclass(frozen=True, slots=True)
class RepeatedName:
    """A name, the phrase that most translations of its sentences have for it, and the sentences.

    `sentences`, and `deviating` where the translation lacks the rendering, are positions in the article.
    """

    text: str
    rendering: str
    sentences: tuple[int, ...]
    deviating: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CapitalisedPhrases:
    """The capitalised phrases of a sentence.

    phrases  sequences of capitalised words and all their parts
    inner    whole sequences; of one that begins a sentence, whose first word may be any word, only what follows it
    small    the words in small letters
    """

    text: str
    phrases: frozenset[str]
    inner: frozenset[str]
    small: frozenset[str]


def capitalised_phrases(text: str) -> CapitalisedPhrases:
    """Find the capitalised phrases of a sentence; their words are separated by single spaces."""
    runs = list(_runs(text))
    return CapitalisedPhrases(
        text,
        frozenset(part for run, _ in runs for part in _parts(run)),
        frozenset(" ".join(run[1:] if starts else run) for run, starts in runs) - {""},
        frozenset(filter(str.islower, _WORD.findall(text))),
    )


class Renderings:
    """What the translations of an article have for its names."""

    def __init__(self, sources: Sequence[CapitalisedPhrases], translations: Sequence[str]) -> None:
        self._sources = [each.phrases | each.small for each in sources]
        self._phrases = list(map(capitalised_phrases, translations))
        self._small = frozenset[str]().union(*(each.small for each in self._phrases))
        self._source_counts = Counter(word for words in self._sources for word in words)

    def best(self, name: str, positions: Sequence[int]) -> tuple[str, int]:
        """Return the phrase that most translations of these sentences have, and how many; ("", 0) where no two do.

        That is the name itself where most have it, and of equals the one most like it. Words that are found in small
        letters too ("The") are no renderings, nor are other names of the source.
        """
        counts = Counter(phrase for n in positions for phrase in self._phrases[n].phrases)
        if counts[name] >= max(2, _MAJORITY * len(positions)):
            return name, counts[name]
        candidates = [phrase for phrase in counts if counts[phrase] > 1 and self._is_candidate(phrase, name)]
        most = max((counts[phrase] for phrase in candidates), default=0)
        equals = [phrase for phrase in candidates if counts[phrase] == most]

        def rank(phrase: str) -> tuple[bool, int, float, str]:
            return phrase != name, abs(phrase.count(" ") - name.count(" ")), -_likeness(phrase, name), phrase

        return (min(equals, key=rank), most) if 0 < len(equals) <= _MAX_EQUALS else ("", 0)

    def belongs_to(self, rendering: str, name: str, positions: Sequence[int]) -> bool:
        """Whether the phrase goes with the name, and with no other word of the source as closely (Dice's coefficient).

        Where "Germany" stands in three of four sentences about the United States, it is the rendering of "Alemanha".
        """
        having = {n for n, each in enumerate(self._phrases) if rendering in each.phrases}
        shared = len(having.intersection(positions))
        if shared < _PRECISION * len(having):
            return False
        rivals = Counter(word for n in having for word in self._sources[n] if not _is_related(word, name))
        closeness = shared / (len(positions) + len(having))
        return all(both / (self._source_counts[word] + len(having)) < closeness for word, both in rivals.items())

    def _is_candidate(self, phrase: str, name: str) -> bool:
        if len(phrase) < 2 or phrase.lower() in self._small:
            return False
        return phrase not in self._source_counts or _is_related(phrase, name)


def repeated_names(pairs: Sequence[tuple[str, str]]) -> list[RepeatedName]:
    """Return the names that occur in several sentences of an article and are rendered alike in most of them.

    `pairs` are the different sentences of the article with their translations. A name whose rendering is not certain is
    missing.
    """
    sources = [capitalised_phrases(source) for source, _ in pairs]
    translations = [translation for _, translation in pairs]
    renderings = Renderings(sources, translations)
    names = [(name, found) for name, found in name_positions(sources).items() if len(found) >= MIN_SENTENCES]
    frequent = sorted(names, key=lambda pair: -len(pair[1]))[:_MAX_NAMES]
    repeated = (_repeated_name(name, positions, translations, renderings) for name, positions in frequent)
    return [name for name in repeated if name]


def name_positions(sources: Sequence[CapitalisedPhrases]) -> dict[str, list[int]]:
    """Return the names of an article with the positions of their sentences.

    A name stands inside a sentence at least once, and nowhere in small letters.
    """
    small = frozenset[str]().union(*(each.small for each in sources))
    names = {name for each in sources for name in each.inner if len(name) > 1 and name.lower() not in small}
    positions: dict[str, list[int]] = {name: [] for name in sorted(names)}
    for position, each in enumerate(sources):
        for name in each.phrases & positions.keys():
            positions[name].append(position)
    return positions


def has_rendering(rendering: str, translation: str, *, name: str = "") -> bool:
    """Whether a translation has the rendering of a name, its abbreviation, or another word of its stem.

    A word of the name itself is no word of the stem: Lisboa is not Lisbon.
    """
    wanted, text = rendering.replace(".", ""), translation.replace(".", "")
    if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, 0 if wanted.isupper() else re.IGNORECASE):
        return True
    if _abbreviation(wanted) in map(_abbreviation, capitalised_phrases(text).phrases):
        return True
    stem = rendering[: max(_MIN_STEM, len(rendering) * 2 // 3)]
    return any(word.startswith(stem) and word not in name.split() for word in _WORD.findall(translation))


def _abbreviation(phrase: str) -> str:
    """UK for United Kingdom; a phrase of one word stays as it is."""
    return "".join(word[0] for word in phrase.split()) if " " in phrase else phrase


def _repeated_name(
    name: str, positions: Sequence[int], translations: Sequence[str], renderings: Renderings
) -> RepeatedName | None:
    rendering, support = renderings.best(name, positions)
    if not rendering or support < _MAJORITY * len(positions):
        return None
    deviating = tuple(n for n in positions if not has_rendering(rendering, translations[n], name=name))
    if rendering != name and not (
        renderings.belongs_to(rendering, name, positions)
        and _is_certain(name, rendering, [translations[n] for n in deviating])
    ):
        return None
    return RepeatedName(name, rendering, tuple(positions), deviating)


def _is_certain(name: str, rendering: str, deviating: Sequence[str]) -> bool:
    """Whether a deviating translation speaks for the rendering: not where a name was taken for a word (Rosa: Pink)."""
    if _likeness(rendering, name) >= _ALIKE:
        return True
    kept = any(word in translation for word in name.split() for translation in deviating)
    return not kept and rendering not in name


def _is_related(phrase: str, name: str) -> bool:
    """Whether one is a part of the other."""
    return f" {phrase} " in f" {name} " or f" {name} " in f" {phrase} "


def _likeness(phrase: str, other: str) -> float:
    return SequenceMatcher(None, phrase, other).ratio()


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Sequences of capitalised words, and whether each begins a sentence."""
    run: list[str] = []
    starts, end = True, 0
    for word in _WORD.finditer(text):
        gap = text[end : word.start()]
        capitalised = word[0][0].isupper()
        if run and not (capitalised and gap in (" ", "\u00a0")):
            yield tuple(run), starts
            run = []
        if capitalised and not run:
            starts = end == 0 or bool(_SENTENCE_END.search(gap))
        if capitalised:
            run.append(word[0])
        end = word.end()
    if run:
        yield tuple(run), starts


def _parts(run: Sequence[str]) -> Iterator[str]:
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + _MAX_WORDS) + 1):
            yield " ".join(run[start:end])
