"""Edition: everything that one run made from one article, as a frozen value, and its JSON in edition.json.

The version number, the time and the reasons are set by the store when it takes the edition; before that they are 0, ""
and (). edition.json holds the fields of the value under their names, and beside them `id` and `signature` for readers;
data/edition.schema.json describes it.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import orjson

from wireglot.articles import Article
from wireglot.articles.languages import DetectedLanguage
from wireglot.summarizers import Summaries
from wireglot.translations import Translation

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

# Number of the key set of edition.json and manifest.json. A folder with another number is refused (outputs/layout.py).
SCHEMA: Literal[2] = 2

T = TypeVar("T")
State = Literal["ok", "untranslated", "doubtful", "withdrawn", "embargoed"]


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of every source sentence: sentences = translated + kept + failed.

    The headline is not counted. `source_characters` counts the code points of all sentences.
    """

    sentences: int
    translated: int
    kept: int
    failed: int
    source_characters: int


@dataclass(frozen=True, slots=True)
class Signatures:
    """What made the parts of an edition; each changes when its output may change."""

    detection: str
    translation: str
    summary: str

    def __str__(self) -> str:
        return f"detect[{self.detection}] translate[{self.translation}] summarize[{self.summary}]"


@dataclass(frozen=True, slots=True)
class Edition:
    """One article as one run translated and summarised it.

    translation   None when the reader gets the article's own text
    warnings      plain English sentences for the reader, worst first
    content_hash  sha256 of what the source sent: headline, blocks, claimed language, source version, release
    options       the options that change the result, as one canonical text
    rank          of the translation engine (translations.rank_of), to tell better from worse
    digest        sha256 of everything that makes a new version necessary
    desk          the desk whose run made it, "" for a run by hand
    """

    article: Article
    language: DetectedLanguage
    translation: Translation | None
    summaries: Summaries
    accounting: Accounting
    state: State
    warnings: tuple[str, ...]
    content_hash: str
    options: str
    signatures: Signatures
    rank: int
    digest: str
    version: int = 0
    made_at: str = ""
    reasons: tuple[str, ...] = ()
    desk: str = ""
    schema: Literal[2] = SCHEMA

    @property
    def signature(self) -> str:
        return str(self.signatures)

    @property
    def shown(self) -> bool:
        """Whether a reader may see any of its text; False for what was withdrawn or is embargoed."""
        return self.state not in ("withdrawn", "embargoed")

    @property
    def hidden_reason(self) -> str:
        """Why it is not shown, as a sentence."""
        return self.warnings[0] if self.warnings else f"This article is {self.state}."

    @property
    def headline(self) -> str:
        """The headline that the reader gets: translated where there is a translation, "" when there is none."""
        return self.translation.headline if self.translation else self.article.headline

    @property
    def reader_language(self) -> str:
        """The language that the reader gets: of the translation, otherwise of the article."""
        return self.translation.to if self.translation else self.language.tag


def to_json(edition: Edition) -> bytes:
    """The content of edition.json: indented UTF-8, what identifies the edition first. `from_json` reads it back."""
    return orjson.dumps(
        {
            "schema": edition.schema,
            "id": edition.article.id,
            "version": edition.version,
            "made_at": edition.made_at,
            "reasons": edition.reasons,
            "state": edition.state,
            "warnings": edition.warnings,
            "digest": edition.digest,
            "content_hash": edition.content_hash,
            "signature": edition.signature,
            "signatures": edition.signatures,
            "options": edition.options,
            "rank": edition.rank,
            "desk": edition.desk,
            "article": edition.article,
            "language": edition.language,
            "translation": edition.translation,
            "summaries": edition.summaries,
            "accounting": edition.accounting,
        },
        default=list,  # a SentenceRef is a named tuple, which orjson does not take for a tuple
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def from_json(content: bytes) -> Edition:
    """The edition in the content of an edition.json; unknown keys are ignored. Raises ValueError."""
    return read_json(Edition, content)


def read_json(kind: type[T], content: bytes) -> T:
    """The value of that type in a JSON text. Raises ValueError, in one line, with the first five faults."""
    from pydantic import ValidationError

    try:
        return cast(T, adapter(cast(Hashable, kind)).validate_json(content, strict=True))
    except ValidationError as fault:
        raise ValueError(_one_line(fault)) from fault


@cache
def adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # 60 ms, which commands that read no edition are spared

    return TypeAdapter(kind)


def _one_line(fault: "ValidationError") -> str:
    """Where each fault is and what was expected there; not the input, which may be long."""
    faults = fault.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'JSON'}: {each['msg']}" for each in faults[:5])
