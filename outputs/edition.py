"""Edition: everything that one run made from one article, its JSON, and how it is made from the pipeline's results.

The version number, the time and the reasons are set by the store when it takes the edition; before that they are 0, ""
and (). edition.json holds the fields of the value under their names, and beside them `id` and `signature` for readers;
data/edition.schema.json describes it.
"""

import hashlib
import json
import re
from collections.abc import Hashable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import orjson

from wireglot.articles import Article
from wireglot.articles.languages import DetectedLanguage, LanguagePart, headline_in_language, whole_sentences
from wireglot.outputs.doubts import are_serious, doubt_warnings, with_doubts
from wireglot.outputs.source_status import (
    NO_IDENTIFIER,
    NO_STORY,
    WITHDRAWN,
    correction,
    future_date,
    hidden_reason,
    release_state,
)
from wireglot.summarizers import CUT, NOT_CUT, UNCERTAIN, Summaries, Summary
from wireglot.translations import Translation, rank_of

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

# Number of the key set of edition.json and manifest.json. A folder with another number is refused (outputs/layout.py).
SCHEMA: Literal[2] = 2

T = TypeVar("T")
State = Literal["ok", "gist", "untranslated", "doubtful", "held", "withdrawn", "embargoed"]
# The states in which no reader may see any text.
HIDDEN: frozenset[State] = frozenset({"held", "withdrawn", "embargoed"})


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
class Restored:
    """What an edition that a user restored stands for.

    version         the version that was restored
    over            the version that holds the last text of the source, instead of which it was restored
    content_hash    of that text, which makes no version again
    source_version  what the source calls that text
    """

    version: int
    over: int
    content_hash: str
    source_version: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One article as one run translated and summarised it.

    translation   None when the reader gets the article's own text
    warnings      plain English sentences for the reader, worst first
    content_hash  sha256 of what the source sent: headline, blocks, claimed language, source version, release
    options       the options that change the result, as one canonical text
    rank          of the translation engine (translations.rank_of), to compare engines
    digest        sha256 of everything that makes a new version necessary
    desk          the desk whose run made it, "" for a run by hand
    restored      of an older version that a user restored, else None
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
    restored: Restored | None = None
    schema: Literal[2] = SCHEMA

    @property
    def signature(self) -> str:
        return str(self.signatures)

    @property
    def shown(self) -> bool:
        """Whether a reader may see any of its text; False for what was withdrawn, is held or is embargoed."""
        return self.state not in HIDDEN

    @property
    def hidden_reason(self) -> str:
        """Why it is not shown, in a sentence or two."""
        if self.state == "withdrawn" and self.warnings:
            return " ".join(self.warnings)
        return self.warnings[0] if self.warnings else f"This article is {self.state}."

    @property
    def translator(self) -> str:
        """The name of the translation engine, "none" without a translation."""
        return self.translation.engine if self.translation else "none"

    @property
    def gist(self) -> bool:
        """Whether the reader gets a translation of gist quality, whatever else is wrong with the edition."""
        return self.translation is not None and self.translation.gist

    @property
    def headline(self) -> str:
        """The headline that the reader gets: translated where there is a translation, "" when there is none."""
        return self.translation.headline if self.translation else headline_in_language(self.article, self.language)

    @property
    def headline_language(self) -> str:
        """The language of that headline, which is the original one where it could not be translated."""
        if self.translation:
            return self.translation.headline_language or self.translation.to
        return self.language.headline_tag or self.language.tag

    @property
    def whole_headline(self) -> str:
        """The headline of the source, where the reader gets another text or only a part of it; else ""."""
        return self.article.headline if self.headline != self.article.headline else ""

    @property
    def shown_parts(self) -> tuple[LanguagePart, ...]:
        """What the reader gets in another language than `reader_language`: sentences, and quotations in them."""
        if not self.translation:
            return self.language.parts
        return self.translation.parts or tuple(LanguagePart(ref, self.language.tag) for ref in self.translation.failed)

    @property
    def original_headline(self) -> str:
        """The source's headline where every list shows it beside another one of gist quality; "" elsewhere."""
        return self.whole_headline if self.gist else ""

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
            "restored": edition.restored,
            "article": edition.article,
            "language": edition.language,
            "translation": edition.translation,
            "summaries": {
                "short": _summary_json(edition.summaries.short),
                "long": _summary_json(edition.summaries.long),
            },
            "accounting": edition.accounting,
        },
        default=list,  # a SentenceRef is a named tuple, which orjson does not take for a tuple
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def without_text(edition: Edition) -> Edition:
    """The edition for answers about an article that must not be shown: nothing that its source or an engine wrote."""
    article = replace(edition.article, headline="", blocks=(), note="", agency_lines=())
    empty = {
        name: replace(getattr(edition.summaries, name), text="", sentences=(), checks=()) for name in ("short", "long")
    }
    warnings = (edition.hidden_reason,) if not edition.shown else ()
    return replace(edition, article=article, translation=None, summaries=Summaries(**empty), warnings=warnings)


def without_texts(edition: Edition) -> Edition:
    """The edition for counts and lists: its state, headline and warnings, and none of its long texts."""
    translation = edition.translation and replace(
        edition.translation, blocks=(), kept=(), failed=(), checks=(), doubts=()
    )
    empty = {
        name: replace(getattr(edition.summaries, name), text="", sentences=(), checks=()) for name in ("short", "long")
    }
    article = replace(edition.article, blocks=())
    return replace(edition, article=article, translation=translation, summaries=Summaries(**empty))


def _summary_json(summary: Summary) -> dict[str, Any]:
    """The fields of the summary; a sentence has `span` only when a part of the source sentence is quoted, and `doubts`
    or `language` only when there are any, or it is another one than that of the summary.
    """
    sentences = [
        {"text": sentence.text, "evidence": sentence.evidence}
        | ({"span": sentence.span} if sentence.span else {})
        | ({"language": sentence.language} if sentence.language else {})
        | ({"doubts": sentence.doubts} if sentence.doubts else {})
        for sentence in summary.sentences
    ]
    return {field.name: getattr(summary, field.name) for field in fields(summary)} | {"sentences": sentences}


def from_json(content: bytes) -> Edition:
    """The edition in the content of an edition.json; unknown keys are ignored. Raises ValueError."""
    return read_json(Edition, content)


def read_json(kind: type[T], content: bytes) -> T:
    """The value of that type in a JSON text. Raises ValueError, in one line, with the first five errors."""
    from pydantic import ValidationError

    try:
        return cast(T, adapter(cast(Hashable, kind)).validate_json(content, strict=True))
    except ValidationError as error:
        raise ValueError(_one_line(error)) from error


@cache
def adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # 60 ms, which commands that read no edition are spared

    return TypeAdapter(kind)


def _one_line(error: "ValidationError") -> str:
    """Where each error is and what was expected there; not the input, which may be long."""
    errors = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'JSON'}: {each['msg']}" for each in errors[:5])


NO_CUT_REASON = "each sentence is too long for it, and its beginning alone would lose a speaker or a quotation mark."
LENGTHS = ("short", "long")

# How `Translation.why` begins when the article is already in the reader's language.
_ALREADY_TRANSLATED = re.compile(r"^already in ")


def make_edition(
    article: Article,
    language: DetectedLanguage,
    translation: Translation,
    summaries: Summaries,
    *,
    options: str,
    detection: str,
    desk: str = "",
    more_warnings: tuple[str, ...] = (),
) -> Edition:
    """The edition of one article, not yet numbered.

    detection: the detector's signature; more_warnings: what else the reader should know, last.
    """
    state, warnings = _state(article, language, translation)
    warnings = (*warnings, *_cut_off(summaries), *_uncertain(summaries))
    is_doubtful = _uncertain(summaries) or are_serious(translation, summaries)
    state = "doubtful" if state in ("ok", "gist") and is_doubtful else state
    accounting = account(article, translation)
    signatures = Signatures(detection, translation.signature, _summary_signature(summaries))
    hashed = content_hash(article)
    return Edition(
        article=article,
        language=language,
        translation=None if translation.engine == "none" else translation,
        summaries=with_doubts(summaries, translation),
        accounting=accounting,
        state=state,
        warnings=(*warnings, *more_warnings) if state not in HIDDEN else warnings,
        content_hash=hashed,
        options=options,
        signatures=signatures,
        rank=rank_of(translation.engine),
        desk=desk,
        digest=_digest(hashed, language, options, signatures, state, accounting),
    )


def content_hash(article: Article) -> str:
    """sha256 of what the source sent: the text, its structure, and what the source claims about it.

    Where the text was read and when it was published do not count: they change without a change of the text.
    """
    return _fingerprint(
        [
            article.headline,
            [[block.kind, block.sentences] for block in article.blocks],
            article.language_claimed,
            article.source_version,
            article.full_text,
            article.status,
            article.embargoed,
            article.note,
            *([article.hold] if article.hold else []),
        ]
    )


def account(article: Article, translation: Translation) -> Accounting:
    """Count every sentence as translated, kept or failed: none twice, none missing."""
    texts = [sentence for _, sentence in article.sentences()]
    kept, failed = len(translation.kept), len(translation.failed)
    return Accounting(len(texts), len(texts) - kept - failed, kept, failed, sum(map(len, texts)))


def _state(article: Article, language: DetectedLanguage, translation: Translation) -> tuple[State, tuple[str, ...]]:
    """State and warnings: what the source allows comes before what may be wrong with the translation."""
    release = release_state(article)
    if release == "withdrawn":
        return release, (WITHDRAWN, *(text for text in article.warnings if text in (NO_STORY, NO_IDENTIFIER)))
    note = correction(article)
    corrected = (f"Corrected by its source: {note.rstrip('.')}.",) if note else ()
    dates = filter(None, (future_date(article.published), *article.warnings))
    state, warnings = _translation_state(article, language, translation)
    all_warnings = (*corrected, *warnings, *dates)
    return (release, (hidden_reason(article), *all_warnings)) if release else (state, all_warnings)


def _translation_state(
    article: Article, language: DetectedLanguage, translation: Translation
) -> tuple[State, tuple[str, ...]]:
    """The state, and why, worst first: a teaser is mentioned even where nothing was translated."""
    untranslated = translation.engine == "none" and not _ALREADY_TRANSLATED.match(translation.why)
    warnings = [
        _incomplete(article),
        f"Not translated: {translation.why}." if untranslated else "",
        language.warning,
        *translation.checks,
        *doubt_warnings(translation.doubts),
    ]
    mixed = translation.engine != "none" and _has_unreadable_parts(language, translation)
    doubtful = not article.full_text or language.verdict == "doubtful" or bool(translation.failed) or mixed
    # A teaser is doubtful in any case: no better engine makes the rest of the text appear.
    if untranslated and article.full_text:
        return "untranslated", tuple(filter(None, warnings))
    state: State = "doubtful" if doubtful else "gist" if translation.gist else "ok"
    return state, tuple(filter(None, warnings))


def _has_unreadable_parts(language: DetectedLanguage, translation: Translation) -> bool:
    """Whether a part in a third language was not translated, or given to the engine since nothing tells where it is."""
    kept = set(whole_sentences(translation.parts).items()) - {(ref, language.tag) for ref in translation.failed}
    unreadable = any(tag != language.repeated for _, tag in kept)
    return unreadable or bool(language.mixed and not language.parts)


def _incomplete(article: Article) -> str:
    if article.full_text:
        return ""
    if article.headline_only:
        return "Headline only: the source holds no text of this article yet."
    return "Made from a teaser: the source holds only the beginning of the text."


def _cut_off(summaries: Summaries) -> tuple[str, ...]:
    """A warning for the summaries that are not what was promised, since not all outputs show their checks."""
    warnings = {CUT: "cut off: a sentence is too long for a summary.", NOT_CUT: f"missing: {NO_CUT_REASON}"}
    found = {check: [name for name in LENGTHS if check in getattr(summaries, name).checks] for check in warnings}
    return tuple(
        f"{' and '.join(names).capitalize()} summary {warnings[check]}" for check, names in found.items() if names
    )


def _uncertain(summaries: Summaries) -> tuple[str, ...]:
    """A warning where a sentence that a model wrote may be wrong, with the first words of each and the reason."""
    checks = [check for name in LENGTHS for check in getattr(summaries, name).checks if check.startswith(UNCERTAIN)]
    whys = dict.fromkeys(check.removeprefix(UNCERTAIN) for check in checks)
    return (f"Written by a model and not certain: {'. '.join(whys)}.",) if whys else ()


def _summary_signature(summaries: Summaries) -> str:
    """The signature of both summaries; joined if they differ, as after a temporary failure."""
    short, long = summaries.short.signature, summaries.long.signature
    return short if short == long else f"{short}+{long}"


def _digest(
    hashed: str, language: DetectedLanguage, options: str, signatures: Signatures, state: State, counts: Accounting
) -> str:
    """Equal content, language, options and signatures give the equal digest, and so no new version.

    State and failures count too: an engine that failed half-way and was retried has made another text.
    """
    mixed = list(language.mixed)
    return _fingerprint([hashed, language.tag, language.verdict, mixed, options, str(signatures), state, counts.failed])


def _fingerprint(value: Any) -> str:
    """The sha256 of `value` as canonical JSON: equal values give the equal sum in every process and on every machine.

    In ASCII, so that even a lone surrogate has bytes.
    """
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
