"""Engine `opus`: the opus-mt models (Marian), by a direct pair, a group model, or through English."""

from collections.abc import Sequence

from wireglot.models import Route, find_model, find_routes
from wireglot.translations.engine import NEURAL, EngineFailed, format_hint
from wireglot.translations.neural import FIRST_TRY, SECOND_TRY, Step, pull_command, route_signature, translate_by_route


class Engine:
    """Ready for a pair when every model of one of its routes is in the model store; the best such route is taken."""

    name = "opus"
    rank = NEURAL

    def signature(self, source: str, target: str) -> str | None:
        route = _stored_route(source, target)
        return route_signature(self.name, route) if route else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return translate_by_route(_required_route(source, target), sentences, target, FIRST_TRY)

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return translate_by_route(_required_route(source, target), sentences, target, SECOND_TRY)

    def note(self, source: str, target: str) -> str:
        return ""

    def install_hint(self, source: str, target: str) -> str:
        """Name the models of the best route."""
        known = find_routes(source, target)
        if not known or _stored_route(source, target):
            return ""
        return format_hint(source, pull_command([step.model_id for step in known[0]]))


def _stored_route(source: str, target: str) -> tuple[Step, ...]:
    """The first route of which the model store has every model; () when there is none."""
    return next(filter(None, map(_stored, find_routes(source, target))), ())


def _stored(chain: Route) -> tuple[Step, ...]:
    found = [(find_model(step.model_id), step.target_token) for step in chain]
    route = tuple(Step(model, target=token) for model, token in found if model)
    return route if len(route) == len(chain) and all(step.is_usable for step in route) else ()


def _required_route(source: str, target: str) -> tuple[Step, ...]:
    route = _stored_route(source, target)
    if not route:
        raise EngineFailed(
            f"no opus-mt route from {source} to {target} is in the model store (`wireglot models list`)."
        )
    return route
