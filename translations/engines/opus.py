"""The engine of the opus-mt models (Marian): a direct pair, a group model, or by way of English."""

from collections.abc import Sequence

from wireglot.models import Route, find_model, find_routes
from wireglot.translations.engine import NEURAL, EngineFailed
from wireglot.translations.neural import AGAIN, FIRST, Leg, mend_for, sign, tell_through


class Engine:
    """Ready for a pair when every model of one of its routes is in the model store; the best such route is taken."""

    name = "opus"
    rank = NEURAL
    quality = ""

    def signature(self, source: str, target: str) -> str | None:
        legs = _legs(source, target)
        return sign(self.name, legs) if legs else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return tell_through(_wanted(source, target), sentences, target, FIRST)

    def again(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return tell_through(_wanted(source, target), sentences, target, AGAIN)

    def install_hint(self, source: str, target: str) -> str:
        """The command that pulls the models of the best route; "" when one is there already, or none is known."""
        known = find_routes(source, target)
        if not known or _legs(source, target):
            return ""
        return mend_for([step.model_id for step in known[0]])


def _legs(source: str, target: str) -> tuple[Leg, ...]:
    """The first route that is whole in the model store; () when none is."""
    return next(filter(None, map(_on_the_shelf, find_routes(source, target))), ())


def _on_the_shelf(chain: Route) -> tuple[Leg, ...]:
    found = [(find_model(step.model_id), step.target_token) for step in chain]
    legs = tuple(Leg(model, target=token) for model, token in found if model)
    return legs if len(legs) == len(chain) and all(leg.speaks for leg in legs) else ()


def _wanted(source: str, target: str) -> tuple[Leg, ...]:
    legs = _legs(source, target)
    if not legs:
        raise EngineFailed(
            f"no opus-mt route from {source} to {target} is in the model store (`wireglot models list`)."
        )
    return legs
