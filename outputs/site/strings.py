"""The words of the pages, from data/strings.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)")


def say(key: str, count: int | None = None, **values: object) -> str:
    """The string filled in; with a count, the form that goes with it."""
    one, _, many = _tables()["en"][key].partition(" | ")
    chosen = one if count is None or count == 1 or not many else many
    return chosen.format(**values, count=count)


def script_strings() -> dict[str, str]:
    """What the front page's script says."""
    return _tables()["script"]


def when(time: str) -> str:
    """An ISO time in UTC as a reader reads it: 2024-03-12 10:05 UTC; other texts as they are."""
    found = _TIME.fullmatch(time)
    return say("when", day=found[1], time=found[2]) if found else time


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((_DATA / "strings.toml").read_text("utf-8"))
