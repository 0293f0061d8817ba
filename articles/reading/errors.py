"""Exceptions of the reading package:

* ReadingError
  + SourceError             a SOURCE contains nothing to read
    - MissingSource         there is no such file or folder
    - EmptyFolder           a folder without an article
    - UnsupportedSource     a URL or a device, which this version does not read
  + NotAnArticle            the file has no text of its own
    - SectionPage           a page that lists articles
  + Unreadable              the file could not be read: permission denied, not a regular file
    - Vanished              it was there when it was listed
    - StillWritten          it was settled when it was listed, and has been written to since
    - TooLarge              more bytes, characters or lines than one article has
    - Undecodable           binary data, or text in an unknown encoding
    - UnsupportedFormat     XML or JSON that is no news item: text, but not in a format that is read
    - MalformedDocument     XML or JSON that breaks the rules of its format

Every message names the file as the user knows it, what was expected, what was found and what to do.
"""


class ReadingError(Exception):
    """Any of the above."""


class SourceError(ReadingError):
    """A SOURCE contains nothing to read."""


class MissingSource(SourceError):
    """There is no such file or folder."""


class EmptyFolder(SourceError):
    """A folder without an article."""


class UnsupportedSource(SourceError):
    """A URL or a device, which this version does not read."""


class NotAnArticle(ReadingError):
    """The file has no text of its own."""


class SectionPage(NotAnArticle):
    """A page that lists articles."""


class Unreadable(ReadingError):
    """The file could not be read: permission denied, not a regular file."""


class Vanished(Unreadable):
    """The file was there when it was listed."""


class StillWritten(Unreadable):
    """The file was settled when it was listed, and has been written to since."""


class TooLarge(Unreadable):
    """More bytes, characters or lines than one article has."""


class Undecodable(Unreadable):
    """Binary data, or text in an unknown encoding."""


class UnsupportedFormat(Unreadable):
    """XML or JSON that is no news item: text, but not in a format that is read."""


class MalformedDocument(Unreadable):
    """XML or JSON that breaks the rules of its format."""
