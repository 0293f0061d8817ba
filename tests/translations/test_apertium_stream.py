"""Apertium's text stream: sentences that are packed are found again, and nothing is guessed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.apertium import NUL, pack, unpack

TRICKY = [
    "^a<n>/b<n>$ [nota] {x} \\ @casa <b>",
    "[;0;]",
    "a\\[;1;]\\",
    "\\",
    "~ y ~x",
    "Sin punto",
    "Con punto.",
    "https://x.es/~a[1]?b={c}&d=^e$ y a.b@c.es, @yo #tú.",
    "www.solo.es",
    "C:\\puerto\\copia.exe #urgente factura_mayo.pdf.exe 0.85.x",
    "\u200bcero\u00ad",
]


def read(output: bytes, sentences: list[str]) -> dict[int, str]:
    return unpack(output, dict(enumerate(sentences)))


@given(st.lists(st.sampled_from(TRICKY) | st.text(), max_size=6))
def test_unchanged_output_gives_every_sentence_back(sentences):
    answers = read(pack(dict(enumerate(sentences))), sentences)

    for number, text in enumerate(sentences):
        plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).strip()
        assert answers.get(number, "") == plain


@given(st.lists(st.sampled_from(TRICKY), min_size=1))
def test_reserved_characters_are_escaped(sentences):
    stream = pack(dict(enumerate(sentences))).decode()

    without_escapes = re.sub(r"\\.", "", stream)
    without_blanks = re.sub(r"\[[^]]*\]", "", without_escapes)
    assert not re.search(r"[\\^$/\[\]{}@<>~]", without_blanks)
    assert stream.count(NUL) == len(sentences)


def test_a_missing_final_mark_is_added_for_apertium_only():
    assert pack({0: "Sin punto"}).startswith(b"Sin punto .[]")
    assert read(b"No dot .[][;0;]\0", ["Sin punto"]) == {0: "No dot"}
    assert read(b"Done.[][;0;]\0", ["Hecho."]) == {0: "Done."}


def test_a_lone_surrogate_does_not_stop_the_rest():
    assert read(pack({0: "a\ud800b.", 1: "c."}), ["a\ud800b.", "c."]) == {0: "a\ufffdb.", 1: "c."}


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (b"One[][;0;]Two[][;1;]\0", "two sentences ran into one segment"),
        (b"One\0Two[][;1;]\0", "a number is lost"),
        (b"One[][;0;]late\0", "words moved behind the number"),
        (b"One[][;0;]\0Again[][;0;]\0", "it is there twice"),
        (b"One[][;7;]\0", "the number is none of ours"),
        (b"[][;0;]\0", "there are no words"),
        (b" .[][;0;]\0", "there is only the mark"),
        (b"\xff\xfe[][;0;]\0", "it is not UTF-8"),
        (b"One \\[;0;\\]\0", "the number was part of the text"),
        (b"One[][;0;", "it was cut off"),
    ],
)
def test_output_that_cannot_be_assigned_is_no_answer(output, reason):
    assert 0 not in read(output, ["Uno", "Dos"]), reason


def test_an_answer_that_lost_an_address_is_no_answer():
    sentences = ["Vea https://a.es/x y @yo."]

    assert read(rb"See [https:\/\/a.es\/x] and [\@yo].[][;0;]" + b"\0", sentences) == {0: "See https://a.es/x and @yo."}
    assert read(b"See and [\\@yo].[][;0;]\0", sentences) == {}
