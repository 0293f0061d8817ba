"""The verdict on a text in one language: script, small words, langdetect, py3langid, and last the source's claim.

the script alone decides it        sure        Armenian, Thai, Japanese ...; Chinese by its characters
the methods agree                  sure        py3langid, langdetect where it has the language, and the small
                                               words where the text is long enough to contain them;
                                               langdetect is left out where the other two are certain
two of them and the claim agree    sure
letters of the language missing    doubtful    Slovene without č, š, ž is romanised, or typed without its marks
they do not all agree              doubtful    the language with the greatest weight
no answer, but a claim that fits   doubtful    by "claimed"
no answer                          unknown     und
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from wireglot.articles.languages import small_words
from wireglot.articles.languages.detection import detectors
from wireglot.articles.languages.detection.detectors import Probabilities, group_of, group_probability, tag_in_script
from wireglot.articles.languages.detection.letters import lacks_letters
from wireglot.articles.languages.detection.normalization import without_latin_words
from wireglot.articles.languages.detection.romanised import romanised_language
from wireglot.articles.languages.parts import LanguagePart
from wireglot.articles.languages.scripts import is_written_in, largest_script, script_counts
from wireglot.articles.languages.tags import UNKNOWN, language_name, script_name, table

Verdict = Literal["sure", "doubtful", "unknown"]

# A name or two ("Hamas", "Volvo") says nothing about the language around it.
_MIN_LETTERS = 12

# Letters looked at. Both detectors and the small words are at their best from 600 on (`detectors.py`); the
# small words of agglutinating languages, few to begin with, gain up to 1,000.
_SAMPLE = 1000

# A language that langdetect lacks rests on py3langid and the small words; py3langid gives foreign languages up to
# 0.9 without effort, its own 0.97 and more from 300 letters on (median 1.00).
_CERTAIN = 0.9
_LIKELY = 0.4

# At this probability, and where the small words agree, langdetect adds nothing: in 6,520 texts (documents and
# headlines of NTREX, sentences in 75 languages) it disagreed once, among close languages, which are always compared.
_NEARLY_CERTAIN = 0.99

# How much langdetect and the small words count beside py3langid when the candidate is chosen. On headlines of the
# development set, in langdetect's languages, py3langid alone is right in 97.2 % and langdetect in 96.4 %, but
# outside them langdetect never is.
_LANGDETECT_WEIGHT = 0.4
_WORDS_WEIGHT = 0.3

# Small words of a language that neither detector knows overrule both from so many on, and by so much more.
_OVERRULING_WORDS = 4
_OVERRULING_LEAD = 1.25

# Among close languages the first is clear with two distinguishing words and this share of those of the first two.
_CLEAR_SHARE = 0.7
# py3langid's whole probability counts as one and a half distinguishing words: it separates Zulu from Xhosa better
# than a single word does, and gives Croatian and Bosnian a half each, which a single word separates better.
_PY3LANGID_WORDS = 1.5

_CLAIM = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class DetectedLanguage:
    """The language of one article.

    tag      BCP 47, "und" when unknown
    verdict  sure: independent methods agree; doubtful: the best guess; unknown: no guess, tag is "und"
    claimed  what the source claims, as it wrote it; never trusted over a sure verdict
    by       the methods that found this tag, joined by "+": script, langdetect, py3langid, words, claimed
    mixed    all tags found, main first; empty when there is only one
    headline_tag  the language of the headline, "" for `tag`
    parts    the sentences and quotations in another language than `tag`, in reading order
    repeated the language in which the text says everything a second time, "" for none
    script   of a text in an unknown language, ISO 15924; else ""
    perhaps  what an unknown language may be, written in Latin letters instead of its own; "" for no guess
    """

    tag: str
    verdict: Verdict
    claimed: str = ""
    by: str = ""
    mixed: tuple[str, ...] = ()
    headline_tag: str = ""
    parts: tuple[LanguagePart, ...] = ()
    repeated: str = ""
    script: str = ""
    perhaps: str = ""

    @property
    def warning(self) -> str:
        """What is uncertain, as one English sentence; "" when nothing is."""
        parts = [part for part in (self._uncertain(), self._contradicts_claim(), self._several()) if part]
        return "; ".join(parts) + "." if parts else ""

    def _uncertain(self) -> str:
        if self.perhaps:
            return f"The language of the text is not known, it may be {language_name(self.perhaps)} in Latin letters"
        if self.script:
            return f"The language of the text, in {script_name(self.script)} script, is not known"
        if self.verdict == "unknown":
            return "The language of the text is not known"
        if self.verdict == "doubtful" and self.by == "claimed":
            return f"The detectors cannot name the language, {language_name(self.tag)} is only what the source claims"
        if self.verdict == "doubtful":
            return f"The language is uncertain: {language_name(self.tag)} is the best guess, not all methods agree"
        return ""

    def _contradicts_claim(self) -> str:
        claim = claimed_tag(self.claimed)
        if not claim or self.by == "claimed" or claim_covers(self.claimed, self.tag):
            return ""
        text_is = "is not recognised as that" if self.tag == UNKNOWN else f"is {language_name(self.tag)}"
        return f"The source claims {language_name(claim)} but the text {text_is}"

    def _several(self) -> str:
        if self.repeated:
            main, other = language_name(self.tag), language_name(self.repeated)
            return f"The text says the same in {main} and {other}; only what it says in {main} is used"
        if not self.mixed:
            return ""
        names = " and ".join(map(language_name, self.mixed))
        if self.parts:
            return f"The text is in {names}, most of it in {language_name(self.tag)}"
        return f"The text is in {names}, and is treated as {language_name(self.tag)}"


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the methods say about a text of `size` words, `counts` of them small words of each language."""

    langdetect: Probabilities
    py3langid: Probabilities
    counts: Counter[str]
    size: int

    def weight(self, tag: str) -> float:
        """The weight of all methods for a language or one close to it."""
        group = group_of(tag)
        most = max(self.counts.values(), default=0)
        words = small_words.small_word_count(tag, self.counts) / most if most > 1 else 0.0
        detected = group_probability(self.py3langid, group)
        detected += _LANGDETECT_WEIGHT * group_probability(self.langdetect, group)
        return detected + _WORDS_WEIGHT * words

    def supporters(self, tag: str) -> list[str]:
        """The methods whose first choice is the language or one close to it."""
        answers = {"langdetect": self.langdetect, "py3langid": self.py3langid}
        names = [name for name, answer in answers.items() if group_of(next(iter(answer), "")) == group_of(tag)]
        return names + ["words"] * small_words.supports_language(tag, self.counts, self.size)

    def lacks_words_of(self, tag: str) -> bool:
        return small_words.lacks_small_words(tag, self.counts, self.size)


def judge(text: str, claimed: str) -> DetectedLanguage:
    """Return the language of a normalized text that is in one language."""
    counts = script_counts(text[: 2 * _SAMPLE])
    script = largest_script(counts)
    decided = detectors.language_by_script(text, script)
    if not script or (sum(counts.values()) < _MIN_LETTERS and not decided):
        return _by_claim(script, claimed, claimed)
    if script == "Hani":
        tag, clear = detectors.language_by_characters(text)
        return DetectedLanguage(tag, "sure" if clear else "doubtful", claimed, "script")
    if decided:
        verdict: Verdict = "sure" if detectors.is_long_enough_for_script(script, counts[script]) else "doubtful"
        return DetectedLanguage(decided, verdict, claimed, "script")
    return _by_detectors(without_latin_words(text[: 3 * _SAMPLE], script)[:_SAMPLE], script, claimed)


@cache
def claimed_tag(claim: str) -> str:
    """Return what a source claims as one of our tags: "zh-TW" is zh-Hant; "" when it claims nothing usable."""
    tag = claim.strip().lower().replace("_", "-")
    if not _CLAIM.fullmatch(tag):
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


def _by_detectors(text: str, script: str, claimed: str) -> DetectedLanguage:
    words = small_words.split_words(text)
    py3langid = _writable(detectors.py3langid(text, script), script)
    answers = _Answers({}, py3langid, small_words.count_small_words(words), len(words))
    if not (certain := _is_certain(answers)):
        answers = replace(answers, langdetect=_writable(detectors.langdetect(text, script), script))
    tag = _candidate(answers)
    if script == "Latn" and (perhaps := romanised_language(text, tag, max(answers.counts.values(), default=0))):
        return DetectedLanguage(UNKNOWN, "unknown", claimed, script=script, perhaps=perhaps)
    if not tag:
        return _by_claim(script, "" if answers.lacks_words_of(claimed_tag(claimed)) else claimed, claimed)
    by = "+".join(answers.supporters(tag)) or "py3langid"
    verdict: Verdict = "sure" if certain else _verdict(tag, answers, script)
    if verdict == "sure" and script == "Latn" and lacks_letters(tag, text):
        verdict = "doubtful"
    language = _with_claim(DetectedLanguage(tag, verdict, claimed, by), answers)
    return _among_close_languages(language, words, script, answers.py3langid)


def _is_certain(answers: _Answers) -> bool:
    """Whether py3langid and the small words are certain enough that langdetect, the slowest method, is not asked."""
    tag = next(iter(answers.py3langid), "")
    agreed = answers.py3langid.get(tag, 0.0) >= _NEARLY_CERTAIN and group_of(tag) == tag
    return (
        agreed
        and "words" in answers.supporters(tag)
        and _candidate(answers) == tag
        and not _may_be_another(tag, answers)
    )


def _writable(probabilities: Probabilities, script: str) -> Probabilities:
    """A detector's answer without the languages that the script cannot write."""
    return {tag: probability for tag, probability in probabilities.items() if is_written_in(tag, script)}


def _candidate(answers: _Answers) -> str:
    """The language with the greatest weight, "" when none has enough."""
    detected = {**answers.langdetect, **answers.py3langid}
    tag = max(sorted(detected), key=answers.weight, default="")
    by_words = small_words.best_language(answers.counts, answers.size)
    if by_words and _overrules(by_words, tag, answers):
        return by_words
    if tag and answers.weight(tag) >= _LIKELY and not _is_ruled_out(tag, answers):
        group = [other for other in detected if group_of(other) == group_of(tag)]
        return max(group, key=lambda other: answers.py3langid.get(other, 0.0))
    return by_words


def _overrules(by_words: str, tag: str, answers: _Answers) -> bool:
    """Whether the small words name a language that the detectors do not know, and clearly."""
    count = answers.counts[by_words]
    leads = count >= _OVERRULING_LEAD * small_words.small_word_count(tag, answers.counts)
    return not detectors.is_known(by_words) and count >= _OVERRULING_WORDS and leads


def _is_ruled_out(tag: str, answers: _Answers) -> bool:
    """Whether a long text lacks the language's small words, and py3langid is not certain enough to be believed."""
    return answers.lacks_words_of(tag) and group_probability(answers.py3langid, group_of(tag)) < _CERTAIN


def _verdict(tag: str, answers: _Answers, script: str) -> Verdict:
    """Sure when every method that knows the language agrees, and no small words support another."""
    supporters = answers.supporters(tag)
    certain = group_probability(answers.py3langid, group_of(tag)) >= _CERTAIN
    if "py3langid" not in supporters or answers.lacks_words_of(tag) or _may_be_another(tag, answers):
        return "doubtful"
    if detectors.langdetect_knows(tag, script):
        without_words = certain and not small_words.is_outnumbered(tag, answers.counts)
        agreed = "langdetect" in supporters and ("words" in supporters or without_words)
    else:
        agreed = "words" in supporters and certain
    return "sure" if agreed else "doubtful"


def _may_be_another(tag: str, answers: _Answers) -> bool:
    """Whether the small words name a language that the detectors do not know and may take for this one."""
    best = small_words.best_language(answers.counts, answers.size)
    if not best or group_of(best) == group_of(tag) or detectors.is_known(best):
        return False
    return answers.counts[best] > small_words.small_word_count(tag, answers.counts)


def _with_claim(language: DetectedLanguage, answers: _Answers) -> DetectedLanguage:
    """The same answer, supported by a claim that agrees: with two other methods that is enough to be sure."""
    if language.verdict == "sure" or not claim_covers(language.claimed, language.tag):
        return language
    against = answers.lacks_words_of(language.tag) or _may_be_another(language.tag, answers)
    sure = len(answers.supporters(language.tag)) > 1 and not against
    return replace(language, verdict="sure" if sure else "doubtful", by=f"{language.by}+claimed")


def _among_close_languages(
    language: DetectedLanguage, words: list[str], script: str, py3langid: Probabilities
) -> DetectedLanguage:
    """The same answer with its close languages distinguished; where the words do not decide, the claim does."""
    group = group_of(language.tag)
    if group == language.tag or script != "Latn":
        return language
    member, clear = closest_language(group, words, py3langid)
    tag = tag_in_script(member or language.tag, script)
    claim = claimed_tag(language.claimed)
    if not clear and group_of(claim) == group and not claim_covers(language.claimed, tag):
        tag = claim
    return replace(language, tag=tag, verdict=language.verdict if clear else "doubtful")


def closest_language(group: str, words: Iterable[str], py3langid: Mapping[str, float]) -> tuple[str, bool]:
    """Return the language of a group with most distinguishing words, and whether it leads clearly; "" when two tie."""
    members = _distinguishing_words(group)
    points = {member: _PY3LANGID_WORDS * py3langid.get(member, 0.0) for member in table("neighbours")[group]}
    for word in words:
        for member in members.get(word, ()):
            points[member] += 1
    first, second = sorted(points.items(), key=lambda item: (-item[1], item[0]))[:2]
    if first[1] == second[1]:
        return "", False
    return first[0], first[1] >= 2 and first[1] >= _CLEAR_SHARE * (first[1] + second[1])


@cache
def _distinguishing_words(group: str) -> dict[str, tuple[str, ...]]:
    """Each word that not all languages of the group use, with those that do."""
    lists = {member: frozenset(words.split()) for member, words in table("neighbours")[group].items()}
    words = frozenset().union(*lists.values()) - frozenset.intersection(*lists.values())
    return {word: tuple(member for member in lists if word in lists[member]) for word in words}


def _by_claim(script: str, usable: str, claimed: str) -> DetectedLanguage:
    """What the source claims, when the script can write it; unknown otherwise."""
    claim = claimed_tag(usable)
    if claim and script and is_written_in(claim, script):
        return DetectedLanguage(claim, "doubtful", claimed, "claimed")
    return DetectedLanguage(UNKNOWN, "unknown", claimed, script=script)
