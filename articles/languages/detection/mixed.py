"""The languages of a text that holds several: which of its paragraphs are not in the language of most.

A cheap look at every paragraph, its script and its small words, sorts them; a group that differs from most of the
text in script, or that py3langid confirms, stands alone, and all else stays with the main language.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wireglot.articles.languages.detection import by_script, detectors, words
from wireglot.articles.languages.detection.tags import family
from wireglot.articles.languages.detection.verdict import judge
from wireglot.articles.languages.scripts import largest_script, script_counts

_Key = tuple[str, str]

# From one full sentence on another language is a part of the article; below it is a name, a title, a quoted
# word, on which every method errs. In letters, ideographs counting threefold.
_PART = 80

# What is read of one paragraph or group: the small words and py3langid are steady from here on.
_READ = 600

_CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Part:
    """The paragraphs in one language; `tag` is "" for those not named yet, which mostly is all of them."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph's script and the group of the language of its small words, "" when they do not tell."""

    script: str
    words: str
    size: int


def part(paragraphs: Sequence[str]) -> tuple[Part, ...]:
    """The folded paragraphs by language, the one with most text first; an empty sequence gives one empty part."""
    looks = _settled([_look(paragraph) for paragraph in paragraphs])
    usual = _heaviest(looks)
    tags = {key: _tag(key, usual, paragraphs, looks) for key in dict.fromkeys(map(_key, looks))}
    texts: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for paragraph, look in zip(paragraphs, looks, strict=True):
        texts[tags[_key(look)]].append(paragraph)
        sizes[tags[_key(look)]] += look.size
    ranked = sorted(texts, key=lambda tag: (-sizes[tag], tag))
    return tuple(Part(tag, "\n".join(texts[tag])) for tag in ranked) or (Part("", ""),)


def _look(paragraph: str) -> _Look:
    head = paragraph[:_READ]
    found = script_counts(head)
    size = sum(found.values()) * len(paragraph) // max(1, len(head))
    script = largest_script(found)
    if script == "Hani" or by_script.language_of_script(head, script):
        return _Look(script, "", size)
    cut = words.cut(head)
    return _Look(script, family(words.best(words.counts(cut), len(cut))), size)


def _settled(looks: Sequence[_Look]) -> list[_Look]:
    """Paragraphs whose words do not tell are taken to go on in the language of the one before, in the same script."""
    settled: list[_Look] = []
    last: dict[str, str] = {}
    for look in looks:
        last[look.script] = look.words or last.get(look.script, "")
        settled.append(replace(look, words=last[look.script]))
    return settled


def _key(look: _Look) -> _Key:
    return look.script, look.words


def _heaviest(looks: Sequence[_Look]) -> _Key:
    """The script and small words of most of the text."""
    sizes: dict[_Key, int] = defaultdict(int)
    for look in looks:
        sizes[_key(look)] += look.size
    return max(sizes, key=lambda key: (sizes[key], key), default=("", ""))


def _tag(key: _Key, usual: _Key, paragraphs: Sequence[str], looks: Sequence[_Look]) -> str:
    """The language of a group of paragraphs that is certainly not the usual one, else ""."""
    if key == usual or sum(look.size for look in looks if _key(look) == key) < _PART:
        return ""
    text = "\n".join(text for text, look in zip(paragraphs, looks, strict=True) if _key(look) == key)
    if key[0] != usual[0]:
        return judge(text, "").tag.replace("und", "")
    tag = _certain(text, key[0])
    if family(tag) == usual[1]:
        return ""
    return tag if family(tag) == key[1] or (not key[1] and not _reads_as(usual[1], text)) else ""


def _certain(text: str, script: str) -> str:
    """py3langid's choice for a group of paragraphs, "" when it is not certain of the close languages around it."""
    opinion = detectors.py3langid(text, script)
    tag = next(iter(opinion), "")
    return tag if detectors.together(opinion, family(tag)) >= _CERTAIN else ""


def _reads_as(group: str, text: str) -> bool:
    """Whether a text whose small words tell nothing has a fair share of those of the usual language all the same."""
    cut = words.cut(text)
    found = words.counts(cut)
    return any(words.back(tag, found, len(cut)) for tag in found if family(tag) == group)
