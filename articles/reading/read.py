"""A source file, read to its articles: one for a text or a page, many for a message of a news agency or a feed."""

import os
import re
import stat
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import islice
from pathlib import Path
from unicodedata import is_normalized, normalize

from wireglot.articles.agencies import credit_start, is_agency_credit
from wireglot.articles.article import BOILERPLATE, Article, Block
from wireglot.articles.identity import (
    article_id,
    identifier_key,
    is_file_uri,
    item_uri,
    local_key,
)
from wireglot.articles.languages import length_in_words
from wireglot.articles.notices import find_notices, notice_in, with_notices
from wireglot.articles.reading.documents import Document, read_document
from wireglot.articles.reading.encoding import MAX_BYTES, too_large
from wireglot.articles.reading.errors import (
    NotAnArticle,
    ReadingError,
    StillWritten,
    TooLarge,
    Unreadable,
    Vanished,
)
from wireglot.articles.reading.file_names import name_of
from wireglot.articles.reading.items import Item, NoArticle, Unread
from wireglot.articles.reading.metadata import Metadata
from wireglot.articles.reading.repairs import damage_warnings
from wireglot.articles.reading.settled import FileState, state_of
from wireglot.articles.reading.text import ParsedBlock, ParsedText
from wireglot.articles.sentences import split_sentences

# In English words: a single word of Korean or Malayalam is up to 1.4, two words of Punjabi are 1.7.
ONE_WORD = 1.5
# Of a teaser: feeds send one or two sentences, 100 to 180 characters; a short news item has 60 words or more.
TEASER_SENTENCES, TEASER_WORDS = 2, 60
# Of a text that is marked as cut off ("...", "Read more").
CUT_SENTENCES = 4

_LETTER = re.compile(r"[^\W\d_]")
_ELLIPSES = ("…", "...", "[…]", "(…)", "[...]", "(...)")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read.

    uri       what names the article if it brings no identifier of its own (articles/identity.py)
    content   the bytes, where they cannot be read a second time (standard input); else None
    id        the id under which the output folder knows such an article, "" when it is made from the uri
    language  BCP 47 tag of what the user says that it is written in; it counts where the text claims nothing
    source_name   what the user calls the source that it belongs to
    folder    the SOURCE folder in which it was found; None for a file that was named
    moves     whether it is moved to the done/ or failed/ of its folder when it has been read
    shown     as the user knows it, where that is not its path: it was moved; else ""
    seen      its state when it was found settled in the folder; None where that does not count
    """

    path: Path
    uri: str
    content: bytes | None = None
    id: str = ""
    language: str = ""
    source_name: str = ""
    folder: Path | None = None
    moves: bool = False
    seen: FileState | None = None
    shown: str = ""

    @property
    def name(self) -> str:
        """The file as the user knows it, as text that every output can hold."""
        return self.shown or name_of(self.path)


@dataclass(frozen=True, slots=True)
class UnreadItem:
    """An item of a file that could not be read: what names it, and why."""

    uri: str
    error: ReadingError


@dataclass(frozen=True, slots=True)
class Contents:
    """What one file holds, in order.

    articles  one for a text; many for a message of an agency
    unread    items that could not be read
    others    what holds no text of its own: "a picture", "a package of other items"
    """

    articles: tuple[Article, ...]
    unread: tuple[UnreadItem, ...] = ()
    others: tuple[str, ...] = ()


def read(source: SourceFile, zone: tzinfo = UTC) -> Article:
    """Return the first article in one file.

    Args:
        zone: Of the times that name none.

    Raises:
        NotAnArticle: It contains only white space, punctuation, credits or a word, or pictures.
        Unreadable: It vanished, is being written, cannot be read, is too large, binary, in an unknown encoding, or
            markup.
    """
    contents = read_all(source, zone)
    if contents.articles:
        return contents.articles[0]
    if contents.unread:
        raise contents.unread[0].error
    found = " and ".join(contents.others) or "an empty list of items"
    raise NotAnArticle(f"{source.name}: expected an article, found {found}; leave the file out.")


def read_all(source: SourceFile, zone: tzinfo = UTC) -> Contents:
    """Return all articles in one file. Args and errors are those of `read`, but an item fails alone.

    Of a web archive this is all at once; `read_archive` yields one record after another.
    """
    from wireglot.articles.reading.web_archives import archive_contents, is_archive  # it makes articles by this file

    if is_archive(source):
        return archive_contents(source, zone)
    items = read_document(Document(_content(source), source.name, source.path.suffix), zone)
    articles: list[Article] = []
    unread: list[UnreadItem] = []
    for item in items:
        part = source if len(items) == 1 else _part_of(source, item.name)
        if isinstance(item, Unread):
            unread.append(UnreadItem(part.uri, item.error))
        elif isinstance(item, Item):
            try:
                articles.append(_article(part, item))
            except NotAnArticle as error:
                unread.append(UnreadItem(part.uri, error))
    others = dict.fromkeys(item.kind for item in items if isinstance(item, NoArticle))
    return Contents(tuple(articles), tuple(unread), tuple(others))


def _part_of(source: SourceFile, name: str) -> SourceFile:
    """Return the file as the source of one of its items, which its identifier names where it has none for all files."""
    return replace(source, uri=item_uri(source.uri, name), id="")


def article_of(item: Item, source: str, language: str = "", source_name: str = "") -> Article:
    """Return the article in an item that has an identifier of its own.

    Args:
        source: Where it was read, as the user knows it.
        language, source_name: As in `SourceFile`.

    Raises:
        NotAnArticle: It has neither text nor a headline of more than a word.
    """
    file = SourceFile(Path(), item.metadata.uri, language=language, source_name=source_name)
    return replace(_article(file, item, source), file="")


def _article(source: SourceFile, item: Item, name: str = "") -> Article:
    parsed, metadata = _composed(item.text), item.metadata
    blocks = with_notices(tuple(map(_block, parsed.blocks)), parsed.headline)
    full_text = item.full_text
    if full_text is None or metadata.status == "canceled":
        full_text = metadata.status == "canceled" or not _is_teaser(blocks, is_wire=bool(metadata.agency_lines))
    # A kill often has no text, and a hold of an article that is known may have none.
    may_be_empty = metadata.status == "canceled" or (metadata.status == "withheld" and metadata.uri != "")
    if not may_be_empty and not _has_text(parsed):
        if not (_LETTER.search(parsed.headline) and length_in_words(parsed.headline) > ONE_WORD):
            raise NotAnArticle(
                f"{name or source.name}: expected an article, found {_described(parsed)}; complete or remove the file."
            )
        blocks, full_text = _headline_as_text(parsed.headline, blocks), False
    return Article(
        id=article_id(metadata.uri) if metadata.uri else source.id or article_id(source.uri),
        uri=metadata.uri or source.uri,
        source=name or source.name,
        headline=parsed.headline,
        blocks=blocks,
        language_claimed=metadata.language or source.language,
        published=metadata.published,
        updated=metadata.updated,
        source_version=metadata.version,
        full_text=full_text,
        status=metadata.status,
        hold=metadata.hold,
        embargoed=metadata.embargoed,
        note=metadata.note,
        agency_lines=metadata.agency_lines,
        warnings=(*metadata.warnings, *damage_warnings(_whole_text(parsed))),
        file=source.uri,
        identifiers=_identifiers(source, metadata),
        source_name=source.source_name,
    )


def _composed(parsed: ParsedText) -> ParsedText:
    """Return the text in NFC, in which a letter and its marks are one character: pieces of markup may divide them."""
    if is_normalized("NFC", _whole_text(parsed)):
        return parsed
    blocks = tuple(ParsedBlock(block.kind, normalize("NFC", block.text)) for block in parsed.blocks)
    return ParsedText(normalize("NFC", parsed.headline), blocks)


def _whole_text(parsed: ParsedText) -> str:
    return "\n".join((parsed.headline, *(block.text for block in parsed.blocks)))


def _identifiers(source: SourceFile, metadata: Metadata) -> tuple[str, ...]:
    """The identifiers as they are compared; one without a scheme counts in its file's folder."""
    keys = [identifier_key(uri) for uri in metadata.uris]
    if is_file_uri(source.uri):
        keys += [local_key(source.uri, text) for text in metadata.local]
    return tuple(dict.fromkeys(keys))


def _content(source: SourceFile) -> bytes:
    if source.content is not None:
        if len(source.content) > MAX_BYTES:
            raise TooLarge(too_large(source.name, "more"))
        return source.content
    try:
        with source.path.open("rb", buffering=0) as file:
            _check_before_reading(source, os.fstat(file.fileno()))
            content = file.readall()
            _check_after_reading(source, os.fstat(file.fileno()))
            return content
    except FileNotFoundError as error:
        raise Vanished(
            f"{source.name}: expected a file, found none: it vanished after it was listed; run again."
        ) from error
    except PermissionError as error:
        raise Unreadable(
            f"{source.name}: expected a readable file, found 'permission denied'; grant the permission to read it."
        ) from error
    except OSError as error:
        raise Unreadable(
            f"{source.name}: expected a readable file, found {error.strerror!r}; check the file and its disk."
        ) from error


def _check_before_reading(source: SourceFile, info: os.stat_result) -> None:
    if not stat.S_ISREG(info.st_mode):
        raise Unreadable(f"{source.name}: expected a regular file, found a folder, pipe or device; name a file.")
    if info.st_size > MAX_BYTES:
        raise TooLarge(too_large(source.name, f"{info.st_size / 1e6:,.0f} MB"))


def _check_after_reading(source: SourceFile, info: os.stat_result) -> None:
    if source.seen is not None and state_of(info) != source.seen:
        raise StillWritten(
            f"{source.name}: expected a settled file, found one that is still being written; run again later."
        )


def _has_text(parsed: ParsedText) -> bool:
    body = (block.text for block in parsed.blocks if block.kind == "paragraph" and _LETTER.search(block.text))
    return sum(map(length_in_words, islice(body, 3))) > ONE_WORD


def _described(parsed: ParsedText) -> str:
    """Return what an item without an article is."""
    if parsed.headline or any(block.kind == "paragraph" for block in parsed.blocks):
        return "a single word"
    return "credits and captions without text" if parsed.blocks else "an item without text"


def _headline_as_text(headline: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks of a flash: the headline first, so that its words have a position; a word below it ("More")
    is no text.
    """
    rest = (Block("read-more", block.sentences) if block.kind == "paragraph" else block for block in blocks)
    return (Block("heading", (headline,)), *rest)


def _block(block: ParsedBlock) -> Block:
    """Split the text of a block, except that a heading is one sentence whatever punctuation it has."""
    return Block(block.kind, (block.text,) if block.kind == "heading" else split_sentences(block.text))


def _is_teaser(blocks: tuple[Block, ...], is_wire: bool) -> bool:
    """Whether it is cut off, or short without a sign that it is whole: lines or a credit of an agency, a note below."""
    sentences = [sentence for block in blocks if block.kind == "paragraph" for sentence in block.sentences]
    if not sentences or _is_paywalled(blocks):
        return True
    if len(sentences) > CUT_SENTENCES:
        return False
    if sentences[-1].endswith(_ELLIPSES) or _is_followed_by_read_more(blocks):
        return True
    is_short = len(sentences) <= TEASER_SENTENCES and sum(map(length_in_words, sentences)) < TEASER_WORDS
    return is_short and not (is_wire or _ends_in_credit(blocks) or any(block.kind == "note" for block in blocks[1:]))


def _is_paywalled(blocks: tuple[Block, ...]) -> bool:
    """Whether a notice behind the text, or within its last paragraph, says that the rest is for subscribers."""
    last = max(n for n, block in enumerate(blocks) if block.kind == "paragraph")
    behind = any(notice_in(" ".join(block.sentences)) == "paywall" for block in blocks[last + 1 :])
    return behind or "paywall" in find_notices([blocks[last].sentences])[0]


def _ends_in_credit(blocks: tuple[Block, ...]) -> bool:
    """Whether an agency's credit ends the text, as it ends a brief: "(TT)" behind it or on a line below."""
    last = blocks[-1].sentences[-1]
    return credit_start(last) < len(last) or (blocks[-1].kind == "byline" and is_agency_credit(last))


def _is_followed_by_read_more(blocks: tuple[Block, ...]) -> bool:
    """Whether a link to the rest is behind the text, and not only a newsletter or a request to share it."""
    last = max(n for n, block in enumerate(blocks) if block.kind not in BOILERPLATE)
    links = (" ".join(block.sentences) for block in blocks[last + 1 :] if block.kind == "read-more")
    return any(notice_in(text) != "other" for text in links)
