"""Coverage-guided fuzzing of every reader by atheris: whatever a file holds, only our own errors may appear.

    pip install atheris
    python -m benchmarks.fuzz SEEDS... [--seconds 3600] [--findings build/fuzz]

SEEDS are files and folders whose files are mutated. The first byte of an input chooses the reader. A finding is an
input with an error that is not a ReadingError, or that takes more than `SLOW` seconds; it is kept with its traceback,
one for each place in the code, and the search goes on. What is fixed stays as a test of its own.
"""

import argparse
import hashlib
import sys
import time
import traceback
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

# Seconds for inputs of this size, with a margin for the instrumentation and a busy machine.
SLOW = 5.0
# Seconds of the clock, after which libFuzzer ends the search: a busy machine may stand still for minutes.
HANG = 600
# Larger seeds are cut: they would slow down every mutation.
LARGEST = 30_000
_NAMES = ("item.txt", "item.md", "item.xml", "item.html")
_TOKENS = Path(__file__).parent / "fuzz_tokens.txt"


def main() -> None:
    import atheris

    arguments = _arguments()
    findings, corpus = arguments.findings, arguments.findings / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["wireglot", "feedparser", "markdown_it"]):
        readers = _readers()
    _write_seeds(arguments.seeds, corpus, len(readers))
    search = _Search(readers, findings)
    options = [f"-max_total_time={arguments.seconds}", f"-max_len={LARGEST}", f"-timeout={HANG}", "-rss_limit_mb=2000"]
    atheris.Setup([sys.argv[0], *options, f"-dict={_TOKENS}", f"-artifact_prefix={findings}/", str(corpus)], search)
    atheris.Fuzz()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", nargs="+", type=Path)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    return parser.parse_args()


def _readers() -> list[Callable[[bytes], object]]:
    """Every way from bytes to articles: files of each extension, feeds with their items, pages from the network."""
    import feedparser  # noqa: F401 - imported within functions, where it would not be instrumented
    import markdown_it  # noqa: F401

    from wireglot.articles.reading import SourceFile, read_all
    from wireglot.articles.reading.feeds import entry_digest, entry_uris, is_feed, is_teaser, item_of_entry, read_feed
    from wireglot.articles.reading.pages import read_page

    def feed(content: bytes) -> None:
        if is_feed(content):
            found = read_feed(content, "https://tarn.example/feed", "feed")
            for entry, uri in zip(found.entries, entry_uris(found), strict=True):
                is_teaser(entry), entry_digest(entry)
                item_of_entry(found, entry, uri)

    def page(content: bytes) -> None:
        read_page(content, "page", url="https://tarn.example/a", charset="iso-8859-1")

    def file(name: str) -> Callable[[bytes], object]:
        return lambda content: read_all(SourceFile(Path(name), f"./{name}", content))

    return [*map(file, _NAMES), feed, page]


def _write_seeds(seeds: list[Path], corpus: Path, readers: int) -> None:
    """Write each file once for each reader that is meant for it."""
    for seed in seeds:
        for path in sorted(seed.rglob("*")) if seed.is_dir() else [seed]:
            if not path.is_file():
                continue
            content = path.read_bytes()
            if content.startswith(b"\x1f\x8b"):
                content = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content)
            for reader in _meant_for(path, content):
                piece = bytes([reader]) + content[: LARGEST - 1]
                (corpus / hashlib.sha256(piece).hexdigest()[:20]).write_bytes(piece)


def _meant_for(path: Path, content: bytes) -> tuple[int, ...]:
    if b"<html" in content[:2000].lower():
        return (3, 5)
    if b"<rss" in content[:500] or b"<feed" in content[:500] or b"jsonfeed" in content[:500]:
        return (2, 4)
    return (1,) if path.suffix == ".md" else (0,) if path.suffix == ".txt" else (2, 4)


class _Search:
    """Called with every input."""

    def __init__(self, readers: list[Callable[[bytes], object]], findings: Path) -> None:
        from wireglot.articles.reading import ReadingError

        self._readers, self._findings, self._own = readers, findings, ReadingError
        self._slowest = SLOW

    def __call__(self, data: bytes) -> None:
        if not data:
            return
        started = time.process_time()
        try:
            self._readers[data[0] % len(self._readers)](data[1:])
        except self._own:
            pass
        except Exception as error:
            self._keep(data, f"{type(error).__name__}-{_place(error.__traceback__)}", traceback.format_exc())
        seconds = time.process_time() - started
        if seconds > self._slowest:
            self._slowest = 1.5 * seconds
            self._keep(data, f"slow-{seconds:.0f}", f"{seconds:.1f} seconds")

    def _keep(self, data: bytes, name: str, text: str) -> None:
        path = self._findings / f"{name}.input"
        if not path.exists():
            path.write_bytes(data)
            path.with_suffix(".txt").write_text(text, encoding="utf-8")
            print(f"finding: {name}", file=sys.stderr)


def _place(trace: TracebackType | None) -> str:
    """The innermost line in our own code, and the innermost of all."""
    frames = traceback.extract_tb(trace)
    own = [frame for frame in frames if "wireglot" in frame.filename or "articles" in frame.filename]
    return "-".join(f"{Path(frame.filename).stem}.{frame.lineno}" for frame in (own[-1:] + frames[-1:]))


if __name__ == "__main__":
    main()
