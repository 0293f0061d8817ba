"""The differences of two snapshots, grouped by kind."""

import difflib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.snapshot.chat_model import Json

# Old name of a JSON key -> current name, at any depth.
RENAMED_KEYS = {
    "doubts": "warnings",
    "places": "evidence",
    "words": "content_hash",
    "choices": "options",
    "told": "translated",
}
# Current key -> old value -> current value.
RENAMED_VALUES = {"kind": {"apparatus": "boilerplate"}}
# Old placeholders in the text of a snapshot -> current ones.
RENAMED_TEXTS = {"SHELF": "MODELS", "ROOM": "WORK", "{room}": "{work}"}
# Keys that describe the run and not its results.
IGNORED_KEYS = {"schema", "made_at", "seconds", "folder"}
SIGNATURE_KEYS = {"signature", "signatures"}
HASH_KEYS = {"digest", "content_hash"}
# Keys of an edition -> the kind of their differences; all others are "other keys".
KINDS = {
    "language": "language verdicts",
    "state": "states",
    "warnings": "warnings",
    "accounting": "accounting",
    "reasons": "reasons",
}


Results = dict[str, dict[str, Json]]  # kind -> location -> value


def compare(old: Path, new: Path, examples: int, ignored: Sequence[str]) -> int:
    """Print the differences of every kind; 1 if one that is not ignored was found, else 0."""
    batches = [load_snapshot(path) for path in (old, new)]
    unmatched = sorted(batches[0].keys() ^ batches[1].keys())
    before, after = (
        results({name: snapshot[name] for name in snapshot if name not in unmatched}) for snapshot in batches
    )
    found = bool(unmatched)
    print(f"batches in only one snapshot: {', '.join(unmatched) or 'none'}")
    for kind in sorted(before.keys() | after.keys()):
        differing = differences(before.get(kind, {}), after.get(kind, {}))
        total = len(before.get(kind, {}).keys() | after.get(kind, {}).keys())
        counted = bool(differing) and kind not in ignored
        found = found or counted
        note = " (ignored)" if differing and not counted else ""
        print(f"{kind}: {len(differing)} of {total} differ{note}")
        for where in differing[:examples] if counted else ():
            print(f"    {where}")
            for line in changed_lines(before.get(kind, {}).get(where), after.get(kind, {}).get(where)):
                print(f"        {line}")
    print("differences" if found else "no differences")
    return int(found)


def load_snapshot(path: Path) -> dict[str, Json]:
    """The batches of a snapshot, with the current placeholders."""
    text = path.read_text("utf-8")
    for old, new in RENAMED_TEXTS.items():
        text = text.replace(old, new)
    return dict(json.loads(text)["batches"])


def differences(before: dict[str, Json], after: dict[str, Json]) -> list[str]:
    """The locations at which the results of a kind differ."""
    missing = object()
    locations = sorted(before.keys() | after.keys())
    return [where for where in locations if before.get(where, missing) != after.get(where, missing)]


def changed_lines(old: Json, new: Json) -> list[str]:
    """The parts of two values that differ, as lines with - and +."""
    before, after = ([shorten(part) for part in parts(value)] for value in (old, new))
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"] or [f"- {old!r}", f"+ {new!r}"]
    return lines[:12] + ([f"... and {len(lines) - 12} more"] if len(lines) > 12 else [])


def parts(value: Json) -> list[str]:
    """A value as lines: each item of a list or an object, or each line of a text."""
    if isinstance(value, dict):
        return [f"{key}: {json.dumps(item, ensure_ascii=False)}" for key, item in sorted(value.items())]
    if isinstance(value, list):
        return [json.dumps(item, ensure_ascii=False) for item in value]
    return str(value).splitlines()


def shorten(text: str, limit: int = 400) -> str:
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text)} characters)"


def results(batches: dict[str, Json]) -> Results:
    """All results of a snapshot, by kind and location, with current names."""
    found: Results = defaultdict(dict)
    for name, batch in batches.items():
        for number, run in enumerate(batch["runs"], 1):
            add_answer(found, f"{name}: run {number}", run, rows="run rows", sort=True)
        for command, printed in batch["commands"].items():
            rows = "search hits" if command.startswith("list") else "command output"
            add_answer(found, f"{name}: {command}", printed, rows=rows, sort=command.startswith("list"))
        for id, edition in batch["editions"].items():
            add_edition(found, f"{name}: {id}", renamed(edition))
        for file, whole in batch["feeds"].items():
            found["feeds"][f"{name}: {file}"] = whole["head"]
            found["feeds"] |= {f"{name}: {file} {id}": renamed(entry) for id, entry in whole["entries"].items()}
        for kind in ("texts", "pages", "failures", "exported"):
            found[kind] |= {f"{name}: {file}": parsed(text) for file, text in batch[kind].items()}
        found["chat requests"][name] = batch["chat requests"]
    return found


def add_answer(found: Results, where: str, printed: Json, *, rows: str, sort: bool) -> None:
    """The status, the rows and the messages of a command."""
    found["exit statuses"][where] = printed["status"]
    lines = [parsed(line) for line in printed["stdout"]]
    lines.sort(key=by_name) if sort else None
    found[rows][where] = lines
    found["messages"][where] = printed["stderr"].splitlines()


def by_name(row: Json) -> str:
    """A sort key for rows: their printed order depends on the second in which each was made."""
    return json.dumps([row.get("id", ""), row.get("source", ""), row] if isinstance(row, dict) else row, default=str)


def parsed(text: Json) -> Json:
    """JSON with current names, or the text itself."""
    try:
        return renamed(json.loads(text))
    except (TypeError, ValueError):
        return text


def renamed(value: Json, key: str = "") -> Json:
    """The value with current names, without keys of the run and without empty values."""
    if isinstance(value, dict):
        names = {old: RENAMED_KEYS.get(old, str(old)) for old in value}
        kept = {new: renamed(value[old], new) for old, new in names.items() if new not in IGNORED_KEYS}
        return {name: item for name, item in kept.items() if item not in (None, [], "")}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    return RENAMED_VALUES.get(key, {}).get(value, value) if isinstance(value, str) else value


def add_edition(found: Results, where: str, edition: Json) -> None:
    """The results of an edition, each under its kind; also the names of its keys, so that none is overlooked."""
    for path, value in values_of(edition, SIGNATURE_KEYS):
        found["signatures"][f"{where} {path}"] = value
    for path, value in values_of(edition, HASH_KEYS):
        found["hashes"][f"{where} {path}"] = value
    rest = without(edition, SIGNATURE_KEYS | HASH_KEYS)
    found["editions"][where] = sorted(rest)
    article, translation, summaries = rest.pop("article"), rest.pop("translation", None), rest.pop("summaries")
    blocks = article.pop("blocks", [])  # none in a withdrawn article
    found["sentence borders"][where] = [block["sentences"] for block in blocks]
    found["block kinds"][where] = [block["kind"] for block in blocks]
    found["article facts"][where] = article
    found["translations"][where] = translation and translation.pop("blocks", [])
    found["translation facts"][where] = translation
    for length, summary in summaries.items():
        add_summary(found, f"{where} {length}", summary)
    for key, value in rest.items():
        found[KINDS.get(key, "other keys")][f"{where} {key}"] = value


def add_summary(found: Results, where: str, summary: Json) -> None:
    """The sentences of a summary and their evidence."""
    sentences = summary.pop("sentences", [])
    found["evidence"][where] = [sentence.pop("evidence") for sentence in sentences]
    found["chosen sentences"][where] = sentences
    found["summary facts"][where] = summary


def values_of(value: Json, keys: set[str], path: str = "") -> Iterator[tuple[str, Json]]:
    """Every value of these keys, with its path."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        here = f"{path}/{key}"
        if key in keys:
            yield here, item
        else:
            yield from values_of(item, keys, here)


def without(value: Json, keys: set[str]) -> Json:
    """The value without these keys, at any depth."""
    if isinstance(value, dict):
        return {key: without(item, keys) for key, item in value.items() if key not in keys}
    return [without(item, keys) for item in value] if isinstance(value, list) else value
