"""Names and addresses of articles in feeds, pages and exports."""

from dataclasses import dataclass
from urllib.parse import quote


def article_urn(id: str) -> str:
    """Return the name of an article's editions, which stays the same wherever they are published."""
    return f"urn:wireglot:{quote(id, safe='')}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the output folder is published; base_url "" for a folder that is opened from disk."""

    base_url: str = ""

    def page(self, id: str) -> str:
        """Return the article's page: absolute, or relative to the top of the output folder."""
        return self._at(f"site/articles/{quote(id, safe='')}.html")

    def feed(self, name: str) -> str:
        return self._at(f"feeds/{quote(name, safe='')}")

    def front(self) -> str:
        return self._at("index.html")

    def _at(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{path}" if self.base_url else path


def is_web_address(text: str) -> bool:
    """Tell whether a link may lead there: web addresses only, so that no text of a source becomes a script."""
    return text.startswith(("https://", "http://")) and not any(c.isspace() or c in "<>\"'\\" for c in text)
