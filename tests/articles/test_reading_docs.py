"""docs/reading.md lists the keys and values of front matter that the code reads."""

import re
from pathlib import Path

from wireglot.articles.reading.front_matter import CANCELED, KEYS, WITHHELD

DOCUMENT = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")


def test_every_key_of_front_matter_is_documented():
    rows = re.findall(r"^\| (\w+) \| (`[^|]*) \|", DOCUMENT, re.MULTILINE)

    assert {field: tuple(re.findall(r"`(\w+)`", keys)) for field, keys in rows} == KEYS


def test_every_status_that_hides_an_article_is_documented():
    hidden, withdrawn = re.findall(r"- `status` (?:hides|withdraws)(.*?)\.", DOCUMENT, re.DOTALL)

    assert set(re.findall(r"`(\w+)`", hidden)) == WITHHELD
    assert set(re.findall(r"`(\w+)`", withdrawn)) == CANCELED
