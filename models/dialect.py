"""What a model wants said around a text, in its own tokens: language codes, ends, and how much it takes."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self

from wireglot.models.errors import UnknownLanguageCode

Asks = Literal["nothing", "target", "both"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """A row is: the code (Marian: of the target, others: of the source) or `start`, the text's pieces, `end`.

    window     tokens that the model reads, special ones included
    reach      tokens that it can write
    asks       the codes it takes: none, a target that may be left out (Marian), or both
    codes      each code -> its token
    opening    the token that it must write first, where that is always the same; "" elsewhere
    silent     tokens that are never part of a text
    """

    family: str
    window: int
    reach: int
    asks: Asks
    codes: dict[str, str]
    start: str
    end: str
    opening: str
    silent: tuple[str, ...]

    def row(self, pieces: list[str], source: str, target: str) -> list[str]:
        """All tokens that the model reads for a text. Raises UnknownLanguageCode."""
        self.check(source, target)
        code = {"nothing": "", "target": target, "both": source}[self.asks]
        before = self.codes[code] if code else self.start
        return [*([before] if before else []), *pieces, self.end]

    def first(self, target: str) -> str:
        """The token that must be written first, "" when the model is free. Raises UnknownLanguageCode."""
        return self.codes[self._known(target)] if self.asks == "both" else self.opening

    def check(self, source: str, target: str) -> None:
        """:raises UnknownLanguageCode: for a code that the model does not know, and for one that it needs and lacks"""
        needed = (source, target) if self.asks == "both" else tuple(code for code in (source, target) if code)
        for code in needed:
            self._known(code)
        if self.asks == "target" and source:
            raise UnknownLanguageCode(
                f"This {self.family} model knows what it reads: leave out the source code {source!r}."
            )

    def _known(self, code: str) -> str:
        if code in self.codes:
            return code
        if not self.codes:
            raise UnknownLanguageCode(f"This {self.family} model knows no language codes: leave out {code!r}.")
        some = ", ".join(sorted(self.codes)[:8]) + (f" and {len(self.codes) - 8} more" if len(self.codes) > 8 else "")
        asked = f"does not know {code!r}" if code else "needs the codes of both languages"
        raise UnknownLanguageCode(f"This {self.family} model {asked}; it knows {some}.")

    def plain(self) -> dict[str, Any]:
        """The dialect as JSON can hold it; `from_plain` reads it back."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """:raises TypeError, KeyError: when it is not what `plain` gave"""
        values = {field.name: plain[field.name] for field in fields(cls)}
        return cls(**values | {"silent": tuple(values["silent"])})
