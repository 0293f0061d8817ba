"""The part of a text that is summarised: without the sentences that the reader gets in another language.

They are in no summary unless there are no others: a summary is in one language, and a text that says everything in two
is summarised once. An engine gets an article without them, and its evidence is then counted in the whole article again.
"""

from collections.abc import Sequence
from dataclasses import replace

from wireglot.articles import Block, SentenceRef
from wireglot.articles.languages import whole_sentences
from wireglot.summarizers.summary import LEDE_OTHER_LANGUAGE, Summary, SummaryInput

# Positions in the article that an engine gets -> those in the whole article.
Positions = dict[SentenceRef, SentenceRef]


def usable_text(text: SummaryInput) -> tuple[SummaryInput, Positions]:
    """Return the text without the sentences that are left out, and the positions of the others in the whole text."""
    left_out = frozenset(text.left_out)
    paragraphs = {ref for ref, _ in text.article.sentences() if text.article.blocks[ref.block].kind == "paragraph"}
    if not left_out or paragraphs <= left_out:
        return text, {}
    kept = [
        (b, [s for s, _ in enumerate(block.sentences) if SentenceRef(b, s) not in left_out])
        for b, block in enumerate(text.article.blocks)
    ]
    kept = [(b, sentences) for b, sentences in kept if sentences]
    article = replace(text.article, blocks=_blocks(text.article.blocks, kept))
    usable = replace(text, article=article, blocks=_blocks(text.blocks, kept), parts=(), left_out=())
    positions = {
        SentenceRef(n, m): SentenceRef(b, s) for n, (b, sentences) in enumerate(kept) for m, s in enumerate(sentences)
    }
    return usable, positions


def in_whole_text(summary: Summary, text: SummaryInput, positions: Positions) -> Summary:
    """Return a summary of the usable text with its evidence in the whole text."""
    if not positions:
        return summary
    first = next(ref for ref, _ in text.article.sentences() if text.article.blocks[ref.block].kind == "paragraph")
    sentences = tuple(
        replace(sentence, evidence=tuple(positions[ref] for ref in sentence.evidence)) for sentence in summary.sentences
    )
    return replace(summary, sentences=sentences, lede=LEDE_OTHER_LANGUAGE if first in text.left_out else summary.lede)


def with_languages(summary: Summary, text: SummaryInput) -> Summary:
    """Return a summary that quotes sentences of the text, each with its language where it is another one."""
    tags = whole_sentences(text.parts)
    if not any(ref in tags for sentence in summary.sentences for ref in sentence.evidence):
        return summary
    sentences = (
        replace(sentence, language=next((tags[ref] for ref in sentence.evidence if ref in tags), ""))
        for sentence in summary.sentences
    )
    return replace(summary, sentences=tuple(sentences))


def _blocks(blocks: Sequence[Block], kept: Sequence[tuple[int, Sequence[int]]]) -> tuple[Block, ...]:
    return tuple(Block(blocks[b].kind, tuple(blocks[b].sentences[s] for s in sentences)) for b, sentences in kept)
