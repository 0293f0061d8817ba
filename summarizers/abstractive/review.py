"""The review of a draft: the evidence and the faults of each sentence, and the faults of the whole.

A sentence is at fault when the article does not support it (summarizers/facts), or in its form: unfinished,
repetitive, or in another language than its source.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import (
    detect_languages,
    ends_sentence,
    is_unspaced,
    language_name,
    same_language,
    script_counts,
)
from wireglot.articles.sentences import split_sentences
from wireglot.summarizers import facts
from wireglot.summarizers.abstractive.drafts import Draft, length_faults, paragraphs
from wireglot.summarizers.abstractive.guards import WrittenGuards
from wireglot.summarizers.summary import Length, SummaryInput
from wireglot.summarizers.terms import terms

# Faults of a sentence that are not of fact; each continues "a sentence was left out: ".
INCOMPLETE = "it is incomplete"
LOOP = "it repeats itself"
REPEATED = "it repeats an earlier sentence"
UNSUPPORTED = "nothing in the article supports it"


@dataclass(frozen=True, slots=True)
class ReviewedSentence:
    """A sentence of a draft; faults are plain phrases, () when it may be shown. Without evidence it never may.

    doubts: what is shown with it, () when nothing is doubtful.
    """

    text: str
    evidence: tuple[SentenceRef, ...]
    faults: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """All sentences of a draft, and the faults of the draft as a whole (its length)."""

    sentences: tuple[ReviewedSentence, ...]
    faults: tuple[str, ...]

    @property
    def is_acceptable(self) -> bool:
        return not self.faults and not any(sentence.faults for sentence in self.sentences)

    @property
    def is_unreliable(self) -> bool:
        """Whether nothing of the draft may be shown: it repeats itself, or two of its sentences are at fault.

        What a model writes beside such sentences is no better than they are, only harder to check.
        """
        faulty = [sentence for sentence in self.sentences if sentence.faults]
        return len(faulty) > 1 or any({LOOP, REPEATED} & set(sentence.faults) for sentence in faulty)

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
    guards = WrittenGuards(text)
    draft = _split_sentences(draft)
    draft = replace(draft, sentences=tuple(map(guards.as_in_article, draft.sentences)))
    checks = facts.check_facts(draft.sentences, text, cited=draft.cited or None)
    form = _form_faults(draft.sentences, text)
    reviewed: list[ReviewedSentence] = []
    for sentence, check, form_faults in zip(draft.sentences, checks, form, strict=True):
        before = () if reviewed and reviewed[-1].faults else [each.evidence for each in reviewed if not each.faults]
        faults = (*form_faults, *guards.faults(sentence, check.evidence, before))
        reviewed.append(ReviewedSentence(sentence, check.evidence, _faults(check, faults), check.doubts))
    return Review(tuple(reviewed), length_faults(draft.sentences, length, text.output_language))


_LIST_MARK = re.compile(r"^(?:\d{1,2}[.)]|[-*•])\s+(?=\S)")


def _split_sentences(draft: Draft) -> Draft:
    """Return the draft with two sentences where it had two in one, without list marks and line ends."""
    cited = draft.cited or ((),) * len(draft.sentences)
    pairs = [
        (_LIST_MARK.sub("", " ".join(sentence.split())), evidence)
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
    not_quoted = [sentence for sentence in written if sentence not in set(source)]
    faults_of_language = dict(zip(not_quoted, language_faults(not_quoted, source, text.output_language), strict=True))
    all_faults: list[list[str]] = []
    for n, sentence in enumerate(written):
        faults = []
        if sentence in faults_of_language:
            faults += [faults_of_language[sentence] or (LOOP if has_loop(sentence) else "")]
        faults += [REPEATED if repeats_earlier(sentence, written[:n]) else ""]
        faults += ["" if is_complete(sentence) else INCOMPLETE]
        all_faults.append([fault for fault in faults if fault])
    return all_faults


# Thai and Lao have no final mark: what ends in their letters is accepted, since complete and cut-off sentences look
# alike.
_WITHOUT_MARKS = re.compile(r"[\u0e01-\u0eff]\s*$")
_END = 40  # characters that are inspected; a sentence may have a megabyte

# Repetitions in a row from which on a phrase of so many terms is a loop: one word five times, two words three times, a
# longer phrase twice. "New York, New York" and "very, very" are none.
_REPETITIONS = {1: 5, 2: 3}
_MAX_PHRASE = 12  # terms
# A phrase of so many words, or of so many characters in scripts without spaces, occurs twice in 1 of 1,000 sentences
# of news: in what people shout and swear (../shared/data/summaries, 14 sets).
_REPEATED_WORDS, _REPEATED_CHARACTERS = 6, 12
_SAME_SHARE = 0.9  # of the terms of a sentence that an earlier one has: it says nothing new

# Share of letters in scripts that the source hardly uses; names in brackets stay below.
_MAX_OTHER_SCRIPT = 0.3
_HARDLY_USED = 0.02
_MIN_LETTERS = 8  # fewer may be one name


def is_complete(sentence: str) -> bool:
    """Whether the sentence ends in a final mark, in scripts that have one."""
    return ends_sentence(sentence) or _WITHOUT_MARKS.search(sentence[-_END:]) is not None


def complete_sentences(text: str, *, finished: bool = True) -> tuple[str, ...]:
    """Return the sentences of a written text without an unfinished last one; () when none is complete.

    finished: False when the writer was cut off. Its last sentence is then dropped even where it ends in a mark, which
    may be the point of an abbreviation or of "12.5".
    """
    sentences = split_sentences(text)
    if sentences and not (finished and is_complete(sentences[-1])):
        return sentences[:-1]
    return sentences


def has_loop(sentence: str) -> bool:
    """Whether words of the sentence repeat as they do when a model has lost its way; in any script, by terms."""
    sequence = terms(sentence)
    return any(_repeats_in_a_row(sequence, size) for size in range(1, _MAX_PHRASE + 1)) or _has_phrase_twice(sequence)


def repeats_earlier(sentence: str, earlier: Sequence[str]) -> bool:
    """Whether one of the earlier sentences says nearly everything that this one says."""
    own_terms = set(terms(sentence))
    return bool(own_terms) and any(
        len(own_terms & set(terms(other))) >= _SAME_SHARE * len(own_terms) for other in earlier
    )


def _repeats_in_a_row(sequence: Sequence[str], size: int) -> bool:
    """Whether a phrase of `size` terms is repeated in a row as often as only a loop repeats it."""
    run, enough = 0, size * (_REPETITIONS.get(size, 2) - 1)
    for term, later in zip(sequence, sequence[size:], strict=False):
        run = run + 1 if term == later else 0
        if run >= enough:
            return True
    return False


def _has_phrase_twice(sequence: Sequence[str]) -> bool:
    mostly_unspaced = sum(is_unspaced(term[0]) for term in sequence) * 2 > len(sequence)
    size = _REPEATED_CHARACTERS if mostly_unspaced else _REPEATED_WORDS
    phrases = [tuple(sequence[at : at + size]) for at in range(len(sequence) - size + 1)]
    return len(set(phrases)) < len(phrases)


def language_faults(written: Sequence[str], source: Sequence[str], language: str) -> tuple[str, ...]:
    """Return for each sentence why it is not in the language (BCP 47); "" when it is, or cannot be judged.

    A sentence is in another language when detection is sure of it, for the sentence or else for all of them together,
    and did not find the same in the source: then the tag is wrong and not the sentence. On human summaries of 13 sets
    (../shared/data/summaries) this is wrong for 2 of 1,915 sentences; of documents of ntrex in another language, 12
    pairs, every draft of three sentences is detected, and 90 of 100 single sentences.
    """
    whole = _detected(written)
    tags = [_detected([sentence]) or whole for sentence in written]
    others = {tag for tag in tags if tag and tag != language and not same_language(tag, language)}
    if others:
        in_source = _detected(source)
        others = {tag for tag in others if not same_language(tag, in_source)}
    scripts = sum(map(script_counts, source), Counter[str]())
    return tuple(
        f"it is in {language_name(tag)}, not in {language_name(language)}"
        if tag in others
        else "it is written in another script than the article"
        if _is_in_other_script(sentence, scripts)
        else ""
        for sentence, tag in zip(written, tags, strict=True)
    )


def _detected(written: Sequence[str]) -> str:
    """Return the tag of the language that the sentences are surely in, else ""."""
    article = Article("", "", "", "", tuple(Block("paragraph", (sentence,)) for sentence in written))
    (detected,) = detect_languages([article])
    return detected.tag if detected.verdict == "sure" else ""


def _is_in_other_script(sentence: str, source: Counter[str]) -> bool:
    counts = script_counts(sentence)
    size, source_size = counts.total(), source.total()
    if size < _MIN_LETTERS or not source_size:
        return False
    other = sum(count for script, count in counts.items() if source[script] < _HARDLY_USED * source_size)
    return other > _MAX_OTHER_SCRIPT * size
