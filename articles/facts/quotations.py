"""Quotations in a sentence, by the quotation marks of all languages."""

import re
from collections.abc import Iterator

# Single marks are left out: they are apostrophes too. A straight mark within a word is Hebrew gershayim.
_QUOTED = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|『([^『』]+)』|(?<!\w)\"([^\"]+)\"(?!\w)|”([^”“]+)”"
)
_MARK = re.compile(r"[“”„‟«»「」『』〝〞＂‹›‚`]|(?<!\w)[\"'‘’]|[\"'‘’](?!\w)")
_DIALOGUE = ("— ", "– ", "―")  # "— Die Brücke ist sicher, sagte sie."


def find_quotations(text: str) -> Iterator[str]:
    """Yield what stands between quotation marks, in order and without the marks; nested ones stay in the outer."""
    for match in _QUOTED.finditer(text):
        yield next(group for group in match.groups() if group is not None)


def has_quotation_mark(text: str) -> bool:
    """Whether there is any mark that may quote, single and unpaired ones and the dash of a dialogue too."""
    return text.lstrip().startswith(_DIALOGUE) or _MARK.search(text) is not None
