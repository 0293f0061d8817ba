"""Edition: all that one run made of one article, as a frozen value.

An edition is what `edition.json` holds, key for key (outputs/edition_json.py writes and reads it,
outputs/data/edition.schema.json describes it). The version number, time and reasons are given by
the store when it takes the edition in; before that they are 0, "" and ().
"""

from dataclasses import dataclass
from typing import Literal

from wireglot.articles import Article
from wireglot.articles.languages.detection import Language
from wireglot.summarizers import Summaries
from wireglot.translations import Translation

SCHEMA = 1  # number of the key set of edition.json; keys are added under it, never renamed

State = Literal["ok", "untranslated", "doubtful", "withdrawn", "embargoed"]


@dataclass(frozen=True, slots=True)
class Accounting:
    """What became of every source sentence: sentences = translated + kept + failed.

    The headline is not counted. `source_characters` counts code points of all sentences.
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
    """One article as one run told it.

    words        sha256 of what the source gave: headline, blocks, claimed language, source version
    options_key      the options as one canonical text
    rank         rank of the translation engine (translations.engine), to tell better from worse
    translation  None when the article is told in its own words
    desk         the desk whose run made it, "" for a run by hand
    warnings       plain English sentences for the reader, worst first; () when there is no warning
    """

    article: Article
    language: Language
    translation: Translation | None
    summaries: Summaries
    accounting: Accounting
    state: State
    warnings: tuple[str, ...]
    words: str
    options_key: str
    signatures: Signatures
    rank: int
    digest: str
    version: int = 0
    made_at: str = ""
    reasons: tuple[str, ...] = ()
    desk: str = ""

    @property
    def signature(self) -> str:
        return str(self.signatures)

    @property
    def shown(self) -> bool:
        """Whether a reader may see any of its text: not of what was withdrawn or is embargoed."""
        return self.state not in ("withdrawn", "embargoed")

    @property
    def hidden_because(self) -> str:
        """Why it is not shown, as a sentence."""
        return self.warnings[0] if self.warnings else f"This article is {self.state}."

    @property
    def headline(self) -> str:
        """The headline as told: translated where there is a translation, "" when there is none."""
        return self.translation.headline if self.translation else self.article.headline

    @property
    def told_in(self) -> str:
        """The language that the reader reads: of the translation, else of the article."""
        return self.translation.to if self.translation else self.language.tag
