"""Two Dask workers against one on two cores: articles a second, and the ratio of runs that take turns.

    python -m benchmarks.dask [--rounds 3] [--articles 600] [--translated 200]

`extract` summarises English articles of 20 sentences; `translation` translates Portuguese ones into English with the
packaged Firefox model. Goals: 1.7 and 1.8. Prefect's server and both clusters run on this machine; connecting to a
cluster is not counted, reading the files and writing the index are.
"""

import argparse
import logging
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from benchmarks.pipeline import article
from tests.prefect_servers import running_server
from wireglot.flows.options import Options

WHO = ["A câmara municipal", "O governo regional", "A empresa de transportes", "O tribunal", "A polícia", "O porto"]
DID = ["aprovou", "adiou", "rejeitou", "inaugurou", "inspecionou", "criticou", "anunciou", "encerrou", "apresentou"]
WHAT = ["a nova ponte", "o plano de obras", "o horário de inverno", "o orçamento anual", "um relatório de segurança"]
WHEN = ["na segunda-feira", "depois de um longo debate", "no início de março", "apesar da tempestade"]
WHERE = ["no centro da cidade", "perto do antigo cais", "na ilha do norte", "no vale do rio"]


def portuguese_article(seed: int, sentences: int = 6) -> str:
    """Agency prose in Portuguese from a grammar; almost every sentence is another one, so that none is remembered."""
    pick = random.Random(seed)

    def sentence() -> str:
        parts = [pick.choice(words) for words in (WHO, DID, WHAT, WHEN, WHERE)]
        return f"{' '.join(parts)}, enquanto {pick.randrange(2, 100_000)} moradores esperavam notícias das autoridades."

    rows = [sentence() for _ in range(sentences)]
    paragraphs = [" ".join(rows[i : i + 4]) for i in range(0, sentences, 4)]
    title = f"{pick.choice(WHO)} {pick.choice(DID)} {pick.choice(WHAT)} {seed}"
    return f"{title}\n\n" + "\n\n".join(paragraphs) + "\n"


def write(folder: Path, count: int, text: object, first: int = 0) -> None:
    assert callable(text)
    folder.mkdir()
    for seed in range(first, first + count):
        (folder / f"{seed:06d}.txt").write_text(text(seed), "utf-8")


@contextmanager
def clusters() -> Iterator[dict[int, str]]:
    """The addresses of a cluster of one worker and of one of two."""
    from distributed import LocalCluster

    started = {"threads_per_worker": 1, "silence_logs": logging.CRITICAL, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=1, **started) as one, LocalCluster(n_workers=2, **started) as two:
        yield {1: one.scheduler_address, 2: two.scheduler_address}


def seconds(source: Path, outputs: Path, options: Options) -> float:
    """The time of a run on a cluster that it is connected with."""
    from prefect import flow

    from wireglot.flows.prefect_runs.tasks import process_of
    from wireglot.flows.runs.runner import run

    @flow(persist_result=False)
    def measured() -> float:
        with process_of(options, outputs) as process:
            start = perf_counter()
            report = run([str(source)], outputs, options, process=process)
            assert report.new == len(report.outcomes), str(report)
            return perf_counter() - start

    return measured()


def compare(name: str, folder: Path, options: Options, count: int, addresses: dict[int, str], rounds: int) -> None:
    text = portuguese_article if name == "translation" else article
    write(folder / "first", 120, text, first=10**6)
    for workers, address in addresses.items():  # imports, tables and weights
        seconds(folder / "first", folder / f"first-{workers}", replace(options, dask=address))
    times: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(rounds):
        write(folder / f"in-{turn}", count, text, first=turn * count)
        for workers in (1, 2) if turn % 2 else (2, 1):
            outputs = folder / f"out-{turn}-{workers}"
            times[workers].append(seconds(folder / f"in-{turn}", outputs, replace(options, dask=addresses[workers])))
    ratios = sorted(one / two for one, two in zip(times[1], times[2], strict=True))
    best = {workers: count / min(found) for workers, found in times.items()}
    print(
        f"{name:<12} {count} articles: {best[1]:.1f} a second with 1 worker, {best[2]:.1f} with 2; "
        f"ratio {ratios[len(ratios) // 2]:.2f} (rounds {', '.join(f'{ratio:.2f}' for ratio in ratios)})",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=600, help="of extract")
    parser.add_argument("--translated", type=int, default=200, help="articles of translation")
    chosen = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "PREFECT_LOGGING_LEVEL": "WARNING"}
    with tempfile.TemporaryDirectory() as name, running_server(Path(name) / "home") as server:
        os.environ.update({"PREFECT_API_URL": server.url, "PREFECT_HOME": str(server.home)})
        with clusters() as addresses:
            for what, count in (("extract", chosen.articles), ("translation", chosen.translated)):
                folder = Path(name) / what
                folder.mkdir()
                translator = "none" if what == "extract" else "firefox"
                options = Options(translator=translator, summarizer="extract", site=False)
                compare(what, folder, options, count, addresses, chosen.rounds)


if __name__ == "__main__":
    main()
