"""Changes: all that is different between two versions of an article, as one frozen value."""

from dataclasses import dataclass, field, replace

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.aligning import align, lines
from wireglot.outputs.changes.circumstances import Circumstance, circumstances
from wireglot.outputs.changes.facts import Fact, facts
from wireglot.outputs.changes.pieces import folded
from wireglot.outputs.changes.retold import Retold, retold
from wireglot.outputs.changes.sentences import HEADLINE, Change, Counts, Side, broken, compared, counted
from wireglot.outputs.changes.summaries import SummaryChanges, summary_changes
from wireglot.outputs.changes.wording import stretches
from wireglot.outputs.edition import Edition, State

# Versions in these states show no text: a kill must not live on in the list of what it took away.
SILENT: frozenset[State] = frozenset({"withdrawn", "embargoed"})


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two versions compared; number 0 and made_at "" before the store has taken it in."""

    number: int
    made_at: str
    state: State


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in the new version.

    title          the headline as told now; "" where no text may be shown
    note           the editor's note of the new version, "" when there is none
    language       of the original words; told_in: of the reader
    silent         a version is withdrawn or under embargo: nothing below is filled, no text of either is in here
    facts          numbers and names, what changed first
    headline       None when there is none in either version
    sentences      every sentence that was not just kept, in the order of the new version
    respaced       kept sentences that differ in spaces, quote marks or soft hyphens alone
    breaks         paragraph breaks that came or went
    short, long    None when silent
    """

    id: str
    old: Version
    new: Version
    title: str
    note: str
    language: str
    told_in: str
    silent: bool
    facts: tuple[Fact, ...] = ()
    headline: Change | None = None
    sentences: tuple[Change, ...] = ()
    counts: Counts = field(default_factory=Counts)
    respaced: int = 0
    breaks: int = 0
    short: SummaryChanges | None = None
    long: SummaryChanges | None = None
    circumstances: tuple[Circumstance, ...] = ()
    retold: Retold = field(default_factory=Retold)

    @property
    def words_changed(self) -> bool:
        """Whether any word of the source or its place or kind did."""
        return bool(self.sentences) or self.headline_changed

    @property
    def headline_changed(self) -> bool:
        return self.headline is not None and self.headline.what != "kept"


def changes(old: Edition, new: Edition) -> Changes:
    """What is different in `new`; both are editions of one article, whatever their numbers."""
    if SILENT & {old.state, new.state}:
        return _silent(old, new)
    around = circumstances(old, new)
    before, after = lines(old.article), lines(new.article)
    alignment = align(before, after)
    same_reader = old.told_in == new.told_in
    if not same_reader:
        old = replace(old, translation=None)  # words in two languages are not compared, nor shown under one name
    became = compared(before, after, alignment, (_sides(old), _sides(new)))
    headline = _headline(old, new)
    reworded = [*([headline] if headline else []), *became]
    return replace(
        _silent(old, new),
        title=new.headline,
        silent=False,
        facts=facts(reworded, new.language.tag, new.told_in),
        headline=headline,
        sentences=tuple(change for change in became if change.what != "kept"),
        counts=counted(became),
        respaced=sum(before[a].key == after[b].key and before[a].text != after[b].text for a, b in alignment.pairs),
        breaks=broken(alignment, before, after),
        short=summary_changes(old.summaries.short, new.summaries.short, became),
        long=summary_changes(old.summaries.long, new.summaries.long, became),
        circumstances=around,
        retold=retold(reworded) if same_reader else Retold(),
    )


def _silent(old: Edition, new: Edition) -> Changes:
    """The two versions without a word of theirs; where only the old one is silent, the new one still has its title."""
    hidden = new.state in SILENT
    return Changes(
        id=new.article.id,
        old=Version(old.version, old.made_at, old.state),
        new=Version(new.version, new.made_at, new.state),
        title="" if hidden else new.headline,
        note="" if hidden else getattr(new.article, "note", ""),
        language=new.language.tag,
        told_in=new.told_in,
        silent=True,
    )


def _headline(old: Edition, new: Edition) -> Change | None:
    before, after = (_headline_side(edition) for edition in (old, new))
    if before is None or after is None:
        return Change("added" if after else "removed", before, after) if before or after else None
    if folded(before.text) == folded(after.text):
        return Change("kept", before, after)
    return Change("changed", before, after, stretches(before.text, after.text))


def _headline_side(edition: Edition) -> Side | None:
    text, told = edition.article.headline, edition.headline
    return Side(None, HEADLINE, text, "" if told == text else told) if text else None


def _sides(edition: Edition) -> tuple[Side, ...]:
    """Every sentence with its telling; "" for one that is told in its own words, or whose telling is missing."""
    told: dict[SentenceRef, str] = {}
    if edition.translation:
        for b, block in enumerate(edition.translation.blocks):
            told |= {SentenceRef(b, s): text for s, text in enumerate(block.sentences)}
    blocks = edition.article.blocks
    return tuple(
        Side(place, blocks[place.block].kind, text, told.get(place, "") if told.get(place) != text else "")
        for place, text in edition.article.sentences()
    )
