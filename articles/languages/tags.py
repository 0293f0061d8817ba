"""Language tags: BCP 47 as far as news needs it (language, script, region), their names and ISO 639-3 codes.

Also the loader of data/*.toml, the tables of facts about languages.
"""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

UNKNOWN = "und"


@cache
def table(name: str) -> dict[str, Any]:
    """Return data/NAME.toml; callers must not change it."""
    return tomllib.loads(table_text(f"{name}.toml"))


def table_text(file_name: str) -> str:
    """Return a file of data/ as text."""
    return (files("wireglot.articles.languages") / "data" / file_name).read_text(encoding="utf-8")


class Tag(NamedTuple):
    """The parts of a tag: "zh-hant-TW" is ("zh", "Hant", "TW"); "" for a part that the tag does not name.

    The language has two letters where ISO 639-1 gives them, three otherwise ("eng" is read as "en").
    The usual script of a language is left out: "sr-Cyrl" is ("sr", "", "").
    """

    language: str
    script: str
    region: str

    @property
    def written(self) -> str:
        """The tag without its region: what decides whether a reader can read it."""
        return f"{self.language}-{self.script}" if self.script else self.language


@lru_cache(maxsize=4096)
def parse_tag(tag: str) -> Tag:
    """Return the parts of a tag in any casing, with "-" or "_", without those that are neither script nor region."""
    language, *rest = tag.replace("_", "-").split("-")
    language = _preferred_code(language.lower())
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if _is_region(part)), "")
    if script == table("languages")["usual_scripts"].get(language):
        script = ""
    return Tag(language, script, region)


def base_language(tag: str) -> str:
    """Return the language of a tag without script and region."""
    return parse_tag(tag).language


def same_language(first: str, second: str) -> bool:
    """Whether a reader of one tag can read the other: regions do not matter, scripts do where both tags name one.

    Unknown is not the same as anything, not even as unknown.
    """
    a, b = parse_tag(first), parse_tag(second)
    if UNKNOWN in (a.language, b.language) or "" in (a.language, b.language) or a.language != b.language:
        return False
    usual = table("languages")["usual_scripts"].get(a.language, "")
    scripts = {a.script or usual, b.script or usual} - {""}
    return len(scripts) < 2


@lru_cache(maxsize=4096)
def reader_tag(tag: str) -> str:
    """Return the tag that stands for all tags of the same reader: sv for SV, swe and sv-SE, zh-Hant for zh-TW.

    A script counts, a region only where an engine translates into its written standard (pt-BR).
    """
    claimed = table("tags")["claimed"]
    older = claimed.get(tag.replace("_", "-").lower(), "")
    language, script, region = parse_tag(older or tag)
    if (language, script) == ("zh", ""):
        script = "Hant" if region in ("HK", "MO", "TW") else "Hans"
    regions = table("languages")["written_regions"].get(language, ())
    return "-".join(filter(None, (language, script, region if region in regions else "")))


def tag_fault(tag: str) -> str:
    """Return which part of a tag stands for no known language, script or region; "" when all are known."""
    names = table("languages")
    language, script, _ = parse_tag(reader_tag(tag))
    region = parse_tag(tag).region
    if language not in names["languages"]:
        return f"there is no language {tag.split('-')[0]!r}"
    if script and script not in names["scripts"]:
        return f"there is no script {script!r}"
    if region and not region.isdigit() and region not in names["regions"]:
        return f"there is no region {region!r}"
    return ""


def iso639_3(language: str) -> str:
    """Return the three-letter code of a two-letter one; every other code is returned unchanged."""
    return str(table("languages")["iso639_3"].get(language, language))


def language_name(tag: str) -> str:
    """Return the English name of a language with its script and region: "Chinese (Traditional, Taiwan)".

    A tag whose language has no name here is returned unchanged.
    """
    names = table("languages")
    language, script, region = parse_tag(tag)
    if language in (UNKNOWN, ""):
        return "an unknown language"
    if language not in names["languages"]:
        return tag
    details = [names["scripts"].get(script, script), names["regions"].get(region, region)]
    details = [detail for detail in details if detail]
    name = str(names["languages"][language])
    return f"{name} ({', '.join(details)})" if details else name


def script_name(script: str) -> str:
    """Return the English name of a script (ISO 15924), the code itself where it has none here."""
    return str(table("languages")["scripts"].get(script, script))


@cache
def known_languages() -> tuple[str, ...]:
    """Return the tags that have an English name, sorted: languages, and the variants that detection distinguishes."""
    return tuple(sorted([*table("languages")["languages"], *table("languages")["variants"]]))


def has_capitalised_nouns(tag: str) -> bool:
    """Return whether the language writes every noun with a capital."""
    return base_language(tag) in table("languages")["capitalised_nouns"]


def writing_direction(tag: str) -> Literal["ltr", "rtl", "auto"]:
    """Return the direction by the script that the tag names, else by its language; "auto" for an unknown language."""
    language, script, _ = parse_tag(tag)
    if language in (UNKNOWN, ""):
        return "auto"
    right_to_left = table("languages")["right_to_left"]
    is_right = script in right_to_left["scripts"] if script else language in right_to_left["languages"]
    return "rtl" if is_right else "ltr"


def _preferred_code(language: str) -> str:
    language = _two_letter_codes().get(language, language)
    return str(table("languages")["aliases"].get(language, language))


def _is_region(part: str) -> bool:
    return (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())


@cache
def _two_letter_codes() -> dict[str, str]:
    return {three: two for two, three in table("languages")["iso639_3"].items()}
