"""examine: each sentence of a summary held against the article."""

from collections.abc import Sequence
from hashlib import sha256

from wireglot.articles.article import SentenceRef
from wireglot.articles.languages.tags import same_language
from wireglot.summarizers.facts.alignment import aligned
from wireglot.summarizers.facts.figures import figures
from wireglot.summarizers.facts.finding import Fault, Finding
from wireglot.summarizers.facts.held import Held
from wireglot.summarizers.facts.names import names
from wireglot.summarizers.facts.negation import negation
from wireglot.summarizers.facts.quotes import quotes
from wireglot.summarizers.facts.source import Line, Source, source
from wireglot.summarizers.facts.support import support
from wireglot.summarizers.facts.tables import fingerprint
from wireglot.summarizers.facts.words import STEM, Word, normal, squeezed, terms, words
from wireglot.summarizers.summary import SummaryInput

VERSION = "1"  # goes up when the same tables would give other findings

# Each gives the faults, and lines beside the evidence that bear out what those leave open. Wording cannot be held
# against a source in another language.
CHECKS = (figures, names, quotes, negation)
ACROSS = (figures, names)

# A sentence whose lines hold less than this share of its words, by their weight, is not what the source says.
_BORNE = 0.25


def examine(
    sentences: Sequence[str],
    text: SummaryInput,
    *,
    language: str,
    cited: Sequence[tuple[SentenceRef, ...]] | None = None,
) -> tuple[Finding, ...]:
    """One finding for each sentence, in order.

    `language` is the summary's. It is held against the telling when that is in the same language, else against the
    original. `cited`, one a sentence: evidence that the writer named itself, kept where they bear the sentence out.
    """
    against = source_of(text, language)
    named = cited or [()] * len(sentences)
    return tuple(
        _finding(sentence, against, language, evidence) for sentence, evidence in zip(sentences, named, strict=True)
    )


def source_of(text: SummaryInput, language: str) -> Source:
    """What a summary in the language is held against; the headline only where it is in that language."""
    if same_language(language, text.output_language):
        headline = text.article.headline if same_language(language, text.language) else ""
        return source(text.blocks, headline, text.output_language)
    return source(text.article.blocks, text.article.headline, text.language)


def beside(sentence: str, against: Source, language: str) -> Held:
    """The sentence beside the lines that it rests on."""
    shown = normal(sentence)
    own = words(shown)
    return Held(shown, language, against, aligned(against, own, _facts(own)), _same(language, against))


def judged(held: Held) -> tuple[list[Fault], list[Line]]:
    """Everything that the lines do not bear out, and the lines with those added that bear out what they leave open."""
    faults: list[Fault] = []
    lines = list(held.lines)
    for check in CHECKS if held.same_language else ACROSS:
        wrong, more = check(held) if held.lines else ([], [])
        faults += wrong
        lines += more
    return faults, lines


def signature() -> str:
    """Names the tables and the version of the checks: changes when their findings may."""
    return f"facts:{sha256((VERSION + fingerprint()).encode()).hexdigest()[:8]}"


def _finding(sentence: str, against: Source, language: str, cited: tuple[SentenceRef, ...]) -> Finding:
    twin = against.verbatim.get(squeezed(normal(sentence)))
    if twin is not None:
        return Finding((against.lines[twin].place,), 1.0)
    if known := tuple(line for line in against.lines if line.place in cited):
        found = _found(Held(normal(sentence), language, against, known, _same(language, against)))
        if not found.faults:
            return found
    return _found(beside(sentence, against, language))


def _found(held: Held) -> Finding:
    faults, lines = judged(held)
    size = support(held, faults)
    if not held.lines or (held.same_language and _share(held) < _BORNE):
        return Finding((), size, (Fault("unsupported"),))
    return Finding(tuple(sorted({line.place for line in lines})), size, tuple(dict.fromkeys(faults)))


def _same(language: str, against: Source) -> bool:
    """Whether the two are in one language; where both are unknown they are taken to be."""
    return same_language(language, against.language) or language == against.language


def _share(held: Held) -> float:
    """How much of the sentence, by the weight of its terms, its lines hold."""
    weights = {term: held.source.weight(term) for term in terms(held.words)}
    there = frozenset(term for line in held.lines for term in line.terms)
    return sum(weight for term, weight in weights.items() if term in there) / max(1e-9, sum(weights.values()))


def _facts(own: Sequence[Word]) -> frozenset[str]:
    """The terms of figures and of words with a capital, which draw no further place by themselves."""
    return frozenset(
        word.form[:STEM] for word in own if word.form[0].isdecimal() or (word.start and word.shown[0].isupper())
    )
