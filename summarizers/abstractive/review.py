"""The review of a draft: the evidence and the faults of each sentence, and the faults of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireglot.articles import SentenceRef
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import facts
from wireglot.summarizers.abstractive.drafts import Draft, length_faults, paragraphs
from wireglot.summarizers.abstractive.form import has_loop, is_complete, language_faults, repeats_earlier
from wireglot.summarizers.summary import Length, SummaryInput

# Faults of a sentence that are not of fact; each continues "a sentence was left out: ".
INCOMPLETE = "it is incomplete"
LOOP = "it repeats itself"
REPEATED = "it repeats an earlier sentence"
UNSUPPORTED = "nothing in the article supports it"


@dataclass(frozen=True, slots=True)
class ReviewedSentence:
    """A sentence of a draft; faults are plain phrases, () when it may be shown. Without evidence it never may."""

    text: str
    evidence: tuple[SentenceRef, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All sentences of a draft, and the faults of the draft as a whole (its length)."""

    sentences: tuple[ReviewedSentence, ...]
    faults: tuple[str, ...]

    @property
    def is_acceptable(self) -> bool:
        return not self.faults and not any(sentence.faults for sentence in self.sentences)

    @property
    def faults_for_reader(self) -> tuple[str, ...]:
        """Every fault once, in reading order."""
        return tuple(dict.fromkeys([*(f for sentence in self.sentences for f in sentence.faults), *self.faults]))

    @property
    def faults_for_writer(self) -> tuple[str, ...]:
        """Every fault with the sentence that has it."""
        quoted = [f"in “{sentence.text}”: {fault}" for sentence in self.sentences for fault in sentence.faults]
        return tuple(dict.fromkeys([*quoted, *self.faults]))


def review(draft: Draft, text: SummaryInput, length: Length) -> Review:
    """Review a draft that should be in the output language of the text."""
    draft = _split_sentences(draft)
    checks = facts.check_facts(draft.sentences, text, language=text.output_language, cited=draft.cited or None)
    form = _form_faults(draft.sentences, text)
    reviewed = tuple(
        ReviewedSentence(sentence, check.evidence, _faults(check, form_faults))
        for sentence, check, form_faults in zip(draft.sentences, checks, form, strict=True)
    )
    return Review(reviewed, length_faults(draft.sentences, length, text.output_language))


def _split_sentences(draft: Draft) -> Draft:
    """Return the draft with two sentences where it had two in one, and spaces where it had line ends."""
    cited = draft.cited or ((),) * len(draft.sentences)
    pairs = [
        (" ".join(sentence.split()), evidence)
        for written, evidence in zip(draft.sentences, cited, strict=True)
        for sentence in split_sentences(written)
    ]
    return Draft(tuple(text for text, _ in pairs), tuple(evidence for _, evidence in pairs) if draft.cited else ())


def _faults(check: facts.FactCheck, form_faults: Sequence[str]) -> tuple[str, ...]:
    faults = [*form_faults, *map(str, check.faults)]
    return tuple(dict.fromkeys(faults)) if faults or check.evidence else (UNSUPPORTED,)


def _form_faults(written: Sequence[str], text: SummaryInput) -> list[list[str]]:
    """Return the faults of form of each sentence.

    A sentence that is in the article word for word may be in any language and may repeat its words, as people do.
    """
    source = [sentence for paragraph in paragraphs(text) for sentence in paragraph]
    own = [sentence for sentence in written if sentence not in set(source)]
    own_faults = dict(zip(own, language_faults(own, source, text.output_language), strict=True))
    found: list[list[str]] = []
    for n, sentence in enumerate(written):
        faults = [own_faults[sentence] or (LOOP if has_loop(sentence) else "")] if sentence in own_faults else []
        faults += [REPEATED if repeats_earlier(sentence, written[:n]) else ""]
        faults += ["" if is_complete(sentence) else INCOMPLETE]
        found.append([fault for fault in faults if fault])
    return found
