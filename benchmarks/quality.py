"""Translation quality by engine and pair: BLEU and chrF, and what the product makes of the engine's answers.

    python -m benchmarks.quality DATA [--pair es-en ...] [--engine pivot ...] [--limit N] [--json]

Without --pair and --engine: the pairs into English of LANGUAGES, and every engine that is ready for them here. One
engine is asked at a time; sentence memory and other engines are not used.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.scoring.data import NoData
from benchmarks.scoring.translation import Score, TestSet, published, score, test_sets
from wireglot.translations import NO_TRANSLATION, Engine, EngineError, load, load_all, signature_of

# The languages that some engine of the default installation translates into English.
LANGUAGES = ("pt", "ca", "fr", "ro", "es", "it", "gl", "is", "mk", "hr", "eu")
COLUMNS = (
    *("pair", "set", "engine", "BLEU", "chrF", "BLEU after checks", "sentences", "retried", "kept in the original"),
    *("names kept", "wrong numbers found", "repetitions found", "copies found", "published BLEU"),
)


def main(arguments: argparse.Namespace) -> int:
    """Print a row for each set and engine; the status is 2 when something cannot be scored."""
    if not arguments.json:
        print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    try:
        for source, engine, test_set in _work(arguments):
            scored = score(engine, test_set, source)
            others = published(arguments.data, source, test_set.name)
            row = _json_row if arguments.json else _table_row
            print(row(f"{source}-en", engine.name, test_set, scored, others), flush=True)
    except (NoData, EngineError) as error:
        print(f"quality: {error}", file=sys.stderr)
        return 2
    return 0


def _work(arguments: argparse.Namespace) -> Iterator[tuple[str, Engine, TestSet]]:
    """Each source language with each engine that is ready for it and each set."""
    for pair in arguments.pair or [f"{language}-en" for language in LANGUAGES]:
        source, _, to = pair.partition("-")
        if to != "en":
            raise NoData(f"Expected a pair into English such as sv-en, found {pair!r}.")
        for test_set in test_sets(arguments.data, source):
            for engine in _engines(arguments.engine, source):
                yield source, engine, test_set.first(arguments.limit)


def _engines(names: list[str], source: str) -> list[Engine]:
    """The engines of these names, or all that are ready. Raises NoData where a named one is not."""
    engines = [load(name) for name in names] or [engine for engine in load_all() if engine.rank > NO_TRANSLATION]
    ready = [engine for engine in engines if signature_of(engine, source, "en")]
    if names and len(ready) < len(engines):
        (first, *_) = (engine for engine in engines if engine not in ready)
        hint = first.install_hint(source, "en") or "It does not translate this pair"
        raise NoData(f"{first.name} is not ready for {source}-en. {hint}.")
    return ready


def _json_row(pair: str, engine: str, test_set: TestSet, scored: Score, others: dict[str, str]) -> str:
    row = {"pair": pair, "engine": engine, "set": test_set.name, "sentences": len(test_set.sources)}
    return json.dumps(row | asdict(scored) | {"published": others}, ensure_ascii=False, sort_keys=True)


def _table_row(pair: str, engine: str, test_set: TestSet, scored: Score, others: dict[str, str]) -> str:
    shares = [f"{100 * share:.0f} %" for share in (scored.names, *scored.seeded.values())]
    cells = [pair, test_set.name, engine, scored.bleu, scored.chrf, scored.product_bleu]
    cells += [len(test_set.sources), scored.retried, scored.failed, *shares]
    return f"| {' | '.join(map(str, cells))} | {', '.join(f'{name} {value}' for name, value in others.items())} |"


def parser() -> argparse.ArgumentParser:
    """The arguments of the command line."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("data", type=Path, help="the folder of evaluation data")
    made.add_argument("--pair", action="append", default=[], help="a pair into English; may be repeated")
    made.add_argument("--engine", action="append", default=[], help="an engine; may be repeated")
    made.add_argument("--limit", type=int, default=0, help="sentences of each set; 0 for all")
    made.add_argument("--json", action="store_true", help="one JSON object per line")
    return made


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
