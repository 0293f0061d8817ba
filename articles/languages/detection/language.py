"""The answer of detection: which language a text is in, how far that can be trusted, and the warning in words."""

from dataclasses import dataclass
from typing import Literal

from wireglot.articles.languages.detection.tags import claimed_tag, covers

Verdict = Literal["sure", "doubtful", "unknown"]


@dataclass(frozen=True, slots=True)
class Language:
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
        """All there is to warning, as one English sentence; "" when there is nothing."""
        parts = [part for part in (self._uncertain(), self._denied(), self._several()) if part]
        return "; ".join(parts) + "." if parts else ""

    def _uncertain(self) -> str:
        if self.verdict == "unknown":
            return "The language of the text is not known"
        if self.verdict == "doubtful" and self.by == "claimed":
            return f"The detectors cannot name the language, {self.tag} is only what the source claims"
        if self.verdict == "doubtful":
            return f"The language is uncertain, {self.tag} is the best guess (by {self.by}) and not all methods agree"
        return ""

    def _denied(self) -> str:
        claim = claimed_tag(self.claimed)
        if not claim or self.by == "claimed" or covers(self.claimed, self.tag):
            return ""
        found = "is not recognised as that" if self.tag == "und" else f"is {self.tag}"
        return f"The source claims {claim} but the text {found}"

    def _several(self) -> str:
        if not self.mixed:
            return ""
        return f"The text holds several languages ({', '.join(self.mixed)}) and is treated as {self.tag}"
