"""Checks of who acts and who speaks: the subject of a clause, two names that changed places, and the named speaker.

A reader takes these from the order of the words, which the share of supported words does not see. The subject is the
name at the start of a clause, without a preposition before it; the speaker is what stands beside a verb of speech, up
to a mark. Languages without words for both in the tables are not checked.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from wireglot.articles.facts import Word, index_terms, significant_terms, split_row
from wireglot.articles.languages import base_language
from wireglot.summarizers.facts.clauses import (
    best_sentence,
    claim_pattern,
    claim_words,
    clauses,
    link_words,
    share,
    split_clauses,
)
from wireglot.summarizers.facts.comparison import Comparison, FactFault
from wireglot.summarizers.facts.names import is_among, may_be_name, number_words, speech_stems
from wireglot.summarizers.facts.source import SourceSentence
from wireglot.summarizers.facts.tables import entry

_SUBJECT_REACH = 4  # words before which a subject begins
_ANTECEDENT_REACH = 2  # sentences before the evidence that may name whom a pronoun stands for
_SPEAKER_WORDS = 8  # words of a speaker, with title and office
_MIN_STATEMENT = 3  # words of what is said
_MIN_SPEAKER = 0.5  # of the words that name a speaker, by weight
_QUOTE = re.compile("[\"“”«»„]|(?<!\\w)'(?=\\w)")
_MARK = re.compile(r"[,;:—–\"“”«»„(]|\. ")


def check_subjects(comparison: Comparison) -> list[FactFault]:
    """Return each subject that the sentence with the rest of its clause does not have."""
    names = list(_foreign_subjects(comparison)) or list(_exchanged(comparison))
    return [FactFault("subject", _text(name, comparison)) for name in names]


def check_speakers(comparison: Comparison) -> list[FactFault]:
    """Return each speaker of whom the evidence does not say that he said this."""
    return [
        FactFault("speaker", _text(speaker, comparison))
        for speaker, statement in _attributions(comparison)
        if not _said_by(speaker, statement, comparison)
    ]


# Subjects


def _foreign_subjects(comparison: Comparison) -> Iterator[tuple[Word, ...]]:
    """Yield each subject that neither the evidence names nor anything before a pronoun in it."""
    last = max((each.number for each in comparison.evidence if _has_pronoun(each, comparison)), default=0)
    meant = (*comparison.evidence, *comparison.source.sentences[:last])
    for clause in clauses(comparison):
        name = _subject_name(clause.words, comparison.text, comparison)
        if name and not _are_named(name, meant, comparison):
            yield name


def _subject_name(words: Sequence[Word], text: str, comparison: Comparison) -> tuple[Word, ...]:
    """Return the name at the start of a clause; () where there is none, or it follows a preposition."""
    if not claim_words("prepositions", base_language(comparison.language)):
        return ()
    known = _prepositions(base_language(comparison.language))
    if words and words[0].folded in link_words(base_language(comparison.language)):
        words = words[1:]
    for n, word in enumerate(words[:_SUBJECT_REACH]):
        if word.folded in known:
            return ()
        if word.text[0].isupper() and may_be_name(word, text, comparison.source):
            end = n + 1
            while (
                end < len(words)
                and words[end].text[0].isupper()
                and text[words[end - 1].end : words[end].start] in (" ", "-", ". ")
            ):
                end += 1
            return tuple(words[n:end])
    return ()


def sentences_before(sentence: SourceSentence, comparison: Comparison) -> tuple[SourceSentence, ...]:
    """Return the sentences that may name whom a pronoun of this one stands for."""
    return comparison.source.sentences[max(0, sentence.number - _ANTECEDENT_REACH) : sentence.number]


def unnamed_subject(comparison: Comparison) -> str:
    """Return a subject that the sentence with the rest of its clause does not name, nor those just before as theirs."""
    for clause in clauses(comparison):
        name = _subject_name(clause.words, comparison.text, comparison)
        rest = index_terms(tuple(word for word in clause.words if word not in name))
        best = best_sentence(rest, comparison.evidence, comparison.source)
        if name and rest and not _are_named(name, [best], comparison):
            before = [_subject_name(s.words, s.text, comparison) for s in sentences_before(best, comparison)]
            if not any(is_among(word, subject, comparison) for word in name for subject in before):
                return _text(name, comparison)
    return ""


def _are_named(name: tuple[Word, ...], sentences: Sequence[SourceSentence], comparison: Comparison) -> bool:
    there = [word for sentence in sentences for word in sentence.words]
    return any(is_among(word, there, comparison) for word in name)


def _has_pronoun(sentence: SourceSentence, comparison: Comparison) -> bool:
    return _is_pronoun(sentence.text, comparison)


def _is_pronoun(text: str, comparison: Comparison) -> bool:
    """Whether the text contains a pronoun that stands for somebody."""
    language = base_language(comparison.language)
    patterns = [claim_pattern(row, language) for row in ("he", "she", "they")]
    return any(pattern is not None and pattern.search(text) for pattern in patterns)


def _exchanged(comparison: Comparison) -> Iterator[tuple[Word, ...]]:
    """Yield a name that is before a verb of which the evidence has it behind, where another name has its place."""
    if not claim_words("passive", base_language(comparison.language)):
        return
    ours = list(_name_pairs(comparison.words, comparison.text, comparison))
    for sentence in comparison.evidence:
        theirs = list(_name_pairs(sentence.words, sentence.text, comparison))
        for first, verb, second in ours:
            same = [(a, b) for a, other, b in theirs if other == verb]
            if any(_share_word(first, b) and _share_word(second, a) for a, b in same):
                yield first


def _name_pairs(
    words: Sequence[Word], text: str, comparison: Comparison
) -> Iterator[tuple[tuple[Word, ...], str, tuple[Word, ...]]]:
    """Yield (name, word between, next name) of a sentence; none where a passive stands between."""
    passive = claim_words("passive", base_language(comparison.language))
    for a, b in pairwise(_names_in(words, text, comparison)):
        between = words[a[-1] + 1 : b[0]]
        if _MARK.search(text[words[a[-1]].end : words[b[0]].start]) or any(w.folded in passive for w in between):
            continue
        first, second = (tuple(words[n] for n in run) for run in (a, b))
        yield from ((first, word.folded, second) for word in between if word.text[0].islower() and len(word.text) > 3)


def _names_in(words: Sequence[Word], text: str, comparison: Comparison) -> list[list[int]]:
    """Return the numbers of the words of each name; names side by side are one."""
    runs: list[list[int]] = []
    for n, word in enumerate(words):
        if word.text[0].isupper() and may_be_name(word, text, comparison.source):
            if not runs or runs[-1][-1] != n - 1:
                runs.append([])
            runs[-1].append(n)
    return runs


def _share_word(first: tuple[Word, ...], second: tuple[Word, ...]) -> bool:
    return not {word.folded for word in first}.isdisjoint(word.folded for word in second)


@cache
def _prepositions(language: str) -> frozenset[str]:
    """Return the words before what is no subject; also hedges and numbers, whose capital is not that of a name."""
    hedges = [word for row in entry("hedges", language).values() for word in split_row(row)]
    return frozenset([*claim_words("prepositions", language), *hedges, *number_words(language)])


# Speakers


def _attributions(comparison: Comparison) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """Yield each speaker with the words of the statement: its clause, or the one beside it that has words."""
    stems = speech_stems(base_language(comparison.language))
    parts = split_clauses(comparison.words, comparison.text, comparison.language)
    for n, word in enumerate(comparison.words):
        if not stems or not word.folded.startswith(stems):
            continue
        if speaker := _speaker_at(n, comparison):
            at = next(i for i, part in enumerate(parts) if word in part)
            beside = [parts[at], *reversed(parts[:at]), *parts[at + 1 :]]
            said = (tuple(w for w in part if w not in speaker and w is not word) for part in beside)
            yield speaker, next((words for words in said if len(words) >= _MIN_STATEMENT), ())


def _speaker_at(verb: int, comparison: Comparison) -> tuple[Word, ...]:
    """Return the words before the verb back to a mark, else those behind it up to one."""
    words, text = comparison.words, comparison.text
    perfect = claim_words("perfect", base_language(comparison.language))
    before: list[Word] = []
    for n in range(verb - 1, max(-1, verb - 1 - _SPEAKER_WORDS), -1):
        if _MARK.search(text[words[n].end : words[n + 1].start]):
            break
        if before or words[n].folded not in perfect:
            before.insert(0, words[n])
    if before:
        return tuple(before) if _names_somebody(before, comparison) else ()
    behind: list[Word] = []
    for n in range(verb + 1, min(len(words), verb + 1 + _SPEAKER_WORDS)):
        if _MARK.search(text[words[n - 1].end : words[n].start]):
            break
        behind.append(words[n])
    return tuple(behind) if _names_somebody(behind, comparison) else ()


def _names_somebody(words: Sequence[Word], comparison: Comparison) -> bool:
    """Whether the words are more than a pronoun, and active: of "he said" the sentence before says who."""
    auxiliaries = claim_words("auxiliaries", base_language(comparison.language))
    if not significant_terms(words) or words[-1].folded in auxiliaries:
        return False
    return not _is_pronoun(words[0].text, comparison)


def _said_by(speaker: tuple[Word, ...], statement: tuple[Word, ...], comparison: Comparison) -> bool:
    """Whether the sentence with the statement names the speaker, or one beside it does that reports speech."""
    best = best_sentence(index_terms(statement), comparison.evidence, comparison.source)
    if _names(best, speaker, comparison) or _names_shorter(best, speaker, comparison):
        return True
    if _has_pronoun(best, comparison) and reports_speech(best.words, best.text, comparison):
        meant = (*comparison.evidence, *sentences_before(best, comparison))
        return any(_names(sentence, speaker, comparison) for sentence in meant)
    near = [s for s in comparison.source.sentences if abs(s.number - best.number) == 1]
    return not reports_speech(best.words, best.text, comparison) and any(
        _names(s, speaker, comparison) for s in near if reports_speech(s.words, s.text, comparison)
    )


def doubtful_speaker(comparison: Comparison) -> str:
    """Return a speaker whom the source does not name where it reports this, or not as one who speaks; "" for none."""
    for speaker, statement in _attributions(comparison):
        best = best_sentence(index_terms(statement), comparison.evidence, comparison.source)
        near = [best, *sentences_before(best, comparison), *comparison.source.sentences[best.number + 1 :][:1]]
        if not any(_names(s, speaker, comparison) for s in near if reports_speech(s.words, s.text, comparison)):
            return _text(speaker, comparison)
    return ""


def _names(sentence: SourceSentence, speaker: tuple[Word, ...], comparison: Comparison) -> bool:
    return share(significant_terms(speaker), [sentence], comparison.source) >= _MIN_SPEAKER


def _names_shorter(sentence: SourceSentence, speaker: tuple[Word, ...], comparison: Comparison) -> bool:
    """Whether the sentence has the last name of a speaker whom another one names in full: "Pell" for "Ann Pell"."""
    name = speaker[-1]
    if not name.text[0].isupper() or not is_among(name, sentence.words, comparison):
        return False
    full = [other for other in comparison.source.sentences if is_among(name, other.words, comparison)]
    return any(_names(other, speaker, comparison) for other in full)


def reports_speech(words: Sequence[Word], text: str, comparison: Comparison) -> bool:
    """Whether a text of the article's language has a verb of speech, or a quotation."""
    stems = speech_stems(base_language(comparison.language))
    return bool(stems and any(word.folded.startswith(stems) for word in words)) or _QUOTE.search(text) is not None


def _text(words: Sequence[Word], comparison: Comparison) -> str:
    return comparison.text[words[0].start : words[-1].end]
