"""A draft judged: each sentence with the evidence it rests on and what is wrong with it, and the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireglot.articles.article import SentenceRef
from wireglot.articles.sentences.split import sentences
from wireglot.summarizers import facts
from wireglot.summarizers.summary import Length, SummaryInput
from wireglot.summarizers.writing.draft import Draft
from wireglot.summarizers.writing.endings import is_whole
from wireglot.summarizers.writing.lengths import length_faults
from wireglot.summarizers.writing.loops import loop, repeats
from wireglot.summarizers.writing.reading import paragraphs
from wireglot.summarizers.writing.tongue import foreign

# Faults of one sentence that are no fault of fact; each reads on behind "a sentence was left out: ".
UNFINISHED = "its end is missing"
ADRIFT = "nothing in the article bears it out"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence of a draft; faults are plain phrases, () when it may be shown. Without evidence it never may."""

    words: str
    evidence: tuple[SentenceRef, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """All sentences of a draft, and what is wrong with it as a whole (its length)."""

    sentences: tuple[Judged, ...]
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.faults and not any(one.faults for one in self.sentences)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every fault once, in reading order: for the reader."""
        return tuple(dict.fromkeys([*(fault for one in self.sentences for fault in one.faults), *self.faults]))

    @property
    def orders(self) -> tuple[str, ...]:
        """Every fault with the sentence that has it: for the writer."""
        named = [f"in “{one.words}”: {fault}" for one in self.sentences for fault in one.faults]
        return tuple(dict.fromkeys([*named, *self.faults]))


def judge(draft: Draft, text: SummaryInput, length: Length, language: str) -> Judgement:
    """language: that in which the draft was to be written."""
    draft = _split(draft)
    findings = facts.check_facts(draft.sentences, text, language=language, cited=draft.cited or None)
    formal = _formal(draft.sentences, [sentence for block in paragraphs(text, language) for sentence in block])
    judged = tuple(
        Judged(sentence, finding.evidence, _faults(finding, of_form))
        for sentence, finding, of_form in zip(draft.sentences, findings, formal, strict=True)
    )
    return Judgement(judged, length_faults(draft.sentences, length, language))


def _split(draft: Draft) -> Draft:
    """The draft with one sentence where it had two in one, and one space where it had a line end."""
    cited = draft.cited or ((),) * len(draft.sentences)
    pairs = [
        (" ".join(one.split()), evidence)
        for told, evidence in zip(draft.sentences, cited, strict=True)
        for one in sentences(told)
    ]
    return Draft(tuple(one for one, _ in pairs), tuple(evidence for _, evidence in pairs) if draft.cited else ())


def _faults(finding: facts.FactCheck, of_form: Sequence[str]) -> tuple[str, ...]:
    found = [*of_form, *map(str, finding.faults)]
    return tuple(dict.fromkeys(found)) if found or finding.evidence else (ADRIFT,)


def _formal(told: Sequence[str], source: Sequence[str]) -> list[list[str]]:
    """What each sentence has wrong in its form: another language, a loop, a repetition, a missing end.

    What stands in the article word for word may be in any language, and may go round in a circle as people do.
    """
    strange, verbatim = foreign(told, source), set(source)
    return [
        [said for said in (_own_faults(one, strange[n], verbatim), repeats(one, told[:n])) if said]
        + ([] if is_whole(one) else [UNFINISHED])
        for n, one in enumerate(told)
    ]


def _own_faults(sentence: str, strange: str, verbatim: set[str]) -> str:
    return "" if sentence in verbatim else strange or loop(sentence)
