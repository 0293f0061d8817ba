"""Editions of articles, and the output folder that keeps every version of them."""

from wireglot.outputs.edition import (
    HIDDEN,
    SCHEMA,
    Accounting,
    Edition,
    Signatures,
    State,
    content_hash,
    from_json,
    make_edition,
    to_json,
)
from wireglot.outputs.exports import json_ld, ninjs
from wireglot.outputs.failures import Failure, Failures
from wireglot.outputs.late import LateText, late_texts
from wireglot.outputs.layout import Addresses, is_web_address, locks_folder, mark_pending, memory_file
from wireglot.outputs.rendering import (
    accounting_line,
    check_in_words,
    escaped,
    how_made,
    shortened,
    summary_text,
)
from wireglot.outputs.restore import NotRestorable, restore
from wireglot.outputs.source_status import are_ordered, is_older, source_version, without_withdrawn_text
from wireglot.outputs.store import NewestEditions, NoSuchVersion, Store, Stored, is_late, read_edition
from wireglot.outputs.update import has_pages, rebuild_outputs, update_outputs
from wireglot.outputs.verify import Finding, Repair, repair, verify
from wireglot.outputs.versions import Manifest, OtherSchema, prunable, prune

__all__ = [
    "HIDDEN",
    "SCHEMA",
    "Accounting",
    "Addresses",
    "Edition",
    "Failure",
    "Failures",
    "Finding",
    "LateText",
    "Manifest",
    "NewestEditions",
    "NoSuchVersion",
    "NotRestorable",
    "OtherSchema",
    "Repair",
    "Signatures",
    "State",
    "Store",
    "Stored",
    "accounting_line",
    "are_ordered",
    "check_in_words",
    "content_hash",
    "escaped",
    "from_json",
    "has_pages",
    "how_made",
    "is_late",
    "is_older",
    "is_web_address",
    "json_ld",
    "late_texts",
    "locks_folder",
    "make_edition",
    "mark_pending",
    "memory_file",
    "ninjs",
    "prunable",
    "prune",
    "read_edition",
    "rebuild_outputs",
    "repair",
    "restore",
    "shortened",
    "source_version",
    "summary_text",
    "to_json",
    "update_outputs",
    "verify",
    "without_withdrawn_text",
]
