"""Read: one source file to one Article, or an error that names the file."""

import os
import re
import stat
from itertools import islice

from wireglot.articles.article import BOILERPLATE, Article, Block
from wireglot.articles.identity import article_id
from wireglot.articles.languages import length_in_words
from wireglot.articles.reading.encoding import MAX_BYTES, decode, too_large
from wireglot.articles.reading.errors import NotAnArticle, TooLarge, Unreadable
from wireglot.articles.reading.manuscript import Manuscript, Passage
from wireglot.articles.reading.sources import SourceFile
from wireglot.articles.reading.text import read_text
from wireglot.articles.sentences import split_sentences

MARKDOWN = (".md", ".markdown")
# In English words: one word of Korean or Malayalam is up to 1.4, two words of Punjabi are 1.7.
ONE_WORD = 1.5
# A teaser: feeds send one or two sentences, 100 to 180 characters; a short news item has 60 words or more.
TEASER_SENTENCES, TEASER_WORDS = 2, 60
# Cut off on purpose ("...", "Read more"): then up to four sentences are still the beginning only.
CUT_SENTENCES = 4

_LETTER = re.compile(r"[^\W\d_]")
_ELLIPSES = ("…", "...", "[…]", "(…)", "[...]", "(...)")


def read(source: SourceFile) -> Article:
    """The article in one file.

    :raises NotAnArticle: nothing in it but white space, marks, a headline, a word.
    :raises Unreadable: it vanished, may not be read, is too large, binary or in an unknown encoding.
    """
    text = decode(_content(source), str(source.path))
    manuscript = _manuscript(source, text)
    if manuscript.status != "canceled":  # a kill often comes without a body
        _refuse_fragment(source, text, manuscript)
    blocks = tuple(map(_block, manuscript.passages))
    uri = manuscript.uri or source.uri
    return Article(
        id=article_id(uri),
        uri=uri,
        source=str(source.path),
        headline=manuscript.headline,
        blocks=blocks,
        language_claimed=manuscript.language,
        published=manuscript.published,
        updated=manuscript.updated,
        source_version=manuscript.version,
        full_text=manuscript.status == "canceled" or not _is_teaser(blocks),
        status=manuscript.status,
        embargoed=manuscript.embargoed,
        note=manuscript.note,
    )


def _content(source: SourceFile) -> bytes:
    if source.content is not None:
        return source.content
    try:
        with source.path.open("rb", buffering=0) as file:
            _refuse_at_door(source, os.fstat(file.fileno()))
            return file.readall()
    except FileNotFoundError as error:
        raise Unreadable(
            f"{source.path}: wanted a file to read, met none: it vanished since it was listed; run again."
        ) from error
    except PermissionError as error:
        raise Unreadable(
            f"{source.path}: wanted to read it, met 'permission denied'; give the right to read it."
        ) from error
    except OSError as error:
        raise Unreadable(
            f"{source.path}: wanted to read it, met {error.strerror!r}; check the file and its disk."
        ) from error


def _refuse_at_door(source: SourceFile, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise Unreadable(f"{source.path}: wanted a plain file, met a folder, pipe or device; name a file.")
    if about.st_size > MAX_BYTES:
        raise TooLarge(too_large(str(source.path), f"{about.st_size / 1e6:,.0f} MB"))


def _manuscript(source: SourceFile, text: str) -> Manuscript:
    if source.path.suffix.lower() in MARKDOWN or text.startswith("---\n"):
        from wireglot.articles.reading.markdown import read_markdown

        return read_markdown(text)
    return read_text(text)


def _refuse_fragment(source: SourceFile, text: str, manuscript: Manuscript) -> None:
    body = [passage for passage in manuscript.passages if passage.kind == "paragraph"]
    told = (passage.text for passage in body if _LETTER.search(passage.text))
    if sum(map(length_in_words, islice(told, 3))) > ONE_WORD:
        return
    raise NotAnArticle(
        f"{source.path}: wanted an article, met {_met(text, manuscript, body)}; leave the file out or complete it."
    )


def _met(text: str, manuscript: Manuscript, body: list[Passage]) -> str:
    if not text.strip():
        return "an empty file"
    if not _LETTER.search(text):
        return "no letters"
    if manuscript.headline and not body:
        return "a headline without text"
    return "a single word" if body else "credits and captions without text"


def _block(passage: Passage) -> Block:
    """A heading is one sentence whatever marks it holds; all else is split."""
    whole = passage.kind == "heading"
    return Block(passage.kind, (passage.text,) if whole else split_sentences(passage.text))


def _is_teaser(blocks: tuple[Block, ...]) -> bool:
    told = [sentence for block in blocks if block.kind == "paragraph" for sentence in block.sentences]
    if len(told) > CUT_SENTENCES:
        return False
    if len(told) <= TEASER_SENTENCES and sum(map(length_in_words, told)) < TEASER_WORDS:
        return True
    return told[-1].endswith(_ELLIPSES) or _followed_by_read_more(blocks)


def _followed_by_read_more(blocks: tuple[Block, ...]) -> bool:
    last = max(n for n, block in enumerate(blocks) if block.kind not in BOILERPLATE)
    return any(block.kind == "read-more" for block in blocks[last + 1 :])
