"""`wireglot engines`: what can translate and summarise here, and from which languages."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from wireglot import summarizers, translations
from wireglot.flows.cli.options import Json
from wireglot.flows.cli.screen import answer, answer_json


def engines(
    to: Annotated[str, typer.Option(help="The reader's language, a BCP 47 tag.")] = "en",
    as_json: Json = False,
) -> None:
    """Name the engines, whether each is ready, and the languages it can tell in yours."""
    for row in (*_translators(to), *_summarizers(to)):
        if as_json:
            answer_json(row)
        else:
            answer(_line(row))


def _translators(to: str) -> Iterator[dict[str, Any]]:
    """A row for each translation engine, the best first."""
    from wireglot.articles.languages import known_languages

    found = [translations.load(name) for name in translations.available()]
    for engine in sorted(found, key=lambda engine: (-engine.rank, engine.name)):
        ready = [tag for tag in known_languages() if tag != to and engine.signature(tag, to)]
        yield {
            "role": "translator",
            "name": engine.name,
            "ready": bool(ready) or engine.rank == 0,
            "languages": [] if engine.rank == 0 else ready,
            "note": engine.quality if engine.rank else "Leaves an article in its own language, and says so.",
            "mend": ""
            if ready
            else next(filter(None, (engine.install_hint(tag, to) for tag in known_languages())), ""),
        }


def _summarizers(to: str) -> Iterator[dict[str, Any]]:
    """A row for each summarizing engine, the best first; `languages`: of articles told in `to`."""
    from wireglot.articles.languages import known_languages

    found = [summarizers.load(name) for name in summarizers.available()]
    for engine in sorted(found, key=lambda engine: (-engine.rank, engine.name)):
        ready = {tag: signature for tag in known_languages() if (signature := engine.signature(tag, to))}
        every = len(ready) == len(known_languages())
        yield {
            "role": "summarizer",
            "name": engine.name,
            "ready": bool(ready),
            "languages": [] if every else list(ready),
            "note": next(iter(ready.values()), ""),
            "mend": "" if ready else engine.install_hint(to, to),
        }


def _line(row: dict[str, Any]) -> str:
    state = "ready" if row["ready"] else "not ready"
    languages = f"  from {', '.join(row['languages'])}" if row["languages"] else ""
    mend = f"for example: {row['mend']}" if row["mend"] else ""
    said = "".join(f"\n    {line}" for line in (row["note"], mend) if line)
    return f"{row['role']:<11} {row['name']:<9} {state:<9} {languages}{said}"
