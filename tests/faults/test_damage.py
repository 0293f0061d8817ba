"""An output folder damaged in thirty ways: verify names each, and repair makes again what can be made again."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.examples import an_article, an_edition
from wireglot.flows.cli.app import app
from wireglot.outputs import Store, update_outputs, verify
from wireglot.outputs.layout import REBUILDABLE

A, B = "farjan-12ab34cd", "kraftverk-00ff00ff"
Action = Callable[[Path], object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles: one with three versions and a late text, one with two."""
    store = Store(tmp_path_factory.mktemp("sound") / "editions")
    for id, count in ((A, 3), (B, 2)):
        for number in range(1, count + 1):
            store.add(an_edition(an_article(id=id, headline=f"Färja {number}", source_version=str(number + 1))))
    update_outputs(store)
    store.keep_late(an_article(id=A, headline="Färja 0", source_version="1"))
    return store.root


@pytest.fixture
def root(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, outside of tmp_path: what is damaged on purpose is not compared with the schema."""
    return Path(shutil.copytree(sound, tmp_path_factory.mktemp("damaged") / "editions", symlinks=True))


def edit(name: str, change: Callable[[str], str]) -> Action:
    return lambda root: (root / name).write_text(change((root / name).read_text("utf-8")), "utf-8")


def replace(name: str, old: str, new: str) -> Action:
    return edit(name, lambda text: text.replace(old, new))


def remove(*names: str) -> Action:
    def action(root: Path) -> None:
        for path in (root / name for name in names):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    return action


def add(name: str, content: str = "x") -> Action:
    def action(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")

    return action


def copy(old: str, new: str) -> Action:
    return lambda root: shutil.copytree(root / old, root / new)


def then(*actions: Action) -> Action:
    return lambda root: [action(root) for action in actions]


def replace_by_link(name: str) -> Action:
    def action(root: Path) -> None:
        (root / name).rename(root.parent / "elsewhere")
        (root / name).symlink_to(root.parent / "elsewhere")

    return action


def point_latest(target: str) -> Action:
    return then(remove(f"{A}/latest"), lambda root: (root / A / "latest").symlink_to(target))


def change_edition_and_its_sum(root: Path) -> None:
    folder = root / A / "v0003"
    text = (folder / "edition.json").read_text("utf-8").replace("Ingen skadades.", "Alla skadades.")
    (folder / "edition.json").write_text(text, "utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["edition.json"] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def follow_the_first_version(root: Path) -> None:
    sums = [hashlib.sha256((root / A / name / "manifest.json").read_bytes()).hexdigest() for name in ("v0001", "v0002")]
    replace(f"{A}/v0003/manifest.json", sums[1], sums[0])(root)


def swap_versions(root: Path) -> None:
    for old, new in (("v0001", "x"), ("v0002", "v0001"), ("x", "v0002")):
        (root / A / old).rename(root / A / new)


def change_late_text(root: Path) -> None:
    (late,) = (root / A / "late").iterdir()
    late.write_text(late.read_text("utf-8").replace("Färja 0", "Färja 1"), "utf-8")


# Name: what is done, and what a line of verify must contain.
BEYOND_REPAIR: dict[str, tuple[Action, str]] = {
    "an edition changed": (replace(f"{A}/v0001/edition.json", "Färja 1", "Färja 9"), "v0001/edition"),
    "a file cut short": (edit(f"{A}/v0002/edition.json", lambda text: text[:-200]), "v0002/edition.json"),
    "an edition missing": (remove(f"{A}/v0003/edition.json"), "v0003/edition.json"),
    "a manifest missing": (remove(f"{A}/v0002/manifest.json"), "v0002/manifest.json"),
    "a manifest that is no JSON": (edit(f"{A}/v0002/manifest.json", lambda text: text[:50]), "v0002/manifest.json"),
    "a manifest's sum changed": (replace(f"{A}/v0001/manifest.json", 'long.txt": "', 'long.txt": "0'), "long.txt"),
    "a manifest's time changed": (
        replace(f"{A}/v0001/manifest.json", 'made_at": "2', 'made_at": "1'),
        "v0002/manifest",
    ),
    "an edition and its sum changed": (change_edition_and_its_sum, "v0003/edition.json"),
    "a version missing in the middle": (remove(f"{A}/v0002"), "v0002"),
    "the first version missing": (remove(f"{A}/v0001"), "v0001"),
    "a version that follows an older one": (follow_the_first_version, "v0003/manifest.json"),
    "two versions swapped": (swap_versions, "v0001/manifest.json"),
    "a version twice": (copy(f"{B}/v0002", f"{B}/v0003"), "v0003/manifest.json"),
    "a version of another article": (copy(f"{B}/v0001", f"{A}/v0004"), "v0004/manifest.json"),
    "a file added to a version": (add(f"{A}/v0001/notes.txt"), "v0001/notes.txt"),
    "a file added to an article": (add(f"{A}/notes.txt"), "notes.txt"),
    "a file added to the folder": (add("notes.txt"), "notes.txt"),
    "a file with a line end in its name": (add("two\nlines.txt"), "two\\nlines.txt"),
    "a folder added to the folder": (add("..strange name/x"), "..strange name"),
    "a version that is a link": (replace_by_link(f"{A}/v0002"), "v0002"),
    "a version that is a file": (then(remove(f"{A}/v0003"), add(f"{A}/v0003")), "v0003"),
    "a file that is a folder": (then(remove(f"{A}/v0002/short.txt"), add(f"{A}/v0002/short.txt/x")), "v0002/short.txt"),
    "a late text changed": (change_late_text, "late/"),
    "a renamed article": (lambda root: (root / A).rename(root / "other-12ab34cd"), "v0001/manifest.json"),
    "a record of removals that is none": (add(f"{A}/removed.json", "{"), "removed.json"),
}
REPAIRABLE: dict[str, tuple[Action, str]] = {
    "a summary changed": (edit(f"{A}/v0002/summary.md", lambda text: text + "!"), "v0002/summary.md"),
    "changes changed": (edit(f"{A}/v0002/changes.md", str.upper), "v0002/changes.md"),
    "a short text changed": (edit(f"{B}/v0001/short.txt", str.upper), "v0001/short.txt"),
    "a file emptied": (edit(f"{A}/v0003/long.txt", lambda text: ""), "v0003/long.txt"),
    "a file missing": (remove(f"{A}/v0003/long.txt"), "v0003/long.txt"),
    "a file that is a link": (replace_by_link(f"{A}/v0002/short.txt"), "v0002/short.txt"),
    "the newest version missing": (remove(f"{A}/v0003"), "latest"),
    "latest that points nowhere": (point_latest("v0009"), "latest"),
    "latest that points out of the folder": (point_latest("../" + B), "latest"),
}


def damage(root: Path) -> list[str]:
    return [str(finding) for finding in verify(root) if finding.grade == "damage"]


def wireglot(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--outputs", str(root)])


def archive(root: Path) -> dict[str, bytes]:
    """Every file of the archive, without what is made from it."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] not in (".wireglot", *REBUILDABLE)
    }


def add_version(root: Path) -> None:
    """The next version of each article."""
    store = Store(root)
    for id in store.ids():
        store.add(an_edition(an_article(id=id, headline="Färja 100", source_version="100")))


def test_a_sound_folder_has_no_finding(root: Path) -> None:
    assert list(verify(root)) == []


@pytest.mark.parametrize("name", BEYOND_REPAIR)
def test_damage_is_named_and_repair_leaves_it_as_it_is(root: Path, name: str) -> None:
    action, where = BEYOND_REPAIR[name]
    action(root)
    before = archive(root)

    lines = damage(root)
    assert any(where in line and "\n" not in line for line in lines), lines
    assert wireglot(root, "verify", "--repair").exit_code == 1
    assert archive(root) == before


@pytest.mark.parametrize("name", REPAIRABLE)
def test_repair_makes_again_what_sound_editions_allow(root: Path, name: str) -> None:
    action, where = REPAIRABLE[name]
    action(root)

    assert any(where in line for line in damage(root))
    assert wireglot(root, "verify").exit_code == 1
    repaired = wireglot(root, "verify", "--repair")
    assert repaired.exit_code == 0
    assert any(line.startswith("repaired") and where in line for line in repaired.output.splitlines())
    add_version(root)
    assert damage(root) == []


def test_what_a_killed_writer_leaves_is_only_a_note(root: Path) -> None:
    remove(f"{A}/latest", f"{B}/latest")(root)
    add(".wireglot/drafts/host-1-ab/edition.json")(root)

    result = wireglot(root, "verify")

    assert (result.exit_code, result.stdout.count("note  ")) == (0, 3)
    add_version(root)
    assert damage(root) == []
    assert all((root / id / "latest").exists() for id in (A, B))


def test_the_chain_is_checked_across_pruned_versions(root: Path) -> None:
    dry_run = wireglot(root, "prune", "--keep", "1", "--dry-run")
    assert dry_run.stdout.count("would remove") == 3
    assert (root / A / "v0001").is_dir()

    assert wireglot(root, "prune", "--keep", "2").stdout.split() == ["removed", A, "v0001"]
    assert list(verify(root)) == []
    add_version(root)
    assert damage(root) == []
    assert (root / A / "v0004").is_dir()


def test_the_number_of_a_pruned_version_is_never_used_again(root: Path) -> None:
    removed = [{"version": number, "manifest": "", "removed_at": "2024-01-01T00:00:00Z"} for number in (3, 7)]
    add(f"{B}/removed.json", json.dumps(removed))(root)

    assert Store(root).add(an_edition(an_article(id=B, headline="Färja 100", source_version="100"))).version == 8
