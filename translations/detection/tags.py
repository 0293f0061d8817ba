"""Tags: from the detectors' codes and the sources' claims to BCP 47, and which tags stand near each other."""

import re
from functools import cache

from translations.detection.tables import table

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


def agree(one: str, other: str) -> bool:
    """Whether two tags name the same language, whatever the script or region: sr and sr-Latn, zh-Hans and zh-Hant."""
    return one.partition("-")[0] == other.partition("-")[0]
