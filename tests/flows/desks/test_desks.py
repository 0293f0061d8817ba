"""wireglot.toml: desks are read as written, and all faults of a file are reported together."""

from pathlib import Path

import pytest

from tests.examples import an_edition
from wireglot.flows.desks import InvalidDesks, Schedule, missing_sources, read_config, shared_sources
from wireglot.flows.sources.source import Source
from wireglot.outputs import Store

GOOD = """
outputs = "out"
[desks.nordic]
sources = ["inbox/nordic", "/srv/wire"]
to = "de"
limit = 20
schedule = { interval = 900 }
[desks.by-hand]
sources = ["inbox"]
to = "de-DE"
"""


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "wireglot.toml"
    path.write_text(text, "utf-8")
    return path


def test_relative_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, GOOD))

    assert found.desks[0].outputs == tmp_path / "out"
    assert found.desks[0].sources == (Source(str(tmp_path / "inbox/nordic")), Source("/srv/wire"))


def test_a_desk_has_its_options_and_schedule(tmp_path: Path) -> None:
    nordic, by_hand = read_config(config(tmp_path, GOOD)).desks

    assert (nordic.options.to, nordic.options.limit) == ("de", 20)
    assert nordic.schedule == Schedule(interval=900)
    assert str(nordic.schedule) == "every 900 s"
    assert by_hand.schedule is None


def test_a_desk_is_found_by_its_name(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, GOOD))

    assert (found.desk("by-hand"), found.desk("southern")) == (found.desks[1], None)


def test_a_cron_schedule_has_a_time_zone(tmp_path: Path) -> None:
    text = '[desks.a]\nsources=["x"]\nschedule = { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }'

    (desk,) = read_config(config(tmp_path, text)).desks

    assert desk.schedule == Schedule(cron="*/15 6-22 * * *", timezone="Europe/Stockholm")
    assert str(desk.schedule) == "*/15 6-22 * * * Europe/Stockholm"


def test_the_command_line_overrules_the_output_folders(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, GOOD), outputs=tmp_path / "else")

    assert {desk.outputs for desk in found.desks} == {tmp_path / "else"}


def test_a_desk_can_have_its_own_output_folder(tmp_path: Path) -> None:
    nordic, by_hand = read_config(config(tmp_path, GOOD + 'outputs = "own"\n')).desks

    assert (nordic.outputs, by_hand.outputs) == (tmp_path / "out", tmp_path / "own")


def test_desks_for_two_readers_need_two_output_folders(tmp_path: Path) -> None:
    text = '[desks.a]\nsources=["x"]\n[desks.b]\nsources=["y"]\nto="de"\noutputs = "outputs/../outputs/editions"'

    with pytest.raises(InvalidDesks, match=r"desks\.b\.to: .* has en \(desks\.a\), not de; .* outputs = \".*-de\""):
        read_config(config(tmp_path, text))


@pytest.mark.parametrize(
    ("written", "dask"), [("2", "2"), ('"2"', "2"), ('"tcp://10.0.0.7:8786"', "tcp://10.0.0.7:8786")]
)
def test_a_desk_names_workers_or_a_cluster(tmp_path: Path, written: str, dask: str) -> None:
    pytest.importorskip("prefect_dask")
    (desk,) = read_config(config(tmp_path, f'[desks.a]\nsources = ["x"]\ndask = {written}')).desks

    assert desk.options.dask == dask


@pytest.mark.parametrize("written", ["0", "-1", "true", "1.5", '"two"', '"10.0.0.7"', '"http://10.0.0.7:8786"'])
def test_other_values_of_dask_are_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(InvalidDesks, match=r"desks\.a\.dask: "):
        read_config(config(tmp_path, f'[desks.a]\nsources = ["x"]\ndask = {written}'))


def test_an_address_with_a_password_is_no_cluster(tmp_path: Path) -> None:
    """Prefect keeps the parameters of runs, and the message may be in a log."""
    with pytest.raises(InvalidDesks, match=r"desks\.a\.dask: ") as caught:
        read_config(config(tmp_path, '[desks.a]\nsources = ["x"]\ndask = "tcp://reader:pa55word@host:8786"'))

    assert "pa55word" not in str(caught.value)


def test_desks_that_share_files_and_folder_are_named(tmp_path: Path) -> None:
    text = """
    [desks.all]
    sources = ["inbox"]
    [desks.nordic]
    sources = ["inbox/../inbox/nordic"]
    [desks.own]
    sources = ["inbox"]
    outputs = "own"
    [desks.wire]
    sources = ["inbox-wire"]
    """

    (found,) = shared_sources(read_config(config(tmp_path, text)).desks)

    assert "Desks all and nordic read the same sources" in found


def test_missing_folders_of_all_desks_are_named(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    text = """
    [desks.a]
    sources = ["here", "share", "https://news.example/feed.xml"]
    [desks.b]
    sources = ["gone.txt"]
    """

    found = missing_sources(read_config(config(tmp_path, text)).desks)

    assert [line.partition(" is missing")[0] for line in found] == [
        f"desks.a: {tmp_path / 'share'}",
        f"desks.b: {tmp_path / 'gone.txt'}",
    ]


def test_a_desk_cannot_write_into_a_folder_of_another_reader(tmp_path: Path) -> None:
    Store(tmp_path / "outputs/editions").add(an_edition())

    with pytest.raises(InvalidDesks, match=r"desks\.b\.to: .* has en \(its articles\), not de"):
        read_config(config(tmp_path, '[desks.b]\nsources=["y"]\nto="de"'))


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    text = """
    colour = "red"
    [desks.Bad_Name]
    sources = "inbox"
    to = 5
    pace = 3
    schedule = { cron = "every day" }
    [desks.b]
    sources = ["x"]
    translator = "babelfish"
    schedule = { cron = "0 6 * * *", timezone = "Europe/Atlantis" }
    """
    with pytest.raises(InvalidDesks) as fault:
        read_config(config(tmp_path, text))

    for part in (
        "colour: unknown key",
        "Bad_Name: the name of a desk",
        'sources: expected a list, such as sources = ["inbox/nordic", "https://news.example/feed.xml"], found "inbox"',
        "to: expected text in quotes, found 5",
        "pace: unknown key",
        "every day",
        "babelfish",
        "Atlantis",
    ):
        assert part in str(fault.value), part
    first, *lines = str(fault.value).splitlines()
    assert first == f"{tmp_path / 'wireglot.toml'}:"
    assert len(lines) == len({line.partition(": ")[0] for line in lines}) == 8


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("base_uri = 5", "base_uri: unknown key; did you mean base_url? The keys here are outputs, base_url, desks."),
        ('to = "de"', "to: unknown key; it belongs to a desk, below its [desks.NAME]. The keys"),
        (
            '[desks.a]\nlanguage = "de"',
            'unknown key; it belongs to a source, such as { at = "inbox", language = "de"',
        ),
        ("[desks.a]\nmove = true", 'unknown key; it belongs to a source, such as { at = "inbox", move = true }. The'),
        ("[desks.a]\nschedule = { every = 5 }", "every: unknown key. The keys here are cron, timezone, interval."),
        ("[desks.schedule]\nsources = [{ at = 'x', pase = 1 }]", "desks.schedule.source 1.pase: unknown key; did you"),
        ("[desks.a]\nschedule = '0 6 * * *'", "desks.a.schedule: expected a table, such as schedule = { interval"),
        ('[desks.a]\nnotify = "https://x.example/secret"', "desks.a.notify: expected a table, such as notify = {"),
        ("[desks.a]\nto = 2026-01-01", "desks.a.to: expected text in quotes, found 2026-01-01."),
        ("[desks.a]\nglossary = { a = 1 }", "desks.a.glossary: expected text in quotes, found a table."),
        ("[desks.a]\npause = true", "desks.a.pause: expected a number, found true."),
        ("[desks.a]\nlimit = 20.5", "desks.a.limit: expected a whole number, found 20.5."),
        ("[desks.a]\ntime_limit = 1", "desks.a.time_limit: expected 5 or more, found 1."),
        ("[desks.a]\nsources = []", "desks.a.sources: expected at least one, such as sources = ["),
        ("[desks.'Nörd lich']", 'desks."Nörd lich": the name of a desk has 1 to 63 characters'),
        ("[desks]", "desks: expected at least one, such as [desks.NAME] with sources = "),
        ("[[desks]]", "desks: expected a table, such as [desks.NAME] with sources = "),
    ],
)
def test_a_fault_says_what_is_expected(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(InvalidDesks) as found:
        read_config(config(tmp_path, text))

    assert fault in str(found.value)
    assert "Table" not in str(found.value)
    assert "secret" not in str(found.value)


@pytest.mark.parametrize("outputs", ["a" * 300, "\\u0000"])
def test_a_path_that_cannot_be_is_a_fault(tmp_path: Path, outputs: str) -> None:
    with pytest.raises(InvalidDesks, match=r"desks\.a\.outputs: '.*' cannot be a folder"):
        read_config(config(tmp_path, f'[desks.a]\nsources=["x"]\noutputs = "{outputs}"'))


def test_the_file_is_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    path = config(tmp_path, f"\ufeff{GOOD}")
    assert read_config(path).desk("nordic")

    path.write_bytes(b"outputs = '\xff'")
    with pytest.raises(InvalidDesks, match=r"is not UTF-8 text \(byte 12\); save it as UTF-8"):
        read_config(path)


@pytest.mark.parametrize("text", ["", "[desks", "desks = 3"])
def test_a_file_without_desks_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidDesks, match=r"wireglot\.toml"):
        read_config(config(tmp_path, text))


def test_a_missing_file_is_reported_with_the_option(tmp_path: Path) -> None:
    with pytest.raises(InvalidDesks, match="--config"):
        read_config(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("schedule", "fault"),
    [
        ('{ cron = "0 0 30 2 *" }', "schedule.cron: '0 0 30 2 *' never fires"),
        ('{ cron = "* * * * * *" }', "has 6 fields; a cron schedule has five"),
        ("{ interval = 1 }", "schedule.interval: 1 is not an interval of 5 to 2678400 seconds"),
        ("{ interval = 99999999999 }", "for rarer runs give a cron"),
        ('{ cron = "0 6 * * *", timezone = "localtime" }', "schedule.timezone: 'localtime' is not a time zone"),
        ('{ cron = "0 6 * * *", timezone = "posix/Europe/Stockholm" }', "is not a time zone"),
        ("{}", "schedule: give { cron"),
        ('{ cron = "0 6 * * *", interval = 9 }', "schedule: give { cron"),
    ],
)
def test_a_schedule_that_cannot_run_is_refused(tmp_path: Path, schedule: str, fault: str) -> None:
    text = f'[desks.a]\nsources=["x"]\nschedule = {schedule}'

    with pytest.raises(InvalidDesks) as found:
        read_config(config(tmp_path, text))

    assert fault in str(found.value)


SOURCE = """
[desks.a]
pause = 2
allow = ["intranet.example"]
sources = ["inbox", {{ at = "https://news.example/feed.xml", {keys} }}]
"""


def test_a_source_has_settings_of_its_own(tmp_path: Path) -> None:
    keys = 'name = "Tagblatt", language = "de-CH", full_text = false, pause = 5, allow = ["Wire.example", "10.0.0.7"]'

    (desk,) = read_config(config(tmp_path, SOURCE.format(keys=keys))).desks

    assert desk.sources[0] == Source(str(tmp_path / "inbox"))
    assert desk.sources[1] == Source(
        "https://news.example/feed.xml", "Tagblatt", "de-CH", False, 5.0, ("wire.example", "10.0.0.7")
    )


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ('colour = "red"', "desks.a.source 2.colour: unknown key"),
        ('language = "xx"', "desks.a.source 2.language: 'xx' is not a language"),
        ("pause = -1", "desks.a.source 2.pause: expected 0 or more, found -1"),
        ('allow = ["http://intranet.example"]', "desks.a.source 2.allow 1: 'http://intranet.example' is no host"),
        ('allow = ["intranet.example:8080"]', "desks.a.source 2.allow 1: 'intranet.example:8080' is no host"),
    ],
)
def test_a_fault_of_a_source_names_desk_and_key(tmp_path: Path, keys: str, fault: str) -> None:
    with pytest.raises(InvalidDesks) as found:
        read_config(config(tmp_path, SOURCE.format(keys=keys)))

    assert fault in str(found.value)


def test_the_faults_of_all_sources_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    text = """
    [desks.a]
    sources = [7, "ftp://reader:pa55word@news.example/feed", { at = "inbox", pause = 3 }, { name = "Nowhere" }]
    """

    with pytest.raises(InvalidDesks) as found:
        read_config(config(tmp_path, text))

    for part in (
        "source 1: expected",
        "source 2.at: 'ftp://news.example/feed' cannot be fetched",
        "source 3: pause: a folder is not fetched",
        "source 4.at: this key is needed",
    ):
        assert part in str(found.value), part
    assert "pa55word" not in str(found.value)


def test_a_source_that_is_named_twice_is_a_fault(tmp_path: Path) -> None:
    text = '[desks.a]\nsources = ["inbox", "https://news.example/rss", { at = "https://NEWS.example/rss", pause = 2 }]'

    with pytest.raises(InvalidDesks, match=r"desks\.a\.sources: https://news\.example/rss is named twice"):
        read_config(config(tmp_path, text))


def test_no_fault_shows_a_password(tmp_path: Path) -> None:
    text = '[desks.a]\nsources = "https://reader:pa55word@news.example/rss"'

    with pytest.raises(InvalidDesks, match=r'found "https://news\.example/rss"'):
        read_config(config(tmp_path, text))


def test_two_desks_with_one_address_are_named(tmp_path: Path) -> None:
    text = """
    [desks.a]
    sources = ["https://news.example/feed"]
    [desks.b]
    sources = [{ at = "https://NEWS.example/feed", name = "News" }]
    [desks.c]
    sources = ["https://news.example/feed/world"]
    """

    (found,) = shared_sources(read_config(config(tmp_path, text)).desks)

    assert "Desks a and b read the same sources" in found
