"""A chat server that is configured and cannot be used: named by `engines`, by the run and in the editions."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.chat_server import MODEL, ChatServer, Request, Turn, silent, status
from tests.chat_summarisers import quoting
from wireglot.flows.cli.app import app
from wireglot.models import chat

pytestmark = pytest.mark.process

ARTICLE = """Storm closes harbour {n}

The harbour of Varn was closed on Monday after a storm damaged forty boats, the port said. Nobody was hurt in the night.

Repairs will cost 3 million crowns and take until May. The mayor promised help to the owners within two weeks. Insurers
will visit the quay on Friday. Fishing boats went to the next harbour, where there is room for thirty of them. The port
expects the first ferry on Saturday, and asks everyone to stay away from the quay until the cranes have been inspected.
Two of them lost their cables in the storm. A third one fell on an empty warehouse and has to be taken apart there.
"""
SWEDISH = """Stormen stängde hamnen

Hamnen i Varn stängdes i måndags efter att en storm skadat fyrtio båtar. Ingen skadades under natten.

Reparationerna kostar tre miljoner kronor och tar tid till maj. Borgmästaren lovade hjälp till ägarna inom två veckor.
Försäkringsbolagen besöker kajen på fredag. Fiskebåtarna gick till nästa hamn, där det finns plats för trettio av dem.
Hamnen väntar den första färjan på lördag, och ber alla hålla sig borta från kajen tills kranarna har inspekterats.
Två av dem förlorade sina vajrar i stormen. En tredje föll på ett tomt magasin och måste plockas isär där.
"""
CLOSED_PORT = "http://127.0.0.1:9/v1"  # the discard port, on which nothing listens


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An inbox with three articles in the reader's language, so that only the summaries concern the server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREGLOT_OUTPUTS", raising=False)
    (tmp_path / "inbox").mkdir()
    for n in range(3):
        (tmp_path / "inbox" / f"{n}.txt").write_text(ARTICLE.format(n=n), "utf-8")
    chat.clear_availability()
    yield tmp_path
    chat.clear_availability()


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the variables of the chat server by their last words."""

    def set_variables(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"WIREGLOT_CHAT_{name}", value)

    return set_variables


def wireglot(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, object]]:
    result = wireglot(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def warnings(row: dict[str, object]) -> list[str]:
    found: list[str] = json.loads((Path(str(row["folder"])) / "edition.json").read_bytes())["warnings"]
    return found


def test_without_a_configured_server_nothing_is_said(here: Path) -> None:
    made = rows("run", "--plain", "inbox")

    assert not any("chat" in str(warnings(row)) or "chat_fault" in row for row in made)


@pytest.mark.parametrize(
    ("variables", "fault"),
    [
        ({"URL": CLOSED_PORT, "MODEL": MODEL}, "cannot be reached"),
        ({"URL": CLOSED_PORT}, "WIREGLOT_CHAT_URL is set without WIREGLOT_CHAT_MODEL"),
        ({"MODEL": MODEL}, "WIREGLOT_CHAT_MODEL: set without WIREGLOT_CHAT_URL"),
        ({"KEY": "sk-1"}, "WIREGLOT_CHAT_KEY: set without WIREGLOT_CHAT_URL"),
        ({"URL": "localhost:11434", "MODEL": MODEL}, "WIREGLOT_CHAT_URL must be an address such as http://"),
        ({"URL": CLOSED_PORT, "MODEL": MODEL, "WINDOW": "big"}, "WIREGLOT_CHAT_WINDOW must be a number of tokens"),
    ],
)
def test_a_fault_is_named_everywhere(here: Path, configure: Callable[..., None], variables: dict[str, str], fault: str):
    configure(**variables)

    made = rows("run", "--plain", "inbox")
    printed = wireglot("run", "--plain", "inbox")
    listed = [row for row in rows("engines") if row["name"] == "chat"]

    for row in made:
        assert fault in str(row["chat_fault"])
        (warning,) = warnings(row)
        assert warning.startswith("A chat server is configured and could not be used. ")
        assert fault in warning
        assert warning.endswith(". Instead: summaries by extract.")
    assert f"A chat server is configured and cannot be used. {made[0]['chat_fault']}" in printed.stderr
    assert [fault in str(row["fault"]) for row in listed] == [True, True]
    assert fault in wireglot("engines").stdout


@pytest.mark.parametrize(
    ("turn", "fault"),
    [
        (status(401, "no such key"), "answered 401: no such key"),
        (status(404, "no such model"), "answered 404: no such model"),
        (silent(), "gave no answer within 3 s"),
    ],
)
def test_a_server_that_refuses_is_checked_once_a_run(
    here: Path, configure: Callable[..., None], turn: Turn, fault: str
) -> None:
    server = ChatServer([turn], models=turn)
    with server as url:
        configure(URL=url, MODEL=MODEL)
        made = rows("run", "--plain", "inbox")

    assert len(made) == 3
    assert all(fault in str(warnings(row)) for row in made)
    assert len(server.asked) <= 2  # the list of models, and one answer


def test_a_server_that_dies_during_a_run_is_named(here: Path, configure: Callable[..., None]) -> None:
    server = ChatServer([status(500, "out of memory", retry_after=0)])
    with server as url:
        configure(URL=url, MODEL=MODEL)
        made = rows("run", "--plain", "inbox")

    assert {row["summarizer"] for row in made} == {"extract"}
    assert all("answered 500" in str(warnings(row)) for row in made)


def test_a_refused_key_is_sent_once_though_the_model_is_listed(here: Path, configure: Callable[..., None]) -> None:
    server = ChatServer([status(401, "no such key")])
    with server as url:
        configure(URL=url, MODEL=MODEL)
        made = rows("run", "--plain", "inbox/0.txt")

    assert len(server.requests) == 1
    assert "answered 401: no such key" in str(warnings(made[0]))


@pytest.mark.parametrize(("role", "stage"), [("--translator", "translate"), ("--summarizer", "summarize")])
def test_articles_fail_when_a_named_server_breaks_down(
    here: Path, configure: Callable[..., None], role: str, stage: str
) -> None:
    (here / "inbox" / "3.txt").write_text(SWEDISH, "utf-8")
    with ChatServer([status(401, "no such key")]) as url:
        configure(URL=url, MODEL=MODEL)
        done = wireglot("run", "--plain", "--json", "inbox/3.txt", role, "chat")

    assert done.exit_code == 2
    assert json.loads(done.stdout)["stage"] == stage
    assert "answered 401: no such key" in json.loads(done.stdout)["error"]
    assert not list(here.glob("outputs/editions/*/v*"))


def test_an_article_that_nothing_translated_says_so(here: Path, configure: Callable[..., None]) -> None:
    configure(URL=CLOSED_PORT, MODEL=MODEL)
    (here / "inbox" / "ka.txt").write_text("ბორანი ორშაბათს ნავსადგურთან დაზიანდა. არავინ დაშავებულა.\n", "utf-8")

    made = rows("run", "--plain", "inbox/ka.txt")

    assert warnings(made[0])[-1].endswith(" Instead: no translation, summaries by extract.")


def test_a_server_that_is_back_makes_the_summaries(here: Path, configure: Callable[..., None]) -> None:
    configure(URL=CLOSED_PORT, MODEL=MODEL)
    rows("run", "--plain", "inbox")
    with ChatServer(quoting) as url:
        configure(URL=url)
        made = rows("run", "--plain", "inbox")

    assert {(row["version"], row["summarizer"]) for row in made} == {(2, "chat")}
    assert not any(warnings(row) for row in made)


def test_the_summaries_of_a_server_outlive_it(here: Path, configure: Callable[..., None]) -> None:
    with ChatServer(quoting) as url:
        configure(URL=url, MODEL=MODEL)
        rows("run", "--plain", "inbox")

    made = rows("run", "--plain", "inbox")

    assert {(row["version"], row["summarizer"]) for row in made} == {(1, "chat")}
    assert all("cannot be reached" in str(row["chat_fault"]) for row in made)


def test_engines_that_were_named_do_without_the_server(here: Path, configure: Callable[..., None]) -> None:
    def unexpected(request: Request) -> Turn:
        raise AssertionError(f"The server was asked for {request.path}")

    server = ChatServer(unexpected)
    with server as url:
        configure(URL=url, MODEL=MODEL)
        made = rows("run", "--plain", "inbox", "--translator", "none", "--summarizer", "extract")

    assert server.asked == []
    assert not any(warnings(row) for row in made)


@pytest.mark.parametrize("role", ["--translator", "--summarizer"])
def test_a_named_chat_server_that_is_down_ends_the_run(here: Path, configure: Callable[..., None], role: str) -> None:
    configure(URL=CLOSED_PORT, MODEL=MODEL)

    refused = wireglot("run", "--plain", "inbox", role, "chat")

    assert refused.exit_code == 2
    assert "chat is not ready" in refused.stderr
    assert "cannot be reached" in refused.stderr
    assert not list(here.glob("outputs/editions/*/v*"))
