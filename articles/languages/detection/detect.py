"""Detection for whole articles: the main language is judged on its paragraphs, and other languages are noted.

A quick look at every paragraph, its script and its small words, sorts them into groups. A group that differs from most
of the text in script, or in which py3langid is certain of another language, is another part of the article; all else
belongs to the main language.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version

from wireglot.articles.article import Article
from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection.detectors import (
    group_of,
    group_probability,
    language_by_script,
    py3langid,
)
from wireglot.articles.languages.detection.normalization import normalized
from wireglot.articles.languages.detection.parts import with_parts
from wireglot.articles.languages.detection.verdict import DetectedLanguage, judge
from wireglot.articles.languages.scripts import largest_script, script_counts
from wireglot.articles.languages.tags import UNKNOWN, table_text

# Letters read of an article: the paragraphs of a text of some 10,000 words. Detection would not gain from more.
_MAX_LETTERS = 60_000

# From one full sentence on, another language is a part of the article; below it is a name, a title or a quoted
# word, on which every method errs. In letters, ideographs counting threefold.
_MIN_PART = 80

# Letters read of one paragraph or group: the small words and py3langid are steady from here on.
_SAMPLE = 600

_CERTAIN = 0.9

# Goes up when a change in these files changes answers.
_RULES = 3
_TABLES = ("han", "neighbours", "scripts", "tags", "words")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph's script, and the group of languages of its small words, "" when those do not decide."""

    text: str
    script: str
    group: str
    letters: int

    @property
    def key(self) -> tuple[str, str]:
        return self.script, self.group


def detect_languages(articles: Sequence[Article]) -> tuple[DetectedLanguage, ...]:
    """Return the language of each article, in the same order; a text without one is "und", never an error."""
    return tuple(with_parts(article, _detect(article)) for article in articles)


def detection_signature() -> str:
    """Return what decides an answer: the signature changes when answers may."""
    libraries = "|".join(f"{name}:{version(name)}" for name in ("langdetect", "py3langid"))
    tables = sha256("".join(table_text(f"{name}.toml") for name in _TABLES).encode()).hexdigest()[:8]
    return f"{libraries}|tables:{tables}|rules:{_RULES}"


def _detect(article: Article) -> DetectedLanguage:
    (_, text), *others = _parts(_paragraphs(article))
    main = judge(text, article.language_claimed)
    tags = [tag or judge(text, "").tag for tag, text in others]
    different = [tag for tag in tags if tag != UNKNOWN and group_of(tag) != group_of(main.tag)]
    return replace(main, mixed=(main.tag, *different) if different else ())


def _paragraphs(article: Article) -> list[_Paragraph]:
    """The normalized headline and blocks, up to the letters that are read."""
    texts, left = [], _MAX_LETTERS
    for text in [article.headline, *(" ".join(block.sentences) for block in article.blocks)]:
        if left <= 0:
            break
        texts.append(normalized(text[:left]))
        left -= len(text)
    return _with_previous_group([_inspect(text) for text in texts if text.strip()])


def _inspect(text: str) -> _Paragraph:
    head = text[:_SAMPLE]
    counts = script_counts(head)
    letters = sum(counts.values()) * len(text) // max(1, len(head))
    script = largest_script(counts)
    if script == "Hani" or language_by_script(head, script):
        return _Paragraph(text, script, "", letters)
    words = small_words.split_words(head)
    best = small_words.best_language(small_words.count_small_words(words), len(words))
    return _Paragraph(text, script, group_of(best), letters)


def _with_previous_group(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """A paragraph whose small words do not decide gets the group of the previous one in the same script."""
    result: list[_Paragraph] = []
    last: dict[str, str] = {}
    for paragraph in paragraphs:
        last[paragraph.script] = paragraph.group or last.get(paragraph.script, "")
        result.append(replace(paragraph, group=last[paragraph.script]))
    return result


def _parts(paragraphs: Sequence[_Paragraph]) -> list[tuple[str, str]]:
    """The tag and text of each part, the longest first; "" is the tag of the main part, and of one not named yet."""
    letters: Counter[tuple[str, str]] = Counter()
    for paragraph in paragraphs:
        letters[paragraph.key] += paragraph.letters
    usual = max(letters, key=lambda key: (letters[key], key), default=("", ""))
    tags = {key: _tag_of_group(key, usual, paragraphs, letters[key]) for key in letters}
    sizes: Counter[str] = Counter()
    texts: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        tag = tags[paragraph.key]
        texts.setdefault(tag, []).append(paragraph.text)
        sizes[tag] += paragraph.letters
    ranked = sorted(texts, key=lambda tag: (-sizes[tag], tag))
    return [(tag, "\n".join(texts[tag])) for tag in ranked] or [("", "")]


def _tag_of_group(key: tuple[str, str], usual: tuple[str, str], paragraphs: Sequence[_Paragraph], letters: int) -> str:
    """The language of a group of paragraphs that is certainly not the usual one, else ""."""
    if key == usual or letters < _MIN_PART:
        return ""
    script, group = key
    text = "\n".join(paragraph.text for paragraph in paragraphs if paragraph.key == key)
    if script != usual[0]:
        return judge(text, "").tag.replace(UNKNOWN, "")
    tag = _certain_language(text, script)
    if group_of(tag) == usual[1]:
        return ""
    return tag if group_of(tag) == group or (not group and not _reads_as(usual[1], text)) else ""


def _certain_language(text: str, script: str) -> str:
    """py3langid's first choice, "" when it is not certain of it and the close languages around it."""
    probabilities = py3langid(text, script)
    tag = next(iter(probabilities), "")
    return tag if group_probability(probabilities, group_of(tag)) >= _CERTAIN else ""


def _reads_as(group: str, text: str) -> bool:
    """Whether a text whose small words do not decide nevertheless has a fair share of those of a group."""
    words = small_words.split_words(text)
    counts = small_words.count_small_words(words)
    return any(small_words.supports_language(tag, counts, len(words)) for tag in counts if group_of(tag) == group)
