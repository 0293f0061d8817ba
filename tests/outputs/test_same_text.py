"""Articles with the same text are one group, which every list shows as one row, and nothing is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.examples import an_article, an_edition, untranslated
from tests.newspapers import OTHER, TEXT, printed_by
from wireglot.flows.cli.app import app
from wireglot.flows.options import Options
from wireglot.flows.outcomes import Done
from wireglot.flows.reports.digest import digest_markdown, same_texts
from wireglot.flows.reports.edition_events import RunEvents
from wireglot.outputs import Edition, Store, rebuild_outputs, update_outputs
from wireglot.outputs.index import Catalog, rebuild
from wireglot.outputs.layout import Addresses, index_file


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def add(store: Store, *editions: Edition, site: bool = True) -> None:
    for one in editions:
        store.add(one)
        update_outputs(store, Addresses(), site=site)


def groups(store: Store) -> set[frozenset[str]]:
    catalog = Catalog(store.root)
    return {
        frozenset(copy.name.partition(".")[0] for copy in copies) for copies in catalog.copies(store.ids()).values()
    }


def page(store: Store, name: str) -> str:
    return (store.root / "site" / "articles" / f"{name}-12ab34cd.html").read_text("utf-8")


def rows(store: Store, page: str = "index.html") -> list[str]:
    """The headlines on a list."""
    return re.findall(r"Headline of (\w+)</a>", (store.root / page).read_text("utf-8"))


def withdrawn(name: str) -> Edition:
    killed = an_article(
        id=f"{name}-12ab34cd", uri=f"https://www.{name}.example/1", source=name, headline="", blocks=(),
        status="canceled",
    )  # fmt: skip
    return an_edition(killed, translation=untranslated(killed))


def test_a_text_in_two_newspapers_is_one_row_with_both(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"), printed_by("anzeiger", OTHER))

    assert groups(store) == {frozenset({"tagblatt", "kurier"})}
    assert sorted(rows(store)) == ["anzeiger", "tagblatt"]
    front = (store.root / "index.html").read_text("utf-8")
    assert '<a href="site/articles/kurier-12ab34cd.html"><bdi>kurier.example</bdi></a>' in front


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"source_name": "Kurier am Morgen"}, "Kurier am Morgen"),
        ({"source": "http://www.127.0.0.1:8080/a.html"}, "127.0.0.1"),
        ({"source": "/srv/desk/inbox/kurier/1.txt"}, "kurier"),
        ({"source": "1.txt"}, "1.txt"),
    ],
)
def test_a_source_is_named_as_readers_know_it(store: Store, changes: dict[str, object], name: str) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier", **changes))

    table = CliRunner().invoke(app, ["list", "--outputs", str(store.root)]).stdout
    assert f"Headline of tagblatt [also in {name}]" in table
    assert f'articles/kurier-12ab34cd.html"><bdi>{name}</bdi>' in (store.root / "index.html").read_text("utf-8")


def test_each_article_page_names_all_sources(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"))

    assert 'href="../../site/articles/kurier-12ab34cd.html"' in page(store, "tagblatt")
    assert 'href="../../site/articles/tagblatt-12ab34cd.html"' in page(store, "kurier")


def test_every_article_keeps_its_id_and_its_versions(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"))

    assert [store.versions(id) for id in sorted(store.ids())] == [[1], [1]]


def test_the_first_full_text_represents_the_group(store: Store) -> None:
    add(store, printed_by("teaser", full_text=False), printed_by("tagblatt"), printed_by("kurier"))

    assert rows(store) == ["tagblatt"]


def test_a_withdrawn_article_leaves_its_group(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"), printed_by("anzeiger"))
    add(store, withdrawn("tagblatt"))

    assert groups(store) == {frozenset({"kurier", "anzeiger"})}
    assert "tagblatt" not in page(store, "kurier")
    assert "kurier" not in page(store, "tagblatt")


@pytest.mark.parametrize(
    "changes", [{"status": "withheld", "hold": "Withheld."}, {"embargoed": "2999-01-01T00:00:00Z"}]
)
def test_a_held_or_embargoed_article_is_in_no_group(store: Store, changes: dict[str, object]) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier", **changes))

    assert groups(store) == set()
    assert "kurier" not in page(store, "tagblatt")


def test_an_article_with_another_text_leaves_its_group(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"))
    add(store, printed_by("kurier", OTHER))

    assert groups(store) == set()
    assert "kurier" not in page(store, "tagblatt")
    assert sorted(rows(store)) == ["kurier", "tagblatt"]


def test_versions_of_one_article_are_no_group(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("tagblatt", (*TEXT, "A spokesman confirmed the plan.")))

    assert groups(store) == set()


def test_pages_follow_a_run_that_was_killed_after_the_index(store: Store) -> None:
    add(store, printed_by("tagblatt"))
    store.add(printed_by("kurier"))
    Catalog(store.root).update([store.read("kurier-12ab34cd", 1)])

    update_outputs(store)

    assert "kurier.example" in page(store, "tagblatt")


def test_feeds_have_a_text_once_and_name_all_sources(store: Store) -> None:
    add(store, printed_by("tagblatt"))
    before = orjson.loads((store.root / "feeds" / "all.json").read_bytes())["items"]
    add(store, printed_by("kurier"))
    after = orjson.loads((store.root / "feeds" / "all.json").read_bytes())["items"]

    assert [item["id"] for item in after] == [item["id"] for item in before]
    assert after[0]["date_modified"] == before[0]["date_modified"]
    assert "kurier.example" in after[0]["content_html"]


def test_a_desk_has_its_own_newspaper_in_its_feed(store: Store) -> None:
    add(store, printed_by("tagblatt", desk="north"), printed_by("kurier", desk="south"))

    items = orjson.loads((store.root / "feeds" / "desk-south.json").read_bytes())["items"]
    assert [item["title"] for item in items] == ["Headline of kurier"]


def test_the_feed_has_the_other_source_after_a_kill(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"))
    add(store, withdrawn("tagblatt"))

    items = orjson.loads((store.root / "feeds" / "all.json").read_bytes())["items"]
    assert [item["title"] for item in items] == ["Headline of kurier"]
    assert "tagblatt" not in items[0]["content_html"]


def test_the_digest_has_one_entry_for_what_is_new_together(store: Store) -> None:
    stored = [store.add(printed_by(name)) for name in ("tagblatt", "kurier")]
    update_outputs(store, site=False)
    events = RunEvents(Options())
    for one in stored:
        assert one.edition
        events.note(Done(one.edition, one))

    digest = digest_markdown("2 articles", events, outputs="archive", groups=same_texts(store.root, events))
    assert digest.count("### Headline of") == 1
    assert "Also in: kurier.example" in digest


def test_list_has_one_row_and_json_every_article(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("kurier"), site=False)

    table = CliRunner().invoke(app, ["list", "--outputs", str(store.root)]).stdout
    found = CliRunner().invoke(app, ["list", "--outputs", str(store.root), "--json"]).stdout
    by_source = CliRunner().invoke(app, ["list", "--outputs", str(store.root), "--source", "kurier"]).stdout

    assert len(table.splitlines()) == 2
    assert "also in kurier.example" in table
    objects = {row["id"]: row["same_text"] for row in map(orjson.loads, found.splitlines())}
    assert objects == {"tagblatt-12ab34cd": ["kurier-12ab34cd"], "kurier-12ab34cd": ["tagblatt-12ab34cd"]}
    assert "kurier-12ab34cd" in by_source


def test_rebuilding_gives_the_same_groups_and_pages(store: Store) -> None:
    add(store, printed_by("tagblatt"), printed_by("anzeiger", OTHER), printed_by("kurier"), printed_by("bote", OTHER))
    add(store, printed_by("kurier", OTHER))
    before = {path: path.read_bytes() for path in (store.root / "site" / "articles").iterdir()}, groups(store)

    rebuild(store)
    rebuild_outputs(store)

    assert ({path: path.read_bytes() for path in (store.root / "site" / "articles").iterdir()}, groups(store)) == before


@given(st.permutations(range(6)), st.permutations(range(6)))
@settings(max_examples=8, deadline=None)
def test_groups_do_not_depend_on_the_order_of_arrival(tmp_path_factory, one: list[int], other: list[int]) -> None:  # type: ignore[no-untyped-def]
    texts = [TEXT, OTHER, TEXT[1:], TEXT[:5], (*OTHER[3:], *OTHER[:3]), (*TEXT, *OTHER[:2])]
    made = "2026-01-01T00:00:00Z"
    editions = [printed_by(f"paper{at}", text, version=1, made_at=made) for at, text in enumerate(texts)]

    def grouped(order: list[int]) -> dict[str, tuple[str, ...]]:
        catalog = Catalog(tmp_path_factory.mktemp("order"))
        for at in order:
            catalog.update([editions[at]])
        found = catalog.copies([one.article.id for one in editions])
        return {id: tuple(copy.id for copy in copies) for id, copies in found.items()}

    assert grouped(one) == grouped(other)
    assert len(grouped(one)) >= 5


def test_a_chain_of_small_changes_is_not_one_group(tmp_path: Path) -> None:
    text = TEXT + OTHER
    steps = [text[at : at + 6] for at in range(7)]  # each shares five of six sentences with the one before
    catalog = Catalog(tmp_path)
    catalog.update(
        printed_by(f"step{at}", one, version=1, made_at=f"2026-01-01T00:00:0{at}Z") for at, one in enumerate(steps)
    )

    found = catalog.copies([f"step{at}-12ab34cd" for at in range(7)])
    assert found
    assert all(len(copies) < 4 for copies in found.values())


def test_words_of_what_is_withdrawn_are_not_in_the_index(store: Store) -> None:
    add(store, printed_by("tagblatt"))
    add(store, withdrawn("tagblatt"))

    import sqlite3

    with sqlite3.connect(index_file(store.root)) as db:
        for table in ("same_text", "same_text_band", "same_text_pair"):
            assert db.execute(f"select count(*) from {table}").fetchone() == (0,)


@pytest.mark.process
def test_hashes_are_the_same_in_every_process() -> None:
    code = (
        "from wireglot.articles import *;"
        f"hashes = text_hashes(Article('a', 'a', 'a', '', (Block('paragraph', {TEXT!r}),)));"
        "print(hashes.hex(), bands(hashes))"
    )
    seeds = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert seeds[0] == seeds[1] != ""
