"""Articles that failed: they wait, are tried again, and are set aside; every kind of source."""

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.articles.warc_files import capture, members
from tests.failure_times import let_time_pass
from tests.web_server import Page, WebServer
from wireglot.articles import Article
from wireglot.articles.languages import detect_languages
from wireglot.flows import pipeline
from wireglot.flows.cli.app import app
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done, Failed, Report, Unchanged
from wireglot.flows.runs.request import RunRequest
from wireglot.flows.runs.retry import retry
from wireglot.flows.runs.runner import run, run_request
from wireglot.flows.sources.source import Source
from wireglot.outputs import Failures, Store

BODY = (
    "\n\nThe harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt."
    "\n\nThe mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.\n"
)
OUT = Path("out")
OPTIONS = Options(translator="none", desk="harbour", site=False)
BY_HAND = Options(translator="none", site=False)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The headlines of what the first stage was given; it raises for an article about poison."""
    given: list[str] = []

    def detect_all(batch: Sequence[Article]) -> object:
        given.extend(article.headline for article in batch if len(batch) == 1)
        if any("poison" in article.headline for article in batch):
            raise ValueError("a sentence that cannot be read")
        return detect_languages(batch)

    monkeypatch.setattr(pipeline, "detect_languages", detect_all)
    return given


def put(name: str, headline: str) -> Path:
    path = Path("inbox", name)
    path.write_text(headline + BODY, "utf-8")
    return path


def run_desk(*sources: str | Source) -> Report:
    return run(sources or ["inbox"], OUT, OPTIONS)


def run_and_retry(source: Source) -> Report:
    return run_request(RunRequest([source], OUT, OPTIONS, retry=True))


def test_a_failed_article_waits_and_is_named(tried: list[str]) -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    put("b.txt", "Storm closes Varn harbour")
    (first,) = run_desk().failed
    tried.clear()

    report = run_desk()

    (waiting,) = report.failed
    assert (first.is_waiting, first.failure.attempts, first.failure.cause) == (False, 1, "article")
    assert (waiting.is_waiting, waiting.failure, waiting.error) == (True, first.failure, first.error)
    assert tried == []
    assert str(report) == ("2 articles: 0 new versions, 1 unchanged, 1 failed (1 of them waiting for the next try)")


def test_it_is_tried_when_its_time_has_come(tried: list[str]) -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    run_desk()
    let_time_pass(OUT, timedelta(minutes=7))
    tried.clear()

    (failed,) = run_desk().failed

    assert tried == ["A poison spill closes Varn harbour"]
    assert failed.failure.attempts == 2


def test_a_corrected_text_is_tried_at_once() -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    run_desk()
    put("a.txt", "A spill closes Varn harbour")

    assert run_desk().new == 1
    assert Failures(OUT).all() == []


def test_a_file_that_cannot_be_read_waits_until_it_changes() -> None:
    path = put("a.txt", "")
    path.write_bytes(b"\0\1\2" * 100)
    run_desk()
    (waiting,) = run_desk().failed
    path.write_bytes(b"\0\1" * 100)
    (failed,) = run_desk().failed

    assert (waiting.stage, waiting.is_waiting) == ("read", True)
    assert not failed.is_waiting


@pytest.mark.parametrize("how", ["named", "forced", "retry"])
def test_what_somebody_asks_for_is_tried_at_once(how: str, tried: list[str]) -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    run_desk()
    tried.clear()

    if how == "retry":
        report = retry(Store(OUT), BY_HAND)
    elif how == "forced":
        report = run(["inbox"], OUT, Options(translator="none", site=False, force=True))
    else:
        report = run(["inbox/a.txt"], OUT, BY_HAND)

    (failed,) = report.failed
    assert tried == ["A poison spill closes Varn harbour"]
    assert not failed.is_waiting


def test_a_folder_that_is_named_by_hand_waits(tried: list[str]) -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    run_desk()
    tried.clear()

    assert [failed.is_waiting for failed in run(["inbox"], OUT, BY_HAND).failed] == [True]
    assert tried == []


def fail_ten_times(*sources: str | Source) -> None:
    for _ in range(10):
        run_desk(*sources)
        let_time_pass(OUT)


def test_after_ten_attempts_it_is_set_aside(tried: list[str]) -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    put("b.txt", "Storm closes Varn harbour")
    fail_ten_times()
    tried.clear()

    report = run_desk()

    assert (report.failed, len(report.set_aside), len(report.of(Unchanged))) == ([], 1, 1)
    assert tried == []
    assert "0 failed, 1 set aside (`wireglot retry` tries again)" in str(report)
    assert [failed.is_set_aside for failed in Failures(OUT).all()] == [True]


def test_what_is_set_aside_is_listed_with_its_command() -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    fail_ten_times()

    result = CliRunner().invoke(app, ["list", "--state", "failed", "--outputs", "out"])
    json_row = json.loads(CliRunner().invoke(app, ["list", "--state", "failed", "--outputs", "out", "--json"]).stdout)

    assert "set aside" in result.stdout
    assert "wireglot retry --outputs " in result.stderr
    assert (json_row["attempts"], json_row["set_aside"], json_row["next_try"]) == (10, True, "")


def test_retry_tries_what_is_set_aside() -> None:
    path = put("a.txt", "A poison spill closes Varn harbour")
    fail_ten_times()
    path.write_text("A spill closes Varn harbour" + BODY)

    assert retry(Store(OUT), BY_HAND).new == 1
    assert Failures(OUT).all() == []


def test_a_file_that_was_renamed_leaves_the_list_by_retry(caplog: pytest.LogCaptureFixture) -> None:
    path = put("a.txt", "A poison spill closes Varn harbour")
    run_desk()
    path.rename("inbox/b.txt")
    run_desk()

    listed = CliRunner().invoke(app, ["list", "--state", "failed", "--outputs", "out"])
    retry(Store(OUT), BY_HAND)

    assert "its file is gone" in listed.stdout
    assert [one.source for one in Failures(OUT).all()] == ["inbox/b.txt"]
    assert "inbox/a.txt is no longer there" in caplog.text


def test_what_is_set_aside_leaves_the_inbox() -> None:
    inbox = Source("inbox", move=True)
    put("a.txt", "A poison spill closes Varn harbour")
    fail_ten_times(inbox)
    gone = sorted(str(path) for path in Path("inbox").rglob("*.txt"))

    report = run_and_retry(inbox)

    assert gone == ["inbox/failed/a.txt"]
    assert report.failed == []


def test_what_cannot_be_read_is_tried_in_failed_when_its_time_has_come() -> None:
    inbox = Source("inbox", move=True)
    put("a.txt", "").write_bytes(b"\0\1\2" * 100)
    run_and_retry(inbox)
    run_and_retry(inbox)
    (waiting,) = Failures(OUT).all()
    let_time_pass(OUT)
    run_and_retry(inbox)
    (again,) = Failures(OUT).all()
    Path("inbox/failed/a.txt").write_text("Storm closes Varn harbour" + BODY, "utf-8")

    assert (waiting.attempts, again.attempts) == (1, 2)
    assert run_and_retry(inbox).new == 1


def test_each_run_tries_what_the_machine_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_down(batch: Sequence[Article]) -> None:
        raise OSError(5, "Input/output error")

    put("a.txt", "Storm closes Varn harbour")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "detect_languages", is_down)
        first = [run_desk().failed[0] for _ in range(12)]

    assert [(one.failure.cause, one.is_waiting, one.is_set_aside) for one in first] == [("machine", False, False)] * 12
    assert run_desk().new == 1


def test_a_full_disk_costs_no_work(monkeypatch: pytest.MonkeyPatch, tried: list[str]) -> None:
    put("a.txt", "Storm closes Varn harbour")
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "has_space", lambda root: False)
        failed = run_desk().failed

    assert [(one.stage, one.failure.cause, one.is_waiting) for one in failed] == [("store", "machine", False)]
    assert "No space left on device" in failed[0].error
    assert tried == []
    assert run_desk().new == 1
    assert Failures(OUT).all() == []


def test_a_kill_never_waits(tried: list[str]) -> None:
    text = "---\ntitle: A poison spill\nstatus: canceled\n---\n" + BODY
    Path("inbox/a.md").write_text(text)
    run_desk()
    run_desk()

    assert all(not failed.is_waiting for failed in run_desk().failed)


FEED = """<rss version="2.0"><channel><title>Tarn Daily</title>
<item><title>A poison spill in Tarn</title><link>https://tarn.example/a</link><description>{0}</description></item>
<item><title>Ferry stops</title><link>https://tarn.example/b</link><description>{0}</description></item>
</channel></rss>"""


@pytest.mark.process
def test_an_item_of_a_feed_waits(tried: list[str]) -> None:
    with WebServer() as server:
        server.pages["/feed.xml"] = Page(FEED.format(BODY).encode())
        source = Source(server.address("/feed.xml"), allow=("127.0.0.1",))
        run_desk(source)
        tried.clear()
        report = run_desk(source)
        let_time_pass(OUT)
        later = run_desk(source)

    assert [(one.source, one.is_waiting) for one in report.failed] == [("https://tarn.example/a", True)]
    assert [one.is_waiting for one in later.failed] == [False]
    assert tried == ["A poison spill in Tarn"]


def works_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the stage that raised works."""
    monkeypatch.setattr(pipeline, "detect_languages", detect_languages)


@pytest.mark.process
def test_an_item_that_left_its_feed_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    with WebServer() as server:
        server.pages["/feed.xml"] = Page(FEED.format(BODY).encode())
        source = Source(server.address("/feed.xml"), name="Tarn", allow=("127.0.0.1",))
        run_and_retry(source)
        server.pages["/feed.xml"] = Page(FEED.format(BODY).replace("tarn.example/a", "tarn.example/c").encode())
        works_again(monkeypatch)
        at_once = run_and_retry(source)
        let_time_pass(OUT)
        report = run_and_retry(source)

    assert [done.uri for done in at_once.of(Done)] == ["https://tarn.example/c"]
    (done,) = report.of(Done)
    assert (done.edition.article.source_name, done.edition.desk) == ("Tarn", "harbour")
    assert done.uri == "https://tarn.example/a"
    assert list((OUT / ".wireglot" / "failures").iterdir()) == []


@pytest.mark.process
def test_a_correction_that_left_its_feed_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clock said when the story was stored: it was not sent after the correction."""
    with WebServer() as server:
        source = Source(server.address("/feed.xml"), name="Tarn", allow=("127.0.0.1",))
        for headline, link in (("spill", "a"), ("poison spill", "a"), ("spill", "c")):
            feed = FEED.format(BODY).replace("poison spill", headline).replace("tarn.example/a", f"tarn.example/{link}")
            server.pages["/feed.xml"] = Page(feed.encode())
            run_and_retry(source)
        works_again(monkeypatch)
        let_time_pass(OUT)
        (done,) = run_and_retry(source).of(Done)

    assert (done.stored.version, done.edition.article.headline) == (2, "A poison spill in Tarn")


@pytest.mark.process
def test_an_item_that_was_withdrawn_meanwhile_stays_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    with WebServer() as server:
        server.pages["/feed.xml"] = Page(FEED.format(BODY).encode())
        run_and_retry(Source(server.address("/feed.xml"), allow=("127.0.0.1",)))
    Path("inbox/kill.json").write_text(
        json.dumps({"uri": "https://tarn.example/a", "pubstatus": "canceled", "headline": "Kill", "body_text": "Kill."})
    )
    works_again(monkeypatch)
    run_and_retry(Source("inbox"))
    let_time_pass(OUT)
    retry(Store(OUT), BY_HAND)

    store = Store(OUT)
    states = {store.read(id).article.uri: store.read(id).state for id in store.ids()}
    assert states["https://tarn.example/a"] == "withdrawn"
    assert Failures(OUT).all() == []


def test_a_record_of_an_archive_waits(tried: list[str]) -> None:
    Path("news.warc.gz").write_bytes(members(capture("Kerrow"), capture("poison"), capture("Callan")))
    (failed,) = run_desk("news.warc.gz").failed
    tried.clear()
    (waiting,) = run_desk("news.warc.gz").of(Failed)
    let_time_pass(OUT)
    (later,) = run_desk("news.warc.gz").of(Failed)

    assert (failed.uri, failed.is_waiting) == (waiting.uri, False)
    assert (waiting.is_waiting, later.is_waiting) == (True, False)
    assert tried == ["Pier collapses in poison"]


def test_success_takes_it_off_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", "A poison spill closes Varn harbour")
    run_desk()
    works_again(monkeypatch)
    let_time_pass(OUT)

    assert [type(one) for one in run_desk().outcomes] == [Done]
    assert Failures(OUT).all() == []
