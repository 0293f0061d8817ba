"""Whether a file is an HTML page, by its first element, whatever its name."""

import re

_BEGINNING = 4096  # bytes: comments of a server may come before the first element
# White space, comments and XML declarations, then the type of document or the first element of a page. The zeros of
# UTF-16 are removed before.
_START_OF_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s+|<!--.*?-->|<\?[^>]*>)*+"
    rb"<(?:!doctype\s+html\b|(?:html|head|body)[\s>])",
    re.DOTALL | re.IGNORECASE,
)


def is_page(content: bytes) -> bool:
    """Return whether the content begins as a page does; a page without these beginnings is text with tags."""
    return _START_OF_PAGE.match(content[:_BEGINNING].replace(b"\0", b"")) is not None
