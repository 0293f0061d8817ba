"""The fact check of a summary: each sentence against the article, and how well it is supported, from 0 to 1.

The wording is scored by a logistic sum of four features: what the sentence costs in pieces of the article, neighbouring
words that the article never has close together, words that it lacks, and words that the best evidence lacks (after the
features of Durmus et al. 2020 and Grusky et al. 2018, with weights fitted by us). Faults in numbers and names then
reduce it by their part, so that they count most where the wording gives no warning.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import exp, log1p, sqrt

from wireglot.articles import SentenceRef
from wireglot.articles.facts import STEM, Word, index_terms, letters_only, negations_of, normalize, split_words
from wireglot.articles.languages import base_language, same_language
from wireglot.summarizers.facts.actors import check_speakers, check_subjects
from wireglot.summarizers.facts.claims import (
    check_causes,
    check_certainty,
    check_polarity,
    check_pronouns,
    check_superlatives,
)
from wireglot.summarizers.facts.clauses import claim_words, clauses, share
from wireglot.summarizers.facts.comparison import Comparison, FactFault
from wireglot.summarizers.facts.doubts import find_doubts
from wireglot.summarizers.facts.names import check_names, speech_stems
from wireglot.summarizers.facts.numbers import check_numbers
from wireglot.summarizers.facts.source import Source, SourceSentence, build_source, find_evidence
from wireglot.summarizers.facts.tables import fingerprint, table
from wireglot.summarizers.facts.wording import check_negation, check_quotes
from wireglot.summarizers.summary import SummaryInput

VERSION = "3"  # raise it when the same tables would give other results

CHECKS = (check_numbers, check_names, check_quotes, check_negation)
CLAIM_CHECKS = (
    *(check_subjects, check_speakers, check_polarity),
    *(check_superlatives, check_causes, check_certainty, check_pronouns),
)

# What is checked in every language, and what where data/claims.toml has a row for it.
_ALWAYS_CHECKED = ("wording", "numbers", "dates", "names", "quotations")
_CLAIM_ROWS = {"subjects": "prepositions", "superlatives": "superlatives", "causes": "causes"}

# With less than this share of its words in the evidence, by their weight, a sentence is not what the source says.
_MIN_SHARE = 0.25
# What a sentence needs in the sentences that it cites: the share of its words, and for each clause its share in one of
# them alone. Chosen on the judged sentences of CNN and Daily Mail (../shared/data/faithfulness, qags_cnndm): of the
# faithful ones 1 % are below. Of one-sentence summaries (XSum) half of the faithful ones are.
_MIN_CITED_SHARE, _MIN_CLAUSE_SHARE = 0.6, 0.3


@dataclass(frozen=True, slots=True)
class FactCheck:
    """The result for one sentence of a summary.

    evidence  what it rests on, in reading order; () when nothing in the article is like it
    support   0 to 1, how well its words are supported: for ranking
    faults    () when everything is supported
    doubts    why it may be wrong all the same, as phrases for a reader; () when nothing shows it
    """

    evidence: tuple[SentenceRef, ...]
    support: float
    faults: tuple[FactFault, ...] = ()
    doubts: tuple[str, ...] = ()


def check_facts(
    sentences: Sequence[str],
    text: SummaryInput,
    *,
    cited: Sequence[tuple[SentenceRef, ...]] | None = None,
) -> tuple[FactCheck, ...]:
    """Check each sentence of a summary in the output language of the text, in order.

    The source is the text that the reader gets. `cited` is the evidence that the writer of each sentence named itself:
    then these sentences must say it, whatever others do.
    """
    source = source_of(text)
    named = cited or [()] * len(sentences)
    return tuple(_check(sentence, source, evidence) for sentence, evidence in zip(sentences, named, strict=True))


def faithfulness_score(checks: Sequence[FactCheck]) -> float:
    """Return the support of a whole summary: the mean of its sentences; 0 for none."""
    return sum(check.support for check in checks) / max(1, len(checks))


def source_of(text: SummaryInput) -> Source:
    """Return what a summary is checked against; the headline only where it is in the language that the reader gets."""
    same = text.language == text.output_language or same_language(text.language, text.output_language)
    return build_source(text.blocks, text.article.headline if same else "", text.output_language)


def compare(sentence: str, source: Source) -> Comparison:
    """Return the sentence beside the evidence that was found for it."""
    normalized = normalize(sentence)
    words = split_words(normalized)
    evidence = find_evidence(source, words, _number_and_name_terms(words))
    return Comparison(normalized, source, evidence)


def find_faults(comparison: Comparison) -> tuple[list[FactFault], list[SourceSentence]]:
    """Return all faults, and the evidence with the sentences added that support what it lacks."""
    faults: list[FactFault] = []
    evidence = list(comparison.evidence)
    for check in CHECKS:
        wrong, more = check(comparison) if comparison.evidence else ([], [])
        faults += wrong
        evidence += more
    return faults, evidence


def checked_claims(language: str) -> tuple[str, ...]:
    """Return what is checked in a sentence of the language (BCP 47), in words: what has a table only where it has."""
    base = base_language(language)
    by_table = {
        "speakers": bool(speech_stems(base)),
        "negations": negations_of(base) is not None,
        **{name: bool(claim_words(row, base)) for name, row in _CLAIM_ROWS.items()},
    }
    return (*_ALWAYS_CHECKED, *(name for name, holds in by_table.items() if holds))


def signature() -> str:
    """Return a name of tables and checks that changes when their results may."""
    return f"facts:{sha256((VERSION + fingerprint()).encode()).hexdigest()[:8]}"


def _check(sentence: str, source: Source, cited: tuple[SentenceRef, ...]) -> FactCheck:
    verbatim = source.by_letters.get(letters_only(normalize(sentence)))
    if verbatim is not None:
        return FactCheck((source.sentences[verbatim].ref,), 1.0)
    known = [candidate for candidate in source.sentences if candidate.ref in cited]
    return _result(_cited(normalize(sentence), source, known) if known else compare(sentence, source))


def _cited(text: str, source: Source, known: Sequence[SourceSentence]) -> Comparison:
    """Return the sentence beside those that it cites, the one with most of its words first."""
    terms = index_terms(split_words(text))
    return Comparison(text, source, tuple(sorted(known, key=lambda each: -share(terms, [each], source))), is_cited=True)


def _result(comparison: Comparison) -> FactCheck:
    faults, evidence = find_faults(comparison)
    score = support(comparison, faults)
    covered = share(index_terms(comparison.words), comparison.evidence, comparison.source)
    if not comparison.evidence or not comparison.words or covered < _MIN_SHARE:
        return FactCheck((), score, (FactFault("unsupported"),))
    faults += [fault for check in CLAIM_CHECKS for fault in check(comparison)]
    by_clause = min(
        share(index_terms(clause.words), [clause.best], comparison.source) for clause in clauses(comparison)
    )
    thin = covered < _MIN_CITED_SHARE or by_clause < _MIN_CLAUSE_SHARE
    faults += [FactFault("thin")] if comparison.is_cited and thin else []
    doubts = find_doubts(comparison, score, covered, by_clause, added=evidence[len(comparison.evidence) :])
    refs = tuple(sorted({sentence.ref for sentence in evidence}))
    return FactCheck(refs, score, tuple(dict.fromkeys(faults)), doubts)


def _number_and_name_terms(words: Sequence[Word]) -> frozenset[str]:
    """Return the terms of numbers and of words with a capital, which add no further evidence by themselves."""
    return frozenset(
        word.folded[:STEM] for word in words if word.folded[0].isdecimal() or (word.start and word.text[0].isupper())
    )


# Support

FAULT_FEATURES = ("figures", "names")  # the other features are of the wording

_REACH = 3  # words between which a pair counts, nearer ones more
_FIGURE_KINDS = frozenset({"number", "date", "unit"})
_NAME_KINDS = frozenset({"name", "speaker"})
_MAX_SUM = 50.0  # support is then 0 to twenty digits, and no exponent overflows


def support(comparison: Comparison, faults: Sequence[FactFault]) -> float:
    """Return 1 where everything is supported, near 0 where nothing is."""
    weights = table("support")
    sizes = {name: weights[name] * size for name, size in features(comparison, faults).items()}
    faulty = sum(size for name, size in sizes.items() if name in FAULT_FEATURES)
    wording = weights["bias"] + sum(size for name, size in sizes.items() if name not in FAULT_FEATURES)
    return exp(-min(faulty, _MAX_SUM)) / (1 + exp(min(wording, _MAX_SUM)))


def features(comparison: Comparison, faults: Sequence[FactFault]) -> dict[str, float]:
    """Return what speaks against the sentence, by the names in data/support.toml."""
    terms = index_terms(comparison.words)
    length = sqrt(max(1, len(comparison.words)))
    return {
        "pieces": fragmentation(letters_only(comparison.text), comparison.source.letters),
        "apart": _never_together(comparison, terms),
        "unseen": sum(term not in comparison.source.postings for term in terms) / max(1, len(terms)),
        # Squared: a sentence fused from two has half of its words elsewhere, which is no fault.
        "elsewhere": _not_in_best(comparison, terms) ** 2 * length,
        "figures": sum(_severity(fault, comparison) for fault in faults if fault.kind in _FIGURE_KINDS) / length,
        "names": sum(fault.kind in _NAME_KINDS for fault in faults) / length,
    }


def fragmentation(sentence: str, article: str) -> float:
    """Return the cost of composing the sentence from pieces of the article; both as `letters_only` returns them.

    The pieces are those of cross-parsing (Ziv and Merhav 1993), letter by letter, so that inflection, marks, case and
    spaces count for little. Copied text has few long pieces side by side (the fragments of Grusky et al. 2018), a new
    wording many short ones. New here: a piece costs more the further it is from the one before, which shows what was
    joined that the article does not join. The sum is divided by the root of the length, between a share of the
    sentence and a count: on judged summaries this ranks better than both.
    """
    return sum(1 + log1p(jump) for jump in _jumps(sentence, article)) / sqrt(max(1, len(sentence)))


def _jumps(sentence: str, article: str) -> Iterator[int]:
    """For each piece, the letters between it and the one before; the whole article for a letter that it lacks."""
    at = 0
    last: int | None = None
    while at < len(sentence):
        end = _piece_end(sentence, at, article)
        if end == at:
            at += 1
            yield len(article)
            continue
        position = _nearest(sentence[at:end], article, last)
        yield 0 if last is None else abs(position - last)
        at, last = end, position + end - at


def _piece_end(sentence: str, at: int, article: str) -> int:
    """Return the end of the longest piece from `at`; a longer piece never occurs before the first of a shorter one."""
    end, position = at, 0
    while end < len(sentence) and (position := article.find(sentence[at : end + 1], position)) >= 0:
        end += 1
    return end


def _nearest(piece: str, article: str, last: int | None) -> int:
    """Return the occurrence of the piece that is nearest to the end of the last one, else the first."""
    after = article.find(piece, last or 0)
    before = article.rfind(piece, 0, last + len(piece)) if last else -1
    if last is None or before < 0 or (after >= 0 and after - last <= last - before):
        return after
    return before


def _severity(fault: FactFault, comparison: Comparison) -> int:
    """Of a number: 2 when the source lacks it, else 1."""
    words = [word.folded for word in split_words(fault.text)]
    return 1 if comparison.source.vocabulary.issuperset(words) else 2


def _not_in_best(comparison: Comparison, terms: Sequence[str]) -> float:
    """Return the share of the terms, by their weight, that the best evidence sentence lacks."""
    best = comparison.evidence[0].terms if comparison.evidence else frozenset()
    weights = [(comparison.source.weight(term), term in best) for term in terms]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, there in weights if not there) / total if total else 0.0


def _never_together(comparison: Comparison, terms: Sequence[str]) -> float:
    """Return the share of neighbouring terms that the source never has in one sentence or in two adjacent ones."""
    weighted = [(term, _length_weight(term)) for term in terms if _length_weight(term) >= 0.5]
    pairs = [
        (first, second, a * b / distance)
        for distance in range(1, _REACH + 1)
        for (first, a), (second, b) in zip(weighted, weighted[distance:], strict=False)
    ]
    total = sum(weight for _, _, weight in pairs)
    return sum(weight for a, b, weight in pairs if not _occur_together(comparison, a, b)) / total if total else 0.0


def _occur_together(comparison: Comparison, first: str, second: str) -> bool:
    near = comparison.source.near(first)
    return any(number in near for number in comparison.source.postings.get(second, ()))


def _length_weight(term: str) -> float:
    """Short words say little; two characters of a script without spaces are a word."""
    return 1.0 if len(term) == 2 and not term.isascii() else min(1.0, max(0.1, (len(term) - 1) / 4))
