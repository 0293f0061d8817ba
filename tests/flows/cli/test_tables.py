"""Tables on the screen: whole in a pipe, cut to its width in a terminal."""

import contextlib
from io import StringIO

import pytest

from wireglot.flows.cli.screen import print_table

ROW = {"id": "wire-agency-20261012-museum-map-5105e26c", "state": "untranslated", "headline": "断水" * 30, "note": ""}


class Terminal(StringIO):
    """A stream that says it is a terminal; all that `print_table` asks of one."""

    def isatty(self) -> bool:
        return True


def printed(stream: StringIO) -> list[str]:
    with contextlib.redirect_stdout(stream):
        print_table([ROW], fits=True)
    return stream.getvalue().splitlines()


def test_a_pipe_gets_every_word() -> None:
    head, row = printed(StringIO())

    assert head.split() == ["ID", "STATE", "HEADLINE"]
    assert row.split() == [ROW["id"], ROW["state"], ROW["headline"]]


def test_a_terminal_gets_lines_of_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    _, row = printed(Terminal())

    id, state, headline = row.split()
    assert state == ROW["state"]
    # 80 columns less two gaps of 2 and the state's 12 are 64: 32 each; of characters that are two columns wide, 16.
    assert (len(id), len(headline)) == (32, 16)
