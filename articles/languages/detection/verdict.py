"""From witnesses to a verdict: script, small words, langdetect, py3langid, and last the claim.

the script decides alone         sure        Armenian, Thai, Japanese ...; ideographs by their characters
the witnesses agree              sure        py3langid, langdetect where it has the language, and the small
                                             words where the text is long enough to hold them
two of them and the claim        sure
not all agree                    doubtful    the language with most to speak for it
none, but a claim that fits      doubtful    by "claimed"
none                             unknown     und
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from wireglot.articles.languages.detection import by_script, detectors, neighbours, words
from wireglot.articles.languages.detection.detectors import Opinion, together
from wireglot.articles.languages.detection.folding import mend_lookalikes
from wireglot.articles.languages.detection.language import Language, Verdict
from wireglot.articles.languages.detection.tags import claimed_tag, covers, family, own_script
from wireglot.articles.languages.scripts import is_written_in, largest_script, script_counts

# A name or two ("Hamas", "Volvo") says nothing about the language around it.
_ENOUGH_LETTERS = 12

# Letters looked at. Both detectors and the small words are at their best from 600 on (`detectors.py`); the
# small words of agglutinating languages, few to begin with, gain up to 1,000.
_SAMPLE = 1000

# A language that langdetect lacks rests on py3langid and the small words; py3langid gives foreign languages up to
# 0.9 without effort, its own 0.97 and more from 300 letters on (median 1.00).
_CERTAIN = 0.9
_LIKELY = 0.4

# How much langdetect and the small words count beside py3langid when the candidate is chosen. On headlines of the
# development set, in langdetect's languages, py3langid alone is right in 97.2 % and langdetect in 96.4 %, but
# outside them langdetect never is.
_LANGDETECT_WEIGHT = 0.4
_WORDS_WEIGHT = 0.3

# Small words of a language that neither detector knows overrule both from so many on, and by so much more.
_OVERRULING = 4
_OVERRULING_LEAD = 1.3

_LATIN_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the witnesses said about one text of `size` words, `found` of them small words of each language."""

    langdetect: Opinion
    py3langid: Opinion
    found: Counter[str]
    size: int

    def weight(self, tag: str) -> float:
        """How much speaks for a language or one close to it."""
        group = family(tag)
        leader = max(self.found.values(), default=0)
        small = words.count(tag, self.found) / leader if leader > 1 else 0.0
        heard = together(self.py3langid, group) + _LANGDETECT_WEIGHT * together(self.langdetect, group)
        return heard + _WORDS_WEIGHT * small

    def backers(self, tag: str) -> list[str]:
        """The witnesses whose first choice the language is, or one close to it."""
        said = {"langdetect": self.langdetect, "py3langid": self.py3langid}
        names = [name for name, opinion in said.items() if family(next(iter(opinion), "")) == family(tag)]
        return names + ["words"] * words.back(tag, self.found, self.size)

    def missing(self, tag: str) -> bool:
        return words.absent(tag, self.found, self.size)


def judge(text: str, claimed: str) -> Language:
    """The language of a folded text that is in one language."""
    found = script_counts(text[: 2 * _SAMPLE])
    script = largest_script(found)
    if not script or (sum(found.values()) < _ENOUGH_LETTERS and not by_script.language_of_script(text, script)):
        return _by_claim(script, claimed, claimed)
    if script == "Hani":
        tag, clear = by_script.chinese(text)
        return Language(tag, "sure" if clear else "doubtful", claimed, "script")
    decided = by_script.language_of_script(text, script)
    if decided:
        verdict: Verdict = "sure" if by_script.is_long_enough(script, found[script]) else "doubtful"
        return Language(decided, verdict, claimed, "script")
    return _by_witnesses(_only(text, script)[:_SAMPLE], script, claimed)


def _only(text: str, script: str) -> str:
    """A text of another script without its Latin words: names and brands only mislead the detectors."""
    if script == "Latn":
        return text
    head = text[: 3 * _SAMPLE]
    return _LATIN_WORD.sub(" ", mend_lookalikes(head) if script == "Cyrl" else head)


def _by_witnesses(text: str, script: str, claimed: str) -> Language:
    cut = words.cut(text)
    first = _writable(detectors.langdetect(text, script), script)
    second = _writable(detectors.py3langid(text, script), script)
    evidence = _Evidence(first, second, words.counts(cut), len(cut))
    tag = _candidate(evidence)
    if not tag:
        return _by_claim(script, "" if evidence.missing(claimed_tag(claimed)) else claimed, claimed)
    by = "+".join(evidence.backers(tag)) or "py3langid"
    found = _with_claim(Language(tag, _verdict(tag, evidence, script), claimed, by), evidence)
    return _among_neighbours(found, cut, script, evidence.py3langid)


def _writable(opinion: Opinion, script: str) -> Opinion:
    """What is left of a detector's answer without the languages that the script cannot write."""
    return {tag: probability for tag, probability in opinion.items() if is_written_in(tag, script)}


def _candidate(evidence: _Evidence) -> str:
    """The language with most to speak for it, "" when none is worth naming."""
    heard = {**evidence.langdetect, **evidence.py3langid}
    tag = max(sorted(heard), key=evidence.weight, default="")
    third = words.best(evidence.found, evidence.size)
    if third and _overrules(third, tag, evidence):
        return third
    if tag and evidence.weight(tag) >= _LIKELY and not _unheard_of(tag, evidence):
        return max((t for t in heard if family(t) == family(tag)), key=lambda t: evidence.py3langid.get(t, 0.0))
    return third


def _overrules(third: str, tag: str, evidence: _Evidence) -> bool:
    """Whether the small words name a language that the detectors do not know, and clearly."""
    count = evidence.found[third]
    lead = count >= _OVERRULING_LEAD * words.count(tag, evidence.found)
    return not detectors.known(third) and count >= _OVERRULING and lead


def _unheard_of(tag: str, evidence: _Evidence) -> bool:
    """Whether a long text lacks the language's small words, and py3langid is not certain enough to doubt only that."""
    return evidence.missing(tag) and together(evidence.py3langid, family(tag)) < _CERTAIN


def _verdict(tag: str, evidence: _Evidence, script: str) -> Verdict:
    """Sure when everyone who can speak about this language says so, and no small words speak for another."""
    backers = evidence.backers(tag)
    certain = together(evidence.py3langid, family(tag)) >= _CERTAIN
    if "py3langid" not in backers or evidence.missing(tag) or _lookalike(tag, evidence):
        return "doubtful"
    if detectors.langdetect_knows(tag, script):
        silent = certain and not words.outnumbered(tag, evidence.found)
        agreed = "langdetect" in backers and ("words" in backers or silent)
    else:
        agreed = "words" in backers and certain
    return "sure" if agreed else "doubtful"


def _lookalike(tag: str, evidence: _Evidence) -> bool:
    """Whether the small words name a language that the detectors do not know and may take for this one."""
    best = words.best(evidence.found, evidence.size)
    return bool(best) and family(best) != family(tag) and not detectors.known(best)


def _with_claim(found: Language, evidence: _Evidence) -> Language:
    """The same answer, backed by a claim that agrees: with two witnesses that is enough to be sure."""
    if found.verdict == "sure" or not covers(found.claimed, found.tag):
        return found
    against = evidence.missing(found.tag) or _lookalike(found.tag, evidence)
    sure = len(evidence.backers(found.tag)) > 1 and not against
    return replace(found, verdict="sure" if sure else "doubtful", by=f"{found.by}+claimed")


def _among_neighbours(found: Language, cut: list[str], script: str, leaning: Opinion) -> Language:
    """The same answer with its close languages told apart; where the marks do not tell, the claim does."""
    group = family(found.tag)
    if group == found.tag or script != "Latn":
        return found
    member, clear = neighbours.closest(group, cut, leaning)
    tag = own_script(member or found.tag, script)
    claim = claimed_tag(found.claimed)
    if not clear and family(claim) == group and not covers(found.claimed, tag):
        tag = claim
    return replace(found, tag=tag, verdict=found.verdict if clear else "doubtful")


def _by_claim(script: str, usable: str, claimed: str) -> Language:
    """What the source claims, when the script can write it; unknown otherwise."""
    claim = claimed_tag(usable)
    if claim and script and is_written_in(claim, script):
        return Language(claim, "doubtful", claimed, "claimed")
    return Language("und", "unknown", claimed)
