"""What of a web address identifies a text, and what of it may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import canonical_address, has_credentials, is_web_address, shown_address, without_credentials


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/a#top", "https://news.example/a"),
        ("https://news.example/#!/a/7", "https://news.example/#!/a/7"),
        ("https://news.example/#/a/7", "https://news.example/#/a/7"),
        ("https://news.example/a?utm_source=rss&utm_medium=x", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=x&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a?UTM_Source=rss&b=1", "https://news.example/a?b=1"),
        ("https://reader:pw@news.example/a", "https://news.example/a"),
        (" https://news.example/a\n", "https://news.example/a"),
        ("ftp://news.example/a", ""),
        ("news.example/a", ""),
        ("", ""),
    ],
)
def test_addresses_of_one_text_have_one_form(address: str, canonical: str) -> None:
    assert canonical_address(address) == canonical


def test_numbers_of_stories_are_no_secrets() -> None:
    """Otherwise all stories of a site would be one."""
    assert canonical_address("https://news.example/story?sid=4711") == "https://news.example/story?sid=4711"


def test_long_names_of_stories_stay_apart_without_being_shown() -> None:
    one, other = (f"https://news.example/story?key={name}-resigns-over-bridge" for name in ("minister", "chancellor"))

    assert canonical_address(one) != canonical_address(other)
    assert "minister" not in canonical_address(one)
    assert canonical_address(one.replace("key", "password")) == canonical_address(other.replace("key", "password"))


def test_parameters_that_name_a_text_are_kept_in_order() -> None:
    assert canonical_address("https://news.example/?p=12&a=1") == "https://news.example/?p=12&a=1"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://reader:pa55@news.example/a?b=1", "https://news.example/a?b=1"),
        ("https://reader@news.example/a", "https://news.example/a"),
        ("https://news.example/a?api_key=pa55&b=1", "https://news.example/a?api_key=hidden&b=1"),
        ("https://news.example/a?Token=pa55", "https://news.example/a?Token=hidden"),
        ("https://a:pa55@b@news.example/", "https://news.example/"),
        ("https://reader:pa55@news.example:bad/", "news.example:bad/"),
        ("https://[::1/a?token=pa55&b=1", "https://[::1/a?token=hidden&b=1"),
        ("https://news.example/a#access_token=pa55&b=1", "https://news.example/a#access_token=hidden&b=1"),
        ("https://news.example/a?key=0123456789abcdef", "https://news.example/a?key=hidden"),
        ("https://news.example/a?sid=4711&code=12&key=9", "https://news.example/a?sid=4711&code=12&key=9"),
        ("https://news.example/a?b=1", "https://news.example/a?b=1"),
    ],
)
def test_credentials_are_not_shown(address: str, shown: str) -> None:
    assert shown_address(address) == shown
    assert has_credentials(address) == (shown != address)


def test_addresses_in_a_message_lose_their_credentials() -> None:
    text = "Cannot read https://reader:pa55@news.example/a, nor 'http://x/?token=pa55'."

    assert without_credentials(text) == "Cannot read https://news.example/a, nor 'http://x/?token=hidden'."


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    is_web_address(text)
    canonical = canonical_address(text)

    assert canonical_address(canonical) == canonical
    assert shown_address(shown_address(text)) == shown_address(text)
