"""Whether a stored version is what would be made now: asked for unchanged words, before anything loads."""

from wireglot import summarizers, translations
from wireglot.articles.languages import detection
from wireglot.flows.lending import Lending
from wireglot.flows.options import Options
from wireglot.outputs import Manifest
from wireglot.summarizers import rank_of


class Currency:
    """Compares stored versions with the engines that a options would take now.

    The engines are asked once per language, and anew by the next batch: one may become ready meanwhile.
    """

    def __init__(self, options: Options, lending: Lending) -> None:
        self._options = options
        self._lending = lending
        self._detection = detection.signature()
        self._translations: dict[str, tuple[str, int]] = {}
        self._summaries: dict[tuple[str, str], summarizers.EngineChoice] = {}

    def holds(self, made: Manifest) -> bool:
        """Whether the engines taken now would be those of `made`, or under auto no better ones."""
        return (
            made.signatures.detection == self._detection and self._translation_holds(made) and self._summary_holds(made)
        )

    def _translation_holds(self, made: Manifest) -> bool:
        if made.language not in self._translations:
            means = self._lending.of(made.language)
            now = translations.expected(made.language, self._options.to, self._options.translator, means)
            self._translations[made.language] = now
        signature, rank = self._translations[made.language]
        worse = self._options.translator == "auto" and rank < made.rank
        return worse or made.signatures.translation == signature

    def _summary_holds(self, made: Manifest) -> bool:
        """What was not translated was summarised in its own language."""
        told = made.language if _engine(made.signatures.translation) == "none" else self._options.to
        pair = (made.language, told)
        if pair not in self._summaries:
            self._summaries[pair] = summarizers.choose_engine(*pair, self._options.summarizer)
        now = self._summaries[pair]
        worse = self._options.summarizer == "auto" and now.engine.rank < rank_of(_engine(made.signatures.summary))
        return worse or made.signatures.summary == now.signature


def _engine(signature: str) -> str:
    """The engine's name, with which every signature begins."""
    return signature.partition("|")[0]
