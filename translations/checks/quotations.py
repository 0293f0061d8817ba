"""Quotations lost or added: what somebody said became the paper's own statement, or the other way round.

Whether a quotation says the reverse is found by the checks of what it states.
"""

from wireglot.articles.facts import find_quotations, has_quotation_mark

# The least share of a sentence's letters within quotation marks for which marks must stand on the other side: single
# quoted words and titles are often written without. Of 100 references one loses the marks of so long a quotation at
# most, but in treebanks whose translators left all marks out.
_LONG = 0.4
# Where each side has one quotation, how much more of the sentence may be quoted on one of them.
_MAX_DIFFERENCE = 0.4


def changed_quotation(source: str, translation: str) -> str:
    """Say that quotation marks were lost or added, or stand around much more or less; "" where they agree."""
    expected, found = list(find_quotations(source)), list(find_quotations(translation))
    if not expected and not found:
        return ""
    share, other = _quoted_share(expected, source), _quoted_share(found, translation)
    if share >= _LONG and not has_quotation_mark(translation):
        return "the quotation marks of the original are missing"
    if other >= _LONG and not has_quotation_mark(source):
        return "it is quoted, and the original is not"
    if len(expected) == len(found) == 1 and abs(share - other) > _MAX_DIFFERENCE:
        return f"{other:.0%} of it is quoted, {share:.0%} of the original"
    return ""


def _quoted_share(quotations: list[str], text: str) -> float:
    """The share of a text's letters and digits that are quoted."""
    return sum(map(_letters, quotations)) / max(1, _letters(text))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
