"""The flow: honest states, artifacts, few tasks, and no article text in Prefect."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from tests.web_server import Page, WebServer
from wireglot.articles.reading import name_of
from wireglot.flows.options import Options

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("shared_server")]

TEXT = """{title}

The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt.

The mayor promised help to the owners within two weeks. Insurers will visit the quay on Friday.
"""


def an_inbox(tmp_path: Path, good: int, bad: int = 0) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(good):
        (inbox / f"good-{n:03d}.txt").write_text(TEXT.format(title=f"Storm {n}"), "utf-8")
    for n in range(bad):
        (inbox / f"bad-{n:03d}.txt").write_text("", "utf-8")
    return inbox


def run_flow(inbox: Path, tmp_path: Path, options: Options | None = None):  # type: ignore[no-untyped-def]
    from wireglot.flows.flow import summarize_articles

    return summarize_articles([str(inbox)], str(tmp_path / "out"), options or Options(), return_state=True)


def test_a_second_run_finds_everything_unchanged(tmp_path: Path) -> None:
    inbox = an_inbox(tmp_path, good=2)

    first, second = run_flow(inbox, tmp_path), run_flow(inbox, tmp_path)

    assert first.name == "Completed"
    assert "2 new versions" in first.message
    assert "0 new versions, 2 unchanged" in second.message


def test_some_failures_make_the_run_partially_failed(tmp_path: Path) -> None:
    state = run_flow(an_inbox(tmp_path, good=2, bad=1), tmp_path)

    assert (state.name, state.type.value) == ("PartiallyFailed", "COMPLETED")
    assert "bad-000.txt" in state.message


def test_more_failures_than_half_fail_the_run(tmp_path: Path) -> None:
    state = run_flow(an_inbox(tmp_path, good=1, bad=2), tmp_path)

    assert state.type.value == "FAILED"
    assert "2 failed" in state.message


def test_a_failed_run_logs_no_traceback_and_no_report(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL

    from wireglot.flows import flow

    parameters = {"sources": [str(an_inbox(tmp_path, good=1, bad=2))], "outputs": str(tmp_path / "out")}
    with get_client(sync_client=True) as client:
        id = client.create_flow_run(flow.summarize_articles, parameters=parameters).id
        env = os.environ | {
            "PREFECT_API_URL": str(PREFECT_API_URL.value()),
            "PREFECT_LOGGING_LEVEL": "INFO",
            "PREFECT__FLOW_RUN_ID": str(id),
            "PREFECT__FLOW_ENTRYPOINT": f"{flow.__file__}:summarize_articles",
        }
        command = [sys.executable, "-m", "prefect.engine"]
        log = subprocess.run(command, env=env, capture_output=True, text=True, timeout=600)
        state = client.read_flow_run(id).state

    printed = log.stdout + log.stderr
    assert state.type.value == "FAILED", printed
    assert "2 failed" in printed
    assert "Traceback" not in printed
    assert "Report(" not in printed


def test_invalid_options_fail_before_anything_is_stored(tmp_path: Path) -> None:
    state = run_flow(an_inbox(tmp_path, good=1), tmp_path, Options(translator="babelfish"))

    assert state.type.value == "FAILED"
    assert not (tmp_path / "out").exists()


def test_a_run_that_cannot_be_fails_with_the_sentence_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "out").write_text("a file")
    with caplog.at_level("INFO"):
        state = run_flow(an_inbox(tmp_path, good=1), tmp_path, Options(desk="a"))

    assert state.type.value == "FAILED"
    assert state.message.startswith(f"The output folder {tmp_path / 'out'} cannot be written to (Not a directory)")
    assert [record for record in caplog.records if record.exc_info] == []


def test_a_misspelt_parameter_is_refused(tmp_path: Path) -> None:
    from prefect.exceptions import ParameterTypeError

    from wireglot.flows.flow import summarize_articles

    inbox = [str(an_inbox(tmp_path, good=1))]
    read = summarize_articles.validate_parameters(
        {"sources": inbox, "outputs": "x", "options": {"to": "de", "limit": 3}}
    )

    assert read["options"] == Options(to="de", limit=3)
    with pytest.raises(ParameterTypeError, match="translater"):
        summarize_articles.validate_parameters({"sources": inbox, "options": {"translater": "none"}})


def test_each_batch_takes_one_task_per_stage(tmp_path: Path) -> None:
    """111 files are two batches: four tasks each, whatever the number of articles."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, FlowRunFilter, FlowRunFilterId

    state = run_flow(an_inbox(tmp_path, good=110, bad=1), tmp_path, Options(desk="north"))
    id: UUID = state.state_details.flow_run_id

    with get_client(sync_client=True) as client:
        tasks = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[id])))
        artifacts = client.request(
            "POST",
            "/artifacts/filter",
            json={"artifacts": ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[id])).model_dump(mode="json")},
        ).json()

    assert len(tasks) == 2 * 4
    keys = {f"north-{name}" for name in ("progress", "summaries", "counts", "sources", "failures")}
    assert {artifact["key"] for artifact in artifacts} == keys
    assert any("Storm 0" in str(artifact["data"]) for artifact in artifacts)
    assert any("bad-000.txt" in str(artifact["data"]) for artifact in artifacts)
    (sources,) = (json.loads(artifact["data"]) for artifact in artifacts if artifact["key"] == "north-sources")
    assert [(row["source"], row["state"], row["items"]) for row in sources] == [(str(tmp_path / "inbox"), "ok", 111)]
    assert not any("Insurers" in str(task.model_dump()) for task in tasks)


def test_desks_become_deployments_with_their_schedules(tmp_path: Path) -> None:
    from wireglot.flows.desks import read_config
    from wireglot.flows.serving.deployments import deployments

    path = tmp_path / "wireglot.toml"
    path.write_text(
        '[desks.a]\nsources=["inbox"]\nto="de"\nschedule={interval=60}\n'
        '[desks.b]\nsources=["inbox"]\noutputs="own"\nschedule={cron="0 6 * * *", timezone="Europe/Stockholm"}\n'
    )

    a, b = deployments(read_config(path))

    assert (a.flow_name, a.name, b.name) == ("summarize-articles", "a", "b")
    assert a.schedules[0].schedule.interval.total_seconds() == 60
    assert b.schedules[0].schedule.timezone == "Europe/Stockholm"
    assert a.parameters["options"].to == "de"


def test_no_password_of_a_source_is_in_prefect(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """In parameters, names, logs, artifacts and states of a deployment and its runs; nor in the output folder."""
    from prefect.client.orchestration import get_client

    from wireglot.flows.desks import read_config
    from wireglot.flows.flow import summarize_articles
    from wireglot.flows.serving.deployments import deployments

    feed = b"<rss><channel><item><title>Storm</title><link>https://varn.example/a</link><description>The harbour of"
    feed += b" Varn was closed on Monday after a storm damaged forty boats.</description></item></channel></rss>"
    path = tmp_path / "wireglot.toml"
    with WebServer() as server, get_client(sync_client=True) as client:
        server.pages["/feed?token=t0psecret"] = Page(feed)
        place = server.address("/feed?token=t0psecret").replace("//", "//reader:pa55word@")
        gone = server.address("/gone").replace("//", "//reader:pa55word@")
        path.write_text(
            f'outputs = "out"\n[desks.a]\nsources = ["{place}", {{at = "{gone}", name = "Gone"}}]\n'
            'allow = ["127.0.0.1"]\nfull_text = false\n'
        )
        (deployment,) = deployments(read_config(path))
        id = deployment.apply()
        stored = client.read_deployment(id).parameters
        parameters = {**stored, "options": Options(**stored["options"])}
        state = summarize_articles(**parameters, return_state=True)
        everything = [
            client.read_deployment(id),
            state,
            *client.read_flow_runs(),
            *client.read_artifacts(),
            *client.read_logs(),
        ]
        asked = server.asked("/feed?token=t0psecret")

    assert (state.name, len(list(tmp_path.glob("out/*/v0001")))) == ("PartiallyFailed", 1)
    assert "authorization" in asked[-1].headers
    written = [text.read_text("utf-8", "replace") for text in (tmp_path / "out").rglob("*") if text.is_file()]
    for text in (*map(str, everything), *written, *capfd.readouterr()):
        assert [word for word in ("pa55word", "t0psecret") if word in text] == []


def test_a_source_whose_password_is_unknown_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wireglot.flows.flow import summarize_articles

    with WebServer() as server:
        masked = server.address("/feed").replace("//", "//hidden@")
        options = Options(allow=("127.0.0.1",))
        unknown = summarize_articles([masked], str(tmp_path), options, config="gone.toml", return_state=True)
        monkeypatch.setenv("WIREGLOT_SOURCES", masked.replace("hidden", "reader:pa55word"))
        summarize_articles([masked], str(tmp_path), options, return_state=True)
        asked = server.asked("/feed")

    assert "expected its user, password or key" in unknown.message
    assert [request.headers["authorization"][:6] for request in asked] == ["Basic "]


def test_names_that_are_not_utf8_pass_through_prefect(tmp_path: Path) -> None:
    inbox = tmp_path / os.fsdecode(b"d\xe9p\xeaches")
    inbox.mkdir()
    (inbox / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT.format(title="Storm"), "utf-8")
    (inbox / os.fsdecode(b"vide\xe9.txt")).write_text("", "utf-8")
    from wireglot.flows.flow import summarize_articles

    outputs = tmp_path / os.fsdecode(b"\xe9ditions")
    state = summarize_articles([name_of(inbox)], name_of(outputs), return_state=True)

    assert state.name == "PartiallyFailed"
    assert "vide�E9.txt" in state.message
    assert len(list(outputs.glob("*caf*/v0001/edition.json"))) == 1
