"""The engine of NLLB-200 (distilled, 600 M): 200 languages in one model, for non-commercial use only."""

from collections.abc import Sequence

from wireglot.translations.engine import NEURAL, EngineFailed
from wireglot.translations.neural import AGAIN, FIRST, Leg, leg_of, mend_for, model_of, sign, tell_through


class Engine:
    """Ready for a pair when its model is in the model store and knows both languages."""

    name = "nllb"
    rank = NEURAL
    quality = "Told by NLLB-200, whose licence (cc-by-nc-4.0) allows non-commercial use only."

    def signature(self, source: str, target: str) -> str | None:
        leg = leg_of(self.name, source, target)
        return sign(self.name, [leg]) if leg else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return tell_through([_wanted(source, target)], sentences, target, FIRST)

    def again(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return tell_through([_wanted(source, target)], sentences, target, AGAIN)

    def install_hint(self, source: str, target: str) -> str:
        model = model_of(self.name, source, target)
        if not model or leg_of(self.name, source, target):
            return ""
        return mend_for([model]) + " --accept-licence"


def _wanted(source: str, target: str) -> Leg:
    leg = leg_of(Engine.name, source, target)
    if leg is None:
        raise EngineFailed(f"its model is not in the model store, or does not know {source} or {target}.")
    return leg
