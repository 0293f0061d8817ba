"""Entities of HTML in plain text are decoded, and never become markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading import SourceFile, read
from wireglot.articles.reading.text_entities import with_characters


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Caf&eacute; &amp; bar", "Café & bar"),
        ("The owner&#8217;s fine: 5 &euro;, he said &ldquo;no&rdquo;", "The owner’s fine: 5 €, he said “no”"),
        ("Rhythm &amp;amp; blues, l&amp;#39;eau", "Rhythm & blues, l'eau"),
        ("&#x41F;&#x43E;&#x440;&#x442;", "Порт"),
        ("3 &lt; 5 and 5 &gt; 3", "3 < 5 and 5 > 3"),
        ("Q&A, AT&T; M&S; R&D", "Q&A, AT&T; M&S; R&D"),
    ],
)
def test_references_are_decoded_up_to_twice(text: str, decoded: str) -> None:
    assert with_characters(text) == decoded


@pytest.mark.parametrize(
    "text",
    [
        "The tag &lt;script&gt; runs code.",
        "Write “&amp;” for an ampersand.",
        "The entity `&nbsp;` is a space.",
        "&unknown;",
    ],
)
def test_texts_about_html_stay_as_they_are(text: str) -> None:
    assert with_characters(text) == text


@given(st.text(st.sampled_from("&lt;gampscriptx/!#60 <>")))
def test_no_tag_comes_into_being(text: str) -> None:
    assert with_characters(text).count("<script") == text.count("<script")


def test_a_text_file_is_read_with_its_letters() -> None:
    content = (
        b"Caf&eacute; shut\n\nThe caf&eacute;&nbsp;of Torvik closed on Monday &amp; stays, his son&#8217;s wife says."
    )
    found = read(SourceFile(Path("a.txt"), "./a.txt", content))

    assert found.headline == "Café shut"
    assert found.blocks[-1].sentences == ("The café of Torvik closed on Monday & stays, his son’s wife says.",)
