"""Addresses and codes: web and mail addresses, handles, tags and names like H5N1, which no translation may change."""

import re

# ASCII only: in Chinese and Japanese text goes on after an address without a space.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w/.])@\w{2,}", re.ASCII | re.IGNORECASE
)

# A capital, then a figure within a few letters: B-52, H5N1, COVID-19, A320neo. No roman ordinals, no "1990s".
_CODE = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,11}-?\d{1,8}(?:-?[A-Z0-9][A-Za-z0-9]{0,7})?(?!\w)", re.ASCII)
_MOST = 20  # codes of one sentence that are looked up; a table of them is no sentence
_TRAILING = ".,;:!?)]}>'\"…"
_JOINTS = re.compile(r"[\W_]+")


def code(source: str, told: str) -> str:
    """The addresses and codes of the source that the told sentence lacks or has made up; "" when all are there."""
    kept, given = dict.fromkeys(addresses(source)), dict.fromkeys(addresses(told))
    lost = [one for one in kept if one not in given]
    if lost:
        return f"{', '.join(lost)} not carried over"
    made = [one for one in given if one not in kept]
    if made:
        return f"{', '.join(made)} not in the original"
    return _codes(source, told) if not kept else ""


def without_addresses(text: str) -> str:
    """The text with a space for each address."""
    return _ADDRESS.sub(" ", text) if _may_hold(text) else text


def _may_hold(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text.lower()


def addresses(text: str) -> list[str]:
    """The web and mail addresses and handles of a text, without the marks of the sentence around them."""
    return [one.rstrip(_TRAILING) for one in _ADDRESS.findall(text)] if _may_hold(text) else []


def _codes(source: str, told: str) -> str:
    found = list(dict.fromkeys(_CODE.findall(source)))[:_MOST]
    if not found:
        return ""
    squeezed = _squeeze(told)
    lost = [one for one in found if _squeeze(one) not in squeezed]
    return f"{', '.join(lost)} not carried over" if lost else ""


def _squeeze(text: str) -> str:
    return _JOINTS.sub("", text).casefold()
