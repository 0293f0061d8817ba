"""Kills: the lines and sentences by which a source withdraws its text.

    KILL KILL KILL    STORY REMOVED    EFE ANULA LA NOTICIA    【撤稿】      nothing but words of a withdrawal
    EDS: Please kill the story sent at 0612                               a note to editors
    KILL: Harbour to close    WITHDRAWN-Harbour to close                  a label before the headline

After a label may stand ordinary news ("CANCELLED: TOWN FESTIVAL"): what follows decides, and in doubt the text is held.
The words are in data/kill_words.toml.
"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

from wireglot.articles.languages import length_in_words
from wireglot.articles.reading.agency_phrases import BEFORE, as_written, phrase_at_start, phrases
from wireglot.articles.reading.protection import Mark, kill_phrases, negations

# A text of fewer words below its first line is no story: "The article was wrong. We regret the error."
_SHORTEST_STORY = 25
_LONGEST_LINE = 200  # characters; no line of a kill is longer
_LEAD = 600  # characters of a text in which it says that it withdraws another
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLAUSE = re.compile(r"(?<=[.;:!?。；：！])\s*|\s+[-–—]+\s+")
_DECORATED = re.compile(r"[(\[{<*#/=+^【《–—-].*|.*[)\]}>*#/=+^】》–—:：-]")
_DASH = re.compile(r"\s?[-–—]")
CALLED_OFF = ("cancel", "annul", "anul", "peruttu", "iptal", "rückruf", "återkall", "取消")
_ASKED = re.compile(r"(?:(?:eds|editors|attention|attn)\W+)?(?:please |pls )?kill ")
_SLUG = re.compile(r"(?:BC|AP|AM|PM)-.*[-, ](?:MANDATORY )?KILL(?:[-,. ].*)?")
# What stands below a line: ordinary news, a few words, nothing, or a note to editors that withdraws a story.
Following = Literal["story", "little", "nothing", "notice"]
_Kind = str  # a group of data/kill_words.toml, "weak" for a kill of statuses.toml, "" for any other word


def what_follows(text: str) -> Following:
    """Return what stands below the first line."""
    below = text.strip().partition("\n")[2][:_LEAD]
    if any(asks_for_kill(line) for line in below.split("\n")):
        return "notice"
    words = length_in_words(below)
    return "story" if words >= _SHORTEST_STORY else "little" if words else "nothing"


def kill_of(line: str, follows: Following = "notice") -> Mark | None:
    """Return the mark of a line that withdraws a text; a hold where it may be the headline of ordinary news."""
    if len(line) > _LONGEST_LINE:
        return None
    if _is_notice(line, _kinds_of(line)) or asks_for_kill(line) or _SLUG.fullmatch(line.lstrip(BEFORE)):
        return Mark("kill")
    return _labelled(line, follows)


def asks_for_kill(text: str, *, addressed: bool = False) -> bool:
    """Return whether a note to editors withdraws a story; addressed: the text is a note in any case."""
    folded = text.casefold()
    if any(sentence in folded for sentence in phrases("kill_sentence")):
        return True
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    addressed = addressed or (bool(clauses) and _kinds_of(clauses[0])[:1] == ["address"])
    return addressed and any(_withdraws(clause) for clause in clauses)


def _withdraws(clause: str) -> bool:
    """Return whether a clause begins or ends with a withdrawal.

    "please kill the story on Orrin", "Orrin story withdrawn", "the story on Orrin has been withdrawn"
    """
    if not negations().isdisjoint(clause.casefold().split()):
        return False
    kinds = _kinds_of(clause)
    other = [n for n, kind in enumerate(kinds) if kind in ("", "about")]
    if not other:
        return _is_notice(clause, kinds)
    lead, tail = kinds[: other[0]], kinds[other[-1] + 1 :]
    asked = "kill" in lead and _ASKED.match(clause.casefold().lstrip(BEFORE)) is not None
    split = {"copy", "filler"} <= set(lead) and kinds[other[0]] == "about" and {"filler", "kill"} <= set(tail)
    return asked or split or any(("kill" in run or "verbs" in run) and "copy" in run for run in (lead, tail))


def _is_notice(line: str, kinds: list[_Kind]) -> bool:
    """Return whether the line has nothing but words of a withdrawal: "AP KILLS STORY", not "THE KILL"."""
    found = set(kinds)
    if found & {"", "about"} or not found & {"kill", "verbs", "weak"}:
        return False
    if found & {"copy", "article"}:
        return True
    cased = line.upper() != line.casefold()
    apart = line.isupper() or not cased or _DECORATED.fullmatch(line) is not None
    return "kill" in found and "filler" not in found and "verbs" not in found and (apart or "agency" in found)


def _labelled(line: str, follows: Following) -> Mark | None:
    """Return the mark of "KILL: Harbour to close" and "WITHDRAWN-Harbour to close"."""
    found = phrase_at_start(line, "kill")
    if found is None:
        return None
    phrase, rest, colon = found
    written = as_written(line, phrase)
    capitals = written.isupper() or not any(c.islower() or c.isupper() for c in written)
    if not rest:
        return Mark("kill") if capitals or colon or " " in phrase else None
    dash = _DASH.match(line.lstrip(BEFORE)[len(phrase) :]) is not None
    if not (colon or dash):
        return None
    called_off = phrase.startswith(CALLED_OFF)
    if follows != "story":
        if not ((capitals and not (called_off and dash)) or (colon and "kill" in phrase)):
            return None
        doubtful = follows != "notice" and (called_off or (follows == "little" and not capitals))
        return doubtful_kill(phrase) if doubtful else Mark("kill")
    if not capitals or (called_off and " " not in phrase):
        return None  # "Kill: a new opera opens", "CANCELLED: TOWN FESTIVAL"
    if " " in phrase or ((phrase == "kill" or not colon) and not rest.isupper()):
        return Mark("kill")
    return doubtful_kill(phrase) if phrase.startswith("kill") or not rest.isupper() else None


def doubtful_kill(words: str) -> Mark:
    return Mark(
        "hold", f"Its source says {words.upper()!r}, which may withdraw it: not to be shown until it says more."
    )


def _kinds_of(line: str) -> list[_Kind]:
    """Return the kind of each word; a phrase of several words is one."""
    words = _WORD.findall(unicodedata.normalize("NFC", line).casefold())
    kinds: list[_Kind] = []
    while words:
        length = next((n for n in (4, 3, 2, 1) if " ".join(words[:n]) in _table()), 1)
        kinds += _kind_of(" ".join(words[:length]))
        words = words[length:]
    return kinds


def _kind_of(word: str) -> list[_Kind]:
    if word in _table() or not _UNSPACED.search(word):
        return [_table().get(word, "")]
    parts = _unspaced().findall(word)
    return [_table()[part] for part in parts] if sum(map(len, parts)) == len(word) else [""]


@cache
def _table() -> dict[str, _Kind]:
    groups = tomllib.loads((Path(__file__).parent / "data" / "kill_words.toml").read_text("utf-8"))
    table = dict.fromkeys(kill_phrases(), "weak")
    for kind in ("about", "filler", "please", "agency", "address", "article", "copy", "verbs", "kill"):
        table.update(dict.fromkeys(groups[kind], kind))
    return table


@cache
def _unspaced() -> re.Pattern[str]:
    words = sorted(filter(_UNSPACED.search, _table()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
