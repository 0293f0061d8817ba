"""The pages of the site without a browser: escaped, labelled, linked, without hidden text, and cheap to update."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.examples import ENGLISH, SWEDISH, a_summary, a_translation, an_article, an_edition, untranslated
from wireglot.articles import Article, Block
from wireglot.outputs import Addresses, Edition, SourceRow, Store
from wireglot.outputs.index import set_meta, writing
from wireglot.outputs.site import rebuild_site, update
from wireglot.outputs.update import update_outputs
from wireglot.summarizers import Summaries

HOSTILE = '<script>alert(1)</script> "quoted" & </p><!-- \u202e'
SOURCES = [
    SourceRow("https://tarn.example/rss", "Tarn Daily", "an RSS feed", *["2024-03-12T10:00:00Z"] * 2, items=20),
    SourceRow("https://moor.example/rss", tried="2024-03-12T10:00:00Z", failures=3, error=f"Gone: {HOSTILE}"),
    SourceRow("/srv/inbox", "Wire", "a folder", *["2024-03-12T10:00:00Z"] * 2, items=2, newest="2024-03-11T09:00:00Z"),
    SourceRow("javascript:alert(1)", HOSTILE),
]
SECRET = [text for block in (*SWEDISH, *ENGLISH) for text in block.sentences] + ["Färja på grund", "Ferry aground"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path)
    made.prepare()
    return made


def pages(store: Store) -> list[Path]:
    return [store.root / "index.html", *(store.root / "site").rglob("*.html")]


def everything(store: Store) -> str:
    files = [store.root / "index.html", *(path for path in (store.root / "site").rglob("*") if path.is_file())]
    return "\n".join(path.read_text("utf-8") for path in files)


def page(store: Store, edition: Edition) -> str:
    return (store.root / "site" / "articles" / f"{edition.article.id}.html").read_text("utf-8")


def add(store: Store, *editions: Edition, sources: Sequence[SourceRow] | None = None) -> None:
    for edition in editions:
        store.add(edition)
    update_outputs(store, sources=sources)


def later(state: str = "ok", number: int = 2, **changes: Any) -> Edition:
    """A later version of the same article, with other hashes."""
    article = an_article(note=f"text {number}", **changes)
    made = an_edition(article, content_hash=f"{number:064x}", digest=f"{number:064x}")
    return replace(made, state=state) if state != "ok" else made


def with_summary(edition: Edition, words: str) -> Edition:
    return replace(edition, summaries=Summaries(a_summary(words), a_summary(words)))


def withdrawn(number: int = 2) -> Edition:
    article = an_article(status="canceled", source_version=str(number), headline="", blocks=())
    return replace(
        an_edition(article, content_hash=f"{number:064x}", digest=f"{number:064x}"), summaries=an_edition().summaries
    )


def other(number: int, day: str = "2024-03-12") -> Edition:
    block = Block("paragraph", (f"Storm {number} closed the harbour.", "Boats were damaged."))
    article = Article(f"other-{number:08x}", f"x/{number}", f"x/{number}", f"Storm {number}", (block,), published=day)
    return with_summary(an_edition(article, translation=untranslated(article)), block.sentences[0])


class Elements(HTMLParser):
    """Every element with its attributes, and the text in between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_article_page_shows_both_languages(store: Store) -> None:
    add(store, an_edition())
    html = page(store, an_edition())

    assert '<td class="translation" lang="en" dir="ltr">The ferry ran aground.</td>' in html
    assert '<td class="original" lang="sv" dir="ltr">Färjan gick på grund.</td>' in html
    assert 'data-evidence="s-0-0 "' in html
    assert '<tr id="s-0-0"' in html
    assert "chosen by algorithm (extract) from a machine translation (apertium) of the Swedish original" in html
    assert "4 source sentences: 4 translated, 0 kept as is, 0 failed." in html


def test_a_gist_is_marked_on_its_page_and_in_every_list(store: Store) -> None:
    edition = an_edition(translation=a_translation(gist=True, checks=("Gist quality: check the original.",)))
    add(store, edition)
    front = (store.root / "index.html").read_text("utf-8")
    (day,) = (store.root / "site" / "days").glob("*-*-*.html")

    assert '<p class="label state-gist"><span class="state">gist</span>' in page(store, edition)
    assert "<li>Gist quality: check the original.</li>" in page(store, edition)
    assert '<th scope="col">Gist-quality machine translation into English</th>' in page(store, edition)
    for listed in (front, day.read_text("utf-8")):
        assert '<li class="card state-gist">' in listed
        assert '<span class="made-by">gist-quality machine translation: apertium;' in listed
        assert '<p class="original-headline" lang="sv" dir="ltr">Färja på grund</p>' in listed
    assert '<option value="gist">gist</option>' in front


def test_right_to_left_text_is_marked(store: Store) -> None:
    article = an_article(headline="سفينة", blocks=(Block("paragraph", ("جنحت السفينة.",)),))
    edition = an_edition(article, translation=untranslated(article))
    add(store, replace(edition, language=replace(edition.language, tag="ar")))
    html = page(store, edition)

    assert '<h1 lang="ar" dir="rtl">سفينة</h1>' in html
    assert 'lang="ar" dir="rtl">جنحت السفينة.</td>' in html


def test_an_untranslated_sentence_is_marked(store: Store) -> None:
    made = an_edition()
    assert made.translation
    blocks = (Block("paragraph", ("The ferry ran aground.", "Ingen skadades.")), *ENGLISH[1:])
    translation = replace(made.translation, blocks=blocks, failed=((0, 1),))
    add(store, an_edition(translation=translation))

    assert '<td class="translation" lang="sv" dir="ltr">Ingen skadades. <span' in page(store, made)


def test_text_from_outside_is_escaped(store: Store) -> None:
    block = Block("paragraph", (f"{HOSTILE} was said.",))
    article = Article("evil-00000000", "javascript:alert(1)", f"in/{HOSTILE}", HOSTILE, (block,), note=HOSTILE)
    edition = an_edition(article, translation=untranslated(article), desk="<b>desk")
    add(store, edition)
    add(
        store, replace(edition, content_hash="1" * 64, digest="1" * 64, article=replace(article, blocks=(block, block)))
    )

    for path in pages(store):
        elements = Elements(path.read_text("utf-8"))
        scripts = [attributes for tag, attributes in elements.found if tag == "script"]
        assert all(one.get("type") == "application/ld+json" or "src" in one for one in scripts), path
        assert not [one for _, one in elements.found if str(one.get("href", "")).startswith("javascript")], path
    assert HOSTILE.replace("\u202e", "") in Elements(page(store, edition)).text.replace("\u202e", "")


def test_every_page_has_and_obeys_a_strict_policy(store: Store) -> None:
    add(store, an_edition(), other(1))
    add(store, later(), sources=SOURCES)

    for path in pages(store):
        elements = Elements(path.read_text("utf-8")).found
        (policy,) = [one["content"] for tag, one in elements if one.get("http-equiv") == "Content-Security-Policy"]
        assert policy is not None
        assert policy.startswith("default-src 'none'; script-src 'self' file:; style-src 'self' file:;")
        assert "unsafe" not in policy
        assert not [one for tag, one in elements if tag in ("style", "img", "iframe") or "style" in one]
        assert not [name for _, one in elements for name in one if name.startswith("on")]


def test_every_link_leads_somewhere(store: Store) -> None:
    add(store, an_edition(), other(1), other(2, "2023-01-01"))
    add(store, later(blocks=SWEDISH[:2]))
    add(store, other(3), sources=SOURCES[2:])

    for path in pages(store):
        for tag, one in Elements(path.read_text("utf-8")).found:
            link = one.get("href") or one.get("src")
            if link and tag in ("a", "link", "script"):
                target, _, anchor = unquote(link.partition("?")[0]).partition("#")
                found = (path.parent / target).resolve() if target else path
                assert found.is_file(), f"{path}: {link}"
                assert not anchor or f'id="{anchor}"' in found.read_text("utf-8"), f"{path}: {link}"


def test_a_web_address_becomes_a_link_to_the_source(store: Store) -> None:
    add(store, an_edition(an_article(uri="https://news.example/a?b=1&c=2")))

    assert 'href="https://news.example/a?b=1&amp;c=2"' in page(store, an_edition())


def test_a_withdrawn_article_leaves_pages_and_search(store: Store) -> None:
    add(store, an_edition(desk="nordic"), other(1))
    add(store, later())
    assert "The ferry ran aground." in everything(store)
    add(store, withdrawn(3))
    left = everything(store)

    assert [text for text in SECRET if text in left] == []
    assert not re.search(r"aground|färjan|skadades", left)
    assert left.count("Withdrawn by its source") >= 2
    assert "This version is withdrawn" in (store.root / "site/versions/farjan-12ab34cd/v0001.html").read_text()


@pytest.mark.parametrize("name", ["edition.json", "manifest.json"])
def test_a_kill_removes_the_page_of_a_damaged_version(store: Store, name: str) -> None:
    first = store.add(an_edition())
    add(store, later())
    (first.folder / name).unlink()
    add(store, withdrawn(3))

    assert "ran aground" not in everything(store)


def test_killed_text_stays_hidden_when_the_article_returns(store: Store) -> None:
    add(store, an_edition())
    add(store, withdrawn(2))
    back = an_article(headline="Ny text", blocks=(Block("paragraph", ("Allt var fel.",)),), source_version="3")
    add(store, with_summary(an_edition(back, translation=untranslated(back)), "Allt var fel."))
    left = everything(store)

    assert "Allt var fel." in left
    assert [text for text in SECRET if text in left] == []
    assert "aground" not in (store.root / "site/versions/farjan-12ab34cd/v0001.html").read_text()


def test_an_embargoed_article_is_nowhere_until_its_time(store: Store) -> None:
    held = an_article(embargoed="2999-01-01T00:00:00Z")
    add(store, other(1), an_edition(held))
    assert "farjan" not in everything(store)
    assert not list((store.root / "site").rglob("farjan*"))

    add(store, later())
    assert "The ferry ran aground." in page(store, an_edition())
    assert "ran aground" not in (store.root / "site/versions/farjan-12ab34cd/v0001.html").read_text()


def test_an_article_embargoed_again_leaves_every_page(store: Store) -> None:
    add(store, other(1), an_edition())
    add(store, later())
    add(store, replace(later(number=3), state="embargoed"))

    assert "farjan" not in everything(store)
    assert not list((store.root / "site").rglob("farjan*"))


def test_the_page_of_an_older_version_is_written_once(store: Store) -> None:
    add(store, an_edition())
    add(store, later(number=2, blocks=SWEDISH[:2]))
    first = store.root / "site/versions/farjan-12ab34cd/v0001.html"
    written = (first.read_bytes(), first.stat().st_mtime_ns)
    add(store, later(number=3))
    newest = page(store, an_edition())

    assert (first.read_bytes(), first.stat().st_mtime_ns) == written
    assert "This is an older version" in first.read_text("utf-8")
    assert 'href="../../site/versions/farjan-12ab34cd/v0002.html"' in newest
    assert "What changed in version 3 compared with version 2" in newest
    assert "<ins>Bolaget utreder olyckan.</ins></span>" in newest


def test_one_new_article_writes_only_a_few_files(store: Store) -> None:
    def files_of_one_more(number: int) -> set[str]:
        before = {path: path.stat().st_mtime_ns for path in (store.root / "site").rglob("*.*")}
        add(store, other(number))
        after = (store.root / "site").rglob("*.*")
        return {path.name for path in after if before.get(path) != path.stat().st_mtime_ns}

    add(store, *(other(n, f"2024-01-{n % 28 + 1:02d}") for n in range(10)))
    first = files_of_one_more(100)
    add(store, *(other(n, f"2024-02-{n % 28 + 1:02d}") for n in range(10, 60)))
    second = files_of_one_more(101)

    assert len(second) <= len(first) <= 16
    assert "other-00000065.html" in second
    assert {name for name in second if name.startswith("other-")} == {"other-00000065.html"}


def test_the_next_run_writes_postponed_pages(store: Store) -> None:
    add(store, other(1))
    store.add(other(2))
    update_outputs(store, site=False)
    assert "Storm 2" not in everything(store)
    update_outputs(store)

    assert "Storm 2" in everything(store)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("edition.json", "{", "", "other-00000002 is not on the pages"),
        ("edition.json", '"id": "other-00000002"', '"id": "../../../evil"', "other-00000002 is not on the pages"),
        ("manifest.json", "{", "", "manifest of its version 2 cannot be read"),
    ],
)
def test_a_damaged_version_leaves_the_pages_as_they_were(
    store: Store, caplog: pytest.LogCaptureFixture, name: str, old: str, new: str, message: str
) -> None:
    add(store, other(2))
    before = page(store, other(2))
    damaged = store.add(replace(other(2), content_hash="1" * 64, digest="1" * 64)).folder / name
    damaged.write_text(damaged.read_text().replace(old, new))
    add(store, other(1))
    damaged.unlink()  # it does not fit the schema that every test's editions are checked by

    assert message in caplog.text
    assert "Storm 1" in everything(store)
    assert page(store, other(2)) == before
    assert not [path for path in (store.root.parent / "evil.html", *store.root.rglob("evil*")) if path.exists()]


def scrambled(store: Store) -> None:
    (store.root / "site/data/t0-3.js").write_text("wireglot(")


def without_index(store: Store) -> None:
    (store.root / ".wireglot/index.sqlite").unlink()


def without_pages(store: Store) -> None:
    for path in (store.root / "site").rglob("*.html"):
        path.unlink()
    without_index(store)


def with_a_damaged_index(store: Store) -> None:
    without_pages(store)
    (store.root / ".wireglot/index.sqlite").write_bytes(b"no database" * 100)


@pytest.mark.parametrize("damage", [scrambled, without_index, without_pages, with_a_damaged_index])
def test_lost_pages_and_search_data_are_made_again(store: Store, damage: Callable[[Store], None]) -> None:
    add(store, other(1), other(2))
    damage(store)
    add(store, other(3))
    terms = "".join(path.read_text() for path in (store.root / "site/data").glob("t0-*.js"))

    assert '"harbour":[0,1,2]' in terms
    assert {path.stem for path in (store.root / "site/articles").glob("*.html")} == {
        f"other-0000000{n}" for n in (1, 2, 3)
    }


def test_a_rebuild_gives_the_same_pages_and_no_strays(store: Store) -> None:
    add(store, an_edition(), other(1), other(2, "2023-05-05"))
    add(store, later())
    kept = {path: path.read_bytes() for path in pages(store)}
    stray = store.root / "site/articles/gone-00000000.html"
    stray.write_text("old")
    rebuild_site(store, Addresses())

    assert not stray.exists()
    assert {path for path in pages(store) if path.name != "index.html"} == kept.keys() - {store.root / "index.html"}
    assert all(path.read_bytes() == content for path, content in kept.items() if "articles" in path.parts)


def test_an_article_moved_to_another_day_leaves_the_first(store: Store) -> None:
    add(store, other(1, "2024-03-12"))
    moved = other(1, "2024-04-01")
    add(store, replace(moved, content_hash="1" * 64, digest="1" * 64))

    assert not (store.root / "site/days/2024-03-12.html").exists()
    assert "Storm 1" in (store.root / "site/days/2024-04-01.html").read_text()
    assert "2024-03-12" not in (store.root / "site/days/2024.html").read_text()


def test_pages_of_a_killed_writer_are_completed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, other(1, "2024-03-12"), other(2))
    moved, held = other(1, "2024-04-01"), other(2)
    store.add(replace(moved, content_hash="1" * 64, digest="1" * 64))
    store.add(replace(held, state="embargoed", content_hash="2" * 64, digest="2" * 64))
    with monkeypatch.context() as patch:
        patch.setattr(update, "_write_blocks", interrupted)
        with pytest.raises(KeyboardInterrupt):
            update_outputs(store)
    add(store, other(3))

    assert "Storm 1" in (store.root / "site/days/2024-04-01.html").read_text()
    assert (
        not (store.root / "site/days/2024-03-12.html").exists()
        or "Storm 1" not in (store.root / "site/days/2024-03-12.html").read_text()
    )
    assert "Storm 2" not in everything(store)


@pytest.mark.parametrize("step", ["write_article", "_write_blocks", "write_lists"])
def test_the_index_can_be_written_while_pages_are(store: Store, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """A transaction that is open meanwhile would lock the index, and the second writer would give up."""
    add(store, other(1))
    original = getattr(update, step)

    def with_a_second_writer(*arguments: Any, **named: Any) -> Any:
        with writing(store.root) as connection:
            set_meta(connection, "second writer", step)
        return original(*arguments, **named)

    monkeypatch.setattr(update, step, with_a_second_writer)
    add(store, other(2))

    assert "Storm 2" in everything(store)


def interrupted(*arguments: object) -> None:
    raise KeyboardInterrupt


def sources_page(store: Store) -> str:
    return (store.root / "site" / "sources.html").read_text("utf-8")


def test_the_page_of_sources_shows_those_that_fail_first(store: Store) -> None:
    add(store, an_edition(), sources=SOURCES)

    states = re.findall(r'<tr class="source-(\w+)">', sources_page(store))
    text = " ".join(Elements(sources_page(store)).text.split())
    assert states == ["failing", "never", "ok", "ok"]
    assert "https://moor.example/rss Gone: <script>" in text
    assert "Tarn Daily https://tarn.example/rss ok 2024-03-12 10:00 UTC 0 20 no date" in text
    assert "javascript:" not in [one.get("href") for _, one in Elements(sources_page(store)).found]


def test_no_page_shows_where_files_are_on_this_machine(store: Store) -> None:
    inbox = "/srv/desk/inbox/nordic"
    row = SourceRow(inbox, "", "a folder", failures=1, error=f"{inbox}/b.txt: expected files that can be opened.")
    add(store, an_edition(an_article(source=f"{inbox}/a.txt", source_name="North")), sources=(row,))

    text = everything(store) + sources_page(store)
    assert "/srv" not in text
    assert "North: nordic/a.txt" in text
    assert "inbox/nordic/b.txt: expected" in text


def test_the_front_page_links_to_the_sources_while_there_are_any(store: Store) -> None:
    link = 'href="site/sources.html"'
    front = store.root / "index.html"
    add(store, an_edition())
    before = front.read_text("utf-8")
    add(store, sources=SOURCES)
    during = front.read_text("utf-8")
    add(store, sources=())

    assert [link in text for text in (before, during, front.read_text("utf-8"))] == [False, True, False]
    assert not (store.root / "site" / "sources.html").exists()


def test_a_rebuild_makes_the_page_of_sources_again(store: Store) -> None:
    add(store, an_edition(), sources=SOURCES)
    before = sources_page(store)
    (store.root / "site" / "sources.html").unlink()

    rebuild_site(store, Addresses(), sources=SOURCES)

    assert sources_page(store) == before


def test_sources_that_did_not_change_write_nothing(store: Store) -> None:
    add(store, an_edition(), sources=SOURCES)
    before = {path: path.stat().st_mtime_ns for path in (store.root / "site").rglob("*")}

    add(store, sources=SOURCES)

    assert {path: path.stat().st_mtime_ns for path in (store.root / "site").rglob("*")} == before
