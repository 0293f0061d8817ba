"""Why a version was made: first, source corrected or withdrawn, text, options or engine changed, forced."""

from collections import Counter

from wireglot.articles import Article
from wireglot.outputs.edition import Edition
from wireglot.outputs.source_status import correction


def reasons(old: Edition | None, new: Edition, *, forced: bool) -> tuple[str, ...]:
    """The reasons for `new` after `old` (None: there was none), most important first; never empty."""
    if old is None:
        return ("first",)
    if new.state == "withdrawn":
        return ("source withdrawn" if old.state != "withdrawn" else "source withdrawn again",)
    found = [
        "embargo lifted" if old.state == "embargoed" != new.state else "",
        "source corrected" if old.content_hash != new.content_hash and correction(new.article) else "",
        _content(old.article, new.article) if old.content_hash != new.content_hash else "",
        "options changed" if old.options != new.options else "",
        _changed("language", old.language.tag, new.language.tag),
        *_engines(old, new),
        _changed("state", old.state, new.state),
        "forced" if forced else "",
    ]
    return tuple(filter(None, found)) or ("language verdict changed",)


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
    if (old.status, old.embargoed) != (new.status, new.embargoed):
        return f"release changed: {_release(old)} -> {_release(new)}"
    if old.source_version != new.source_version:
        return f"source version changed: {old.source_version or 'none'} -> {new.source_version or 'none'}"
    return "text changed: order, kinds of blocks or claimed language"


def _release(article: Article) -> str:
    return f"embargoed until {article.embargoed}" if article.embargoed else article.status


def _engines(old: Edition, new: Edition) -> list[str]:
    """What changed among the engines: by name, or by signature where the name stayed."""
    pairs = [
        (
            "translator",
            _translator(old),
            _translator(new),
            old.signatures.translation != new.signatures.translation,
        ),
        (
            "summarizer",
            old.summaries.short.engine,
            new.summaries.short.engine,
            old.signatures.summary != new.signatures.summary,
        ),
        ("detection", "", "", old.signatures.detection != new.signatures.detection),
    ]
    return [
        f"engine changed: {before} -> {after}" if before != after else f"{part} updated"
        for part, before, after, differs in pairs
        if differs
    ]


def _translator(edition: Edition) -> str:
    return edition.translation.engine if edition.translation else "none"


def _changed(what: str, before: str, after: str) -> str:
    return f"{what} changed: {before} -> {after}" if before != after else ""
