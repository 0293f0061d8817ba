"""Changes between two versions of an article, as one frozen value: sentences, facts, summaries, and how it was made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.facts import Fact, changed_facts
from wireglot.outputs.changes.sentences import (
    HEADLINE,
    Counts,
    SentenceChange,
    SourceSentence,
    Status,
    align,
    align_texts,
    compare_sentences,
    count_statuses,
    paragraph_breaks,
)
from wireglot.outputs.changes.words import Segment, normalized, word_diff
from wireglot.outputs.edition import HIDDEN, Edition, State
from wireglot.summarizers import Summary, SummarySentence

# Versions in these states show no text: a kill must not live on in the list of what it removed.
MOST_SHOWN = 10  # changed translations: enough to see what the new engine is like; the versions contain the rest

SummaryStatus = Literal["kept", "reworded", "added", "removed"]
Setting = Literal[
    "source version", "claimed language", "full text", "language", "reader language", "translator",
    "translator updated", "summarizer", "summarizer updated", "detection updated", "options", "state",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two versions compared; number 0 and made_at "" before it is stored."""

    number: int
    made_at: str
    state: State


@dataclass(frozen=True, slots=True)
class SettingChange:
    """What changed around the text, with its old and new value; both "" where only a signature differs."""

    name: Setting
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class TranslationChange:
    """A sentence with the same words and another translation; `ref` in the new version, None for the headline."""

    ref: SentenceRef | None
    words: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class TranslationChanges:
    """How many unchanged sentences are translated differently, and the first ten of them."""

    count: int = 0
    first: tuple[TranslationChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source sentence that a summary sentence cites, and what happened to it."""

    ref: SentenceRef
    status: Status


@dataclass(frozen=True, slots=True)
class SummaryChange:
    """What happened to a summary sentence; `old` is "" for an added one, `new` for a removed one.

    evidence  source sentences of the new version; of the old one where the summary sentence was removed
    words     of a reworded sentence; () where the two versions are in different languages
    """

    status: SummaryStatus
    old: str
    new: str
    evidence: tuple[Evidence, ...]
    words: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryChanges:
    """A summary's sentences in the order of the new version, the removed ones at the end.

    `reordered` says whether the sentences that stayed are in another order now.
    """

    sentences: tuple[SummaryChange, ...]
    reordered: bool

    @property
    def changed(self) -> tuple[SummaryChange, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.status != "kept")


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs in the new version.

    title             the headline as the reader gets it now; "" where no text may be shown
    original_headline beside a title of gist quality, "" elsewhere
    note              the editor's note of the new version, "" when there is none
    hidden            a version is withdrawn, held or under embargo: no text is here, and the fields below are empty
    headline          None when neither version has one
    sentences         every sentence that was not just kept, in the order of the new version
    spacing           number of kept sentences that differ only in spaces, quotation marks or soft hyphens
    paragraph_breaks  number of paragraph breaks that came or went
    short, long       None when hidden
    """

    id: str
    old: Version
    new: Version
    title: str
    original_headline: str
    note: str
    language: str
    reader_language: str
    hidden: bool
    facts: tuple[Fact, ...] = ()
    headline: SentenceChange | None = None
    sentences: tuple[SentenceChange, ...] = ()
    counts: Counts = field(default_factory=Counts)
    spacing: int = 0
    paragraph_breaks: int = 0
    short: SummaryChanges | None = None
    long: SummaryChanges | None = None
    settings: tuple[SettingChange, ...] = ()
    translations: TranslationChanges = field(default_factory=TranslationChanges)

    @property
    def headline_changed(self) -> bool:
        return self.headline is not None and self.headline.status != "kept"


def compare_editions(old: Edition, new: Edition) -> Changes:
    """Return what differs in `new`; both are editions of one article, with any numbers."""
    if HIDDEN & {old.state, new.state}:
        return _without_text(old, new)
    settings = tuple(_setting_changes(old, new))
    same_reader = old.reader_language == new.reader_language
    if not same_reader:
        old = replace(old, translation=None)  # two languages are not compared, nor shown under one name
    before, after = _source_sentences(old), _source_sentences(new)
    alignment = align(before, after)
    compared = compare_sentences(before, after, alignment)
    headline = _headline_change(old, new)
    with_headline = [*([headline] if headline else []), *compared]
    return replace(
        _without_text(old, new),
        title=new.headline,
        hidden=False,
        facts=changed_facts(with_headline, new.language.tag, new.reader_language),
        headline=headline,
        sentences=tuple(change for change in compared if change.status != "kept"),
        counts=count_statuses(compared),
        spacing=sum(map(_differs_in_spaces, compared)),
        paragraph_breaks=paragraph_breaks(before, after, alignment),
        short=compare_summaries(old.summaries.short, new.summaries.short, compared),
        long=compare_summaries(old.summaries.long, new.summaries.long, compared),
        settings=settings,
        translations=_translation_changes(with_headline) if same_reader else TranslationChanges(),
    )


def _differs_in_spaces(change: SentenceChange) -> bool:
    return bool(change.old and change.new and not change.words and change.old.text != change.new.text)


def _without_text(old: Edition, new: Edition) -> Changes:
    """Return the two versions without their text; where only the old one is hidden, the new one keeps its title."""
    hidden = new.state in HIDDEN
    return Changes(
        id=new.article.id,
        old=Version(old.version, old.made_at, old.state),
        new=Version(new.version, new.made_at, new.state),
        title="" if hidden else new.headline,
        original_headline="" if hidden else new.original_headline,
        note="" if hidden else new.article.note,
        language=new.language.tag,
        reader_language=new.reader_language,
        hidden=True,
    )


def _source_sentences(edition: Edition) -> tuple[SourceSentence, ...]:
    blocks = edition.article.blocks
    translated = edition.translation.blocks if edition.translation else blocks
    return tuple(
        SourceSentence(ref, blocks[ref.block].kind, text, _unless_equal(_at(translated, ref), text))
        for ref, text in edition.article.sentences()
    )


def _at(blocks: Sequence[object], ref: SentenceRef) -> str:
    sentences: tuple[str, ...] = getattr(blocks[ref.block], "sentences", ()) if ref.block < len(blocks) else ()
    return sentences[ref.sentence] if ref.sentence < len(sentences) else ""


def _unless_equal(translation: str, text: str) -> str:
    return "" if translation == text else translation


def _headline_change(old: Edition, new: Edition) -> SentenceChange | None:
    before, after = (_headline(edition) for edition in (old, new))
    if before is None or after is None:
        return SentenceChange("added" if after else "removed", before, after) if before or after else None
    if normalized(before.text) == normalized(after.text):
        return SentenceChange("kept", before, after)
    return SentenceChange("changed", before, after, word_diff(before.text, after.text))


def _headline(edition: Edition) -> SourceSentence | None:
    text = edition.article.headline
    return SourceSentence(None, HEADLINE, text, _unless_equal(edition.headline, text)) if text else None


def _setting_changes(old: Edition, new: Edition) -> Iterator[SettingChange]:
    """Yield what differs around the text, the source's own first."""
    values: list[tuple[Setting, str, str]] = [
        ("source version", old.article.source_version, new.article.source_version),
        ("claimed language", old.article.language_claimed, new.article.language_claimed),
        ("full text", _extent(old), _extent(new)),
        ("language", old.language.tag, new.language.tag),
        ("reader language", old.reader_language, new.reader_language),
        ("translator", old.translator, new.translator),
        ("summarizer", old.summaries.short.engine, new.summaries.short.engine),
        ("options", old.options, new.options),
        ("state", old.state, new.state),
    ]
    yield from (SettingChange(name, before, after) for name, before, after in values if before != after)
    yield from _updated_engines(old, new)


def _updated_engines(old: Edition, new: Edition) -> Iterator[SettingChange]:
    """Yield the engines of the same name whose output may differ now."""
    before, after = old.signatures, new.signatures
    if old.translator == new.translator and before.translation != after.translation:
        yield SettingChange("translator updated")
    if old.summaries.short.engine == new.summaries.short.engine and before.summary != after.summary:
        yield SettingChange("summarizer updated")
    if before.detection != after.detection:
        yield SettingChange("detection updated")


def _extent(edition: Edition) -> str:
    return "full text" if edition.article.full_text else "teaser"


def _translation_changes(changes: Iterable[SentenceChange]) -> TranslationChanges:
    """Return the sentences with the same words whose translation differs."""
    pairs = [(change.old, change.new) for change in changes if change.old and change.new and not change.words]
    read = [(new.ref, old.translation or old.text, new.translation or new.text) for old, new in pairs]
    differ = [(ref, old, new) for ref, old, new in read if normalized(old) != normalized(new)]
    first = tuple(TranslationChange(ref, word_diff(old, new)) for ref, old, new in differ[:MOST_SHOWN])
    return TranslationChanges(len(differ), first)


def compare_summaries(old: Summary, new: Summary, changes: Sequence[SentenceChange]) -> SummaryChanges:
    """Compare two summaries: equal sentences first, then those with the same evidence.

    changes: every source sentence of both versions, from `compare_sentences`.
    """
    before = {change.old.ref: change for change in changes if change.old and change.old.ref}
    after = {change.new.ref: change for change in changes if change.new and change.new.ref}
    partner = _summary_partners(old.sentences, new.sentences, before)
    compared = [
        _summary_change(
            old.sentences[partner[b]] if b in partner else None, sentence, after, old.language == new.language
        )
        for b, sentence in enumerate(new.sentences)
    ]
    removed = [sentence for a, sentence in enumerate(old.sentences) if a not in partner.values()]
    compared += [SummaryChange("removed", sentence.text, "", _evidence(sentence, before)) for sentence in removed]
    stayed = [partner[b] for b in sorted(partner)]
    return SummaryChanges(tuple(compared), stayed != sorted(stayed))


def _summary_partners(
    old: Sequence[SummarySentence], new: Sequence[SummarySentence], before: Mapping[SentenceRef, SentenceChange]
) -> dict[int, int]:
    """Return index in new -> index in old."""
    pairs = align_texts(
        [normalized(sentence.text) for sentence in old], [normalized(sentence.text) for sentence in new]
    )
    partner, used = {b: a for a, b in pairs}, {a for a, _ in pairs}
    for a, sentence in enumerate(old):
        cited = {change.new.ref for ref in sentence.evidence if (change := before.get(ref)) and change.new}
        free = (b for b in range(len(new)) if b not in partner and cited.intersection(new[b].evidence))
        if a not in used and (b := next(free, None)) is not None:
            partner[b] = a
    return partner


def _summary_change(
    old: SummarySentence | None, new: SummarySentence, after: Mapping[SentenceRef, SentenceChange], same_language: bool
) -> SummaryChange:
    evidence = _evidence(new, after)
    if old is None:
        return SummaryChange("added", "", new.text, evidence)
    if normalized(old.text) == normalized(new.text):
        return SummaryChange("kept", old.text, new.text, evidence)
    words = word_diff(old.text, new.text) if same_language else ()
    return SummaryChange("reworded", old.text, new.text, evidence, words)


def _evidence(sentence: SummarySentence, changes: Mapping[SentenceRef, SentenceChange]) -> tuple[Evidence, ...]:
    """References that the article does not have are left out."""
    return tuple(Evidence(ref, changes[ref].status) for ref in sentence.evidence if ref in changes)
