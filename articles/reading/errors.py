"""Errors of the reading room, drawn once so that nobody has to search:

* ReadingError
  + SourceError             what was named as SOURCE gives nothing to read
    - MissingSource         there is no such file or folder
    - EmptyFolder           a folder, and no article in it
    - UnsupportedSource     a URL, a device: this version does not read it
  + NotAnArticle            the file was read and holds no text of its own
  + Unreadable              the file could not be read: vanished, permission denied, no plain file
    - TooLarge              more bytes or characters than the rest of the road is made for
    - Undecodable           binary, or text in an encoding that cannot be told

Every message names the file as the user knows it, what was wanted, what was met and what to do.
"""


class ReadingError(Exception):
    """Any of the above."""


class SourceError(ReadingError):
    """What was named as SOURCE gives nothing to read."""


class MissingSource(SourceError):
    """There is no such file or folder."""


class EmptyFolder(SourceError):
    """A folder, and no article in it."""


class UnsupportedSource(SourceError):
    """A URL, a device: this version does not read it."""


class NotAnArticle(ReadingError):
    """The file was read and holds no text of its own."""


class Unreadable(ReadingError):
    """The file could not be read: vanished, permission denied, no plain file."""


class TooLarge(Unreadable):
    """More bytes or characters than the rest of the road is made for."""


class Undecodable(Unreadable):
    """Binary, or text in an encoding that cannot be told."""
