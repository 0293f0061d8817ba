"""Texts that say everything in two languages: which of the two counts, and which part of the headline belongs to it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from wireglot.articles.article import Article
from wireglot.articles.languages.detection.verdict import DetectedLanguage
from wireglot.articles.languages.folding import fold
from wireglot.articles.languages.parts import LanguagePart, whole_sentences

# "Porthladd ar gau / Harbour closed": what stands between two headlines in one line.
_BETWEEN = re.compile(r"\s+(?:[/|–—-]|//)\s+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5  # letters by which a word is recognised in spite of its endings


def in_other_language(article: Article, language: DetectedLanguage) -> DetectedLanguage:
    """Return the language of a text that says everything in two languages, with the other one as its main language."""
    before, after = language.tag, language.repeated
    whole, spans = whole_sentences(language.parts), [part for part in language.parts if part.span]
    parts = [*spans]
    for ref, _ in article.sentences():
        tag = whole.get(ref, before)
        if tag != after:
            parts.append(LanguagePart(ref, tag))
    order = sorted(parts, key=lambda part: (part.ref, part.span or (-1, -1)))
    mixed = (after, *(tag for tag in language.mixed if tag != after)) if language.mixed else ()
    headline_tag = language.headline_tag or before
    return replace(
        language,
        tag=after,
        mixed=mixed,
        headline_tag="" if headline_tag == after or not language.headline_tag else headline_tag,
        parts=tuple(order),
        repeated=before,
    )


def headline_in_language(article: Article, language: DetectedLanguage) -> str:
    """Return the headline; of one that says everything in two languages the part in the article's main language.

    The part is recognised by the words that it shares with the text. Where that does not tell, the whole is returned.
    """
    parts = _BETWEEN.split(article.headline) if language.repeated else []
    if len(parts) != 2:
        return article.headline
    whole = whole_sentences(language.parts)
    ours = _stems(text for ref, text in article.sentences() if ref not in whole)
    theirs = _stems(text for ref, text in article.sentences() if whole.get(ref) == language.repeated)
    first, second = (_leaning(_stems([part]), ours, theirs) for part in parts)
    return article.headline if first == second else parts[0] if first > second else parts[1]


def _stems(texts: Iterable[str]) -> set[str]:
    return {fold(word)[:_STEM] for text in texts for word in _WORD.findall(text)}


def _leaning(words: set[str], ours: set[str], theirs: set[str]) -> int:
    """By how many more of the words are in one version than in the other."""
    return len(words & ours - theirs) - len(words & theirs - ours)
