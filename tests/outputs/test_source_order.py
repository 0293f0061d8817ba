"""How a source's versions are ordered, and what counts as a correction."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import an_article
from wireglot.articles import Article
from wireglot.outputs.source_order import compare_versions, in_source_order, is_late
from wireglot.outputs.source_status import correction


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("978556838", "1542761538"),
        ("9", "10"),
        ("1.9", "1.10"),
        ("v2", "v3"),
        ("2024-03-12", "2024-03-13T01:00:00Z"),
        ("2024-03-12T23:30:00+02:00", "2024-03-12T22:00:00Z"),
        ("1st Ld", "2nd Ld-Writethru"),
        ("Update 2", "Update 10"),
        ("WRITETHRU 2", "3rd Lead"),
    ],
)
def test_the_older_is_known(older: str, newer: str) -> None:
    assert compare_versions(older, newer) < 0
    assert compare_versions(newer, older) > 0


@pytest.mark.parametrize(
    "pair",
    [
        ("", "3"),
        ("3", "3"),
        ("final", "3"),
        ("2024-03-12", "3"),
        ("a", "b"),
        ("2024-03-12T22:00:00Z", "2024-03-13T00:00:00+02:00"),
        ("2024-03-12", "2024-03-12T08:00:00Z"),
        ("2nd Ld", "3"),
    ],
)
def test_what_cannot_be_compared_has_no_order(pair: tuple[str, str]) -> None:
    one, other = pair

    assert compare_versions(one, other) == compare_versions(other, one) == 0


KILL = an_article(status="canceled", headline="", blocks=())


@pytest.mark.parametrize(
    "texts",
    [
        (an_article(source_version="9"), an_article(source_version="10")),
        (an_article(published="2026-03-01T08:00:00Z"), an_article(published="2026-03-01T09:00:00Z")),
        (an_article(headline="Storm"), an_article(headline="UPDATE 1-Storm"), an_article(headline="UPDATE 2-Storm")),
        (an_article(source_version="1", updated="2026-03-02"), an_article(source_version="2", updated="2026-03-01")),
        (an_article(published="2026-03-02"), replace(KILL, published="2026-03-01")),
        (an_article(source_version="2"), KILL),
        (replace(KILL, source_version="2"), an_article(source_version="3")),
    ],
)
def test_texts_have_one_order_however_they_arrive(texts: tuple[Article, ...]) -> None:
    for arrival in permutations(texts):
        assert in_source_order(arrival) == list(texts)


def test_what_nothing_orders_stays_as_it_arrived() -> None:
    texts = [an_article(headline=str(number)) for number in (3, 1, 2)]

    assert in_source_order(texts) == texts


TEXTS = st.builds(
    an_article,
    source_version=st.sampled_from(["", "1", "2", "final", "1st Ld", "2026-03-02"]),
    updated=st.sampled_from(["", "2026-03-01", "2026-03-02T08:00:00Z"]),
    published=st.sampled_from(["", "2026-03-01", "2026-03-03"]),
    headline=st.sampled_from(["Storm", "UPDATE 2-Storm"]),
    status=st.sampled_from(["usable", "canceled"]),
)


@given(st.lists(TEXTS, max_size=6))
def test_no_text_is_lost_by_ordering(texts: list[Article]) -> None:
    assert Counter(in_source_order(texts)) == Counter(texts)


@given(TEXTS)
def test_a_text_is_never_later_than_its_own_kill(story: Article) -> None:
    kill = replace(story, status="canceled")

    assert is_late(replace(story, status="usable"), kill, same_file=False)


def test_a_date_can_be_corrected_in_its_file_only() -> None:
    newest, earlier = an_article(published="2027-01-02"), an_article(published="2026-01-02")

    assert not is_late(earlier, newest, same_file=True)
    assert is_late(earlier, newest, same_file=False)


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


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_hold_is_not_ignored_for_its_date(status: str) -> None:
    held = an_article(published="2026-01-01", status=status)

    assert not is_late(held, an_article(published="2026-01-02"), same_file=False)
