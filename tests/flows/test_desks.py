"""wireglot.toml: desks read as written, all faults of a file told together."""

from pathlib import Path

import pytest

from wireglot.flows.desks import Schedule, WrongDesks, read_config

GOOD = """
outputs = "out"
[desks.nordic]
sources = ["inbox/nordic", "/srv/wire"]
to = "de"
limit = 20
schedule = { interval = 900 }
[desks.by-hand]
sources = ["inbox"]
"""


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "wireglot.toml"
    path.write_text(text, "utf-8")
    return path


def test_paths_are_seen_from_the_files_folder(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, GOOD))

    assert found.outputs == tmp_path / "out"
    assert found.desks[0].sources == (str(tmp_path / "inbox/nordic"), "/srv/wire")


def test_a_desk_has_its_recipe_and_schedule(tmp_path: Path) -> None:
    nordic, by_hand = read_config(config(tmp_path, GOOD)).desks

    assert (nordic.options.to, nordic.options.limit) == ("de", 20)
    assert nordic.schedule == Schedule(interval=900)
    assert by_hand.schedule is None


def test_a_cron_has_its_time_zone(tmp_path: Path) -> None:
    text = '[desks.a]\nsources=["x"]\nschedule = { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" }'

    (desk,) = read_config(config(tmp_path, text)).desks

    assert desk.schedule == Schedule(cron="*/15 6-22 * * *", timezone="Europe/Stockholm")


def test_the_option_overrules_the_files_output_folder(tmp_path: Path) -> None:
    assert read_config(config(tmp_path, GOOD), outputs=tmp_path / "else").outputs == tmp_path / "else"


def test_all_faults_are_told_together(tmp_path: Path) -> None:
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
    with pytest.raises(WrongDesks) as fault:
        read_config(config(tmp_path, text))

    for part in (
        "'colour'",
        "Bad_Name: a desk's name",
        "met 'inbox'",
        "to: 5",
        "'pace'",
        "every day",
        "babelfish",
        "Atlantis",
    ):
        assert part in str(fault.value), part


@pytest.mark.parametrize("text", ["", "[desks", "desks = 3"])
def test_a_file_without_desks_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(WrongDesks, match=r"wireglot\.toml"):
        read_config(config(tmp_path, text))


def test_a_missing_file_says_how_to_name_another(tmp_path: Path) -> None:
    with pytest.raises(WrongDesks, match="--config"):
        read_config(tmp_path / "none.toml")
