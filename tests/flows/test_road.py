"""The road: counts in are counts out, unchanged articles leave early, one bad article spoils nothing."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.made import an_article
from wireglot.articles import Article, Block
from wireglot.flows.options import Options
from wireglot.flows.outcome import Failed, Made, Unchanged
from wireglot.flows.road import walk
from wireglot.flows.rows import Read
from wireglot.flows.stages import each
from wireglot.outputs import Store

RECIPE = Options()
TEXT = (
    Block(
        "paragraph",
        ("The harbour of Varn was closed on Monday after a storm.", "Forty boats were damaged, the port said."),
    ),
    Block(
        "paragraph", ("The mayor promised help to the owners within two weeks.", "Repairs will cost 3 million crowns.")
    ),
)


def some_articles(count: int) -> list[Article]:
    return [an_article(id=f"a-{n:08d}", uri=f"{n}.txt", headline=f"Storm {n}", blocks=TEXT) for n in range(count)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_every_article_has_one_outcome_and_the_second_walk_makes_nothing(store: Store) -> None:
    articles = some_articles(3)

    first, _ = walk(articles, store, RECIPE)
    second, _ = walk(articles, store, RECIPE)

    assert [type(one) for one in first] == [Made] * 3
    assert [type(one) for one in second] == [Unchanged] * 3


def test_no_more_are_made_than_there_is_room_for(store: Store) -> None:
    made, left = walk(some_articles(5), store, RECIPE, room=2)

    assert (len(made), left) == (2, 3)


def test_unchanged_articles_take_no_room(store: Store) -> None:
    articles = some_articles(4)
    walk(articles[:2], store, RECIPE)

    outcomes, left = walk(articles, store, RECIPE, room=2)

    assert [type(one) for one in outcomes] == [Unchanged, Unchanged, Made, Made]
    assert left == 0


def test_force_makes_a_version_of_unchanged_words(store: Store) -> None:
    walk(some_articles(1), store, RECIPE)

    (made,), _ = walk(some_articles(1), store, Options(force=True))

    assert isinstance(made, Made)
    assert (made.stored.version, made.stored.new) == (2, True)


def breaks_on_the_second(rows: Sequence[Read]) -> list[str]:
    """A stage that cannot do one article, as real ones cannot: the batch breaks with it."""
    if any(row.article.uri == "1.txt" for row in rows):
        raise ValueError("a sentence that no one can read")
    return [row.article.uri for row in rows]


def test_one_bad_article_fails_alone() -> None:
    rows = [Read(article) for article in some_articles(3)]

    done = each("summarize", breaks_on_the_second, rows)

    failure = Failed("1.txt", rows[1].article.source, "summarize", "ValueError: a sentence that no one can read")
    assert done == ("0.txt", failure, "2.txt")


def test_a_damaged_manifest_fails_its_article_and_names_the_file(store: Store) -> None:
    first, second = some_articles(2)
    walk([first], store, RECIPE)
    manifest = store.folder(first.id, 1) / "manifest.json"
    manifest.write_text("{}")

    outcomes, _ = walk([first, second], store, RECIPE)

    failed = [one for one in outcomes if isinstance(one, Failed)]
    assert [one.uri for one in failed] == ["0.txt"]
    assert str(manifest) in failed[0].error
    assert sum(isinstance(one, Made) for one in outcomes) == 1
