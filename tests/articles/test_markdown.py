"""Markdown becomes blocks without its marks, and front matter the fields of the article."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading.agency_lines import read_agency_lines
from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.front_matter import fields_of, split_front_matter
from wireglot.articles.reading.markdown import read_markdown
from wireglot.articles.reading.metadata import metadata_of
from wireglot.articles.reading.protection import field_keys, is_protection_key, status_meaning

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


def metadata(text):
    entries, body = split_front_matter(text)
    return metadata_of(entries, read_agency_lines(body))


def parts(text):
    entries, body = split_front_matter(text)
    found = read_markdown(clean(body), "a.md", fields_of(entries).get("title", ""))
    return found.headline, [(block.kind, block.text) for block in found.blocks]


def texts(text):
    return [text for _, text in parts(text)[1]]


def test_an_article_with_all_kinds_of_marks_is_read():
    headline, blocks = parts(ARTICLE)

    assert headline == "River floods old town"
    assert blocks == [
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


def test_front_matter_becomes_the_fields_of_the_article():
    found = metadata(ARTICLE)

    assert found.uri == "https://example.org/flood?id=1"
    assert (found.language, found.version) == ("en-GB", "3")
    assert (found.published, found.updated) == ("2024-03-12T13:05:00Z", "2024-03-13")


@pytest.mark.parametrize(
    ("matter", "headline"),
    [
        ("title: >\n  Harbour shut\n  after storm", "Harbour shut after storm"),
        ("title: |\n  Harbour shut\n  after storm", "Harbour shut after storm"),
        ("title: 'It''s over'", "It's over"),
        ('title: "He said \\"no\\""', 'He said "no"'),
        ("title: Harbour shut # draft", "Harbour shut"),
        ("  title: Harbour shut\n  date: 2026-11-05", "Harbour shut"),
        ("authors:\n  - name: A\n    role: b\nTitle: Harbour shut", "Harbour shut"),
        ("title: Harbour shut\ntitle: Second", "Harbour shut"),
        ("image:\n  title: Photo\ntitle: Harbour shut", "Harbour shut"),
        ("title: Harbour shut: three ships wait", "Harbour shut: three ships wait"),
        ("title: [UPDATE] Harbour shut", "[UPDATE] Harbour shut"),
        ("título: Puerto\ntitle: Harbour shut", "Harbour shut"),
        ("title: *missing", "*missing"),
        ("base: &t Harbour shut\ntitle: *t", "Harbour shut"),
        ("title: Harbour: shut # draft\nnote: >\n  folded", "Harbour: shut"),
        ("\ttitle: Harbour shut", "Harbour shut"),
    ],
)
def test_front_matter_is_read_as_yaml_or_line_by_line(matter, headline):
    assert parts(f"---\n{matter}\n---\n\nThe harbour was shut on Monday.\n\nIt rained.")[0] == headline


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "Harbour shut"\ndate = 2026-11-05\n+++\n',
        '+++\ntitle = "Harbour shut"\ndate = 2026-11-05\nbroken = \n+++\n',
        '{\n"title": "Harbour shut",\n"date": "2026-11-05"\n}\n',
        "--- # metadata\ntitle: Harbour shut\ndate: 2026-11-05\n...\n",
        "---\ntitle: Harbour shut\ndate: 2026-11-05\n",
    ],
)
def test_front_matter_has_other_forms_as_well(text):
    text += "\nThe harbour was shut on Monday.\n\nIt rained."

    assert parts(text) == (
        "Harbour shut",
        [("paragraph", "The harbour was shut on Monday."), ("paragraph", "It rained.")],
    )
    assert metadata(text).published == "2026-11-05"


def test_text_between_two_rules_is_no_front_matter():
    text = "---\n\nHarbour shut: three ships wait\n\n---\n\nThe harbour was shut on Monday."

    assert split_front_matter(text) == ([], text)


def test_every_value_of_front_matter_is_text():
    entries, _ = split_front_matter("---\nlanguage: no\nversion: 1.10\nnote: null\nupdated: 2026-11-05\n---\n")
    fields = fields_of(entries)

    assert fields == {"language": "no", "version": "1.10", "note": "null", "updated": "2026-11-05"}


@pytest.mark.parametrize(
    "matter",
    [
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(500)) + "title: A",
        "a: " + "[" * 9_000 + "\ntitle: A",
        "a: " + "x" * 200_000 + "\ntitle: A",
    ],
)
def test_hostile_front_matter_is_read_to_its_title(matter):
    assert fields_of(split_front_matter(f"---\n{matter}\n---\n")[0]) == {"title": "A"}


@given(st.text(alphabet=st.sampled_from("ab:-# \n[]{}&*!|>'\"%@`,?\x85é"), max_size=80))
def test_any_front_matter_is_read_without_an_error(matter):
    entries, body = split_front_matter(f"---\n{matter}\n---\nText.")

    assert all(fields_of(entries).values())
    assert body.endswith("Text.")


@pytest.mark.parametrize("source", ["Example News", "TT", "see: below"])
def test_a_source_that_is_not_an_address_is_no_identity(source):
    assert metadata(f"---\ntitle: A\nsource: {source}\n---\n\nText here.").uri == ""


@pytest.mark.parametrize("mark", ["# {}", "## {} ##", "{}\n===", "**{}**"])
def test_the_headline_is_what_is_marked_on_top(mark):
    headline, blocks = parts(mark.format("River floods town") + "\n\nThe river rose two metres.\n\nIt fell again.")

    assert headline == "River floods town"
    assert len(blocks) == 2


def test_a_rule_on_top_is_not_front_matter():
    assert parts("---\n\nThe river rose two metres overnight.\n\n---\n\nIt fell again.")[1][-1][1] == "It fell again."


def test_entities_do_not_become_control_characters():
    assert parts("Storm &#27;hits &#x202e;coast.\n\nIt fell.")[0] == "Storm hits coast."


def test_japanese_emphasis_and_lines_are_joined_tightly():
    assert parts("# 川\n\nこれは**強調**です、\n次の行です。")[1] == [("paragraph", "これは強調です、次の行です。")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2*3*4 and **「強調」**です and un*frigging*real", ["2*3*4 and 「強調」です and un*frigging*real"]),
        ("Wait until\n1. May, he said.", ["Wait until 1. May, he said."]),
        ("1986. A great year.", ["1986. A great year."]),
        ("- one\n- two\n\n  more of two", ["one", "two", "more of two"]),
        ("| a | b |\n|---|---|\n| c | d | e |", ["a | b", "c | d | e"]),
        ("    An indented paragraph.", ["An indented paragraph."]),
        ("<div>\nText in <b>HTML</b>\n</div>", ["Text in HTML"]),
        ("> > > " * 60 + "deep", ["deep"]),
        ("~~~\n# not a heading\n\n*kept*", ["# not a heading", "*kept*"]),
        ("See [the *map*](https://e.org/a_(b)) and <https://e.org>.", ["See the map and https://e.org."]),
        (r"\*not emphasis\* and `*code*`", ["*not emphasis* and *code*"]),
    ],
)
def test_marks_are_removed_and_text_is_kept(text, expected):
    assert texts(f"# Headline\n\n{text}") == expected


@given(st.text(alphabet=st.sampled_from("ab1.)-*_~`>#|=+: \n[](!)"), max_size=60))
def test_no_letter_of_markdown_is_lost(text):
    text = text.replace("](", "] (").replace("]:", "] :").replace("][", "] [").replace("~~~", "~~").replace("```", "``")
    headline, blocks = parts(f"zz\n\n{text}")

    assert sorted(filter(str.isalpha, headline + "".join(t for _, t in blocks))) == sorted(
        filter(str.isalpha, f"zz{text}")
    )


# Quadratic work on these takes minutes.
@pytest.mark.parametrize(
    "hostile",
    [
        *("[" * 50_000, "*a " * 30_000, "`" * 50_000, "![](" * 20_000, "<a" * 40_000, "_a" * 40_000),
        *("\\*" * 20_000, "> " * 40_000, "<!-- " * 60_000, "x" + "`" * 50_000),
        *("-" * 50_000 + "x", "# a " + "#" * 50_000 + "x"),
    ],
)
def test_hostile_marks_take_linear_time(hostile):
    assert read_markdown(hostile, "a.md").headline is not None


def test_docs_list_the_keys_and_statuses_of_front_matter():
    document = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| (`[^|]*) \|", document, re.MULTILINE)
    keys = {field: tuple(re.findall(r"`(\w+)`", listed)) for field, listed in rows}
    withdrawn, held, usable = (
        re.findall(r"`([^`]+)`", words)
        for words in re.findall(r"^- (?:Held|Withdrawn|Usable): (.*?)\.$", document, re.MULTILINE | re.DOTALL)
    )

    assert {field: keys[field] for field in field_keys()} == field_keys()
    assert all(map(is_protection_key, keys["protection"]))
    assert {status_meaning(word) for word in held} == {"hold"}
    assert {status_meaning(word) for word in withdrawn} == {"kill"}
    assert {status_meaning(word) for word in usable} == {"usable"}
