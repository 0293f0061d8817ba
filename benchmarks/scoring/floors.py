"""The command that renews the quality floors in tests/evaluation/floors.json.

    python -m benchmarks.scoring.floors SECTION... DATA        measure, and write each section in which nothing falls
    python -m benchmarks.scoring.floors all DATA               every section
    python -m benchmarks.scoring.floors SECTION DATA --lower   write it, also where a floor falls

In CEILINGS lower is better, NOTES are no scores, and for all else higher is better. Floors that were measured on
another corpus cannot be compared with this one: replacing them counts as lowering.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.scoring import checks, data, detection, faithfulness, page_scores, splitting, summaries, traps

SECTIONS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "checks": checks.floors,
    "detection": detection.floors,
    "facts": faithfulness.floors,
    "pages": page_scores.floors,
    "splitting": splitting.floors,
    "summaries": summaries.floors,
    "traps": traps.floors,
}
CEILINGS = {"alarms", "sure_and_wrong", "verbatim_alarms"}
NOTES = {"articles", "every", "noise", "why"}
CORPUS = "corpus_sha256"  # the end of the keys that identify the corpus


def falls(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """A line for each floor that the new section would lower; [] when it may be written."""
    if old and _corpora(old) != _corpora(new):
        return ["the recorded floors were measured on another corpus: they cannot be compared"]
    now = dict(_scores(new))
    return [
        f"{' / '.join(path)}: {before} -> {now.get(path, 'missing')}"
        for path, before in _scores(old)
        if path not in now or _is_worse(path, before, now[path])
    ]


def _corpora(section: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key.endswith(CORPUS)}


def _scores(section: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float]]:
    """Each score with its keys."""
    for key, value in section.items():
        if key in NOTES or key.endswith(CORPUS):
            continue
        if isinstance(value, Mapping):
            yield from _scores(value, (*path, key))
        else:
            yield (*path, key), value


def _is_worse(path: tuple[str, ...], before: float, now: float) -> bool:
    return now > before if CEILINGS.intersection(path) else now < before


def write(name: str, section: Mapping[str, Any]) -> None:
    """Write the section into floors.json; the other sections stay."""
    text = json.dumps(data.recorded_floors() | {name: section}, indent=2, sort_keys=True, ensure_ascii=False)
    data.FLOORS.write_text(text + "\n", encoding="utf-8")


def renew(name: str, folder: Path, *, lower: bool) -> bool:
    """Measure, write and report; False when a floor would fall and `lower` is not given."""
    new = SECTIONS[name](folder)
    fallen = falls(data.recorded_floors().get(name, {}), new)
    for line in fallen:
        print(f"{name}: {line}")
    if fallen and not lower:
        print(f"{name}: not written, since {len(fallen)} would fall; to write it all the same, add --lower")
        return False
    write(name, new)
    print(f"{name}: written")
    return True


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("section", nargs="+", choices=[*SECTIONS, "all"])
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("--lower", action="store_true", help="write also where a floor falls; say why in the commit")
    parsed = parser.parse_args(arguments)
    if not parsed.folder.is_dir():
        parser.error(f"expected the data folder, found {str(parsed.folder)!r}")
    names = list(SECTIONS) if "all" in parsed.section else parsed.section
    written = [renew(name, parsed.folder, lower=parsed.lower) for name in names]
    return 0 if all(written) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
