"""The one call that turns texts into summaries, whatever the engine; one bad text never spoils a batch."""

import logging
from collections.abc import Sequence

from summarizers.engine import Engine, ready
from summarizers.summary import Summaries, Summary, Text

_log = logging.getLogger(__name__)


def summarize(texts: Sequence[Text], *, engine: str = "auto") -> tuple[Summaries, ...]:
    """One outcome for each text, in the same order; never raises for what a text holds.

    A text on which the engine failed gets empty summaries with a check that says so.
    :raises UnknownEngine: when there is no engine of that name.
    :raises NotReady: when it could not work now.
    """
    chosen = ready(engine)
    try:
        return _counted(chosen, texts)
    except Exception as error:  # the edge: below, each text is tried by itself
        _log.warning("%s failed on a batch of %d, now one by one: %r", chosen.name, len(texts), error)
    return tuple(_alone(chosen, text) for text in texts)


def _counted(engine: Engine, texts: Sequence[Text]) -> tuple[Summaries, ...]:
    made = engine.summarize(texts)
    if len(made) != len(texts):
        raise RuntimeError(f"{engine.name} should have given {len(texts)} summaries, it gave {len(made)}.")
    return made


def _alone(engine: Engine, text: Text) -> Summaries:
    try:
        return _counted(engine, [text])[0]
    except Exception as error:  # the edge: the failure becomes this article's outcome
        _log.warning("%s failed on %s: %r", engine.name, text.article.id, error)
        check = f"{engine.name} failed: {type(error).__name__}: {error}"
    nothing = Summary("", (), engine.name, engine.signature(), (check,))
    return Summaries(nothing, nothing)
