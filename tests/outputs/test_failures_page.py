"""The page of failures: what is missing and when it is tried again, without the layout of the machine."""

from pathlib import Path

from tests.examples import an_edition
from wireglot.outputs import Failure, Failures, Store, update_outputs

ERROR = "/srv/desk/inbox/nordic/a.txt: expected text, found binary data; save /srv/desk/inbox/nordic/b.txt instead."


def page_of(root: Path, *failures: Failure) -> str:
    store = Store(root)
    if not store.ids():
        store.add(an_edition())
    for failure in failures:
        Failures(root).record(failure)
    update_outputs(store)
    page = root / "site" / "failures.html"
    return page.read_text("utf-8") if page.is_file() else ""


def link_of(root: Path) -> bool:
    return 'href="site/failures.html"' in (root / "index.html").read_text("utf-8")


def test_the_page_is_there_while_something_is_missing(tmp_path: Path) -> None:
    before = page_of(tmp_path), link_of(tmp_path)
    during = page_of(tmp_path, Failure("a", "https://tarn.example/a", "translate", "odd")), link_of(tmp_path)
    Failures(tmp_path).clear("a")
    after = page_of(tmp_path), link_of(tmp_path)

    assert before == after == ("", False)
    assert "https://tarn.example/a" in during[0]
    assert during[1]


def test_it_says_when_each_is_tried_again(tmp_path: Path) -> None:
    failures = [Failure("a", "a.txt", "read", "odd"), Failure("b", "b.txt", "fetch", "down", cause="machine")]
    crash = Failure("c", "c.txt", "process", "died", cause="crash")

    page = page_of(tmp_path, *failures, crash, crash, crash)

    assert ">each run<" in page
    assert ">set aside<" in page
    assert f">{Failures(tmp_path).all()[0].next_try[:10]} " in page


def test_it_shows_no_folder_of_this_machine(tmp_path: Path) -> None:
    page = page_of(tmp_path, Failure("a", "/srv/desk/inbox/nordic/a.txt", "read", ERROR))

    assert "/srv" not in page
    assert "nordic/a.txt" in page
    assert "save nordic/b.txt instead" in page


def test_addresses_in_reasons_stay_whole(tmp_path: Path) -> None:
    page = page_of(tmp_path, Failure("a", "feed", "fetch", "Moved to https://tarn.example/news/rss/all.xml"))

    assert "https://tarn.example/news/rss/all.xml" in page


def test_what_must_not_be_shown_is_not_named(tmp_path: Path) -> None:
    page = page_of(tmp_path, Failure("a", "inbox/secret-merger.txt", "store", "secret-merger", is_hidden=True))

    assert "An article that its source does not let be shown" in page
    assert "secret" not in page
