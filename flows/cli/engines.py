"""`wireglot engines`: the engines for translation and summaries, and their languages."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from wireglot.flows.cli.screen import print_json, print_text
from wireglot.flows.cli.shared_options import Json


def engines(
    to: Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag.")] = "en",
    as_json: Json = False,
) -> None:
    """List the engines, whether each is ready, and the languages it can translate or summarize."""
    for row in (*_translators(to), *_summarizers(to)):
        if as_json:
            print_json(row)
        else:
            print_text(_line(row))


def _translators(to: str) -> Iterator[dict[str, Any]]:
    """A row for each translation engine, the best first."""
    from wireglot import translations
    from wireglot.articles.languages import known_languages

    for engine in translations.load_all():
        signatures = {tag: translations.signature_of(engine, tag, to) for tag in known_languages() if tag != to}
        ready = {tag: signature for tag, signature in signatures.items() if signature}
        languages = (*translations.EXAMPLES, *known_languages())
        hints = (hint for tag in languages for hint in translations.install_hints(tag, to, engine.name))
        yield {
            "role": "translator",
            "name": engine.name,
            "ready": bool(ready) or engine.rank == 0,
            "languages": [] if engine.rank == 0 else list(ready),
            "gist": list(ready) if translations.is_gist(engine) else [],
            "note": translations.note_of(engine, next(iter(ready), "und"), to)
            if engine.rank
            else "Leaves an article in its own language, with a warning.",
            "fault": (fault := translations.fault_of(engine)),
            "install_hint": "" if ready or fault else next(hints, ""),
        }


def _summarizers(to: str) -> Iterator[dict[str, Any]]:
    """A row for each summarizing engine, the best first."""
    from wireglot import summarizers
    from wireglot.articles.languages import known_languages

    for engine in summarizers.load_all():
        signatures = {tag: summarizers.signature_of(engine, tag, to) for tag in known_languages()}
        ready = {tag: signature for tag, signature in signatures.items() if signature}
        every = len(ready) == len(known_languages())
        yield {
            "role": "summarizer",
            "name": engine.name,
            "ready": bool(ready),
            "languages": [] if every else list(ready),
            "note": "Quotes the article's own sentences."
            if summarizers.is_extractive(engine.name)
            else "A model writes the summary; each sentence is checked against its source.",
            "signature": next(iter(ready.values()), ""),
            "fault": (fault := summarizers.fault_of(engine)),
            "install_hint": "" if ready or fault else f"To use it, run: {engine.install_hint(to, to)}",
        }


def _line(row: dict[str, Any]) -> str:
    state = "ready" if row["ready"] else "not ready"
    languages = f"  from {', '.join(row['languages'])}" if row["languages"] else ""
    gist = "Of gist quality." if row.get("gist") else ""
    details = "".join(f"\n    {line}" for line in (gist, row["note"], row["fault"], row["install_hint"]) if line)
    return f"{row['role']:<11} {row['name']:<13} {state:<9} {languages}{details}"
