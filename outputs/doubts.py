"""Doubts of the checks about translated sentences: their warnings, where they matter, the summary sentences they reach.

A reader must be able to read the list of warnings: a kind of doubt with many sentences is counted there. What concerns
a summary is said below it in any case, and each sentence has its doubts beside it on the site.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wireglot.articles import SentenceRef
from wireglot.summarizers import Summaries, Summary
from wireglot.translations import Doubt, Translation, doubt_in_words

# Doubts of one kind that are listed one by one; of more the sentences are counted, and so many positions are named.
MAX_TOLD = 3
MAX_POSITIONS = 5
# More doubtful sentences than these two make the whole text doubtful. A check alarms on up to one good sentence in
# twenty, so a few of a long text mean nothing.
FEW_SENTENCES = 3
FEW_SHARE = 0.1


def doubt_warnings(doubts: Sequence[Doubt]) -> Iterator[str]:
    """One plain sentence for each doubt, or for each kind of which there are many."""
    for check in dict.fromkeys(doubt.check for doubt in doubts):
        own = [doubt for doubt in doubts if doubt.check == check]
        if len(own) <= MAX_TOLD:
            yield from (f"{_place(doubt.sentence)}: {doubt.detail.rstrip('.')}." for doubt in own)
        else:
            yield _counted(check, own)


def _counted(check: str, doubts: Sequence[Doubt]) -> str:
    refs = list(dict.fromkeys(doubt.sentence for doubt in doubts if doubt.sentence))
    named = ", ".join(f"[{ref.block},{ref.sentence}]" for ref in refs[:MAX_POSITIONS])
    more = ", ..." if len(refs) > MAX_POSITIONS else "."
    headline = "the headline and " if any(doubt.sentence is None for doubt in doubts) else ""
    return f"In {headline}{len(refs)} sentences {doubt_in_words(check)}: {named}{more}"


def _place(ref: SentenceRef | None) -> str:
    return f"Sentence [{ref.block},{ref.sentence}]" if ref else "The headline"


def with_doubts(summaries: Summaries, translation: Translation) -> Summaries:
    """The summaries, each sentence with the doubts about the translated sentences that it rests on."""
    if not translation.doubts:
        return summaries

    def marked(summary: Summary) -> Summary:
        sentences = tuple(
            replace(each, doubts=tuple(d.detail for d in translation.doubts if d.sentence in each.evidence))
            for each in summary.sentences
        )
        return replace(summary, sentences=sentences)

    return Summaries(marked(summaries.short), marked(summaries.long))


def are_serious(translation: Translation, summaries: Summaries) -> bool:
    """Whether doubts concern the headline, a sentence of a summary, or more than a few sentences.

    Of a gist they do not: its state already says that no detail is certain.
    """
    if translation.gist:
        return False
    refs = {doubt.sentence for doubt in translation.doubts}
    cited = {ref for each in (summaries.short, summaries.long) for s in each.sentences for ref in s.evidence}
    total = sum(len(block.sentences) for block in translation.blocks)
    return None in refs or bool(refs & cited) or len(refs) > max(FEW_SENTENCES, FEW_SHARE * total)
