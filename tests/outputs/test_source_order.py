"""How a source's versions are ordered, and what counts as a correction."""

import pytest

from tests.examples import an_article
from wireglot.outputs.source_status import are_ordered, correction, is_older


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("978556838", "1542761538"),
        ("9", "10"),
        ("1.9", "1.10"),
        ("v2", "v3"),
        ("2024-03-12", "2024-03-13T01:00:00Z"),
        ("2024-03-12T23:30:00+02:00", "2024-03-12T22:00:00Z"),
    ],
)
def test_the_older_is_known(older: str, newer: str) -> None:
    assert is_older(older, newer)
    assert not is_older(newer, older)


@pytest.mark.parametrize(
    "pair",
    [
        ("", "3"),
        ("3", "3"),
        ("final", "3"),
        ("2024-03-12", "3"),
        ("a", "b"),
        ("2024-03-12T22:00:00Z", "2024-03-13T00:00:00+02:00"),
    ],
)
def test_what_cannot_be_compared_has_no_order(pair: tuple[str, str]) -> None:
    assert not are_ordered(*pair)


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "CORRECTED-Storm closes harbour"},
        {"headline": "Rättelse: Färja på grund"},
        {"headline": "【訂正】台風が上陸"},
        {"headline": "更正：地铁事故"},
        {"note": "Corrects spelling of name in 2nd paragraph"},
        {"note": "Düzeltme: sayı 35"},
    ],
)
def test_a_correction_is_seen(changes: dict[str, str]) -> None:
    assert correction(an_article(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Correctional officers strike for better pay"},
        {"headline": "Rettelse av kursen ga gevinst"},
        {"note": "Noe utvidet."},
        {},
    ],
)
def test_an_update_is_no_correction(changes: dict[str, str]) -> None:
    assert not correction(an_article(**changes))
