"""Web and mail addresses, handles, tags and codes like H5N1, which no translation may change."""

import re

from wireglot.articles.numbers import find_addresses

# A capital, then a digit within a few letters: B-52, H5N1, COVID-19, A320neo. No roman ordinals, no "1990s".
_CODE = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,11}-?\d{1,8}(?:-?[A-Z0-9][A-Za-z0-9]{0,7})?(?!\w)", re.ASCII)
_MAX_CODES = 20  # codes looked up in one sentence; a table of them is no sentence
_SEPARATORS = re.compile(r"[\W_]+")


def changed_code(source: str, translation: str) -> str:
    """Name the addresses and codes that the translation lacks or made up; "" when all are there."""
    expected, found = dict.fromkeys(find_addresses(source)), dict.fromkeys(find_addresses(translation))
    lost = [address for address in expected if address not in found]
    if lost:
        return f"{', '.join(lost)} not carried over"
    added = [address for address in found if address not in expected]
    if added:
        return f"{', '.join(added)} not in the original"
    return _lost_codes(source, translation) if not expected else ""


def _lost_codes(source: str, translation: str) -> str:
    codes = list(dict.fromkeys(_CODE.findall(source)))[:_MAX_CODES]
    if not codes:
        return ""
    letters = _without_separators(translation)
    lost = [code for code in codes if _without_separators(code) not in letters]
    return f"{', '.join(lost)} not carried over" if lost else ""


def _without_separators(text: str) -> str:
    return _SEPARATORS.sub("", text).casefold()
