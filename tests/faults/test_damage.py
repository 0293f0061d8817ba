"""An output folder damaged in thirty ways: verify names each, and repair makes again what can be made again."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.made import an_article, an_edition
from wireglot.flows.cli.app import app
from wireglot.outputs import Store
from wireglot.outputs.layout import REBUILDABLE
from wireglot.outputs.upkeep import keep_up
from wireglot.outputs.verify import verify

A, B = "farjan-12ab34cd", "kraftverk-00ff00ff"
Action = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles: one of three versions with a late text, one of two."""
    store = Store(tmp_path_factory.mktemp("sound") / "editions")
    store.prepare()
    for id, count in ((A, 3), (B, 2)):
        for number in range(1, count + 1):
            article = an_article(id=id, headline=f"Färja {number}", source_version=str(number + 1))
            store.add(an_edition(article))
    keep_up(store)
    store.keep_late(an_article(id=A, headline="Färja 0", source_version="1"))
    return store.root


@pytest.fixture
def root(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in a folder of its own: what is broken here on purpose is held against no schema."""
    return Path(shutil.copytree(sound, tmp_path_factory.mktemp("damaged") / "editions", symlinks=True))


def rewrite(name: str, change: Callable[[str], str]) -> Action:
    def action(root: Path) -> None:
        path = root / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    return action


def remove(name: str) -> Action:
    def action(root: Path) -> None:
        path = root / name
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    return action


def add(name: str, content: str = "x") -> Action:
    def action(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")

    return action


def point(name: str) -> Action:
    def action(root: Path) -> None:
        (root / A / "latest").unlink()
        (root / A / "latest").symlink_to(name)

    return action


def rename(old: str, new: str) -> Action:
    def action(root: Path) -> None:
        (root / old).rename(root / new)

    return action


def copy(old: str, new: str) -> Action:
    def action(root: Path) -> None:
        shutil.copytree(root / old, root / new)

    return action


def replace_by_link(name: str) -> Action:
    def action(root: Path) -> None:
        (root / name).rename(root.parent / "elsewhere")
        (root / name).symlink_to(root.parent / "elsewhere")

    return action


def replace_by_folder(name: str) -> Action:
    def action(root: Path) -> None:
        (root / name).unlink()
        (root / name).mkdir()

    return action


def consistent_change(root: Path) -> None:
    """The newest edition changed, and its sum in the manifest with it."""
    folder = root / A / "v0003"
    text = (folder / "edition.json").read_text("utf-8").replace("Ingen skadades.", "Alla skadades.")
    (folder / "edition.json").write_text(text, "utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"]["edition.json"] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def swap(root: Path) -> None:
    one, other = root / A / "v0001", root / A / "v0002"
    one.rename(root / A / "x")
    other.rename(one)
    (root / A / "x").rename(other)


def version_as_file(root: Path) -> None:
    shutil.rmtree(root / A / "v0003")
    (root / A / "v0003").write_text("x", "utf-8")


def change_late(root: Path) -> None:
    (late,) = (root / A / "late").iterdir()
    late.write_text(late.read_text("utf-8").replace("Färja 0", "Färja 1"), "utf-8")


def cut_short(root: Path) -> None:
    path = root / A / "v0002" / "edition.json"
    path.write_bytes(path.read_bytes()[:-200])


def in_manifest(old: str, new: str) -> Action:
    return rewrite(f"{A}/v0001/manifest.json", lambda text: text.replace(old, new))


# Name: what is done, and what verify's line must hold.
DAMAGE: dict[str, tuple[Action, str]] = {
    "an edition changed": (
        rewrite(f"{A}/v0001/edition.json", lambda t: t.replace("Färja 1", "Färja 9")),
        "v0001/edition",
    ),
    "a summary changed": (rewrite(f"{A}/v0002/summary.md", lambda t: t + "!"), "v0002/summary.md"),
    "changes changed": (rewrite(f"{A}/v0002/changes.md", str.upper), "v0002/changes.md"),
    "a short text changed": (rewrite(f"{B}/v0001/short.txt", str.upper), "v0001/short.txt"),
    "a file cut short": (cut_short, "v0002/edition.json"),
    "a file emptied": (rewrite(f"{A}/v0003/long.txt", lambda t: t[:0]), "v0003/long.txt"),
    "a file missing": (remove(f"{A}/v0003/long.txt"), "v0003/long.txt"),
    "an edition missing": (remove(f"{A}/v0003/edition.json"), "v0003/edition.json"),
    "a manifest missing": (remove(f"{A}/v0002/manifest.json"), "v0002/manifest.json"),
    "a manifest that is no JSON": (rewrite(f"{A}/v0002/manifest.json", lambda t: t[:50]), "v0002/manifest.json"),
    "a manifest's sum changed": (in_manifest('"long.txt": "', '"long.txt": "0'), "v0001/long.txt"),
    "a manifest's time changed": (in_manifest('"made_at": "2', '"made_at": "1'), "v0002/manifest.json"),
    "an edition and its sum changed": (consistent_change, "v0003/edition.json"),
    "a version missing in the middle": (remove(f"{A}/v0002"), "v0002"),
    "the first version missing": (remove(f"{A}/v0001"), "v0001"),
    "the newest version missing": (remove(f"{A}/v0003"), "latest"),
    "two versions swapped": (swap, "v0001/manifest.json"),
    "a version twice": (copy(f"{B}/v0002", f"{B}/v0003"), "v0003/manifest.json"),
    "a version of another article": (copy(f"{B}/v0001", f"{A}/v0004"), "v0004/manifest.json"),
    "a file added to a version": (add(f"{A}/v0001/notes.txt"), "v0001/notes.txt"),
    "a file added to an article": (add(f"{A}/notes.txt"), "notes.txt"),
    "a file added to the folder": (add("notes.txt"), "notes.txt"),
    "a file with a line end in its name": (add("two\nlines.txt"), "two\\nlines.txt"),
    "a folder added to the folder": (add("..strange name/x"), "..strange name"),
    "a version that is a link": (replace_by_link(f"{A}/v0002"), "v0002"),
    "a file that is a link": (replace_by_link(f"{A}/v0002/short.txt"), "v0002/short.txt"),
    "a file that is a folder": (replace_by_folder(f"{A}/v0002/short.txt"), "v0002/short.txt"),
    "a version that is a file": (version_as_file, "v0003"),
    "latest that dangles": (point("v0009"), "latest"),
    "latest that points out of the folder": (point("../" + B), "latest"),
    "a late text changed": (change_late, "late/"),
    "a renamed article": (rename(A, "other-12ab34cd"), "v0001/manifest.json"),
    "a record of removals that is none": (add(f"{A}/removed.json", "{"), "removed.json"),
}


def damaged(root: Path) -> list[str]:
    return [str(finding) for finding in verify(root) if finding.grade == "damage"]


def test_a_sound_folder_has_no_finding(root: Path) -> None:
    assert list(verify(root)) == []


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_with_its_path(root: Path, name: str) -> None:
    action, where = DAMAGE[name]
    action(root)

    found = damaged(root)

    assert any(where in line for line in found), found
    assert all("\n" not in line for line in found)
    assert CliRunner().invoke(app, ["verify", "--outputs", str(root)]).exit_code == 1


# What can be made again from sound editions; the rest stays as it is until a backup replaces it.
REPAIRABLE = {
    "a summary changed",
    "changes changed",
    "a short text changed",
    "a file emptied",
    "a file missing",
    "a file that is a link",
    "the newest version missing",
    "latest that dangles",
    "latest that points out of the folder",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_repair_rebuilds_what_it_can_and_touches_nothing_else(root: Path, name: str) -> None:
    DAMAGE[name][0](root)
    before = contents(root)

    result = CliRunner().invoke(app, ["verify", "--repair", "--outputs", str(root)])

    if name in REPAIRABLE:
        assert (result.exit_code, damaged(root)) == (0, [])
        assert add_version(root) == []
    else:
        assert result.exit_code == 1
        assert damaged(root)
        assert contents(root) == before


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the archive, without what is made from it."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] not in (".wireglot", *REBUILDABLE)
    }


def add_version(root: Path) -> list[str]:
    """What verify says after the next version of each article."""
    store = Store(root)
    for id in store.ids():
        article = an_article(id=id, headline="Färja 100", source_version="100")
        store.add(an_edition(article))
    return damaged(root)


def test_what_a_killed_writer_leaves_is_only_a_note(root: Path) -> None:
    (root / A / "latest").unlink()
    (root / B / "latest").unlink()
    add(".wireglot/drafts/host-1-ab/edition.json")(root)

    result = CliRunner().invoke(app, ["verify", "--outputs", str(root)])

    assert result.exit_code == 0
    assert result.stdout.count("note  ") == 3
    assert add_version(root) == []
    assert all((root / id / "latest").exists() for id in (A, B))


def test_the_chain_is_checked_across_pruned_versions(root: Path) -> None:
    run = CliRunner().invoke
    dry = run(app, ["prune", "--keep", "1", "--dry-run", "--outputs", str(root)])
    untouched = sorted(path.name for path in (root / A).iterdir())
    done = run(app, ["prune", "--keep", "2", "--outputs", str(root)])

    assert dry.stdout.count("would remove") == 3
    assert "v0001" in untouched
    assert done.stdout.split() == ["removed", A, "v0001"]
    assert list(verify(root)) == []
    assert add_version(root) == []
    assert (root / A / "v0004").is_dir()


def test_the_number_of_a_pruned_version_is_never_used_again(root: Path) -> None:
    record = root / B / "removed.json"
    record.write_text('[{"version": 7, "manifest": "", "removed_at": "2024-01-01T00:00:00Z"}]')

    assert Store(root).add(an_edition(an_article(id=B, headline="Färja 100", source_version="100"))).version == 8
