"""One source file to one Article, or an error that names the file."""

import os
import re
import stat
from itertools import islice

from wireglot.articles.article import BOILERPLATE, Article, Block
from wireglot.articles.identity import article_id
from wireglot.articles.languages import length_in_words
from wireglot.articles.reading.encoding import MAX_BYTES, decode, single_spaced, too_large
from wireglot.articles.reading.errors import NotAnArticle, TooLarge, Unreadable
from wireglot.articles.reading.front_matter import split_front_matter
from wireglot.articles.reading.sources import SourceFile
from wireglot.articles.reading.structure import ParsedBlock, ParsedText
from wireglot.articles.reading.text import read_text
from wireglot.articles.sentences import split_sentences

MARKDOWN = (".md", ".markdown")
# In English words: one word of Korean or Malayalam is up to 1.4, two words of Punjabi are 1.7.
ONE_WORD = 1.5
# A teaser: feeds send one or two sentences, 100 to 180 characters; a short news item has 60 words or more.
TEASER_SENTENCES, TEASER_WORDS = 2, 60
# Cut off on purpose ("...", "Read more"): then up to four sentences are only the beginning too.
CUT_SENTENCES = 4

_LETTER = re.compile(r"[^\W\d_]")
_ELLIPSES = ("…", "...", "[…]", "(…)", "[...]", "(...)")


def read(source: SourceFile) -> Article:
    """Return the article in one file.

    Raises:
        NotAnArticle: There is nothing in it but white space, punctuation, a headline, a word.
        Unreadable: It vanished, may not be read, is too large, binary or in an unknown encoding.
    """
    text = decode(_content(source), str(source.path))
    parsed = _parse(source, text)
    if parsed.status != "canceled":  # a kill often comes without a body
        _refuse_fragment(source, text, parsed)
    blocks = tuple(map(_block, parsed.blocks))
    uri = parsed.uri or source.uri
    return Article(
        id=article_id(uri),
        uri=uri,
        source=str(source.path),
        headline=parsed.headline,
        blocks=blocks,
        language_claimed=parsed.language,
        published=parsed.published,
        updated=parsed.updated,
        source_version=parsed.version,
        full_text=parsed.status == "canceled" or not _is_teaser(blocks),
        status=parsed.status,
        embargoed=parsed.embargoed,
        note=parsed.note,
    )


def _content(source: SourceFile) -> bytes:
    if source.content is not None:
        return source.content
    try:
        with source.path.open("rb", buffering=0) as file:
            _check_before_reading(source, os.fstat(file.fileno()))
            return file.readall()
    except FileNotFoundError as error:
        raise Unreadable(
            f"{source.path}: expected a file, found none: it vanished since it was listed; run again."
        ) from error
    except PermissionError as error:
        raise Unreadable(
            f"{source.path}: expected a readable file, found 'permission denied'; grant the right to read it."
        ) from error
    except OSError as error:
        raise Unreadable(
            f"{source.path}: expected a readable file, found {error.strerror!r}; check the file and its disk."
        ) from error


def _check_before_reading(source: SourceFile, info: os.stat_result) -> None:
    if not stat.S_ISREG(info.st_mode):
        raise Unreadable(f"{source.path}: expected a regular file, found a folder, pipe or device; name a file.")
    if info.st_size > MAX_BYTES:
        raise TooLarge(too_large(str(source.path), f"{info.st_size / 1e6:,.0f} MB"))


def _parse(source: SourceFile, text: str) -> ParsedText:
    if source.path.suffix.lower() not in MARKDOWN and not text.startswith("---\n"):
        return read_text(single_spaced(text))
    from wireglot.articles.reading.markdown import read_markdown

    fields, body = split_front_matter(text)
    return read_markdown(single_spaced(body), fields)


def _refuse_fragment(source: SourceFile, text: str, parsed: ParsedText) -> None:
    body = [block for block in parsed.blocks if block.kind == "paragraph"]
    with_letters = (block.text for block in body if _LETTER.search(block.text))
    if sum(map(length_in_words, islice(with_letters, 3))) > ONE_WORD:
        return
    found = _description(text, parsed, body)
    raise NotAnArticle(f"{source.path}: expected an article, found {found}; leave the file out or complete it.")


def _description(text: str, parsed: ParsedText, body: list[ParsedBlock]) -> str:
    if not text.strip():
        return "an empty file"
    if not _LETTER.search(text):
        return "no letters"
    if parsed.headline and not body:
        return "a headline without text"
    return "a single word" if body else "credits and captions without text"


def _block(block: ParsedBlock) -> Block:
    """A heading is one sentence whatever punctuation it has; everything else is split."""
    return Block(block.kind, (block.text,) if block.kind == "heading" else split_sentences(block.text))


def _is_teaser(blocks: tuple[Block, ...]) -> bool:
    sentences = [sentence for block in blocks if block.kind == "paragraph" for sentence in block.sentences]
    if len(sentences) > CUT_SENTENCES:
        return False
    if len(sentences) <= TEASER_SENTENCES and sum(map(length_in_words, sentences)) < TEASER_WORDS:
        return True
    return sentences[-1].endswith(_ELLIPSES) or _is_followed_by_read_more(blocks)


def _is_followed_by_read_more(blocks: tuple[Block, ...]) -> bool:
    last = max(n for n, block in enumerate(blocks) if block.kind not in BOILERPLATE)
    return any(block.kind == "read-more" for block in blocks[last + 1 :])
