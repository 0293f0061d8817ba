"""What people read of an edition: summary.md, short.txt and long.txt, and how it was made in one line."""

import re

from wireglot.articles.languages import language_name
from wireglot.outputs.edition import Edition
from wireglot.summarizers import FROM_TEASER, TOO_LONG, TOO_SHORT, Summary, is_extractive

# Markdown's own marks; text from outside must not become a link, a tag or a heading.
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")

NOTHING_TOLD = "(Too short to summarise.)"


def summary_markdown(edition: Edition, changed: str = "") -> str:
    """The edition as a page of Markdown: front matter for tools, then what a person wants first.

    changed: what happened since the version before, in one line; "" for a first version.
    """
    if not edition.shown:
        return _kept_back(edition)
    article = edition.article
    told_otherwise = edition.translation and article.headline
    parts = [
        front_matter(edition),
        f"# {escaped(edition.headline or shortened(edition.summaries.short.text))}",
        f"**State: {edition.state}**" if edition.state != "ok" else "",
        *(f"> {escaped(warning)}" for warning in edition.warnings),
        *_told(edition.summaries.short),
        "## Longer",
        *_told(edition.summaries.long),
        *changes(edition, changed),
        "## Source",
        f"Original headline: {escaped(article.headline)}" if told_otherwise else "",
        f"Read from: {escaped(article.source)}",
        how_made(edition),
        accounting_line(edition),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _kept_back(edition: Edition) -> str:
    """The page of what must not be shown: no text of the article, not even its headline."""
    parts = [
        front_matter(edition),
        f"# ({edition.state})",
        f"> {escaped(edition.hidden_because)}",
        *changes(edition),
        "## Source",
        f"Read from: {escaped(edition.article.source)}",
    ]
    return "\n\n".join(parts) + "\n"


def front_matter(edition: Edition) -> str:
    """The lines between --- marks: for tools, so each value is a JSON string or a plain number."""
    rows = {
        "id": edition.article.id,
        "version": str(edition.version),
        "state": edition.state,
        "language": edition.language.tag,
        "told_in": edition.told_in,
        "made_at": edition.made_at,
    }
    return "\n".join(["---", *(f"{key}: {value}" for key, value in rows.items()), "---"])


def short_text(edition: Edition) -> str:
    return _labelled(edition, edition.summaries.short)


def long_text(edition: Edition) -> str:
    return _labelled(edition, edition.summaries.long)


def how_made(edition: Edition) -> str:
    """A sentence or two on who chose or wrote the words and through which translation: a label on every output."""
    if edition.translation is None:
        origin = f" from the {language_name(edition.language.tag)} original"
    else:
        named = language_name(edition.language.tag)
        origin = f" and told through a machine translation ({edition.translation.engine}) from {named}"
    short, long = edition.summaries.short.engine, edition.summaries.long.engine
    if short == long:
        return f"Summary {_maker(short)}{origin}."
    return f"Short summary {_maker(short)}{origin}. Long summary {_maker(long)}{origin}."


def was_written(edition: Edition) -> bool:
    """Whether a model wrote any of the summaries: words that stand nowhere in the article."""
    return any(not is_extractive(one.engine) for one in (edition.summaries.short, edition.summaries.long))


def check_in_words(check: str) -> str:
    """A check of a summary as a sentence for the reader."""
    known = {
        TOO_LONG: "Longer than promised: nothing in the article fits the length.",
        FROM_TEASER: "Made from a teaser.",
        TOO_SHORT: "Too short to summarise.",
    }
    return known.get(check) or f"{check[:1].upper()}{check[1:].rstrip('.')}."


def _maker(engine: str) -> str:
    if is_extractive(engine):
        return f"chosen by algorithm ({engine})"
    return f"written by a language model ({engine}), each sentence checked against the article,"


def _told(summary: Summary) -> list[str]:
    """The summary, and what was noted of it; that it is too short or a teaser stands in its place already."""
    notes = [check for check in summary.checks if check not in (TOO_SHORT, FROM_TEASER)]
    return [escaped(summary.text) or NOTHING_TOLD, *(f"> {escaped(check_in_words(check))}" for check in notes)]


def accounting_line(edition: Edition) -> str:
    """The count of sentences, so that a reader sees that none is missing."""
    counts = edition.accounting
    return (
        f"{counts.sentences} source sentences: {counts.translated} translated, "
        f"{counts.kept} kept as they are, {counts.failed} failed."
    )


def changes(edition: Edition, changed: str = "") -> list[str]:
    """Why this version was made, and what changed by it; nothing for a first one."""
    if edition.version < 2:
        return []
    reasons = "\n".join(f"- {escaped(reason)}" for reason in edition.reasons)
    more = f"{escaped(changed)}. More in changes.md." if changed else ""
    return list(filter(None, [f"## Version {edition.version}", more, reasons]))


def escaped(text: str) -> str:
    """`text` as Markdown that shows just these characters."""
    return _MARKS.sub(r"\\\1", text)


def shortened(text: str, limit: int = 80) -> str:
    """The beginning of `text`, cut between words, for a title: 80 characters fit a terminal's line."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rpartition(" ")[0] or head) + "…"


def _labelled(edition: Edition, summary: Summary) -> str:
    """The summary, and below it what a reader must know before quoting it."""
    if not edition.shown:
        return f"({edition.hidden_because})\n"
    notes = [how_made(edition)] if edition.translation or was_written(edition) else []
    label = " ".join([*notes, *edition.warnings])
    return (summary.text or NOTHING_TOLD) + "\n" + (f"\n[{label}]\n" if label else "")
