"""The engine of M2M-100 (418 M): 100 languages in one model, under the MIT licence."""

from collections.abc import Sequence

from wireglot.translations.engine import NEURAL, EngineFailed
from wireglot.translations.neural import AGAIN, FIRST, Leg, leg_of, mend_for, model_of, sign, tell_through


class Engine:
    """Ready for a pair when its model is in the model store and knows both languages."""

    name = "m2m100"
    rank = NEURAL
    quality = ""

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
        return mend_for([model])


def _wanted(source: str, target: str) -> Leg:
    leg = leg_of(Engine.name, source, target)
    if leg is None:
        raise EngineFailed(f"its model is not in the model store, or does not know {source} or {target}.")
    return leg
