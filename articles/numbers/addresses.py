"""Web addresses, mail addresses and handles, whose digits are not numbers."""

import re

# ASCII only: in Chinese and Japanese, text follows an address without a space.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w/.])@\w{2,}", re.ASCII | re.IGNORECASE
)
_TRAILING_PUNCTUATION = ".,;:!?)]}>'\"…"


def find_addresses(text: str) -> list[str]:
    """Return the addresses and handles without the punctuation of the sentence around them."""
    return [address.rstrip(_TRAILING_PUNCTUATION) for address in _ADDRESS.findall(text)] if _may_contain(text) else []


def blank_addresses(text: str) -> str:
    """Replace each address by as many spaces, so that offsets in the text stay valid."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text) if _may_contain(text) else text


def _may_contain(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text.lower()
