"""The reader's pages from the command line: every run keeps them, `wireglot site` makes them anew."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from wireglot.flows.cli.app import app

TEXT = (
    "Storm closes Varn harbour\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats. "
    "Nobody was hurt in the night. Repairs will cost 3 million crowns and take until May.\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "storm.txt").write_text(TEXT)
    return tmp_path


def wireglot(place: Path, *words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "--outputs", str(place / "out")])
    assert done.exit_code == status, done.output
    return done.output


def run(place: Path, *words: str) -> str:
    return wireglot(place, "run", "--plain", str(place / "in"), *words)


def test_a_run_ends_by_naming_the_front_page(place: Path) -> None:
    done = CliRunner().invoke(app, ["run", "--plain", str(place / "in"), "--outputs", str(place / "out")])

    assert done.stderr.splitlines()[-1] == f"To read the summaries, open {place / 'out' / 'index.html'}"
    assert "Storm closes Varn harbour" in (place / "out" / "index.html").read_text()


def test_a_run_may_leave_the_pages_as_they_are(place: Path) -> None:
    assert "index.html" not in run(place, "--no-site")
    assert not (place / "out" / "index.html").exists()
    assert "index.html" in run(place)


def test_site_makes_pages_and_feeds_anew(place: Path) -> None:
    run(place)
    for path in (place / "out" / "index.html", place / "out" / "feeds" / "all.atom"):
        path.unlink()
    said = wireglot(place, "site")

    assert "1 article in" in said
    assert (place / "out" / "index.html").is_file()
    assert (place / "out" / "feeds" / "all.atom").is_file()


def test_site_of_an_empty_folder_says_what_to_do(place: Path) -> None:
    assert "wireglot run SOURCE" in wireglot(place, "site", status=2)


def test_pruned_versions_lose_their_pages(place: Path) -> None:
    for number in (1, 2, 3):
        (place / "in" / "storm.txt").write_text(TEXT.replace("forty", f"{number}0"))
        run(place)
    wireglot(place, "prune", "--keep", "2")
    assert sorted(path.name for path in (place / "out" / "site").rglob("v0*.html")) == ["v0002.html"]
