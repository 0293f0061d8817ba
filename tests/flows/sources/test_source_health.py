"""The health of sources as tables and pages show it."""

from dataclasses import replace
from pathlib import Path

from wireglot.articles.reading import SourceFile
from wireglot.fetching import FetchState, SourceHealth
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.source_health import health_of, health_rows, note_local_health, site_rows
from wireglot.outputs import fetching_file

OK = SourceHealth("https://tarn.example/rss", "Tarn", "an RSS feed", *["2026-03-20T06:00:00Z"] * 2, items=20)


def keep(root: Path, *health: SourceHealth) -> None:
    state = FetchState(fetching_file(root))
    for one in health:
        state.keep_health(one.source, one)
    state.close()


def test_rows_begin_with_what_fails_most_and_repeat_no_address() -> None:
    once = replace(OK, source="https://a.example/rss", failures=1, error="https://a.example/rss: not found.")
    often = replace(once, source="https://b.example/rss", failures=7)
    never = SourceHealth("https://c.example/rss")

    rows = health_rows([OK, once, never, often])

    assert [(row["state"], row["failures"]) for row in rows] == [
        ("failing", 7),
        ("failing", 1),
        ("never", 0),
        ("ok", 0),
    ]
    assert rows[1]["error"] == "not found."


def test_a_source_that_was_removed_leaves_the_site(tmp_path: Path) -> None:
    weekly = replace(OK, source="https://weekly.example/rss", tried="2026-03-13T06:00:00Z")
    removed = replace(OK, source="https://typo.example/rss", tried="2026-03-05T06:00:00Z", failures=9)
    keep(tmp_path, OK, weekly, removed)

    assert {row.place for row in site_rows(tmp_path)} == {OK.source, weekly.source}


def test_the_feeds_of_a_list_are_with_their_desk(tmp_path: Path) -> None:
    feeds = Source("https://reader:pa55word@tarn.example/feeds.opml")
    keep(tmp_path, replace(OK, listed_in="https://tarn.example/feeds.opml"), replace(OK, source="https://moor.example"))

    assert [one.source for one in health_of([feeds], tmp_path)] == ["https://tarn.example/feeds.opml", OK.source]


def test_a_folder_counts_its_files_and_its_failures_in_a_row(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").touch()
    files = [SourceFile(inbox / "a.txt", "./a.txt"), SourceFile(tmp_path / "inbox-2" / "b.txt", "./b.txt")]
    source = Source(str(inbox), "Wire")

    (fine,) = note_local_health([source], files, tmp_path)
    for _ in range(2):
        (failing,) = note_local_health([source], [], tmp_path, error="It cannot be listed.")

    assert (fine.name, fine.kind, fine.items, fine.failures) == ("Wire", "a folder", 1, 0)
    assert (failing.failures, failing.succeeded, failing.items) == (2, fine.succeeded, 1)
