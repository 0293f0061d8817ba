"""Parts of the site: search data, safe JSON, cards, and the state of the pages."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import an_edition
from wireglot.outputs.index import search_terms
from wireglot.outputs.site.lists import BUCKETS, DamagedBlock, bucket_of, update_block, write_block
from wireglot.outputs.site.pages import label, readable_time, render, safe_json
from wireglot.outputs.site.state import PART_SIZE, Card, SiteState, card_of, locked_state, postpone_pages

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
DAY = {
    "root": "../../",
    "day": "2024-03-12",
    "part": 0,
    "earlier_part": None,
    "later_part": None,
    "day_before": "",
    "day_after": "",
}


def a_card(number: int, day: str = "2024-03-12") -> Card:
    made = card_of(an_edition(made_at=f"{day}T10:00:00Z"))
    values = {name: getattr(made, name) for name in Card.__slots__}
    return Card(**values | {"id": f"other-{number:08x}"})


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SiteState]:
    with locked_state(tmp_path) as state:
        yield state


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Storm, storm!", ["storm", "storm"]),
        ("Färjan ΟΔΟΣ Straße", ["farjan", "οδοσ", "strasse"]),
        ("地铁停运", ["地铁", "铁停", "停运", "运"]),
        ("ＮＨＫの会長", ["nhk", "の会", "会長", "長"]),
        ("बाँध टूटा", ["बांध", "टूटा"]),
        ("12.000 litros", ["12", "000", "litros"]),
        ("x" * 50, ["x" * 40]),
        ("... — !", []),
    ],
)
def test_text_is_cut_into_search_terms(text: str, terms: list[str]) -> None:
    assert search_terms(text) == terms


@given(TEXT, TEXT)
def test_the_terms_of_a_text_are_among_those_of_more_text(text: str, more: str) -> None:
    terms = set(search_terms(f"{text} {more}"))

    assert set(search_terms(text)) <= terms
    assert all(0 <= bucket_of(term) < BUCKETS and term for term in terms)


@given(TEXT)
def test_json_in_a_page_contains_no_markup(text: str) -> None:
    assert not re.search("[<>&\u2028\u2029]", safe_json({text: text}))


@given(TEXT)
def test_a_card_shows_exactly_its_text(text: str) -> None:
    made = a_card(1)
    values = {name: getattr(made, name) for name in Card.__slots__} | {"headline": text, "short": ""}
    page = render("day.html", DAY | {"cards": [Card(**values)]}).decode()
    (shown,) = re.findall(r'<a href="[^"]*articles[^"]*">(.*?)</a></h2>', page, re.S)

    assert unescape(shown) == re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text)
    assert "<" not in shown


def test_a_day_has_parts_so_that_a_page_stays_small(state: SiteState) -> None:
    cards = [a_card(n) for n in range(PART_SIZE + 2)]

    positions = state.update({card.id: card for card in cards})

    assert (positions[cards[0].id], positions[cards[-1].id]) == (0, PART_SIZE + 1)
    assert state.parts("2024-03-12") == [0, 1]
    assert len(state.in_part("2024-03-12", 1)) == 2
    assert state.unwritten_parts() == {("2024-03-12", 0), ("2024-03-12", 1)}
    assert state.update({cards[0].id: cards[0]}) == {cards[0].id: 0}


def test_days_years_and_values_come_from_the_cards(state: SiteState) -> None:
    days = ("2022-12-31", "2024-01-01", "2024-01-01", "2024-05-05")
    state.update({card.id: card for card in (a_card(number, day) for number, day in enumerate(days))})

    assert state.years() == ["2024", "2022"]
    assert state.days("2024") == [("2024-05-05", 1), ("2024-01-01", 2)]
    assert (state.day_before("2024-01-01"), state.day_after("2024-01-01")) == ("2022-12-31", "2024-05-05")
    assert (state.values("language"), state.values("desk")) == (["sv"], [""])
    assert state.update({"other-00000000": None, "unknown": None}) == {"other-00000000": 0}
    assert state.years() == ["2024"]


def test_changed_blocks_are_unwritten_until_they_are_written(state: SiteState) -> None:
    state.update({a_card(1).id: a_card(1)})
    (before,) = state.stamps()
    state.blocks_written([0])
    assert state.unwritten_blocks() == []

    state.update({a_card(1).id: None})

    assert (state.unwritten_blocks(), state.stamps()) == ([0], [before + 1])


def test_an_article_postponed_again_stays_postponed(state: SiteState, tmp_path: Path) -> None:
    postpone_pages(tmp_path, ["a", "b"])
    before = state.postponed()
    postpone_pages(tmp_path, ["b"])

    state.postponed_done(before)

    assert [id for id, _ in state.postponed()] == ["b"]


def test_a_rebuilt_index_is_no_complete_site(state: SiteState) -> None:
    token = state.begin_rebuild()
    state.end_rebuild("of an index that was there before")
    assert not state.is_complete

    state.end_rebuild(token)

    assert state.is_complete


def test_a_slot_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_block(tmp_path, 0, {3: (a_card(1), ["storm", "harbour"])})
    update_block(tmp_path, 0, {3: (a_card(2), ["storm", "ferry"]), 4: (None, [])})
    data = "".join(path.read_text() for path in (tmp_path / "site/data").iterdir())

    assert ('"storm":[3]' in data, '"ferry":[3]' in data, "harbour" in data) == (True, True, False)
    assert "other-00000002" in data
    with pytest.raises(DamagedBlock):
        update_block(tmp_path, 7, {0: (None, [])})


def test_times_and_counts_are_readable() -> None:
    assert readable_time("2024-03-12T10:05:59Z") == "2024-03-12 10:05 UTC"
    assert readable_time("soon") == "soon"
    assert (label("day_articles", 1), label("day_articles", 2)) == ("1 article", "2 articles")
