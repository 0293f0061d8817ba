"""Reading: SOURCEs to files, bytes to text, text to an Article.

source_search.py  SOURCE as the user names it -> files
settled.py        which files of a folder nobody is writing any more
moved.py          the done/ and failed/ of an inbox
read.py           one file -> its articles
documents.py      bytes from a file, an address or a web archive -> the items in them (items.py), whatever their format
formats.py        formats of news agencies, by content -> their items
ninjs.py, nitf.py, newsml_g2.py, newsml_1.py, iptc_7901.py
                  one format of news agencies each; agency_items.py is what they have in common
safe_xml.py       XML from outside -> elements; html_tokens.py HTML -> tags; body_markup.py both -> paragraphs
repairs.py        damage of encodings in a document of any format -> repaired bytes, and warnings;
                  mixed_encodings.py is UTF-8 with other bytes in it
encoding.py       bytes -> clean text
text_entities.py  entities of HTML in plain text -> characters
front_matter.py   the entries of YAML, TOML or JSON at the head of a file
agency_lines.py   sluglines, embargoes, kills and notes of news agencies around a text; what they protect
                  is in agency_marks.py, their words in agency_phrases.py
protection.py     whether the source lets its text be used: status, hold, embargo
dates.py          dates in all usual forms -> UTC, from days.py and times_and_zones.py
metadata.py       all of these -> the fields of an article
paragraphs.py     lines of plain text (text_lines.py) -> paragraphs; list_items.py finds items, divided_words.py joins
                  words that line ends divide
text.py           paragraphs of any format -> headline, headings, boilerplate
markdown.py       Markdown -> paragraphs
feeds/            RSS, Atom, JSON Feed, news sitemaps, lists of feeds
pages/            HTML pages -> paragraphs and metadata
warc/             web archives -> the pages in them; web_archives.py those -> articles, record by record
markup.py         markup and data that are no text of an article
file_names.py     file names as text, also those that are not UTF-8
"""

from wireglot.articles.reading.dates import to_utc
from wireglot.articles.reading.documents import Document, fetched_document, only_item, read_document
from wireglot.articles.reading.errors import (
    EmptyFolder,
    MalformedDocument,
    MissingSource,
    NotAnArticle,
    ReadingError,
    SourceError,
    StillWritten,
    TooLarge,
    Undecodable,
    Unreadable,
    UnsupportedFormat,
    UnsupportedSource,
    Vanished,
)
from wireglot.articles.reading.file_names import name_of, path_of, without_surrogates
from wireglot.articles.reading.items import Found, Item, NoArticle, Unread
from wireglot.articles.reading.metadata import Metadata
from wireglot.articles.reading.moved import DONE, FAILED, NotMoved, inbox_of, move_file, moved_to
from wireglot.articles.reading.read import (
    Contents,
    SourceFile,
    UnreadItem,
    article_of,
    read,
    read_all,
)
from wireglot.articles.reading.settled import settled_files, state_of
from wireglot.articles.reading.source_search import FaultySource, FoundSources, Skipped, find_sources
from wireglot.articles.reading.text import ParsedBlock, ParsedText
from wireglot.articles.reading.warc import begins_as_warc
from wireglot.articles.reading.web_archives import (
    ArchivePart,
    damaged_archive,
    is_archive,
    is_archive_name,
    position_of,
    read_archive,
    read_record,
)

__all__ = [
    "DONE",
    "FAILED",
    "ArchivePart",
    "Contents",
    "Document",
    "EmptyFolder",
    "FaultySource",
    "Found",
    "FoundSources",
    "Item",
    "MalformedDocument",
    "Metadata",
    "MissingSource",
    "NoArticle",
    "NotAnArticle",
    "NotMoved",
    "ParsedBlock",
    "ParsedText",
    "ReadingError",
    "Skipped",
    "SourceError",
    "SourceFile",
    "StillWritten",
    "TooLarge",
    "Undecodable",
    "Unread",
    "UnreadItem",
    "Unreadable",
    "UnsupportedFormat",
    "UnsupportedSource",
    "Vanished",
    "article_of",
    "begins_as_warc",
    "damaged_archive",
    "fetched_document",
    "find_sources",
    "inbox_of",
    "is_archive",
    "is_archive_name",
    "move_file",
    "moved_to",
    "name_of",
    "only_item",
    "path_of",
    "position_of",
    "read",
    "read_all",
    "read_archive",
    "read_document",
    "read_record",
    "settled_files",
    "state_of",
    "to_utc",
    "without_surrogates",
]
