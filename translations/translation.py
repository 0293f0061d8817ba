"""Translation: one article told in another language, sentence by sentence at the same places."""

from dataclasses import dataclass

from wireglot.articles.article import Block, SentenceRef


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one article; its blocks have the article's shape and kinds.

    to         language tag it was to be told in
    engine     "none" when nothing was translated: the blocks are the article's own, every place is kept
    signature  of the engine, for this pair
    headline   translated in the same pass, "" when the article has none
    kept       places that stay as they are: all where nothing was translated, else those without any letter
    failed     places whose translation failed: the original stands there
    checks     plain sentences for the reader
    why        "" or why nothing was translated

    Every place of the article is translated, kept or failed, and only one of the three.
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
