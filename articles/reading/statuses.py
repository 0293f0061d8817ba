"""Publication statuses as sources write them, told as one of three: usable, withheld, canceled."""

from wireglot.articles.article import Status

# IPTC's three words, their codes in NewsML-G2 (stat:, without the prefix), and what editors write for them.
_WITHHELD = frozenset({"withheld", "embargoed", "hold", "held"})
_CANCELED = frozenset({"canceled", "cancelled", "kill", "killed", "withdrawn", "retracted", "deleted"})


def status(text: str) -> Status:
    """The status behind "stat:canceled", "Killed" or "withheld"; usable for everything else, also for ""."""
    word = text.strip().casefold().rpartition(":")[2].strip()
    if word in _CANCELED:
        return "canceled"
    return "withheld" if word in _WITHHELD else "usable"
