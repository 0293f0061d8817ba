"""What people read of an edition: summary.md, short.txt and long.txt, and how it was made in one line."""

import re

from wireglot.articles.languages import language_name
from wireglot.outputs.edition import NO_CUT_REASON, Edition
from wireglot.summarizers import (
    CUT,
    FROM_TEASER,
    NOT_CUT,
    SPEAKER_NOT_NAMED,
    TOO_LONG,
    TOO_SHORT,
    UNCERTAIN,
    Summary,
    checked_claims,
    is_extractive,
)

# Markdown's own marks; text from outside must not become a link, a tag or a heading.
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")

# Checks that a warning of the edition says as well, or the place of the summary.
_SAID_ELSEWHERE = frozenset({TOO_SHORT, FROM_TEASER, CUT})
NO_SUMMARY = "(Too short to summarise.)"


def summary_markdown(edition: Edition, changed: str = "") -> str:
    """The edition as a page of Markdown: front matter for tools, then what a person wants first.

    changed: what happened since the version before, in one line; "" for a first version.
    """
    if not edition.shown:
        return _hidden_markdown(edition)
    article = edition.article
    parts = [
        _front_matter(edition),
        f"# {escaped(edition.headline or shortened(edition.summaries.short.text))}",
        f"Original headline: {escaped(edition.whole_headline)}" if edition.whole_headline else "",
        f"**State: {edition.state}**" if edition.state != "ok" else "",
        *(f"> {escaped(warning)}" for warning in edition.warnings),
        *_summary(edition.summaries.short),
        "## Longer",
        *_summary(edition.summaries.long),
        *_version_notes(edition, changed),
        "## Source",
        f"Read from: {escaped(article.named_source)}",
        how_made(edition),
        accounting_line(edition),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _hidden_markdown(edition: Edition) -> str:
    """The page of what must not be shown: no text of the article, not even its headline."""
    parts = [
        _front_matter(edition),
        f"# ({edition.state})",
        f"> {escaped(edition.hidden_reason)}",
        *_version_notes(edition),
        "## Source",
        f"Read from: {escaped(edition.article.named_source)}",
    ]
    return "\n\n".join(parts) + "\n"


def _front_matter(edition: Edition) -> str:
    """The lines between --- marks: for tools, so each value is a JSON string or a plain number."""
    headline = edition.headline_language
    rows = {
        "id": edition.article.id,
        "version": str(edition.version),
        "state": edition.state,
        "language": edition.language.tag,
        "reader_language": edition.reader_language,
        **({"headline_language": headline} if headline != edition.reader_language else {}),
        "made_at": edition.made_at,
    }
    return "\n".join(["---", *(f"{key}: {value}" for key, value in rows.items()), "---"])


def short_text(edition: Edition) -> str:
    return _labelled(edition, edition.summaries.short)


def long_text(edition: Edition) -> str:
    return _labelled(edition, edition.summaries.long)


def beside_original(headline: str, original: str) -> str:
    """A headline with the original one in brackets; `original` is "" where it need not be shown."""
    return f"{headline} ({original})" if original and original != headline else headline


def how_made(edition: Edition) -> str:
    """The label of every output, in a sentence or two: which engine wrote the summary, from which translation."""
    language = language_name(edition.language.tag)
    if edition.translation is None:
        origin = f"from the {language} original"
    else:
        kind = "gist-quality machine translation" if edition.gist else "machine translation"
        origin = f"from a {kind} ({edition.translation.engine}) of the {language} original"
    unchecked = edition.translation.unchecked if edition.translation else ()
    not_compared = f" Not checked in the translation: {', '.join(unchecked)}." if unchecked else ""
    short, long = edition.summaries.short.engine, edition.summaries.long.engine
    checked = f" {_checked(edition.reader_language)}" if was_written(edition) else ""
    if short == long:
        return f"Summary {_maker(short)} {origin}.{not_compared}{checked}"
    return f"Short summary {_maker(short)} {origin}. Long summary {_maker(long)} {origin}.{not_compared}{checked}"


def summary_text(summary: Summary) -> str:
    """The text of the summary, or that there is none."""
    return summary.text or ("(No summary.)" if NOT_CUT in summary.checks else NO_SUMMARY)


def was_written(edition: Edition) -> bool:
    """Whether a model wrote any of the summaries, in words that are not in the article."""
    return any(not is_extractive(summary.engine) for summary in (edition.summaries.short, edition.summaries.long))


def check_in_words(check: str) -> str:
    """A check of a summary as a sentence for the reader."""
    known = {
        TOO_LONG: "Longer than promised: the sentence that says most is shown whole.",
        SPEAKER_NOT_NAMED: "The summary does not name who says this.",
        FROM_TEASER: "Made from a teaser.",
        TOO_SHORT: "Too short to summarise.",
        CUT: "Cut off: a sentence is too long for a summary.",
        NOT_CUT: f"Not summarised: {NO_CUT_REASON}",
    }
    return known.get(check) or f"{check[:1].upper()}{check[1:].rstrip('.')}."


def _maker(engine: str) -> str:
    if is_extractive(engine):
        return f"chosen by algorithm ({engine})"
    return f"written by a language model ({engine})"


def _checked(language: str) -> str:
    """What was checked in the sentences that a model wrote, and what was not."""
    *others, last = checked_claims(language)
    return (
        f"Each written sentence was compared with those it rests on: {', '.join(others)} and {last}. "
        "Not checked: whether other words mean the same, and what was left out."
    )


def _summary(summary: Summary) -> list[str]:
    """The summary, and its checks that are said nowhere else, with the doubts about the sentences that it rests on."""
    notes = [*map(check_in_words, own_checks(summary)), *other_languages(summary), *summary_doubts(summary)]
    return [escaped(summary_text(summary)), *(f"> {escaped(note)}" for note in notes)]


def own_checks(summary: Summary) -> tuple[str, ...]:
    """The checks that neither a warning of the edition nor the text itself says already."""
    return tuple(check for check in summary.checks if check not in _SAID_ELSEWHERE and not check.startswith(UNCERTAIN))


def other_languages(summary: Summary) -> tuple[str, ...]:
    """Which sentences of a summary are in another language than the rest, in order."""
    return tuple(
        f"Sentence {number} is in {language_name(sentence.language)}."
        for number, sentence in enumerate(summary.sentences, 1)
        if sentence.language
    )


def summary_doubts(summary: Summary) -> tuple[str, ...]:
    """The doubts about the translation of what the sentences of a summary rest on, in order."""
    return tuple(
        f"Doubtful in sentence {number}: {doubt.rstrip('.')}."
        for number, sentence in enumerate(summary.sentences, 1)
        for doubt in sentence.doubts
    )


def accounting_line(edition: Edition) -> str:
    """The count of sentences, so that a reader sees that none is missing."""
    counts = edition.accounting
    return (
        f"{counts.sentences} source sentence{'' if counts.sentences == 1 else 's'}: {counts.translated} translated, "
        f"{counts.kept} kept as is, {counts.failed} failed."
    )


def _version_notes(edition: Edition, changed: str = "") -> list[str]:
    """Why this version was made, and what changed with it; [] for a first version."""
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
        return f"({edition.hidden_reason})\n"
    notes = [how_made(edition)] if edition.translation or was_written(edition) else []
    original = [f"Original headline: {edition.original_headline}"] if edition.original_headline else []
    label = " ".join([*notes, *map(_as_sentence, original), *other_languages(summary), *edition.warnings])
    return summary_text(summary) + "\n" + (f"\n[{label}]\n" if label else "")


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
