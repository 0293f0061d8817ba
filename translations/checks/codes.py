"""Addresses and codes: web and mail addresses, handles, tags and names like H5N1, which no translation may change."""

import re

from wireglot.articles.numbers import find_addresses

# A capital, then a figure within a few letters: B-52, H5N1, COVID-19, A320neo. No roman ordinals, no "1990s".
_CODE = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,11}-?\d{1,8}(?:-?[A-Z0-9][A-Za-z0-9]{0,7})?(?!\w)", re.ASCII)
_MOST = 20  # codes of one sentence that are looked up; a table of them is no sentence
_JOINTS = re.compile(r"[\W_]+")


def code(source: str, told: str) -> str:
    """The addresses and codes of the source that the told sentence lacks or has made up; "" when all are there."""
    kept, given = dict.fromkeys(find_addresses(source)), dict.fromkeys(find_addresses(told))
    lost = [one for one in kept if one not in given]
    if lost:
        return f"{', '.join(lost)} not carried over"
    made = [one for one in given if one not in kept]
    if made:
        return f"{', '.join(made)} not in the original"
    return _codes(source, told) if not kept else ""


def _codes(source: str, told: str) -> str:
    found = list(dict.fromkeys(_CODE.findall(source)))[:_MOST]
    if not found:
        return ""
    squeezed = _squeeze(told)
    lost = [one for one in found if _squeeze(one) not in squeezed]
    return f"{', '.join(lost)} not carried over" if lost else ""


def _squeeze(text: str) -> str:
    return _JOINTS.sub("", text).casefold()
