"""Floors of quality, in floors.json, and the one command that renews them.

    python tests/evaluation/floors.py SECTION... FOLDER     measure, and write where nothing falls
    python tests/evaluation/floors.py all FOLDER            every section
    python tests/evaluation/floors.py SECTION FOLDER --lower    write, also where a floor falls

A section is a scorer beside this file that has a function `floors`: it takes the data folder and gives what the file
keeps of it. Under CEILINGS less is better, NOTES are no scores, and of all else more is better. Floors that were
measured on another corpus cannot be held against this one: to replace them is to lower them.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CEILINGS = {"alarms", "sure_and_wrong", "verbatim_alarms"}
NOTES = {"articles", "every", "noise", "why"}  # and what ends so:
CORPUS = "corpus_sha256"
FILES = {"facts": "faithfulness"}  # sections that are called otherwise than their scorer's file


def scorer(name: str) -> ModuleType:
    """The scorer <name>.py beside this file, which is in no package."""
    spec = importlib.util.spec_from_file_location(f"{name}_scorer", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


def sections() -> list[str]:
    """Of the scorers that have floors, by what stands in their files."""
    files = [path for path in HERE.glob("*.py") if not path.name.startswith("test_") and path != Path(__file__)]
    names = {file: section for section, file in FILES.items()}
    found = (path.stem for path in files if "\ndef floors(" in path.read_text(encoding="utf-8"))
    return sorted(names.get(stem, stem) for stem in found)


def falls(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """A line for each floor that the new entry would lower; [] when it may be written."""
    if old and _corpora(old) != _corpora(new):
        return ["another corpus than that of the recorded floors: none of them can be compared"]
    now = dict(_leaves(new))
    return [_line(path, was, now.get(path)) for path, was in _leaves(old) if _worse(path, was, now.get(path))]


def _corpora(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key.endswith(CORPUS)}


def _leaves(entry: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float]]:
    for key, value in entry.items():
        if key in NOTES or key.endswith(CORPUS):
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _worse(path: tuple[str, ...], was: float, now: float | None) -> bool:
    if now is None:
        return True
    return now > was if CEILINGS.intersection(path) else now < was


def _line(path: tuple[str, ...], was: float, now: float | None) -> str:
    return f"{' / '.join(path)}: {was} -> {'gone' if now is None else now}"


def recorded() -> dict[str, Any]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


def write(section: str, entry: Mapping[str, Any]) -> None:
    """The entry into floors.json; the other sections stay."""
    text = json.dumps(recorded() | {section: entry}, indent=2, sort_keys=True, ensure_ascii=False)
    FLOORS.write_text(text + "\n", encoding="utf-8")


def renew(section: str, folder: Path, *, lower: bool) -> bool:
    """Measure and write, and print what happened; False when a floor would fall and `lower` is not given."""
    old, new = recorded().get(section, {}), scorer(FILES.get(section, section)).floors(folder)
    fallen = falls(old, new)
    for line in fallen:
        print(f"{section}: {line}")
    if fallen and not lower:
        print(f"{section}: not written, since {len(fallen)} would fall; --lower writes it all the same")
        return False
    write(section, new)
    print(f"{section}: written")
    return True


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("section", nargs="+", choices=[*sections(), "all"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lower", action="store_true", help="write also where a floor falls; say why in the commit")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"wanted the data folder, met {str(given.folder)!r}")
    chosen = sections() if "all" in given.section else given.section
    written = [renew(section, given.folder, lower=given.lower) for section in chosen]
    return 0 if all(written) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
