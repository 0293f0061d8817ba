"""Tags: from the detectors' codes and the sources' claims to BCP 47, and which tags stand near each other."""

import re
from functools import cache

from wireglot.articles.languages.detection.tables import table

_SHAPE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


def own_tag(detector: str, code: str, script: str) -> str:
    """Our tag for a detector's code, found in a text of that script."""
    return own_script(table("tags")[detector].get(code, code), script)


def own_script(tag: str, script: str) -> str:
    """The tag, saying its script where that is not the language's usual one."""
    return str(table("tags")["script"].get(tag, {}).get(script, tag))


@cache
def claimed_tag(claim: str) -> str:
    """What a source claims, as one of our tags: "sv_SE" is sv, "zh-TW" is zh-Hant; "" when it claims nothing usable."""
    loose = claim.strip().lower().replace("_", "-")
    if not _SHAPE.fullmatch(loose):
        return ""
    parts = loose.split("-")
    names = table("tags")["claimed"]
    for name in ("-".join(parts[:2]), parts[0]):
        if name in names:
            return str(names[name])
    return parts[0]


@cache
def family(tag: str) -> str:
    """The group of close languages in neighbours.toml that holds the tag, else the tag itself."""
    for name, members in table("neighbours").items():
        if tag in members or (name == "hbs" and tag == "sr-Latn"):
            return str(name)
    return tag


def covers(claim: str, tag: str) -> bool:
    """Whether a source's claim is true of a tag, whatever the script or region: "sr-RS" of sr-Latn, "no" of nn."""
    base = claim.strip().lower().replace("_", "-").partition("-")[0]
    named = tag.partition("-")[0]
    return claimed_tag(claim).partition("-")[0] == named or named in table("tags")["covers"].get(base, "").split()
