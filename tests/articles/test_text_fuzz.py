"""Arbitrary text, Markdown and front matter, made of the pieces that readers look for."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles.reading import Contents, ReadingError, SourceFile, read_all

# As in outputs: no control characters but the line feed, no bidirectional overrides and isolates.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

keys = st.sampled_from(
    [
        "title",
        "embargo",
        "status",
        "date",
        "updated",
        "language",
        "url",
        "guid",
        "version",
        "kill",
        "extra",
        "note",
        "<<",
    ]
)
values = st.sampled_from(
    [
        *(
            "",
            "true",
            "no",
            "[a, b]",
            "{a: b}",
            "[[[[",
            "&a x",
            "*a",
            "!!python/object:os.system x",
            "|",
            ">-",
            "'",
            '"',
        ),
        *(
            "2099-12-01",
            "9999-99-99",
            "31 Feb 2099 25:61 XYZ",
            "0000-00-00T00:00:00Z",
            "1e999",
            "12:30",
            "\u0661\u0662",
            "-0",
        ),
        *(
            "Ferry: aground",
            "a\tb",
            "\x07\u202ex",
            "draft",
            "canceled",
            "hold until Monday",
            "javascript:alert(1)",
            "\ud800",
        ),
    ]
) | st.text(max_size=20)
entries = st.lists(st.tuples(st.sampled_from(["", "  ", "- ", "    "]), keys, values), max_size=6)
pieces = st.sampled_from(
    [
        *(
            "# ",
            "## ",
            "> ",
            "- ",
            "1. ",
            "* ",
            "| a | b |\n|---|---|\n",
            "```\n",
            "~~~",
            "---\n",
            "+++\n",
            "***",
            "___",
            "\n\n",
        ),
        *(
            "[a](http://[b)",
            "![a](b",
            "<b>",
            "</p>",
            "<script>",
            "<!--",
            "-->",
            "&amp;",
            "&#0;",
            "&#xd800;",
            "\\*",
            "`",
            "[^1]:",
        ),
        *("EMBARGOED UNTIL 1 MAY 2099\n", "KILL: ", "HOLD FOR RELEASE\n", "SPERRFRIST: 31.12.\n", "BC-PORT-2ND LEDE\n"),
        *(
            "(AP) - ",
            "By Ada Moor\n",
            "OSLO, Nov 5 (KD) -- ",
            "(MORE)",
            "NNNN",
            "ZCZC",
            "EDS: ",
            "^By x\n",
            "Read more",
            "\u2026",
        ),
        *(
            "\x1b[31m",
            "\x1b[",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u00ad\n",
            "\ufeff",
            "\u2028",
            "\x85",
            "\r",
            "\x00",
            "\ufffd",
            "\ud83d",
        ),
        *(
            "\u201cx",
            "\u00ab",
            "A. B. ",
            "3.5.",
            "\u3002",
            "\u0964",
            "\u1362",
            "\u061f",
            "\u0e2f",
            "The ferry ran aground off Torvik. ",
        ),
    ]
)
texts = st.lists(pieces | st.text(max_size=12), max_size=25).map("".join)


@st.composite
def matter(draw: st.DrawFn) -> str:
    """Draw front matter of any kind, mostly damaged."""
    lines = draw(entries)
    kind = draw(st.sampled_from(["---", "+++", "{"]))
    separator = {"---": ": ", "+++": " = ", "{": '": "'}[kind]
    body = "\n".join(f"{indent}{key}{separator}{value}" for indent, key, value in lines)
    return f"{kind}\n{body}\n{draw(st.sampled_from([kind, '---', '...', '}', '']))}\n"


def read(name: str, text: str) -> Contents | None:
    try:
        return read_all(SourceFile(Path(name), f"./{name}", text.encode("utf-8", "surrogatepass")))
    except ReadingError:
        return None


def check(found: Contents | None) -> None:
    """Nothing that a terminal or a browser would obey comes through."""
    for article in found.articles if found else ():
        fields = (
            article.headline,
            article.note,
            article.language_claimed,
            article.hold,
            article.published,
            article.embargoed,
        )
        written = (*fields, *article.agency_lines, *article.warnings, *(s for _, s in article.sentences()))
        assert [text for text in written if CONTROLS.search(text)] == []
        assert re.fullmatch(r"[\w-]{1,100}", article.id)


@settings(max_examples=200)
@given(st.sampled_from(["a.txt", "a.md", "a.html", "a.xml", "a"]), texts)
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    check(read(name, text))


@settings(max_examples=200)
@given(st.sampled_from(["a.txt", "a.md"]), matter(), texts)
def test_any_front_matter_is_read_or_refused(name: str, head: str, text: str) -> None:
    check(read(name, f"{head}The ferry ran aground off Torvik on Monday. {text}"))
