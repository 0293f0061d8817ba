"""Markdown gives its marks to the structure and its words to the reader."""

import time

import pytest

from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.markdown import read_markdown

ARTICLE = """---
title: "River floods old town"
lang: en_GB
date: 2024-03-12T14:05:00+01:00
updated: 2024-03-13
version: 3
source: Example News
url: https://example.org/flood?id=1
tags: [a, b]
---

# River floods old town

![The old town under water](flood.jpg "Flood") The **river** rose *two* metres
overnight, the [council](https://example.org/c) said on `Monday`.

Schools stay closed
-------------------

> “We have never seen it,” said the mayor.

- 2*3*4 is no emphasis, snake_case_name neither
- Costs: 5 \\* 3 &amp; more

1. First of all
2. And then

| Town | Homes |
|------|------:|
| Old  | 100   |

```
code = "**kept**"
```

<!-- an editor's
note -->
Photo: John Doe/AP

[1]: https://example.org/ref
"""


def parts(text):
    found = read_markdown(clean(text))
    return found.headline, [(p.kind, p.text) for p in found.passages]


def test_an_article_is_read_with_all_its_marks():
    headline, passages = parts(ARTICLE)

    assert headline == "River floods old town"
    assert passages == [
        ("paragraph", "The river rose two metres overnight, the council said on Monday."),
        ("caption", "The old town under water"),
        ("heading", "Schools stay closed"),
        ("paragraph", "“We have never seen it,” said the mayor."),
        ("paragraph", "2*3*4 is no emphasis, snake_case_name neither"),
        ("paragraph", "Costs: 5 * 3 & more"),
        ("paragraph", "1. First of all"),
        ("paragraph", "2. And then"),
        ("paragraph", "Town | Homes"),
        ("paragraph", "Old | 100"),
        ("paragraph", 'code = "**kept**"'),
        ("caption", "Photo: John Doe/AP"),
    ]


def test_front_matter_says_what_the_source_says_of_itself():
    found = read_markdown(ARTICLE)

    assert found.uri == "https://example.org/flood?id=1"
    assert (found.language, found.version) == ("en-GB", "3")
    assert (found.published, found.updated) == ("2024-03-12T13:05:00Z", "2024-03-13")


@pytest.mark.parametrize("source", ["Example News", "TT", "see: below"])
def test_a_source_that_is_no_address_is_no_identity(source):
    assert read_markdown(f"---\ntitle: A\nsource: {source}\n---\n\nText here.").uri == ""


@pytest.mark.parametrize("mark", ["# {}", "## {} ##", "{}\n===", "**{}**"])
def test_the_headline_is_what_is_marked_on_top(mark):
    headline, passages = parts(mark.format("River floods town") + "\n\nThe river rose two metres.\n\nIt fell again.")

    assert headline == "River floods town"
    assert len(passages) == 2


def test_a_rule_on_top_is_no_front_matter():
    assert parts("---\n\nThe river rose two metres overnight.\n\n---\n\nIt fell again.")[1][-1][1] == "It fell again."


def test_entities_bring_no_control_characters_in():
    assert parts("Storm &#27;hits &#x202e;coast.\n\nIt fell.")[0] == "Storm hits coast."


def test_japanese_emphasis_and_lines_are_joined_tightly():
    assert parts("# 川\n\nこれは**強調**です、\n次の行です。")[1] == [("paragraph", "これは強調です、次の行です。")]


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 50_000,
        "*a " * 30_000,
        "`" * 50_000,
        "![](" * 20_000,
        "<a" * 40_000,
        "_a" * 40_000,
        "\\*" * 20_000,
        "> " * 40_000,
        "<!-- " * 60_000,
        "x" + "`" * 50_000,
        "-" * 50_000 + "x",
        "# a " + "#" * 50_000 + "x",
    ],
)
def test_hostile_marks_take_no_time(hostile):
    begin = time.perf_counter()
    read_markdown(hostile)

    assert time.perf_counter() - begin < 1
