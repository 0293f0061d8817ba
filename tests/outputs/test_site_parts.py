"""The parts of the reader: words of search, directions, safe JSON, parts of days."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import an_edition
from wireglot.outputs.index.words import search_terms
from wireglot.outputs.site.blocks import BUCKETS, BlockLost, bucket_of, clear, patch
from wireglot.outputs.site.card import Card, card_of
from wireglot.outputs.site.register import PART, opened
from wireglot.outputs.site.strings import say, when
from wireglot.outputs.site.templating import render, safe_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def a_card(number: int, day: str = "2024-03-12") -> Card:
    made = card_of(an_edition(made_at=f"{day}T10:00:00Z"))
    values = {name: getattr(made, name) for name in Card.__slots__}
    return Card(**values | {"id": f"other-{number:08x}"})


@pytest.mark.parametrize(
    ("text", "words"),
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
def test_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert search_terms(text) == words


@given(TEXT, TEXT)
def test_every_word_of_a_text_is_found_in_more_of_it(text: str, behind: str) -> None:
    found = set(search_terms(f"{text} {behind}"))

    assert set(search_terms(text)) <= found
    assert all(0 <= bucket_of(word) < BUCKETS and word for word in found)


@given(TEXT)
def test_json_in_a_page_holds_no_mark_of_html(text: str) -> None:
    assert not re.search("[<>&\u2028\u2029]", safe_json({text: text}))


@given(TEXT)
def test_a_card_shows_just_its_words(text: str) -> None:
    made = a_card(1)
    values = {name: getattr(made, name) for name in Card.__slots__} | {"headline": text, "short": ""}
    page = render("day.html", DAY | {"cards": [Card(**values)]}).decode()
    (shown,) = re.findall(r'<a href="[^"]*articles[^"]*">(.*?)</a></h2>', page, re.S)

    assert unescape(shown) == re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text)
    assert "<" not in shown


DAY = {
    "root": "../../",
    "day": "2024-03-12",
    "part": 0,
    "earlier_part": None,
    "later_part": None,
    "earlier": "",
    "later": "",
}


def test_a_day_is_parted_so_that_a_page_stays_small(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.begin_anew()
        evidence = [register.place(a_card(n)) for n in range(PART + 2)]

        assert evidence[0] == (0, {("2024-03-12", 0)})
        assert evidence[-1] == (PART + 1, {("2024-03-12", 1)})
        assert register.parts("2024-03-12") == [0, 1]
        assert len(register.of_part("2024-03-12", 1)) == 2
        assert register.place(a_card(0))[0] == 0


def test_days_years_and_facets_are_what_the_cards_say(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.begin_anew()
        for number, day in enumerate(("2022-12-31", "2024-01-01", "2024-01-01", "2024-05-05")):
            register.place(a_card(number, day))

        assert register.years() == ["2024", "2022"]
        assert register.days(since="2024") == [("2024-05-05", 1), ("2024-01-01", 2)]
        assert (register.earlier("2024-01-01"), register.later("2024-01-01")) == ("2022-12-31", "2024-05-05")
        assert (register.facet("language"), register.facet("desk")) == (["sv"], [""])
        assert register.take_out("other-00000000") == (0, {("2022-12-31", 0)})
        assert register.years() == ["2024"]


def break_off(root: Path) -> None:
    with opened(root) as register:
        register.place(a_card(1))
        raise RuntimeError("the machine went down")


def test_what_a_writer_did_before_it_broke_off_is_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path) as register:
        register.begin_anew()
    with pytest.raises(RuntimeError):
        break_off(tmp_path)

    with opened(tmp_path) as register:
        assert (register.ids(), register.is_new) == ([], False)


def test_a_slot_is_taken_over_whole(tmp_path: Path) -> None:
    clear(tmp_path, 0)
    patch(tmp_path, 0, {3: (a_card(1), ["storm", "harbour"])})
    patch(tmp_path, 0, {3: (a_card(2), ["storm", "ferry"]), 4: (None, [])})
    data = "".join(path.read_text() for path in (tmp_path / "site/data").iterdir())

    assert ('"storm":[3]' in data, '"ferry":[3]' in data, "harbour" in data) == (True, True, False)
    assert "other-00000002" in data
    with pytest.raises(BlockLost):
        patch(tmp_path, 7, {0: (None, [])})


def test_times_are_told_for_readers() -> None:
    assert when("2024-03-12T10:05:59Z") == "2024-03-12 10:05 UTC"
    assert when("soon") == "soon"
    assert (say("day_articles", 1), say("day_articles", 2)) == ("1 article", "2 articles")
