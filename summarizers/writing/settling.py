"""What is shown of what was written: the sound sentences of the better draft, else what `extract` tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wireglot.articles.languages import join_sentences
from wireglot.summarizers.summary import Length, Summary, SummarySentence
from wireglot.summarizers.writing.judging import Judged, Judgement
from wireglot.summarizers.writing.lengths import count, length_faults, within

NO_ROOM = "it does not fit the length"


@dataclass(frozen=True, slots=True)
class Kept:
    """The sentences of a draft that are shown, and why each of the others is not."""

    sentences: tuple[Judged, ...]
    lost: tuple[str, ...]


def keep(judgement: Judgement, length: Length, language: str) -> Kept | None:
    """The draft without its faulty sentences, and without the last ones where it is too long.

    None when what is left breaks the length.
    """
    sound = [one for one in judgement.sentences if not one.faults]
    kept = sound[: within([one.words for one in sound], length, language)]
    if length_faults([one.words for one in kept], length, language):
        return None
    lost = ["; ".join(one.faults) for one in judgement.sentences if one.faults]
    return Kept(tuple(kept), (*lost, *[NO_ROOM] * (len(sound) - len(kept))))


def better(tries: Sequence[Kept | None], language: str) -> Kept | None:
    """Of several tries the one that lost fewest sentences, then the one that tells most; of equals the last."""
    found = [one for one in reversed(tries) if one is not None]
    return min(found, key=lambda one: (len(one.lost), -_size(one, language)), default=None)


def _size(kept: Kept, language: str) -> float:
    return count([one.words for one in kept.sentences], language)


def shown(kept: Kept, *, engine: str, signature: str, language: str) -> Summary:
    """What was kept, as a summary; every sentence that it lost is a check."""
    sentences = tuple(SummarySentence(one.words, one.evidence) for one in kept.sentences)
    checks = tuple(dict.fromkeys(f"a sentence was left out: {why}" for why in kept.lost))
    return Summary(
        join_sentences([one.text for one in sentences], language), sentences, engine, signature, checks, language
    )


def fallen_back(extracted: Summary, why: str, signature: str) -> Summary:
    """What `extract` tells, and why; under the signature of the engine that was asked it is not asked again."""
    checks = (*extracted.checks, f"told by extract: {why}") if extracted.sentences else extracted.checks
    return replace(extracted, signature=signature, checks=checks)
