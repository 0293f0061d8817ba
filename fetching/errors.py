"""Exceptions of the fetching package:

* FetchError                what could not be fetched; the message is for the user, and has no credentials in it
  + RefusedAddress          an address that must not be connected to: not the web, or inside this network
  + RefusedByRobots         the site's robots.txt does not allow it
  + RefusedContent          too large, packed too densely, or of a type that is no text
  + Unreachable             no answer: no such host, no connection, too slow, broken off
  + BadStatus               the server answers with an error
    - Postponed             it asks to come back later
"""


class FetchError(Exception):
    """Any of the above."""


class RefusedAddress(FetchError):
    """An address that must not be connected to: not the web, or inside this network."""


class RefusedByRobots(FetchError):
    """The site's robots.txt does not allow it."""


class RefusedContent(FetchError):
    """Too large, packed too densely, or of a type that is no text."""


class Unreachable(FetchError):
    """No answer: no such host, no connection, too slow, broken off."""


class BadStatus(FetchError):
    """The server answers with an error; `status` is its code."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Postponed(BadStatus):
    """The server asks to come back later; `until` is in seconds since 1970."""

    def __init__(self, message: str, status: int, until: float) -> None:
        super().__init__(message, status)
        self.until = until
