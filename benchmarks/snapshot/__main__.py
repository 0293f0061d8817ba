"""The results of two checkouts of the project on the same inputs, and every difference between them.

    python -m benchmarks.snapshot models CHECKOUT MODELS
    python -m benchmarks.snapshot take CHECKOUT OUT.json [--cases DIR] [--ntrex DIR] [--models DIR] [--only TEXT]
    python -m benchmarks.snapshot compare OLD.json NEW.json [--examples 5] [--ignore KIND]...

`take` uses only the command line and the output folder of a checkout, so code may be moved and renamed freely. It
writes raw results: only paths, ports and the time of the run are replaced by placeholders. `compare` translates both
snapshots to the current names (RENAMED_KEYS, RENAMED_VALUES, RENAMED_TEXTS), groups all results by kind, and exits
with status 1 if any differ. Signatures and hashes are kinds too: `--ignore signatures --ignore hashes` counts their
differences without an effect on the status.

Inputs: samples/ (in several ways), samples/replay step by step, cases (CHECKOUT/../shared/cases), 300 NTREX documents
in 30 languages (CHECKOUT/../shared/data/ntrex), and a scripted chat server. With `--models` the neural engines run too:
`models` makes that folder once, from the tiny models of a checkout's tests; use the same folder for both checkouts.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.snapshot.comparing import compare
from benchmarks.snapshot.recording import take

# Run in a checkout by `models`: its tiny models are served by its test hub and pulled by its command, into sys.argv[1].
MAKE_MODELS = """
import os, subprocess, sys, tempfile
from pathlib import Path
from tests import tiny
from tests.hub import Hub
from tests.tiny import digests
folder = Path(sys.argv[1])
makers = {
    "Helsinki-NLP/opus-mt-sv-en": tiny.marian,
    "facebook/nllb-200-distilled-600M": tiny.nllb,
    "facebook/m2m100_418M": tiny.m2m100,
    "sshleifer/distilbart-cnn-12-6": digests.bart_digests,
    "csebuetnlp/mT5_multilingual_XLSum": digests.mt5_digests,
}
with tempfile.TemporaryDirectory() as name:
    folders = {id: make(Path(name) / str(number)) for number, (id, make) in enumerate(makers.items())}
    with Hub(folders) as hub:
        environment = os.environ | {"WIREGLOT_MODELS": str(folder / "models"), "HF_ENDPOINT": hub.address}
        for id in makers:
            command = [sys.executable, "-m", "flows", "models", "pull", id, "--accept-licence"]
            subprocess.run(command, env=environment, check=True)
articles = folder / "articles"
articles.mkdir(parents=True)
swedish = [source for source, _ in tiny.SWEDISH_ENGLISH]
texts = {"sv": [swedish[:1], swedish[1:3] + swedish[4:6], swedish[6:]]}
for name in ("FERRY", "FIRE", "SLIDE", "SPANISH"):
    texts[name.lower()] = [[name.title() + " news of the day"], *getattr(digests, name)]
for name, blocks in texts.items():
    (articles / f"{name}.txt").write_text("\\n\\n".join(" ".join(block) for block in blocks) + "\\n", "utf-8")
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = options.add_subparsers(dest="command", required=True)
    making = commands.add_parser("models", help="make a folder of tiny models and the articles they were trained on")
    making.add_argument("checkout", type=Path)
    making.add_argument("models", type=Path)
    taking = commands.add_parser("take", help="record the results of a checkout")
    taking.add_argument("checkout", type=Path)
    taking.add_argument("out", type=Path)
    taking.add_argument("--cases", type=Path, help="default: CHECKOUT/../shared/cases")
    taking.add_argument("--ntrex", type=Path, help="default: CHECKOUT/../shared/data/ntrex")
    taking.add_argument("--models", type=Path, help="a folder of models, for the neural engines")
    taking.add_argument("--only", default="", help="only batches whose name contains this")
    taking.add_argument("--jobs", type=int, default=2, help="batches in parallel")
    comparing = commands.add_parser("compare", help="print the differences of two snapshots")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.add_argument("--examples", type=int, default=5, help="differences printed of each kind")
    comparing.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="KIND",
        help="count differences of this kind without effect on the status",
    )
    given = options.parse_args()
    if given.command == "models":
        subprocess.run([sys.executable, "-c", MAKE_MODELS, given.models.resolve()], cwd=given.checkout, check=True)
        return
    if given.command == "compare":
        sys.exit(compare(given.old, given.new, given.examples, given.ignore))
    checkout = given.checkout.resolve()
    shared = checkout.parent / "shared"
    cases, ntrex = given.cases or shared / "cases", given.ntrex or shared / "data" / "ntrex"
    models = given.models.resolve() if given.models else None
    take(checkout, given.out, cases.resolve(), ntrex.resolve(), models, given.only, given.jobs)


if __name__ == "__main__":
    main()
