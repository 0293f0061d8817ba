"""Inboxes whose files are moved: to done/ when they are stored, to failed/ when they cannot be read."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.articles.warc_files import capture, members
from wireglot.articles import Article
from wireglot.flows import pipeline
from wireglot.flows.desks import InvalidDesks, read_config
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, NotRead, Report, Unchanged
from wireglot.flows.runs.retry import retry
from wireglot.flows.runs.runner import run
from wireglot.flows.sources.source import Source
from wireglot.outputs import Failure, Failures, Store

BODY = (
    "\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)
INBOX = Source("inbox", move=True)
OPTIONS = Options(desk="harbour", site=False)

# A run over the inbox; with "kill" it ends by SIGKILL when its first article is stored, before anything is moved.
RUN = """
import os, signal, sys
from pathlib import Path
from wireglot.flows.options import Options
from wireglot.flows.runs.callbacks import Callbacks
from wireglot.flows.runs.runner import run
from wireglot.flows.sources.source import Source
kill = lambda outcome: os.kill(os.getpid(), signal.SIGKILL)
callbacks = Callbacks(on_result=kill) if "kill" in sys.argv else Callbacks()
report = run([Source("inbox", move=True)], Path("out"), Options(site=False), callbacks=callbacks)
sys.exit(len(report.failed))
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    return tmp_path


def put(name: str = "a.txt", headline: str = "Storm closes Varn harbour", matter: str = "") -> Path:
    path = Path("inbox", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((f"---\ntitle: {headline}\n{matter}\n---{BODY}" if matter else headline + BODY), "utf-8")
    return path


def run_inbox(options: Options = OPTIONS, **how: object) -> Report:
    return run([INBOX], Path("out"), options, **how)  # type: ignore[arg-type]


def files(folder: str = "inbox") -> list[str]:
    paths = (path for path in Path(folder).rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(str(path.relative_to(folder)) for path in paths)


def test_a_file_is_moved_when_its_article_is_stored() -> None:
    put("mon/a.txt")

    first, second = run_inbox(), run_inbox()

    assert (first.new, second.outcomes) == (1, ())
    assert files() == ["done/mon/a.txt"]


def test_sources_stay_where_nobody_asked_to_move_them() -> None:
    put()

    run(["inbox"], Path("out"), OPTIONS)

    assert files() == ["a.txt"]
    assert os.listdir("inbox") == ["a.txt"]  # noqa: PTH208  no folder either


def test_a_moved_file_that_is_read_again_is_the_same_article() -> None:
    put()
    (done,) = run_inbox().of(Done)

    (again,) = run(["inbox/done/a.txt"], Path("out"), OPTIONS).of(Unchanged)

    assert again.stored.id == done.stored.id


def test_a_correction_is_the_second_version_and_gets_a_number() -> None:
    put()
    run_inbox()
    put(headline="Corrected: storm closes Varn harbour")

    (done,) = run_inbox().of(Done)

    assert done.stored.version == 2
    assert files() == ["done/a.txt", "done/a~2.txt"]


def test_what_cannot_be_read_goes_to_failed_and_retry_finds_it() -> None:
    put().write_bytes(b"\0\1\2" * 100)
    (failed,) = run_inbox().failed
    afterwards = files()
    (known,) = Failures(Path("out")).all()
    Path("inbox/failed/a.txt").write_text("Storm closes Varn harbour" + BODY, "utf-8")

    report = retry(Store(Path("out")), OPTIONS)

    assert failed.stage == "read"
    assert afterwards == ["failed/a.txt"]
    assert known.uri == "../inbox/a.txt"
    assert [done.edition.article.uri for done in report.of(Done)] == ["../inbox/a.txt"]
    assert files() == ["done/a.txt"]
    assert Failures(Path("out")).all() == []


def test_retry_keeps_desk_name_and_place_of_a_corrected_file() -> None:
    put().write_bytes(b"\0\1\2" * 100)
    run([Source("inbox", name="Harbour wire", language="en", move=True)], Path("out"), OPTIONS)
    Path("inbox/failed/a.txt").write_text("Storm closes Varn harbour" + BODY, "utf-8")

    (done,) = retry(Store(Path("out")), Options(site=False)).of(Done)

    article = done.edition.article
    assert (done.edition.desk, article.source_name, article.language_claimed) == ("harbour", "Harbour wire", "en")
    assert article.source == "inbox/a.txt"


def test_what_still_cannot_be_read_stays_in_failed() -> None:
    put().write_bytes(b"\0\1\2" * 100)
    run_inbox()

    report = retry(Store(Path("out")), OPTIONS)

    assert report.outcomes == ()
    assert files() == ["failed/a.txt"]


@pytest.mark.process
@pytest.mark.usefixtures("open_files_are_known")
def test_retry_does_not_read_half_a_correction() -> None:
    put().write_bytes(b"\0\1\2" * 100)
    run(["inbox"], Path("out"), OPTIONS)
    program = (
        "import sys; file = open(sys.argv[1], 'w'); file.write('Storm closes Varn. '); file.flush(); print(); input()"
    )
    command = [sys.executable, "-u", "-c", program, "inbox/a.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        report = retry(Store(Path("out")), OPTIONS)
        writer.communicate(b"\n")

    assert report.outcomes == ()
    assert [known.stage for known in Failures(Path("out")).all()] == ["read"]


def item(n: int, **more: object) -> dict[str, object]:
    return {"uri": f"urn:x:{n}", "headline": f"Storm {n} closes Varn harbour", "body_text": BODY, **more}


def test_a_file_with_one_bad_item_goes_to_failed() -> None:
    Path("inbox/day.jsonl").write_text(f'{json.dumps(item(1))}\n{{"uri": "urn:x:2", \n{json.dumps(item(3))}\n')

    report = run_inbox()

    assert (report.new, len(report.failed)) == (2, 1)
    assert files() == ["failed/day.jsonl"]


def test_a_feed_that_breaks_off_before_a_text_goes_to_failed() -> None:
    Path("inbox", "feed.xml").write_text("<rss><channel><title>Varn</title><item><title>Storm closes harb")

    report = run_inbox()

    assert "breaks off before the text of its last item (Storm closes harb)" in report.failed[0].error
    assert Path("inbox/failed/feed.xml").exists()


def test_a_file_of_which_the_limit_leaves_items_stays() -> None:
    Path("inbox/day.json").write_text(json.dumps([item(1), item(2)]))

    first = run_inbox(Options(site=False, limit=1))
    afterwards = files()
    second = run_inbox()

    assert (first.new, first.left, second.new) == (1, 1, 1)
    assert afterwards == ["day.json"]
    assert files() == ["done/day.json"]


def test_a_web_archive_is_moved_when_it_was_read_to_its_end() -> None:
    Path("inbox/news.warc.gz").write_bytes(members(*(capture(f"Port{n}") for n in range(60))))

    run_inbox(Options(site=False, limit=1))
    begun = files()
    report = run_inbox()

    assert begun == ["news.warc.gz"]
    assert report.new == 59
    assert files() == ["done/news.warc.gz"]
    assert run_inbox().archives == ()


def test_a_damaged_web_archive_goes_to_failed() -> None:
    Path("inbox/news.warc.gz").write_bytes(members(capture("Kerrow"), capture("Callan"))[:-20])

    report = run_inbox()

    assert (report.new, len(report.failed)) == (1, 1)
    assert files() == ["failed/news.warc.gz"]


def test_a_web_archive_that_others_moved_is_no_failure() -> None:
    put()
    Path("inbox/news.warc.gz").write_bytes(members(capture("Kerrow")))

    def moves(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
        Path("inbox/news.warc.gz").rename("elsewhere.warc.gz")
        return pipeline.process(articles, root, options)

    report = run_inbox(process=moves)

    assert report.not_read == (NotRead("inbox/news.warc.gz", gone=True),)
    assert report.failed == []


def test_held_articles_stay_until_their_source_releases_them() -> None:
    put(matter="status: draft")
    run_inbox()
    held = files()
    put(matter="status: published")

    run_inbox()

    assert held == ["a.txt"]
    assert files() == ["done/a.txt"]


def test_embargoed_articles_stay_until_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    put(matter=f"embargoed: {soon.isoformat()}")
    run_inbox()
    embargoed = files()

    class Later(datetime):
        @classmethod
        def now(cls, _: object = None) -> datetime:  # type: ignore[override]
            return soon + timedelta(minutes=1)

    monkeypatch.setattr("wireglot.outputs.source_status.datetime", Later)
    report = run_inbox()

    assert embargoed == ["a.txt"]
    assert report.new == 1
    assert files() == ["done/a.txt"]


def test_what_fails_for_reasons_outside_the_file_stays() -> None:
    def is_full(articles: Sequence[Article], root: Path, options: Options) -> list[Failed]:
        return [Failed(Failure(one.read_from, one.source, "store", "No space left on device.")) for one in articles]

    put()

    run_inbox(process=is_full)

    assert files() == ["a.txt"]


def test_a_link_is_read_and_stays(caplog: pytest.LogCaptureFixture) -> None:
    Path("text.txt").write_text("Storm closes Varn harbour" + BODY)
    Path("inbox/a.txt").symlink_to("../text.txt")

    report = run_inbox()

    assert report.new == 1
    assert Path("inbox/a.txt").is_symlink()
    assert "Read, but not moved: inbox/a.txt (it is a link" in caplog.text


@pytest.mark.process
def test_a_run_killed_before_it_moves_loses_nothing() -> None:
    put()
    killed = subprocess.run([sys.executable, "-c", RUN, "kill"], timeout=600)
    afterwards = files()

    report = run_inbox()

    assert killed.returncode == -signal.SIGKILL
    assert afterwards == ["a.txt"]
    assert [one.stored.version for one in report.of(Unchanged)] == [1]
    assert files() == ["done/a.txt"]


@pytest.mark.process
def test_two_runs_at_once_store_and_move_each_file_once() -> None:
    for n in range(8):
        put(f"{n}.txt", f"Storm {n} closes Varn harbour")
    both = [subprocess.Popen([sys.executable, "-c", RUN]) for _ in range(2)]

    ends = [process.wait(600) for process in both]

    assert ends == [0, 0]
    assert files() == [f"done/{n}.txt" for n in range(8)]
    assert [path.name for path in Path("out").glob("*/v*")] == ["v0001"] * 8


@pytest.mark.parametrize("at", ["https://news.example/feed.xml", "a.txt"])
def test_only_folders_can_be_moved(at: str) -> None:
    Path("a.txt").write_text("x")
    Path("wireglot.toml").write_text(f'[desks.a]\nsources = [{{ at = "{at}", move = true }}]')

    with pytest.raises(InvalidDesks, match="only the files of a folder can be moved"):
        read_config(Path("wireglot.toml"))


def test_no_desk_moves_what_another_one_reads_elsewhere() -> None:
    Path("wireglot.toml").write_text(
        '[desks.a]\nsources = [{ at = "inbox", move = true }]\n'
        '[desks.b]\nsources = ["inbox/north"]\noutputs = "other"\nto = "de"\n'
    )

    with pytest.raises(InvalidDesks, match=r"desks\.a: it moves the files of .*inbox, which desks\.b reads"):
        read_config(Path("wireglot.toml"))


def test_the_setting_reaches_a_run_as_a_parameter() -> None:
    Path("wireglot.toml").write_text('[desks.a]\nsources = [{ at = "inbox", move = true }]')

    (desk,) = read_config(Path("wireglot.toml")).desks

    assert desk.sources == (Source(str(Path("inbox").absolute()), move=True),)
