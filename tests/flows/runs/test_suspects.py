"""What was in progress when a process died is left for the end of the run, and none of it is lost."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.articles.warc_files import capture, members
from tests.failure_times import let_time_pass
from tests.web_server import Page, WebServer
from wireglot.articles import Article
from wireglot.articles.reading import find_sources
from wireglot.flows import pipeline
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Report
from wireglot.flows.runs import suspects
from wireglot.flows.runs.retry import retry
from wireglot.flows.runs.runner import run
from wireglot.flows.runs.suspects import archive_in_progress
from wireglot.flows.sources.source import Source
from wireglot.flows.sources.web_archives import ArchiveReading
from wireglot.outputs import Cause, Failure, Failures, InProgress, Store, unfinished_batches

BODY = (
    "\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)
OUT = Path("out")
OPTIONS = Options(translator="none", desk="harbour", site=False)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    for number in range(3):
        Path("inbox", f"{number}.txt").write_text(f"Storm {number} closes Varn harbour{BODY}", "utf-8")
    return tmp_path


def died_with(*uris: str, stage: str = "process", cause: Cause = "crash") -> None:
    """As a process leaves it that was killed: the kernel has released its lock."""
    InProgress(OUT, [Failure(uri, uri, stage, "killed", cause=cause) for uri in uris]).release()


def run_in_batches(*sources: str | Source, options: Options = OPTIONS) -> tuple[Report, list[list[str]]]:
    """The report, and the headlines of each batch."""
    given: list[list[str]] = []

    def process(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
        given.append([article.headline.removesuffix(" closes Varn harbour") for article in articles])
        return pipeline.process(articles, root, options)

    return run(sources or ["inbox"], OUT, options, process=process), given


def test_suspects_come_last_and_in_small_batches() -> None:
    died_with("../inbox/0.txt", "../inbox/1.txt")

    report, given = run_in_batches()

    assert given == [["Storm 2"], ["Storm 0"], ["Storm 1"]]
    assert report.new == 3
    assert unfinished_batches(OUT) == []


def test_what_was_alone_comes_after_all_others() -> None:
    died_with("../inbox/0.txt")
    died_with("../inbox/0.txt", "../inbox/1.txt")

    report, given = run_in_batches()

    assert given == [["Storm 2"], ["Storm 1"], ["Storm 0"]]
    assert report.new == 3
    assert Failures(OUT).all() == []


def test_files_that_were_being_read_are_read_last() -> None:
    died_with("../inbox/0.txt", "../inbox/1.txt", stage="read")

    report, given = run_in_batches()

    assert given == [["Storm 2"], ["Storm 0"], ["Storm 1"]]
    assert report.new == 3
    assert unfinished_batches(OUT) == []


def test_three_deaths_alone_set_an_article_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suspects, "HANGING_SECONDS", -1.0)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            run(["inbox/0.txt"], OUT, OPTIONS, process=interrupted)

    report, given = run_in_batches()

    assert given == [["Storm 1", "Storm 2"]]
    assert (len(report.set_aside), report.new) == (1, 2)
    assert [(one.attempts, one.desk) for one in Failures(OUT).all()] == [(3, "harbour")]


def test_records_of_an_archive_are_not_lost() -> None:
    Path("news.warc.gz").write_bytes(members(capture("Kerrow"), capture("Callan"), capture("Vilamar")))
    articles = [done.edition.article for done in run(["news.warc.gz"], Path("other"), OPTIONS).of(Done)]
    died_with(*(article.read_from.replace("other", "out") for article in articles[:2]))

    report, given = run_in_batches("news.warc.gz")

    assert [len(batch) for batch in given] == [1, 1, 1]
    assert report.new == 3
    assert run_in_batches("news.warc.gz")[1] == []


def test_a_file_that_moves_is_moved_by_the_next_run() -> None:
    died_with("../inbox/0.txt", "../inbox/1.txt")
    inbox = Source("inbox", move=True)

    run_in_batches(inbox)
    first = sorted(path.name for path in Path("inbox/done").glob("*.txt"))
    run_in_batches(inbox)

    assert first == ["2.txt"]
    assert sorted(path.name for path in Path("inbox/done").glob("*.txt")) == ["0.txt", "1.txt", "2.txt"]


def interrupted(articles: Sequence[Article], root: Path, options: Options) -> Sequence[Done | Failed]:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("seconds", "left"), [(60.0, 0), (-1.0, 3)])
def test_what_is_interrupted_is_suspicious_when_it_took_long(
    seconds: float, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspects, "HANGING_SECONDS", seconds)

    with pytest.raises(KeyboardInterrupt):
        run(["inbox"], OUT, OPTIONS, process=interrupted)

    assert sum(len(one.batch) for one in unfinished_batches(OUT)) == left


def test_a_batch_in_progress_is_not_unfinished() -> None:
    record = InProgress(OUT, [Failure("a", "a", "process", "")])
    held = unfinished_batches(OUT)
    record.end()

    assert held == []
    assert list((OUT / ".wireglot" / "in-progress").iterdir()) == []


def test_a_limit_counts_suspects() -> None:
    died_with("../inbox/0.txt", "../inbox/1.txt")

    report, _ = run_in_batches(options=Options(translator="none", desk="harbour", site=False, limit=2))

    assert (report.new, report.left) == (2, 1)


FEED = """<rss version="2.0"><channel><title>Tarn Daily</title><item><title>Storm {0} closes Varn harbour</title>
<link>https://tarn.example/{0}</link><description>{1}</description></item></channel></rss>"""


@pytest.mark.process
def test_sources_that_were_being_fetched_come_last() -> None:
    with WebServer() as server:
        for name in "abc":
            server.pages[f"/{name}.xml"] = Page(FEED.format(name, BODY).encode())
        died_with(server.address("/a.xml"), server.address("/b.xml"), stage="fetch")
        sources = [Source(server.address(f"/{name}.xml"), allow=("127.0.0.1",), pause=0.0) for name in "abc"]
        report, given = run_in_batches(*sources)
        asked = [request.path for request in server.requests if request.path.endswith(".xml")]

    assert asked == ["/c.xml", "/a.xml", "/b.xml"]
    assert (report.new, given) == (3, [["Storm c"], ["Storm a"], ["Storm b"]])
    assert unfinished_batches(OUT) == []


@pytest.mark.process
def test_a_source_that_ended_three_processes_waits_for_a_day() -> None:
    with WebServer() as server:
        address = server.address("/a.xml")
        server.pages["/a.xml"] = Page(FEED.format("a", BODY).encode())
        for _ in range(3):
            died_with(address, stage="fetch", cause="source")
        source = Source(address, allow=("127.0.0.1",), pause=0.0)
        report, _ = run_in_batches(source)
        let_time_pass(OUT, timedelta(days=1.2))
        later, _ = run_in_batches(source)

    assert [failed.is_waiting for failed in report.failed] == [True]  # whoever reads it must know that it is missing
    assert later.new == 1
    assert Failures(OUT).all() == []


def test_an_archive_that_ended_three_processes_at_one_place_waits() -> None:
    Path("news.warc.gz").write_bytes(members(capture("Kerrow"), capture("Callan")))
    (archive,) = find_sources(["news.warc.gz"], outputs=OUT).files
    for _ in range(3):
        InProgress(OUT, [archive_in_progress(ArchiveReading(archive, OUT, OPTIONS))]).release()

    report, given = run_in_batches("news.warc.gz")
    retry(Store(OUT), OPTIONS)  # lets the next run try again
    again, _ = run_in_batches("news.warc.gz")

    assert ([failed.is_waiting for failed in report.failed], given) == ([True], [])
    assert again.new == 2
    assert Failures(OUT).all() == []


def test_a_record_that_is_being_written_is_left_alone() -> None:
    folder = OUT / ".wireglot" / "in-progress"
    folder.mkdir(parents=True)
    (folder / "host-1-a.json").write_bytes(b"")

    assert unfinished_batches(OUT) == []
    assert len(list(folder.iterdir())) == 1
