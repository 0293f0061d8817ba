"""Whether an edition may replace the one before it, the reasons that the new version states, and what it means."""

from collections import Counter
from typing import Literal

from wireglot.articles import Article
from wireglot.outputs.edition import Edition
from wireglot.outputs.source_status import correction
from wireglot.summarizers import rank_of as rank_of_summarizer

Meaning = Literal["created", "corrected", "updated", "withdrawn", ""]


def is_worse(new: Edition, old: Edition, *, old_rank: int) -> bool:
    """Whether `new`, made from the same text as `old`, would give the reader less: a lower rank of the translator;
    more failed sentences by the same engine; or else a lower rank of the summarizer.

    old_rank: the rank of the translator of `old` as it counts now.
    """
    if new.rank != old_rank:
        return new.rank < old_rank
    if new.signatures.translation == old.signatures.translation and new.accounting.failed != old.accounting.failed:
        return new.accounting.failed > old.accounting.failed
    return _summary_rank(new) < _summary_rank(old)


def _summary_rank(edition: Edition) -> int:
    """The rank of the engine that was asked for the summaries, the lower one where one of them fell back."""
    return min(
        rank_of_summarizer(part.partition("|")[0])
        for part in (edition.summaries.short.signature, edition.summaries.long.signature)
    )


def reasons(old: Edition | None, new: Edition, *, forced: bool) -> tuple[str, ...]:
    """The reasons for `new` after `old` (None: there was none), most important first; never empty."""
    if old is None:
        return ("first",)
    if new.state == "withdrawn":
        return ("source withdrawn" if old.state != "withdrawn" else "source withdrawn again",)
    found = [
        "embargo lifted" if old.state == "embargoed" != new.state else "",
        "hold lifted" if old.state == "held" != new.state else "",
        "source corrected" if old.content_hash != new.content_hash and correction(new.article) else "",
        _content(old.article, new.article) if old.content_hash != new.content_hash else "",
        "options changed" if old.options != new.options else "",
        _changed("language", old.language.tag, new.language.tag),
        *(_engines(old, new) if old.shown == new.shown else ()),  # what is hidden was not translated
        _changed("state", old.state, new.state),
        "forced" if forced else "",
    ]
    return tuple(filter(None, found)) or ("language verdict changed",)


def meaning(old: Edition | None, new: Edition) -> Meaning:
    """What `new` after `old` (None: there was none) means to those who read the articles.

    created     it can be read now, and could not before: the first version, or the first after an embargo or hold
    corrected   its source changed the text, or says that it corrects it
    updated     anything else that readers see: another engine, another state, the whole text of a teaser
    withdrawn   its source withdrew it, and had not before; or what could be read is held or under embargo now
    ""          it is hidden, and was before
    """
    if not new.shown:
        is_first = old is None or old.shown or old.state != "withdrawn"
        return "withdrawn" if is_first and (new.state == "withdrawn" or (old and old.shown)) else ""
    if old is None or not old.shown:
        return "created"
    is_completed = new.article.full_text and not old.article.full_text
    changed = old.content_hash != new.content_hash
    if changed and (correction(new.article) or not (is_completed or _same_text(old.article, new.article))):
        return "corrected"
    return "updated"


def _same_text(old: Article, new: Article) -> bool:
    return (old.headline, old.blocks) == (new.headline, new.blocks)


def _content(old: Article, new: Article) -> str:
    """How many sentences are new in the changed text, or what else of the source changed."""
    added = Counter(text for _, text in new.sentences())
    removed = Counter(text for _, text in old.sentences())
    count = max((added - removed).total(), (removed - added).total())
    if count:
        return f"text changed: {count} sentence{'s' if count > 1 else ''}"
    if old.headline != new.headline:
        return "text changed: headline"
    if old.note != new.note:
        return "text changed: editor's note"
    if (old.status, old.hold, old.embargoed) != (new.status, new.hold, new.embargoed):
        return f"release changed: {_release(old)} -> {_release(new)}"
    if old.source_version != new.source_version:
        return f"source version changed: {old.source_version or 'none'} -> {new.source_version or 'none'}"
    return "text changed: order, kinds of blocks or claimed language"


def _release(article: Article) -> str:
    if article.status == "withheld":
        return "held"
    return f"embargoed until {article.embargoed}" if article.embargoed else article.status


def _engines(old: Edition, new: Edition) -> list[str]:
    """What changed among the engines: by name, or by signature where the name stayed."""
    before, after = old.signatures, new.signatures
    pairs = [
        ("translator", old.translator, new.translator, before.translation != after.translation),
        ("summarizer", old.summaries.short.engine, new.summaries.short.engine, before.summary != after.summary),
        ("detection", "", "", before.detection != after.detection),
    ]
    return [
        f"engine changed: {name} -> {new_name}" if name != new_name else f"{part} updated"
        for part, name, new_name, differs in pairs
        if differs
    ]


def _changed(what: str, before: str, after: str) -> str:
    return f"{what} changed: {before} -> {after}" if before != after else ""
