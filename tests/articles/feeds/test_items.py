"""Entries of feeds to articles: titles, one text of several, leads, teasers, dates, protection."""

import pytest

from wireglot.articles.reading import Item, NoArticle
from wireglot.articles.reading.feeds import Feed, FeedEntry, entry_digest, is_teaser, item_of_entry
from wireglot.articles.reading.items import Unread

FEED = Feed("an RSS feed", "https://tarn.example/feed", language="en")
WHOLE = (
    "<p>The old bridge of Tarn gave way on Sunday night. Nobody was hurt, the mayor said.</p>"
    "<p>It was closed to lorries in March. Engineers found cracks in two of its nine piers, and the county "
    "had planned to repair them next spring.</p>"
)
TEASER = "The old bridge of Tarn gave way on Sunday ... Read more"


def item(**fields: str | bool) -> Item:
    found = item_of_entry(FEED, FeedEntry(**fields), "https://tarn.example/bridge")  # type: ignore[arg-type]
    assert isinstance(found, Item)
    return found


def texts(found: Item, kind: str = "paragraph") -> list[str]:
    return [block.text for block in found.text.blocks if block.kind == kind]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Mayor: &#8220;Pier &amp; road stay&#8221;", "Mayor: “Pier & road stay”"),
        ("Bread at &euro;4 &lt;again&gt;", "Bread at €4 <again>"),
        ("The <br> tag is thirty", "The <br> tag is thirty"),
        ("<b>Bridge</b> gives <i class='x'>way</i>", "Bridge gives way"),
        ("&lt;em&gt;Bridge&lt;/em&gt; gives way", "Bridge gives way"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("AT&amp;amp;T", "AT&T"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("  Bridge\n gives\tway ", "Bridge gives way"),
        ("Bridge \u202egives\u202c\x07 way", "Bridge gives way"),
        ("", ""),
    ],
)
def test_titles_are_decoded_once_and_keep_what_is_text(title: str, headline: str) -> None:
    assert item(title=title, content=WHOLE).text.headline == headline


def test_an_item_in_which_the_feed_breaks_off_is_a_teaser() -> None:
    found = item(title="Bridge", content=WHOLE, is_whole=True, breaks_off="within")

    assert len(texts(found)) == 2
    assert found.full_text is False
    assert found.metadata.warnings == ("The feed breaks off within this item; the rest of its text is missing.",)


def test_an_item_cut_off_before_its_text_is_named() -> None:
    found = item_of_entry(FEED, FeedEntry(title="Bridge", breaks_off="within"), "https://tarn.example/bridge")

    assert isinstance(found, Unread)
    assert "breaks off before the text of its last item (Bridge)" in str(found.error)


def test_content_and_teaser_are_one_text() -> None:
    found = item(title="Bridge", content=WHOLE, description=TEASER, is_whole=True)

    assert len(texts(found)) == 2
    assert "..." not in " ".join(texts(found))
    assert found.full_text is True


def test_content_with_a_picture_only_gives_way_to_the_description() -> None:
    found = item(title="Bridge", content='<p><img src="x.jpg" alt=""></p>', description=WHOLE, is_whole=True)

    assert texts(found)[0].startswith("The old bridge")
    assert found.full_text is True


def test_a_longer_description_comes_before_a_cut_content() -> None:
    found = item(title="Bridge", content="The old bridge of Tarn gave […]", description=WHOLE, is_whole=True)

    assert len(texts(found)) == 2


def test_a_standfirst_beside_the_text_becomes_its_lead() -> None:
    lead = "Lorries were banned in spring, but the county put off all repairs for want of money."

    assert texts(item(title="Bridge", content=WHOLE, description=lead, is_whole=True))[0] == lead


@pytest.mark.parametrize("more", ["Read more", "Continue reading", "Weiterlesen", "Lire la suite", "Leer más"])
def test_an_invitation_to_read_on_is_no_text(more: str) -> None:
    found = item(title="Bridge", description=f"The old bridge of Tarn gave way on Sunday night, the mayor said. {more}")

    assert all(more not in text for text in texts(found))
    assert more in texts(found, "read-more")


def test_what_blogs_add_to_each_item_is_left_out() -> None:
    found = item(
        title="Bridge", content=WHOLE + '<p>The post <a href="x">Bridge</a> appeared first on <a>Tarn</a>.</p>'
    )

    assert "appeared first" not in str(found.text)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"content": WHOLE, "is_whole": True}, False),
        ({"content": WHOLE}, True),
        ({"content": WHOLE.replace("spring.", "spring …"), "is_whole": True}, True),
        ({"description": TEASER}, True),
        ({"title": "Bridge"}, True),
    ],
)
def test_teasers_are_told_from_whole_texts(fields: dict[str, str], expected: bool) -> None:
    assert is_teaser(FeedEntry(**fields)) is expected  # type: ignore[arg-type]


def test_an_item_without_title_keeps_its_text() -> None:
    found = item(content=WHOLE)

    assert texts(found)[0].startswith("The old bridge of Tarn gave way")


def test_an_item_with_a_title_only_is_a_headline() -> None:
    found = item(title="Bridge gives way: nobody hurt")

    assert (found.text.headline, found.text.blocks) == ("Bridge gives way: nobody hurt", ())


def test_an_empty_item_is_no_article() -> None:
    assert isinstance(item_of_entry(FEED, FeedEntry(content="<p> </p>"), "x:y"), NoArticle)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Wed, 04 Nov 2026 06:00:00 GMT+7", "2026-11-03T23:00:00Z"),
        ("Wed, 04 Nov 2026 06:00:00 PST", "2026-11-04T14:00:00Z"),
        ("04 Nov 2026 06:00:00 CEST", "2026-11-04T04:00:00Z"),
        ("Tue, 04 Nov 2026 06:00:00 +0000", "2026-11-04T06:00:00Z"),
        ("Mer, 04 nov 2026 06:00:00 +0100", "2026-11-04T05:00:00Z"),
        ("2026-11-04 06:00", "2026-11-04T06:00:00Z"),
        ("Wed, 04 Nov 2569 06:00:00 +0700", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_read_in_utc_or_not_at_all(date: str, published: str) -> None:
    metadata = item(title="Bridge", content=WHOLE, published=date).metadata

    assert metadata.published == published
    assert (metadata.warnings != ()) == (bool(date) and not published)


def test_an_embargo_in_a_feed_holds_the_text() -> None:
    found = item(title="Bridge", content=f"<p>EMBARGOED UNTIL 00:01 GMT, TUESDAY 1 DECEMBER 2099</p>{WHOLE}")

    assert found.metadata.embargoed == "2099-12-01T00:01:00Z"
    assert "EMBARGOED" not in str(found.text)


def test_a_hold_in_a_title_holds_the_text() -> None:
    assert item(title="HOLD FOR RELEASE: Bridge gives way", content=WHOLE).metadata.status == "withheld"


def test_a_new_text_has_a_new_digest_and_a_new_address_has_not() -> None:
    entry = FeedEntry("1", "https://tarn.example/a", "Bridge", WHOLE)

    assert entry_digest(entry) == entry_digest(FeedEntry("2", "https://tarn.example/b", "Bridge", WHOLE))
    assert entry_digest(entry) != entry_digest(FeedEntry("1", "https://tarn.example/a", "Bridge", WHOLE + "x"))


def test_what_the_picture_says_as_well_is_its_caption() -> None:
    caption = "The bridge of Tarn on Monday morning, after the flood."
    picture = f"<p><img src='bridge.jpg' alt='{caption} Jane Roe'></p><p>{caption}</p>"
    found = item(title="Bridge", description=f"The old bridge of Tarn gave way on Sunday night.{picture}")

    assert texts(found, "caption") == [caption]
    assert texts(found) == ["The old bridge of Tarn gave way on Sunday night."]
    assert found.full_text is False


def test_three_short_sentences_of_a_description_are_a_teaser() -> None:
    found = item(title="Bridge", description="The bridge gave way. Nobody was hurt. The mayor was there.")

    assert found.full_text is False
