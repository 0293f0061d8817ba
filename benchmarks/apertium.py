"""Apertium on one core: sentences a second and two samples for each language, from real news.

WIREGLOT_DATA=FOLDER python -m benchmarks.apertium [SENTENCES]        default 300
"""

import gzip
import json
import os
import sys
import time
from pathlib import Path

from wireglot.translations import load

# Language tag -> the file in ntrex/.
NEWS = {
    **{"es": "spa", "ca": "cat", "pt": "por", "pt-BR": "por-BR", "fr": "fra", "it": "ita", "ro": "ron"},
    **{"gl": "glg", "is": "isl", "eu": "eus", "mk": "mkd", "hr": "hrv", "bs": "bos"},
    **{"sr-Latn": "srp-Latn", "sr": "srp-Cyrl"},
}


def main(wanted: int) -> None:
    folder = os.environ.get("WIREGLOT_DATA")
    if not folder:
        sys.exit("WIREGLOT_DATA names no folder: the news sentences of ntrex/ are read from there.")
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # children inherit it
    for source, name in NEWS.items():
        report(source, sentences(Path(folder) / "ntrex" / f"{name}.jsonl.gz")[:wanted])


def sentences(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [sentence for line in lines for sentence in json.loads(line)["sentences"]]


def report(source: str, news: list[str]) -> None:
    engine = load("apertium")
    signature = engine.signature(source, "en")
    if signature is None:
        print(f"{source:8} not ready. {engine.install_hint(source, 'en')}")
        return
    started = time.perf_counter()
    told = engine.translate(news, source, "en")
    seconds = time.perf_counter() - started
    route = signature.partition("route:")[2].partition("|")[0]
    print(f"{source:8} {len(news) / seconds:5.0f} sentences/s  {told.count(None)} failed  {route}")
    for original, english in list(zip(news, told, strict=True))[1:3]:
        print(f"    {original}\n    = {english}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
