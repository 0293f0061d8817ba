"""Editions in the forms that others read: IPTC ninjs 3.1, schema.org JSON-LD, Atom and JSON Feed."""

from wireglot.outputs.exchange.address import Addresses, urn
from wireglot.outputs.exchange.feeds import write_feeds
from wireglot.outputs.exchange.ninjs import ninjs
from wireglot.outputs.exchange.structured import json_ld

__all__ = ["Addresses", "json_ld", "ninjs", "urn", "write_feeds"]
