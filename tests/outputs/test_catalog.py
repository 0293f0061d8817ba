"""The index: articles are found by words in every script and by their properties; it can always be rebuilt."""

import socket
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import an_article, an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.outputs import Edition, Store, update_outputs
from wireglot.outputs.index import Catalog, Query, catch_up, reading, rebuild, up_to_date, writing
from wireglot.outputs.index.words import match_expression
from wireglot.outputs.layout import clear_pending, index_file, pending_ids
from wireglot.summarizers import Summaries, Summary

TEXTS = {
    "en": ("Flood closes bridge", "The river rose by 2.5 metres near O'Hara's café on Monday."),
    "sv": ("Översvämning stänger bro", "Vattnet i ån steg i måndags och bron stängdes."),
    "zh": ("东京地铁停运", "东京的地铁在星期一停运三小时。"),
    "ja": ("地下鉄が運休", "トウキョウの地下鉄は月曜日に運休した。"),
    "th": ("น้ำท่วมกรุงเทพ", "น้ำท่วมปิดถนนในกรุงเทพเมื่อวันจันทร์"),
    "hi": ("बाढ़ से पुल बंद", "सोमवार को नदी का पानी बढ़ा और पुल बंद हुआ।"),
    "ar": ("فيضان يغلق جسرا", "ارتفع منسوب النهر يوم الاثنين."),
}


def edition(tag: str, **changes: object) -> Edition:
    headline, body = TEXTS[tag]
    article = Article(
        f"{tag}-00000000", tag, f"inbox/{tag}.txt", headline, (Block("paragraph", (body,)),), published="2024-03-12"
    )
    empty = Summary("", (), "extract", "extract|v:1")
    return replace(
        an_edition(article, translation=untranslated(article)),
        language=DetectedLanguage(tag, "sure", "", "langdetect"),
        summaries=Summaries(empty, empty),
        version=1,
        made_at="2024-03-13T00:00:00Z",
        **changes,  # type: ignore[arg-type]
    )


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    catalog = Catalog(tmp_path)
    catalog.update([edition(tag) for tag in TEXTS])
    return catalog


def matches(catalog: Catalog, **asked: str) -> list[str]:
    return sorted(entry.language for entry in catalog.find(Query(**asked)))


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("flood", ["en"]),
        ("FLOO", ["en"]),
        ("bridge flood", ["en"]),
        ("bridge flooding", []),
        ('"closes bridge"', ["en"]),
        ('"bridge closes"', []),
        ('"bridge flood"', []),  # the end of the headline and the beginning of the next text
        ("cafe", ["en"]),
        ("2.5", ["en"]),
        ("o'hara", ["en"]),
        ("oversvamning", ["sv"]),
        ("bron", ["sv"]),
        ("东京", ["zh"]),
        ("地铁", ["zh"]),
        ("京东", []),
        ("地下", ["ja"]),
        ("キョウ", ["ja"]),
        ("กรุงเทพ", ["th"]),
        ("पुल", ["hi"]),
        ("नदी", ["hi"]),
        ("النهر", ["ar"]),
    ],
)
def test_words_are_found_in_every_script(catalog: Catalog, words: str, tags: list[str]) -> None:
    assert matches(catalog, words=words) == tags


@pytest.mark.parametrize(
    "typed", ["AND", "a OR b", "x*", '"', "NEARX(", "-", "col:x", "'; drop table article", "(", "^q", "+"]
)
def test_nothing_typed_is_an_operator(catalog: Catalog, typed: str) -> None:
    assert catalog.find(Query(words=typed)) == []


@settings(max_examples=25, deadline=None)
@given(st.text())
def test_any_text_can_be_searched_for(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    root = Path(tmp_path_factory.getbasetemp()) / "any"
    catalog = Catalog(root)
    if not root.exists():
        catalog.update([edition("en")])

    assert len(catalog.find(Query(words=typed))) <= 1
    assert match_expression(typed) == "" or '"' in match_expression(typed)


def test_filters_are_combined(catalog: Catalog) -> None:
    assert matches(catalog, language="zh") == ["zh"]
    assert matches(catalog, language="zh", words="flood") == []
    assert matches(catalog, source="inbox/sv") == ["sv"]
    assert len(matches(catalog, since="2024-03-12", until="2024-03-12")) == len(TEXTS)
    assert matches(catalog, since="2024-03-13") == []
    assert matches(catalog, state="withdrawn") == []


def test_a_base_tag_finds_its_variants(catalog: Catalog) -> None:
    catalog.update([replace(edition("zh"), version=2, language=DetectedLanguage("zh-Hant", "sure", "", "x"))])

    assert matches(catalog, language="zh") == ["zh-Hant"]


def test_a_new_version_replaces_the_old_but_never_the_reverse(catalog: Catalog) -> None:
    new = edition("en")
    new = replace(new, version=2, article=replace(new.article, headline="Drought opens ford"))
    new = replace(new, article=replace(new.article, blocks=()))
    catalog.update([new])
    catalog.update([edition("en")])

    assert matches(catalog, words="flood") == []
    assert [entry.version for entry in catalog.find(Query(words="drought"))] == [2]


@pytest.mark.parametrize("state", ["withdrawn", "embargoed"])
def test_hidden_articles_have_no_text_in_the_index(catalog: Catalog, state: str) -> None:
    catalog.update([replace(edition("en"), version=2, state=state)])

    (entry,) = catalog.find(Query(state=state))
    assert matches(catalog, words="flood") == []
    assert (entry.headline, entry.original_headline, entry.short) == ("", "", "")


def test_the_next_reader_takes_in_what_a_killed_writer_left(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.prepare()
    rebuild(store)
    store.add(an_edition())

    assert pending_ids(tmp_path) == [an_edition().article.id]
    assert [entry.id for entry in up_to_date(store).find(Query())] == [an_edition().article.id]


def test_only_marks_of_dead_writers_are_removed(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    for pid in (1, dead.pid):
        folder = tmp_path / ".wireglot" / "pending" / f"{socket.gethostname()}-{pid}"
        folder.mkdir(parents=True)
        (folder / "a-00000000").touch()

    clear_pending(tmp_path, ["a-00000000"])

    assert [path.parent.name.rpartition("-")[2] for path in tmp_path.rglob("a-00000000")] == ["1"]


def damaged(root: Path) -> None:
    index_file(root).write_bytes(b"no database" * 1000)


def of_another_schema(root: Path) -> None:
    with reading(root) as connection:
        connection.execute("pragma user_version = 999")


def left_by_a_killed_rebuild(root: Path) -> None:
    with writing(root) as connection:
        connection.execute("delete from meta")
        connection.execute("delete from article")


@pytest.mark.parametrize("spoil", [damaged, of_another_schema, left_by_a_killed_rebuild])
def test_an_unusable_index_is_rebuilt(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    store = Store(tmp_path)
    store.add(an_edition())
    rebuild(store)
    spoil(tmp_path)

    catch_up(store, [])

    assert [entry.version for entry in Catalog(tmp_path).find(Query())] == [1]


def test_damage_seen_only_by_the_site_is_repaired_later(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(an_edition())
    update_outputs(store)
    with writing(tmp_path) as connection:
        connection.execute("update article set text = x'00'")
    for page in (tmp_path / "site" / "data").iterdir():
        page.unlink()  # search data are written again from the terms in the index
    store.add(an_edition(an_article(id="other-00000000")))

    update_outputs(store)
    update_outputs(store)

    assert len(Catalog(tmp_path).find(Query(words="färja"))) == 2
    assert len(list((tmp_path / "site" / "articles").iterdir())) == 2
