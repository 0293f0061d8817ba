"""robots.txt: what a site lets programs fetch, read as RFC 9309 says.

No robots.txt (4xx) allows everything; a server that fails to give it (5xx, no answer) allows nothing for now. It is
kept for a day, as the RFC advises.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

USER_AGENT = "Wireglot"
# The RFC asks for at least 500 KiB; what follows is not read.
MAX_ROBOTS = 512_000
KEPT_SECONDS = 86_400
# A longer delay between requests would keep a run from ending.
LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for us."""

    text: str = ""

    def allows(self, url: str) -> bool:
        return not self.text or bool(_rules(self.text).can_fetch(url, USER_AGENT))

    @property
    def delay(self) -> float:
        """The seconds between requests that the site asks for, 0 for none."""
        return min(LONGEST_DELAY, float(_rules(self.text).crawl_delay(USER_AGENT) or 0)) if self.text else 0.0


@lru_cache(maxsize=20)  # as many hosts are asked at a time; the largest takes 0.2 s, and each request asks twice
def _rules(text: str) -> Any:  # protego has no types
    from protego import Protego

    return Protego.parse(text)


def robots_address(url: str) -> str:
    """Return where the rules for this address are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
