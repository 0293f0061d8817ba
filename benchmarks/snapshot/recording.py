"""The raw results of a checkout: what its commands print, and what is in the output folder."""

import contextlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.snapshot.batches import Batch, all_batches
from benchmarks.snapshot.chat_model import CHAT_MODEL, Json, chat_server

COMMAND_TIMEOUT = 1800

RUN = ("--plain", "--json")
# Engines that were merged; the stored model decides which architecture is used.
RENAMED_ENGINES = {"nllb": "multilingual", "m2m100": "multilingual", "bart": "seq2seq", "mt5": "seq2seq"}


def take(checkout: Path, out: Path, cases: Path, ntrex: Path, models: Path | None, only: str, jobs: int) -> None:
    """Run every batch in the checkout and write the results."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name).resolve()
        batches = [batch for batch in all_batches(work, cases, ntrex, models) if only in batch.name]
        with ThreadPoolExecutor(jobs) as pool:
            recorded = dict(pool.map(lambda batch: (batch.name, record(batch, checkout, work, cases)), batches))
    out.write_text(json.dumps({"batches": recorded}, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    editions = sum(len(batch["editions"]) for batch in recorded.values())
    print(f"{len(recorded)} batches, {editions} editions -> {out}")


def record(batch: Batch, checkout: Path, work: Path, cases: Path) -> dict[str, Json]:
    """The results of a batch: the output of its commands, and the content of its output folder."""
    start = datetime.now(UTC)
    own = work / "batches" / re.sub(r"\W+", "-", batch.name)
    own.mkdir(parents=True)
    outputs = own / "out"
    with chat_server(batch.chat) as (url, requests):
        environment = environment_for(work, batch, url) | {"PYTHONPATH": str(package_links(checkout, work))}
        runs = [
            run_command(checkout, environment, "run", *known_engines(checkout, step), "--outputs", str(outputs), *RUN)
            for step in batch.steps
        ]
        outputs_of_commands = other_commands(batch, checkout, environment, own, outputs) if outputs.is_dir() else {}
    recorded = {
        "runs": runs,
        "commands": outputs_of_commands,
        "chat requests": sorted(json.dumps(request, ensure_ascii=False) for request in requests),
        "exported": {path.name: read(path) for path in sorted(own.glob("ninjs/*"))},
        **folder_of(outputs),
    }
    paths = {str(batch.models.parent): "MODELS"} if batch.models else {}
    paths |= {str(outputs): "OUT", str(own): "WORK", str(work): "WORK", str(cases): "CASES", str(checkout): "CHECKOUT"}
    print(f"  {batch.name} ({(datetime.now(UTC) - start).total_seconds():.1f} s)", file=sys.stderr, flush=True)
    cleaned: dict[str, Json] = map_strings(recorded, placeholder_replacer(paths, start))
    return cleaned


def known_engines(checkout: Path, words: Sequence[str]) -> list[str]:
    """The arguments of a command, with the names of engines in the checkout."""
    is_new = (checkout / "translations" / "engines" / "multilingual.py").exists()
    return [RENAMED_ENGINES.get(word, word) if is_new else word for word in words]


def package_links(checkout: Path, work: Path) -> Path:
    """A folder in which the checkout's top-level folders are the package `wireglot`, as the wheel installs them."""
    folder = work / "links" / "wireglot"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("articles", "models", "translations", "summarizers", "outputs", "flows"):
        with contextlib.suppress(FileExistsError):
            (folder / name).symlink_to(checkout.resolve() / name)
    return folder.parent


def environment_for(work: Path, batch: Batch, url: str) -> dict[str, str]:
    """The environment of the commands: no settings of the caller, no network, one thread, one hash seed.

    Where counts of small words are equal, the check of a translation's language depends on the order of a set.
    """
    kept = {name: value for name, value in os.environ.items() if not re.match("WIREGLOT_|PREFECT_|PYTHON|HF_", name)}
    chat = {"WIREGLOT_CHAT_URL": url, "WIREGLOT_CHAT_MODEL": CHAT_MODEL} if url else {}
    window = {"WIREGLOT_CHAT_WINDOW": str(batch.window)} if batch.window else {}
    models = {"WIREGLOT_MODELS": str(batch.models or work / "no-models")}
    fixed = {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "COLUMNS": "1000", "PYTHONHASHSEED": "0"}
    fixed |= {"PYTHONDONTWRITEBYTECODE": "1"}
    return kept | fixed | models | chat | window


def run_command(checkout: Path, environment: dict[str, str], *words: str) -> dict[str, Json]:
    """The output of a command of the checkout, and its status."""
    command = [sys.executable, "-m", "flows", *words]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, timeout=COMMAND_TIMEOUT)
    stdout, stderr = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return {"command": " ".join(words), "status": done.returncode, "stdout": stdout.splitlines(), "stderr": stderr}


def other_commands(
    batch: Batch, checkout: Path, environment: dict[str, str], own: Path, outputs: Path
) -> dict[str, dict[str, Json]]:
    """The list, the searches and the other commands of a batch, by their arguments."""
    lists = [("list", "--json"), *(("list", "--json", "--search", words) for words in batch.searches)]
    found = {}
    for words in (*lists, *batch.commands):
        arguments = [word.replace("{work}", str(own)) for word in words]
        found[" ".join(words)] = run_command(checkout, environment, *arguments, "--outputs", str(outputs))
    return found


def folder_of(outputs: Path) -> dict[str, Json]:
    """The editions, texts, feeds, pages and failures of an output folder."""
    versions = sorted(outputs.glob("*/v[0-9]*/edition.json"))
    texts = sorted(path for path in outputs.glob("*/v[0-9]*/*") if path.suffix in (".txt", ".md"))
    return {
        "editions": {f"{path.parts[-3]}/{path.parts[-2]}": json.loads(read(path)) for path in versions},
        "texts": {"/".join(path.parts[-3:]): read(path) for path in texts},
        "feeds": {path.name: feed(path) for path in sorted(outputs.glob("feeds/*"))},
        "pages": {path.name: visible(read(path)) for path in sorted(outputs.glob("site/articles/*.html"))},
        "failures": {path.name: read(path) for path in sorted(outputs.glob(".wireglot/failures/*")) if path.is_file()},
    }


def read(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def feed(path: Path) -> Json:
    """A feed as its head and its entries by id: their order depends on the second in which each was made."""
    if path.suffix == ".json":
        whole = json.loads(read(path))
        return {"head": {key: value for key, value in whole.items() if key != "items"}} | {
            "entries": {item["id"]: item for item in whole.get("items", [])}
        }
    root = ElementTree.fromstring(read(path))
    name = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{name}entry")
    for entry in entries:
        root.remove(entry)
    as_text = {entry.findtext(f"{name}id", ""): ElementTree.tostring(entry, "unicode") for entry in entries}
    return {"head": ElementTree.tostring(root, "unicode"), "entries": as_text}


def visible(page: str) -> list[str]:
    """The visible text of a page, a line for each element."""
    without_code = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    lines = html.unescape(re.sub(r"<[^>]+>", "\n", without_code)).splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]


def placeholder_replacer(paths: dict[str, str], start: datetime) -> Callable[[str], str]:
    """A function that replaces what differs between runs: paths, the port of the chat server, and the time."""
    days = "|".join({start.strftime("%Y-%m-%d"), datetime.now(UTC).strftime("%Y-%m-%d")})
    moment = re.compile(rf"\b(?:{days})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?UTC|Z|\+00:00)?)?")
    port = re.compile(r"(127\.0\.0\.1|localhost):\d+")

    def clean(text: str) -> str:
        for path, word in paths.items():
            text = text.replace(path, word)
        return moment.sub("NOW", port.sub(r"\1:PORT", text))

    return clean


def map_strings(value: Json, change: Callable[[str], str]) -> Json:
    """The value with every string in it changed, keys too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [map_strings(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): map_strings(item, change) for key, item in value.items()}
    return value
