"""Which entries of feeds are the same article."""

from dataclasses import replace

from wireglot.articles.reading import Item
from wireglot.articles.reading.feeds import Feed, FeedEntry, entry_names, entry_uris, items_of_feed

A = FeedEntry("1", "https://tarn.example/a?utm_source=rss", "Bridge gives way", "Text of the bridge.")
B = FeedEntry("2", "https://tarn.example/b", "Ferry stops", "Text of the ferry.")


def feed(*entries: FeedEntry, address: str = "https://tarn.example/feed") -> Feed:
    return Feed("an RSS feed", address, home="https://tarn.example/", entries=entries)


def without_link(*entries: FeedEntry) -> tuple[FeedEntry, ...]:
    return tuple(replace(entry, link="") for entry in entries)


def test_the_address_without_tracking_identifies_an_item() -> None:
    assert entry_uris(feed(A, B)) == ["https://tarn.example/a", "https://tarn.example/b"]


def test_the_same_guid_in_two_feeds_is_two_articles() -> None:
    (one,) = entry_uris(feed(*without_link(A)))
    (other,) = entry_uris(feed(*without_link(A), address="https://moor.example/feed"))

    assert one == "https://tarn.example/feed#/1"
    assert other == "https://moor.example/feed#/1"


def test_equal_guids_in_one_feed_do_not_count() -> None:
    same = [replace(entry, guid="1", link="") for entry in (A, B)]

    assert len(set(entry_uris(feed(*same)))) == 2


def test_empty_guids_do_not_count() -> None:
    none = [replace(entry, guid="", link="") for entry in (A, B)]

    assert len(set(entry_uris(feed(*none)))) == 2


def test_items_that_all_link_to_one_page_are_told_apart_by_guid() -> None:
    live = [replace(entry, link="https://tarn.example/live") for entry in (A, B)]

    assert entry_uris(feed(*live)) == ["https://tarn.example/feed#/1", "https://tarn.example/feed#/2"]


def test_a_link_to_the_front_page_identifies_nothing() -> None:
    front = replace(A, link="https://tarn.example/")

    assert entry_uris(feed(front)) == ["https://tarn.example/feed#/1"]


def test_an_item_that_comes_twice_is_one() -> None:
    assert len(set(entry_uris(feed(A, A, *without_link(B, B))))) == 2


def test_a_changed_guid_does_not_change_the_identifier() -> None:
    assert entry_uris(feed(A)) == entry_uris(feed(replace(A, guid="changed")))


def test_a_guid_that_is_a_urn_needs_no_feed() -> None:
    assert entry_uris(feed(replace(A, guid="urn:tarn:4711", link=""))) == ["urn:tarn:4711"]


def test_same_titles_are_told_apart_by_their_texts() -> None:
    briefs = [replace(entry, guid="", link="", title="In brief") for entry in (A, B)]

    assert len(set(entry_uris(feed(*briefs)))) == 2


def test_a_correction_without_guid_and_link_stays_the_same_article() -> None:
    entry = FeedEntry(title="Bridge gives way", content="Two hurt.", published="2026-11-01")

    assert entry_uris(feed(entry)) == entry_uris(feed(replace(entry, content="Three hurt.")))


def test_short_guids_are_no_names_between_runs() -> None:
    """The position in a list ("1") is taken over by the next article."""
    assert entry_names(feed(A)) == [("https://tarn.example/a",)]
    assert [len(names) for names in entry_names(feed(replace(A, guid="tarn-4711"), B))] == [2, 1]


def test_items_of_a_file_have_its_address_or_are_parts_of_it() -> None:
    found = list(items_of_feed(feed(A, *without_link(B), address="feed.xml")))

    assert [(one.metadata.uri, one.name) for one in found if isinstance(one, Item)] == [
        ("https://tarn.example/a", "https://tarn.example/a"),
        ("", "2"),
    ]
