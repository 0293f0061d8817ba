"""Editions of articles, and the output folder that keeps every version of them."""

from wireglot.articles import time_text
from wireglot.outputs.backup import BackupRefused, back_up
from wireglot.outputs.continued import ContinuedArticles
from wireglot.outputs.desk_runs import (
    GOOD_STATES,
    DeskRun,
    begin_run,
    change_desk_run,
    desk_runs,
    end_run,
    read_desk_run,
    remove_desk_run,
    withdraw_run,
)
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
    without_texts,
)
from wireglot.outputs.exports import json_ld, ninjs
from wireglot.outputs.failures import Failure, Failures
from wireglot.outputs.identifiers import KnownIdentifiers
from wireglot.outputs.in_progress import InProgress, unfinished_batches
from wireglot.outputs.late import LateText, late_texts
from wireglot.outputs.layout import (
    Addresses,
    fetching_file,
    is_safe_link,
    locks_folder,
    mark_pending,
    memory_file,
    notifications_folder,
    pending_ids,
    unmark_withdrawn,
    withdrawn_ids,
    worker_answers_folder,
    writer_name,
)
from wireglot.outputs.reader_language import (
    claim_reader_language,
    language_of,
    options_key,
    reader_language,
    reader_languages,
)
from wireglot.outputs.records import json_text, read_record, record_of, write_record
from wireglot.outputs.rendering import (
    accounting_line,
    beside_original,
    check_in_words,
    escaped,
    how_made,
    shortened,
    summary_markdown,
    summary_text,
)
from wireglot.outputs.replacing import Meaning, meaning
from wireglot.outputs.restore import NotRestorable, restore
from wireglot.outputs.retry_schedule import Cause
from wireglot.outputs.source_files import failure_key, path_of_file, published_place
from wireglot.outputs.source_order import in_source_order, source_version
from wireglot.outputs.source_rows import SourceRow
from wireglot.outputs.source_status import is_withdrawn, release_state, without_story, without_withdrawn_text
from wireglot.outputs.store import Kept, NewestEditions, NoSuchVersion, Store, Stored, read_edition
from wireglot.outputs.update import has_pages, rebuild_outputs, update_outputs
from wireglot.outputs.verify import Finding, Repair, repair, verify
from wireglot.outputs.versions import Manifest, OtherSchema, has_space, prunable, prune, replace_file
from wireglot.outputs.web_archives import ReadArchive, read_archive_record, write_archive_record

__all__ = [
    "GOOD_STATES",
    "HIDDEN",
    "SCHEMA",
    "Accounting",
    "Addresses",
    "BackupRefused",
    "Cause",
    "ContinuedArticles",
    "DeskRun",
    "Edition",
    "Failure",
    "Failures",
    "Finding",
    "InProgress",
    "Kept",
    "KnownIdentifiers",
    "LateText",
    "Manifest",
    "Meaning",
    "NewestEditions",
    "NoSuchVersion",
    "NotRestorable",
    "OtherSchema",
    "ReadArchive",
    "Repair",
    "Signatures",
    "SourceRow",
    "State",
    "Store",
    "Stored",
    "accounting_line",
    "back_up",
    "begin_run",
    "beside_original",
    "change_desk_run",
    "check_in_words",
    "claim_reader_language",
    "content_hash",
    "desk_runs",
    "end_run",
    "escaped",
    "failure_key",
    "fetching_file",
    "from_json",
    "has_pages",
    "has_space",
    "how_made",
    "in_source_order",
    "is_safe_link",
    "is_withdrawn",
    "json_ld",
    "json_text",
    "language_of",
    "late_texts",
    "locks_folder",
    "make_edition",
    "mark_pending",
    "meaning",
    "memory_file",
    "ninjs",
    "notifications_folder",
    "options_key",
    "path_of_file",
    "pending_ids",
    "prunable",
    "prune",
    "published_place",
    "read_archive_record",
    "read_desk_run",
    "read_edition",
    "read_record",
    "reader_language",
    "reader_languages",
    "rebuild_outputs",
    "record_of",
    "release_state",
    "remove_desk_run",
    "repair",
    "replace_file",
    "restore",
    "shortened",
    "source_version",
    "summary_markdown",
    "summary_text",
    "time_text",
    "to_json",
    "unfinished_batches",
    "unmark_withdrawn",
    "update_outputs",
    "verify",
    "withdraw_run",
    "withdrawn_ids",
    "without_story",
    "without_texts",
    "without_withdrawn_text",
    "worker_answers_folder",
    "write_archive_record",
    "write_record",
    "writer_name",
]
