"""The fact check of a summary: each sentence against the article."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from wireglot.articles import SentenceRef
from wireglot.articles.languages import same_language
from wireglot.summarizers.facts.comparison import Comparison, FactFault
from wireglot.summarizers.facts.names import check_names
from wireglot.summarizers.facts.numbers import check_numbers
from wireglot.summarizers.facts.source import Source, SourceSentence, build_source, find_evidence
from wireglot.summarizers.facts.support import support
from wireglot.summarizers.facts.tables import fingerprint
from wireglot.summarizers.facts.wording import check_negation, check_quotes
from wireglot.summarizers.facts.words import STEM, Word, index_terms, letters_only, normalize, split_words
from wireglot.summarizers.summary import SummaryInput

VERSION = "1"  # raise it when the same tables would give other results

CHECKS = (check_numbers, check_names, check_quotes, check_negation)
# Wording cannot be compared with a source in another language.
CHECKS_ACROSS_LANGUAGES = (check_numbers, check_names)

# With less than this share of its words in the evidence, by their weight, a sentence is not what the source says.
_MIN_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class FactCheck:
    """The result for one sentence of a summary.

    evidence  what it rests on, in reading order; () when nothing in the article is like it
    support   0 to 1, how well its words are supported: for ranking
    faults    () when everything is supported
    """

    evidence: tuple[SentenceRef, ...]
    support: float
    faults: tuple[FactFault, ...] = ()


def check_facts(
    sentences: Sequence[str],
    text: SummaryInput,
    *,
    language: str,
    cited: Sequence[tuple[SentenceRef, ...]] | None = None,
) -> tuple[FactCheck, ...]:
    """Check each sentence of a summary in `language`, in order.

    The source is the text that the reader gets when it is in that language, else the original. `cited` is the
    evidence that the writer of each sentence named itself: it is kept where it supports the sentence.
    """
    source = source_for(text, language)
    named = cited or [()] * len(sentences)
    return tuple(
        _check(sentence, source, language, evidence) for sentence, evidence in zip(sentences, named, strict=True)
    )


def faithfulness_score(checks: Sequence[FactCheck]) -> float:
    """Return the support of a whole summary: the mean of its sentences; 0 for none."""
    return sum(check.support for check in checks) / max(1, len(checks))


def source_for(text: SummaryInput, language: str) -> Source:
    """Return what a summary in the language is checked against; the headline only where it is in that language."""
    if same_language(language, text.output_language):
        headline = text.article.headline if same_language(language, text.language) else ""
        return build_source(text.blocks, headline, text.output_language)
    return build_source(text.article.blocks, text.article.headline, text.language)


def compare(sentence: str, source: Source, language: str) -> Comparison:
    """Return the sentence beside the evidence that was found for it."""
    normalized = normalize(sentence)
    words = split_words(normalized)
    evidence = find_evidence(source, words, _number_and_name_terms(words))
    return Comparison(normalized, language, source, evidence, _in_language_of(language, source))


def find_faults(comparison: Comparison) -> tuple[list[FactFault], list[SourceSentence]]:
    """Return all faults, and the evidence with the sentences added that support what it lacks."""
    faults: list[FactFault] = []
    evidence = list(comparison.evidence)
    for check in CHECKS if comparison.same_language else CHECKS_ACROSS_LANGUAGES:
        wrong, more = check(comparison) if comparison.evidence else ([], [])
        faults += wrong
        evidence += more
    return faults, evidence


def signature() -> str:
    """Return a name of tables and checks that changes when their results may."""
    return f"facts:{sha256((VERSION + fingerprint()).encode()).hexdigest()[:8]}"


def _check(sentence: str, source: Source, language: str, cited: tuple[SentenceRef, ...]) -> FactCheck:
    verbatim = source.by_letters.get(letters_only(normalize(sentence)))
    if verbatim is not None:
        return FactCheck((source.sentences[verbatim].ref,), 1.0)
    if known := tuple(one for one in source.sentences if one.ref in cited):
        same = _in_language_of(language, source)
        result = _result(Comparison(normalize(sentence), language, source, known, same))
        if not result.faults:
            return result
    return _result(compare(sentence, source, language))


def _result(comparison: Comparison) -> FactCheck:
    faults, evidence = find_faults(comparison)
    score = support(comparison, faults)
    if not comparison.evidence or (comparison.same_language and _covered_share(comparison) < _MIN_SHARE):
        return FactCheck((), score, (FactFault("unsupported"),))
    return FactCheck(tuple(sorted({one.ref for one in evidence})), score, tuple(dict.fromkeys(faults)))


def _in_language_of(language: str, source: Source) -> bool:
    """Whether the source is in the language; two unknown languages are taken to be the same."""
    return same_language(language, source.language) or language == source.language


def _covered_share(comparison: Comparison) -> float:
    """Return how much of the sentence, by the weight of its terms, its evidence has."""
    weights = {term: comparison.source.weight(term) for term in index_terms(comparison.words)}
    there = frozenset(term for sentence in comparison.evidence for term in sentence.terms)
    return sum(weight for term, weight in weights.items() if term in there) / max(1e-9, sum(weights.values()))


def _number_and_name_terms(words: Sequence[Word]) -> frozenset[str]:
    """Return the terms of numbers and of words with a capital, which add no further evidence by themselves."""
    return frozenset(
        word.folded[:STEM] for word in words if word.folded[0].isdecimal() or (word.start and word.text[0].isupper())
    )
