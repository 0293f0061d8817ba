"""How sources do, as the site shows it: what a run knows of each source, without credentials."""

from dataclasses import dataclass

from wireglot.outputs.layout import is_safe_link


@dataclass(frozen=True, slots=True)
class SourceRow:
    """How a source does; times are ISO 8601 in UTC, "" for never.

    place      an address or a path, without credentials; `name` is what people call it, "" for its place
    kind       what it is: "an RSS feed", "a folder"; "" when it was never read
    failures   in a row, 0 after a success; `error` is the last one
    """

    place: str
    name: str = ""
    kind: str = ""
    tried: str = ""
    succeeded: str = ""
    failures: int = 0
    error: str = ""
    items: int = 0
    newest: str = ""

    @property
    def state(self) -> str:
        """One of failing, never and ok."""
        return "failing" if self.failures else "ok" if self.succeeded else "never"

    @property
    def urgency(self) -> tuple[int, int, str]:
        """Sorts those that fail first, most often first, then those that were never read."""
        return ("failing", "never", "ok").index(self.state), -self.failures, self.name or self.place

    @property
    def link(self) -> str:
        """The place where it can be followed, "" where it cannot."""
        return self.place if is_safe_link(self.place) else ""
