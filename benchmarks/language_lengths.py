"""The table of lengths: how many words or characters of each language translate one English word.

    python -m benchmarks.language_lengths NTREX_FOLDER

NTREX_FOLDER has the parallel documents of NTREX-128 as CODE.jsonl.gz: one document a line, `sentences` aligned across
languages. Prints the sections of articles/languages/data/lengths.toml that are measured.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from wireglot.articles.languages import count_units, main_script, parse_tag

# Codes of the corpus for what BCP 47 calls otherwise; the other variants of English, French, ... repeat a language.
_TAGS = {
    "arb": "ar", "aze-Latn": "az", "ckb-Arab": "ckb", "fuc": "ff", "gsw-ZH": "gsw", "kmr": "ku", "nde": "nd",
    "prs": "prs", "sna-Latn": "sn", "snd-Arab": "sd", "srp-Cyrl": "sr", "srp-Latn": "sr-Latn", "tgk-Cyrl": "tg",
    "zho-CN": "zh", "zho-TW": "zh-Hant", "fas": "fa", "msa": "ms", "lav": "lv", "est": "et", "uzb": "uz",
}  # fmt: skip
# Other tags of a measured language.
_ALSO = {"fil": ["tl"], "zh": ["wuu"]}
_LEFT_OUT = re.compile(r"eng-.*|fra-CA|por-BR|spa-MX|ref2-spa|gsw-BE")
# A text is measured in characters where these are more than this part of it: quoted names are fewer.
_UNSPACED_PART = 0.25


def main(folder: Path) -> None:
    """Print the table."""
    english = sum(len(sentence.split()) for sentence in _sentences(folder / "eng.jsonl.gz"))
    rows = sorted(_measured(folder, english))
    for unit in ("words", "characters"):
        print(f"[{unit}]")
        print(*(f"{tag} = {value:.2f}" for tag, _, kind, value in rows if kind == unit), sep="\n", end="\n\n")
    for unit in ("words", "characters"):
        print(f"[{unit}_by_script]")
        for script in sorted({script for _, script, kind, _ in rows if kind == unit}):
            values = [value for _, here, kind, value in rows if kind == unit and here == script]
            print(f"{script} = {median(values):.2f}  # the median of {len(values)}")
        print()


def _measured(folder: Path, english: int) -> Iterator[tuple[str, str, str, float]]:
    """The tag, script, unit and units per English word of each language."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        code = path.name.removesuffix(".jsonl.gz")
        if _LEFT_OUT.fullmatch(code):
            continue
        sentences = _sentences(path)
        text = "\n".join(sentences)
        counts = [count_units(sentence) for sentence in sentences]
        characters, words = sum(count for count, _ in counts), sum(count for _, count in counts)
        tag = _TAGS.get(code) or parse_tag(code).written
        by_character = characters > _UNSPACED_PART * len(text)
        unit, value = ("characters", characters / (english - words)) if by_character else ("words", words / english)
        for each in (tag, *_ALSO.get(tag, ())):
            yield each, main_script(text), unit, value


def _sentences(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [sentence for line in file for sentence in json.loads(line)["sentences"]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
