"""Names and addresses of articles in feeds, pages and exports."""

from dataclasses import dataclass
from urllib.parse import quote


def urn(id: str) -> str:
    """The name of an article's editions, the same for ever and wherever they are published."""
    return f"urn:wireglot:{quote(id, safe='')}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the output folder is published; base_url "" for a folder that is opened from disk."""

    base_url: str = ""

    def page(self, id: str) -> str:
        """The article's page: absolute, or relative to the top of the output folder."""
        return self._at(f"site/articles/{quote(id, safe='')}.html")

    def feed(self, name: str) -> str:
        return self._at(f"feeds/{quote(name, safe='')}")

    def front(self) -> str:
        return self._at("index.html")

    def _at(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{path}" if self.base_url else path


def is_address(text: str) -> bool:
    """Whether a link may lead there: web addresses only, so that nothing a source says becomes a script."""
    return text.startswith(("https://", "http://")) and not any(c.isspace() or c in "<>\"'\\" for c in text)
