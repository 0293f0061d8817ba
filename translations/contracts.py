"""The contract of a translation engine as a function, for the tests of any package that has one.

from wireglot.translations.contracts import check_translation_engine

def test_my_engine_keeps_the_contract():
    check_translation_engine(MyEngine(), "sv", "en")
"""

from collections.abc import Callable, Iterator

from wireglot.models import BrokenContract, description_faults
from wireglot.translations.engine import NEURAL, NO_TRANSLATION, PIVOT, RULE_BASED, Engine, EngineFailed, RetryingEngine

RANKS = (NO_TRANSLATION, RULE_BASED, PIVOT, NEURAL)

# Empty text, text without letters, repeated text, marks that formats reserve, a line break, a lone surrogate, and text
# far beyond any model's window.
DEFAULT_SENTENCES = (
    "La casa es grande.",
    "",
    "Hola",
    "***",
    "Precio: 5 $ [nota] {x} a/b ^hola$ \\ @x",
    "Hola",
    "dos\nlíneas",
    "a\ud800b",
    "hola " * 1000,
)


def check_translation_engine(
    engine: Engine, source: str, target: str, sentences: tuple[str, ...] = DEFAULT_SENTENCES
) -> None:
    """Check what every translation engine must keep, for one language pair; it need not be ready for it.

    Raises:
        BrokenContract: With all faults found.
    """
    faults = [*description_faults(engine, source, target, RANKS), *_note_faults(engine, source, target)]
    if not faults and engine.signature(source, target) is not None:
        faults = [*_translation_faults(engine, source, target, sentences)]
    if faults:
        raise BrokenContract(f"{engine!r}, {source} -> {target}: " + "; ".join(faults))


def _note_faults(engine: Engine, source: str, target: str) -> Iterator[str]:
    note = engine.note(source, target)
    if note and not (note.isprintable() and note.endswith(".")):
        yield f"note: expected one sentence or '', found {note!r}"


def _translation_faults(engine: Engine, source: str, target: str, sentences: tuple[str, ...]) -> Iterator[str]:
    yield from _answer_faults("translate", engine.translate, source, target, sentences)
    if isinstance(engine, RetryingEngine):
        yield from _answer_faults("retry", engine.retry, source, target, sentences)


def _answer_faults(
    name: str,
    method: Callable[[tuple[str, ...], str, str], tuple[str | None, ...]],
    source: str,
    target: str,
    sentences: tuple[str, ...],
) -> Iterator[str]:
    try:
        if tuple(method((), source, target)) != ():
            yield f"{name}: expected no answers to no sentences"
        answers = method(sentences, source, target)
    except EngineFailed:
        return
    if len(answers) != len(sentences):
        yield f"{name}: expected {len(sentences)} answers, found {len(answers)}"
        return
    if not all(answer is None or isinstance(answer, str) for answer in answers):
        yield f"{name}: expected str or None as answers"
    by_sentence: dict[str, str | None] = {}
    for sentence, answer in zip(sentences, answers, strict=True):
        if by_sentence.setdefault(sentence, answer) != answer:
            yield f"{name}: two answers to the same sentence {sentence[:40]!r}"
