"""Addresses: web and mail addresses and handles, whose digits are no numbers."""

import re

# ASCII only: in Chinese and Japanese text goes on after an address without a space.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w/.])@\w{2,}", re.ASCII | re.IGNORECASE
)
_TRAILING = ".,;:!?)]}>'\"…"


def without_addresses(text: str) -> str:
    """The text with each address blanked, so that all else stays where it was."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text) if _may_hold(text) else text


def _may_hold(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text.lower()


def addresses(text: str) -> list[str]:
    """The web and mail addresses and handles of a text, without the marks of the sentence around them."""
    return [one.rstrip(_TRAILING) for one in _ADDRESS.findall(text)] if _may_hold(text) else []
