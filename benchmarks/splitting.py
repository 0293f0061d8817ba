"""Speed and boundary F1 of our sentence splitter and of sentencex, in one run on the same documents.

    python benchmarks/splitting.py FOLDER     FOLDER as for tests/evaluation/splitting.py; pip install sentencex first

sentencex is told each document's language; ours has to find out. Times are CPU time on one core, the best of three
rounds, in MB of UTF-8 a second. Trust the ratios: the machine may be busy.
"""

import argparse
import importlib.util
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from types import ModuleType

from wireglot.articles.sentences import split_text

# What sentencex calls the languages of the goal, in their order.
TAGS = "en de fr es it pt nl sv da no fi pl cs hu ro bg ru uk el tr ar fa he hi ur id vi ko ja zh"
ROUNDS = 3

Split = Callable[[str], Iterable[str]]


def scorer() -> ModuleType:
    """tests/evaluation/splitting.py, which is in no package."""
    path = Path(__file__).parent.parent / "tests" / "evaluation" / "splitting.py"
    spec = importlib.util.spec_from_file_location("splitting_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def seconds(cut: Split, texts: Iterable[str]) -> float:
    """CPU seconds to split all the texts, the best of the rounds."""

    def once() -> float:
        begin = process_time()
        for text in texts:
            list(cut(text))
        return process_time() - begin

    return min(once() for _ in range(ROUNDS))


def main() -> None:
    arguments = argparse.ArgumentParser(description="Our sentence splitter beside sentencex.")
    arguments.add_argument("folder", type=Path)
    folder = (scoring := scorer()).corpus_folder(arguments.parse_args().folder)
    try:
        import sentencex
    except ImportError:
        sys.exit("sentencex is not installed: pip install sentencex, then run this again")
    ours, theirs, times = scoring.Score(), scoring.Score(), [0.0, 0.0, 0.0]
    print(f"{'':8} {'F1 ours':>8} {'theirs':>8} {'MB/s ours':>10} {'theirs':>8} {'ratio':>7}")
    for code, tag in zip(scoring.GOAL, TAGS.split(), strict=True):
        documents = scoring.texts(folder, code)
        plain = [text for text, _ in documents]
        peer: Split = lambda text, tag=tag: sentencex.segment(tag, text)  # noqa: E731
        a, b = scoring.score(documents), scoring.score(documents, peer)
        size = sum(len(text.encode()) for text in plain) / 1e6
        x, y = seconds(split_text, plain), seconds(peer, plain)
        ours, theirs, times = ours + a, theirs + b, [times[0] + size, times[1] + x, times[2] + y]
        print(f"{code:8} {a.f1:8.3f} {b.f1:8.3f} {size / x:10.1f} {size / y:8.1f} {y / x:7.2f}")
    size, x, y = times
    print(f"{'micro':8} {ours.f1:8.3f} {theirs.f1:8.3f} {size / x:10.1f} {size / y:8.1f} {y / x:7.2f}")


if __name__ == "__main__":
    main()
