"""Editions in the forms that others read: IPTC ninjs 3.1, schema.org JSON-LD, Atom and JSON Feed."""

from outputs.exchange.address import Addresses, urn
from outputs.exchange.feeds import write_feeds
from outputs.exchange.ninjs import ninjs
from outputs.exchange.structured import json_ld

__all__ = ["Addresses", "json_ld", "ninjs", "urn", "write_feeds"]
