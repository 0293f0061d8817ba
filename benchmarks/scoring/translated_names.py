"""Which words of a human translation are names, decided without the rules of the check that is scored.

In English a name is a word of four letters or more that has a capital within a sentence, is never written in lower
case anywhere in the data, is no ordinary word, day, month, people or saint by the list of English words, is not made
of a country's name, and has no capitalised ordinary word beside it, as in the titles of offices and organisations:
"Macron" is a name, while those in "Bank of England" and "President Macron" are left out.

In another language a name is a word that stands for an English one: it is the same word, or it occurs in the sentences
whose English version has that name, three of them at least, and in hardly any others. A script with capitals shows it
with one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wireglot.articles.facts import has_english_form, is_english_word, normalize, split_words

# Internals: peoples and languages are translated, and no names.
from wireglot.articles.facts.places import is_of_people

_MIN_LETTERS = 4
_SAME_START = 4  # letters with which two names may be forms of one
# A word stands for a name with this Dice coefficient of their sentences, of which there are so many.
_MIN_DICE, _MIN_SENTENCES = 0.8, 3
_ENGLISH_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"[\w,] $")  # before a word within a sentence
_LINKED = re.compile(r"[ -]|[’']s | (?:of|and|for|in|the|&) (?:the )?")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of aligned sentences: by number of the sentence, and the words that stand for each elsewhere."""

    english: tuple[tuple[str, ...], ...]
    words: dict[str, frozenset[str]]

    def within(self, number: int, sentence: str) -> list[str]:
        """The words of a sentence in the other language, or in English, that are names."""
        text = normalize(sentence)
        ours = {word for name in self.english[number] for word in self.words.get(name, {name})}
        return [word for word in dict.fromkeys(w.text for w in split_words(text)) if word in ours]


def align(english: Sequence[str], other: Sequence[str]) -> Names:
    """Find the names of aligned sentences; `other` may be the English ones themselves."""
    lower = {word for sentence in english for word in _ENGLISH_WORD.findall(sentence) if word.islower()}
    names = tuple(tuple(dict.fromkeys(_names(sentence, lower))) for sentence in english)
    return Names(names, {} if english is other else _counterparts(names, other))


def are_forms_of_one(name: str, other: str) -> bool:
    """Whether two names begin alike, so that one may be a form of the other."""
    return name[:_SAME_START].casefold() == other[:_SAME_START].casefold()


def _names(sentence: str, lower: set[str]) -> Iterator[str]:
    words = list(_ENGLISH_WORD.finditer(sentence))
    longer = [word[0] for word in words if len(word[0]) >= _MIN_LETTERS]
    if sum(word[0].isupper() for word in longer) * 2 > len(longer):
        return  # a headline
    for n, word in enumerate(words):
        inner = _INNER.search(sentence[max(0, word.start() - 2) : word.start()])
        beside = [
            each for each in words[max(0, n - 2) : n + 3] if each is not word and _are_linked(each, word, sentence)
        ]
        if inner and _may_be_name(word[0], lower) and not any(map(_is_title, beside)):
            yield word[0]


def _may_be_name(word: str, lower: set[str]) -> bool:
    folded = word.casefold()
    return (
        len(word) >= _MIN_LETTERS
        and word[0].isupper()
        and word[1:].islower()
        and folded not in lower
        and not is_english_word(folded)
        and not has_english_form(folded)
        and not is_of_people(folded, "en")
    )


def _are_linked(one: re.Match[str], other: re.Match[str], sentence: str) -> bool:
    """Whether nothing but small words is between two words, as between those of a title."""
    first, second = sorted((one, other), key=re.Match.start)
    return _LINKED.fullmatch(sentence, first.end(), second.start()) is not None


def _is_title(word: re.Match[str]) -> bool:
    return word[0][0].isupper() and is_english_word(word[0].casefold())


def _counterparts(names: Sequence[Sequence[str]], other: Sequence[str]) -> dict[str, frozenset[str]]:
    """Name -> the words that stand for it in the other language."""
    words = [{word.text for word in split_words(normalize(sentence))} for sentence in other]
    frequency = Counter(word for found in words for word in found)
    sentences: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(names):
        for name in found:
            sentences[name].append(number)
    return {
        name: frozenset({name, *_most_alike([words[number] for number in numbers], frequency)})
        for name, numbers in sentences.items()
    }


def _most_alike(sentences: Sequence[set[str]], frequency: Counter[str]) -> list[str]:
    """The word that all these sentences, and hardly any others, have; none where two are equally good."""
    together = Counter(word for words in sentences for word in words if not word[0].islower())
    dice = {word: 2 * many / (len(sentences) + frequency[word]) for word, many in together.items()}
    best = max(dice.values(), default=0.0)
    found = [word for word, value in dice.items() if value == best]
    return found if len(found) == 1 and best >= _MIN_DICE and len(sentences) >= _MIN_SENTENCES else []
