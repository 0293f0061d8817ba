"""The answer of detection, what a source claims, and which languages are close to each other."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from wireglot.articles.languages.tables import table
from wireglot.articles.languages.tags import UNKNOWN

Verdict = Literal["sure", "doubtful", "unknown"]

_TAG_SHAPE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class DetectedLanguage:
    """The language of one article.

    tag      BCP 47, "und" when unknown
    verdict  sure: independent methods agree; doubtful: the best guess; unknown: no guess, tag is "und"
    claimed  what the source claims, as it wrote it; never trusted over a sure verdict
    by       the methods that found this tag, joined by "+": script, langdetect, py3langid, words, claimed
    mixed    all tags found, main first; empty when there is only one
    """

    tag: str
    verdict: Verdict
    claimed: str = ""
    by: str = ""
    mixed: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """What is uncertain, as one English sentence; "" when nothing is."""
        parts = [part for part in (self._uncertain(), self._contradicts_claim(), self._several()) if part]
        return "; ".join(parts) + "." if parts else ""

    def _uncertain(self) -> str:
        if self.verdict == "unknown":
            return "The language of the text is not known"
        if self.verdict == "doubtful" and self.by == "claimed":
            return f"The detectors cannot name the language, {self.tag} is only what the source claims"
        if self.verdict == "doubtful":
            return f"The language is uncertain, {self.tag} is the best guess (by {self.by}) and not all methods agree"
        return ""

    def _contradicts_claim(self) -> str:
        claim = claimed_tag(self.claimed)
        if not claim or self.by == "claimed" or claim_covers(self.claimed, self.tag):
            return ""
        text_is = "is not recognised as that" if self.tag == UNKNOWN else f"is {self.tag}"
        return f"The source claims {claim} but the text {text_is}"

    def _several(self) -> str:
        if not self.mixed:
            return ""
        return f"The text holds several languages ({', '.join(self.mixed)}) and is treated as {self.tag}"


@cache
def claimed_tag(claim: str) -> str:
    """Return what a source claims as one of our tags: "zh-TW" is zh-Hant; "" when it claims nothing usable."""
    tag = claim.strip().lower().replace("_", "-")
    if not _TAG_SHAPE.fullmatch(tag):
        return ""
    parts = tag.split("-")
    names = table("tags")["claimed"]
    for name in ("-".join(parts[:2]), parts[0]):
        if name in names:
            return str(names[name])
    return parts[0]


def claim_covers(claim: str, tag: str) -> bool:
    """Whether a claim is true of a tag, whatever the script or region: "sr-RS" of sr-Latn, "no" of nn."""
    base = claim.strip().lower().replace("_", "-").partition("-")[0]
    language = tag.partition("-")[0]
    return claimed_tag(claim).partition("-")[0] == language or language in table("tags")["covers"].get(base, "").split()


@cache
def group_of(tag: str) -> str:
    """Return the group of close languages that has the tag, such as "hbs" for Croatian; else the tag itself."""
    for name, members in table("neighbours").items():
        if tag in members or (name == "hbs" and tag == "sr-Latn"):
            return str(name)
    return tag


def detector_tag(detector: str, code: str, script: str) -> str:
    """Return our tag for a detector's code, found in a text of that script."""
    return tag_in_script(table("tags")[detector].get(code, code), script)


def tag_in_script(tag: str, script: str) -> str:
    """Return the tag with its script where that is not the usual one of the language."""
    return str(table("tags")["script"].get(tag, {}).get(script, tag))
