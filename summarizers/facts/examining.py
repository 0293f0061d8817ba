"""examine: each sentence of a summary held against the article."""

from collections.abc import Sequence
from hashlib import sha256

from articles.article import Place
from articles.tags import same_language
from summarizers.facts.alignment import aligned
from summarizers.facts.finding import Fault, Finding
from summarizers.facts.source import Source, source
from summarizers.facts.words import normal, squeezed, words
from summarizers.summary import Text

VERSION = "1"  # goes up when the same tables would give other findings


def examine(
    sentences: Sequence[str],
    text: Text,
    *,
    language: str,
    cited: Sequence[tuple[Place, ...]] | None = None,
) -> tuple[Finding, ...]:
    """One finding for each sentence, in order.

    `language` is the summary's. It is held against the telling when that is in the same language, else against the
    original. `cited`, one a sentence: places that the writer named itself, kept where they bear the sentence out.
    """
    told = same_language(language, text.told_language)
    held = source(
        text.told if told else text.article.blocks,
        text.article.headline,
        text.told_language if told else text.language,
    )
    return tuple(_finding(sentence, held) for sentence in sentences)


def signature() -> str:
    """Names the tables and the version of the checks: changes when their findings may."""
    return f"facts:{sha256(VERSION.encode()).hexdigest()[:8]}"


def _finding(sentence: str, held: Source) -> Finding:
    shown = normal(sentence)
    same = held.verbatim.get(squeezed(shown))
    if same is not None:
        return Finding((held.lines[same].place,), 1.0)
    lines = aligned(held, words(shown))
    if not lines:
        return Finding((), 0.0, (Fault("unsupported"),))
    return Finding(tuple(sorted(line.place for line in lines)), 0.5)
