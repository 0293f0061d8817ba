"""Detection for whole articles: fold, part by language, judge the main part, and note the others."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

from wireglot.articles.article import Article
from wireglot.articles.languages.detection.folding import fold
from wireglot.articles.languages.detection.language import Language
from wireglot.articles.languages.detection.mixed import part
from wireglot.articles.languages.detection.tables import fingerprint
from wireglot.articles.languages.detection.tags import family
from wireglot.articles.languages.detection.verdict import judge

# What is read of an article: the paragraphs that a text of some 10,000 words has. Detection would not gain from more.
_READ = 60_000

# Goes up when a change in these files changes answers.
_RULES = 1


def detect_languages(articles: Sequence[Article]) -> tuple[Language, ...]:
    """The language of each article, in the same order; a text without one is "und", never an error."""
    return tuple(_detect(article) for article in articles)


def signature() -> str:
    """Names all that decides an answer; changes when answers may."""
    libraries = "|".join(f"{name}:{version(name)}" for name in ("langdetect", "py3langid"))
    return f"{libraries}|tables:{fingerprint()}|rules:{_RULES}"


def _detect(article: Article) -> Language:
    first, *others = part(_paragraphs(article))
    main = judge(first.text, article.language_claimed)
    tags = [other.tag or judge(other.text, "").tag for other in others]
    return replace(main, mixed=_mixed(main.tag, tags))


def _paragraphs(article: Article) -> list[str]:
    """The folded headline and blocks, up to the letters that are read."""
    paragraphs, left = [], _READ
    for text in [article.headline, *(" ".join(block.sentences) for block in article.blocks)]:
        if left <= 0:
            break
        paragraphs.append(fold(text[:left]))
        left -= len(text)
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _mixed(main: str, others: Sequence[str]) -> tuple[str, ...]:
    """All tags, main first; empty when the others are unknown or no more than close neighbours of it."""
    different = [tag for tag in others if tag != "und" and family(tag) != family(main)]
    return (main, *different) if different else ()
