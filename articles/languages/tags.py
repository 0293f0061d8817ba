"""Language tags: BCP 47 as far as news needs it (language, script, region), and their ISO 639-3 codes."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

UNKNOWN = "und"


class Tag(NamedTuple):
    """A tag in its parts: "zh-hant-TW" is ("zh", "Hant", "TW"); "" for what it does not say.

    The language has two letters where ISO 639-1 gives them, three otherwise ("eng" is read as "en").
    A script that goes without saying is left out: "sr-Cyrl" is ("sr", "", "").
    """

    language: str
    script: str
    region: str

    @property
    def written(self) -> str:
        """The tag without its region: what decides whether a reader can read it."""
        return f"{self.language}-{self.script}" if self.script else self.language


def parse(tag: str) -> Tag:
    """The parts of a tag in any casing, with "-" or "_"; what is neither script nor region is passed over."""
    language, *rest = tag.replace("_", "-").split("-")
    language = _shortest(language.lower())
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if _names_a_region(part)), "")
    if script == _codes()["scripts"].get(language):
        script = ""
    return Tag(language, script, region)


def same_language(one: str, other: str) -> bool:
    """Whether a reader of one reads the other: regions do not matter, scripts do where both name one.

    Unknown is not the same as anything, not even as unknown.
    """
    a, b = parse(one), parse(other)
    if UNKNOWN in (a.language, b.language) or "" in (a.language, b.language) or a.language != b.language:
        return False
    usual = _codes()["scripts"].get(a.language, "")
    scripts = {a.script or usual, b.script or usual} - {""}
    return len(scripts) < 2


def three_letters(language: str) -> str:
    """ISO 639-3 of a language given in two letters; three letters are given back as they are."""
    return _codes()["iso639"].get(language, language)


def _shortest(language: str) -> str:
    language = _two_letters().get(language, language)
    return _codes()["names"].get(language, language)


def _names_a_region(part: str) -> bool:
    return (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())


@cache
def _codes() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "data" / "codes.toml").read_text(encoding="utf-8"))


@cache
def _two_letters() -> dict[str, str]:
    return {three: two for two, three in _codes()["iso639"].items()}
