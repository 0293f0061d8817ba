"""Translation: one article in another language, sentence by sentence."""

from dataclasses import dataclass

from wireglot.articles import Block, SentenceRef


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one article; its blocks have the article's shape and kinds.

    to         the language tag it was to be translated to
    engine     "none" when nothing was translated: the blocks are the article's own, and every sentence is kept
    signature  of the engine for this pair
    headline   translated in the same pass, "" when the article has none
    kept       sentences that stay as they are: all where nothing was translated, else those without any letter
    failed     sentences whose translation failed: they are in the original language
    checks     plain sentences for the reader
    why        why nothing was translated, "" when something was

    Every sentence of the article is translated, kept or failed, and only one of the three.
    """

    to: str
    engine: str
    signature: str
    headline: str
    blocks: tuple[Block, ...]
    kept: tuple[SentenceRef, ...] = ()
    failed: tuple[SentenceRef, ...] = ()
    checks: tuple[str, ...] = ()
    why: str = ""
