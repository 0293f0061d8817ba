"""The parts of a line that sets an embargo: the words before its end, the end, and a headline or a remark after it.

EMBARGOED UNTIL 06:00 GMT, 1 DECEMBER 2099: Pier reopens       the rest is the headline
Embargoed until 1 December 2099 - not for earlier use          a remark, which says nothing more
NOT FOR PUBLICATION OR BROADCAST BEFORE ...                    the same as NOT FOR RELEASE BEFORE
"""

import re
from datetime import tzinfo

from wireglot.articles.reading.agency_phrases import phrases
from wireglot.articles.reading.dates import read_date
from wireglot.articles.reading.times_and_zones import is_date_word, names_weekday

_USE = (
    r"(?:immediate|use|publication|release|broadcast|transmission|distribution|print|online|web|posting|circulation"
    r"|published?|released?|used?|transmitted|distributed|quoted|run|aired?|or|and|nor)"
)
_USES = rf"{_USE}(?:(?:, ?|/| / | ){_USE}){{0,7}}"
_NOT_BEFORE = re.compile(
    rf"(?:strictly )?(?:not (?:for|to be)|no|do not) {_USES}(?: in any (?:form|medium|media))?"
    r" (?:before|until|till|prior to|earlier than)\b",
    re.IGNORECASE,
)
_USE_AFTER = re.compile(rf"for {_USES} (?:after|on or after|from|not before|no earlier than)\b", re.IGNORECASE)
_BEFORE_EMBARGO = re.compile(
    r"(?:\$?adv ?\d\d\b|(?:please note|nota bene|n\.?b\.?|note|attention|attn|important|warning|reminder|achtung"
    r"|wichtig|hinweis|bitte beachten|(?:press|news|media) release|pressemitteilung|communiqué(?: de presse)?"
    r"|es gilt das gesprochene wort|importante|nota de prensa|obs|huom|uwaga|внимание|注意)\b)[\s:!,–—-]*",
    re.IGNORECASE,
)
_THE_EMBARGO = re.compile(r"the (?=embargo (?:lifts|ends|expires|will lift)\b)", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?::\s+|\s[-–—|/]+\s*|[)\]}]\s*[:–—-]*\s*|[;!]\s*|\.\s+|,\s+(?=not\b|strictly\b)|\s(?=\())")
LONGEST_LINE = 100  # characters of a line with an embargo and nothing else
_EMBARGO_WORD = re.compile(
    r"\b(?:embarg(?:o|oed|ado|ada|ovatettu)|sperrfrist|sperrvermerk|klausul|ambargolu|эмбарго|ембарго)\b"
    r"|s p e r r f r i s t|(?:報道|公開)?解禁(?:日時|時間|日)?|(?:新闻|新聞|严禁)?禁[发發](?:至|到)?|前?禁止[发發]布"
    r"|엠바고|(?:محظور|حظر) النشر",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARKS = " \t\"'“”„«»()[]{}<>【】《》:：;,.!*#/=–—_~|⚠❗‼•·►▶\ufe0f-"
_OVER = re.compile(r"\b(?:lifted|lifts?|ends?|over|no|not|without|aufgehoben|levé)\b", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"(?:early|late|in the|or|unless|if|when|subject to|evening|morning|afternoon|night|later|abends?|morgens?|früh"
    r"|spät|oder|nachmittags?|nachts?|matin|soir|nuit|ou|mañana|tarde|noche|manhã|noite|mattina|sera|notte|ochtend|avond|kväll"
    r"|утр\w+|вечер\w*)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\(|(?i:not for|not to be|no earlier|strictly|check against|all times|embargo|please|contact|do not|ne pas|nicht"
    r"|attention|for (?:all|use|immediate))\b|[a-zà-ÿа-я]"
)
# "This report is embargoed until ...", at the beginning of a line above or below a text.
_ABOUT_THIS = re.compile(
    r"\W*(?:(?:please )?note:? )?(?:(?:transmission|publication|release|use) of )?(?:the |all |any )?"
    r"(?:(?:material|information|contents?|data|figures|findings) (?:in|of|contained in) )?(?:this|the following"
    r"|diese[rs]?)(?: (?:press|news|media|full))? ?[\w-]{4,20}(?: and [\w ]{4,30})?"
    r" (?:is|are|remains?|ist|bleibt)\b.{0,30}\b(?:embargo(?:ed)?|gesperrt|sperrfrist"
    r"|not for (?:release|publication))\b",
    re.IGNORECASE,
)


def usual_form(line: str) -> str:
    """Return the line with the usual words before its end, and without words such as "Please note"."""
    bare = line.lstrip("([{<*#/=–—-.!^+$ ")
    if before := _BEFORE_EMBARGO.match(bare):
        line = bare = bare[before.end() :].lstrip("([{<*#/=–—-.!^+ ")
    if article := _THE_EMBARGO.match(bare):
        return bare[article.end() :]
    for pattern, usual in ((_NOT_BEFORE, "not for release before"), (_USE_AFTER, "for release after")):
        if found := pattern.match(bare):
            return f"{usual.upper() if found[0].isupper() else usual}{bare[found.end() :]}"
    return line


def split_end(text: str, zone: tzinfo) -> tuple[str, str]:
    """Return the end of an embargo and what follows it; "" and "" where no certain time begins the text."""
    if read_date(text, zone, until=True).moments:
        return text, ""
    for gap in reversed(list(_BREAK.finditer(text))):
        end, following = text[: gap.start()], text[gap.end() :]
        if read_date(end, zone, until=True).moments:
            is_part = _PART_OF_DAY.match(following.lstrip("(")) or all(map(is_date_word, following.split()))
            return ("", "") if is_part else (end, following)
    return "", ""


def stands_alone(line: str) -> str | None:
    """Return what stands beside the word "embargo" in a line of that word and words of dates alone; None for others."""
    found = _EMBARGO_WORD.search(line) if len(line) <= LONGEST_LINE else None
    if found is None:
        return None
    rest = " ".join(f"{line[: found.start()]} {line[found.end() :]}".strip(_MARKS).split())
    words = [word.casefold() for word in _LETTERS.findall(rest) if not _EAST_ASIAN.match(word)]
    rest = " ".join(word for word in rest.split() if word.casefold().strip(_MARKS) not in phrases("beside_embargo"))
    if any(word not in phrases("beside_embargo") and not is_date_word(word) for word in words) or _OVER.search(line):
        return None
    has_time = names_weekday(rest) or any(character.isdigit() for character in rest)
    return (
        rest if has_time or (line.isupper() and words) or any(word in phrases("held_copy") for word in words) else None
    )


def is_remark(text: str) -> bool:
    """Return whether what follows the end of an embargo is no headline."""
    return _REMARK.match(text.strip()) is not None


def is_about_this_text(line: str) -> bool:
    return len(line) <= 1000 and _ABOUT_THIS.match(line) is not None
