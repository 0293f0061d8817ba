"""Alignment of two versions: equal, reworded and moved sentences; every sentence is counted once."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import an_article
from wireglot.articles import Block
from wireglot.outputs.changes.sentences import SentenceChange, SourceSentence, align, compare_sentences, count_statuses

FERRY = "The ferry ran aground outside the harbour on Monday night."
NOBODY = "Nobody was hurt, the police said."
COMPANY = "The company will investigate the accident this week."
WEATHER = "Strong winds had been forecast along the whole coast."
PHOTO = "Photo: Anna Ek"

# Few sentences, some alike and some the same, so that all that can happen to them does.
STOCK = [
    FERRY,
    FERRY.replace("Monday", "Tuesday"),
    NOBODY,
    COMPANY,
    WEATHER,
    PHOTO,
    "33 dead",
    "35 dead",
    "* * *",
    "！",
]
BLOCKS = st.builds(
    Block,
    st.sampled_from(["paragraph", "paragraph", "heading", "caption"]),
    st.lists(st.sampled_from(STOCK), min_size=1, max_size=3).map(tuple),
)
TEXTS = st.lists(BLOCKS, max_size=6).map(tuple)


def paragraphs(*texts: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Block("paragraph", tuple(text)) for text in texts)


def sentences(blocks: tuple[Block, ...]) -> tuple[SourceSentence, ...]:
    return tuple(
        SourceSentence(ref, blocks[ref.block].kind, text) for ref, text in an_article(blocks=blocks).sentences()
    )


def compared(old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[SentenceChange, ...]:
    before, after = sentences(old), sentences(new)
    return compare_sentences(before, after, align(before, after))


def statuses(old: tuple[Block, ...], new: tuple[Block, ...]) -> list[tuple[str, str]]:
    """The status of each sentence, with its text in the new version (the old one where it is removed)."""
    return [(change.status, change.shown.text) for change in compared(old, new)]


@given(TEXTS)
def test_a_text_compared_with_itself_is_kept(blocks: tuple[Block, ...]) -> None:
    assert {status for status, _ in statuses(blocks, blocks)} <= {"kept"}


@given(TEXTS, TEXTS)
def test_every_sentence_of_both_versions_is_counted_once(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    changes = compared(old, new)
    counts = count_statuses(changes)
    both = counts.kept + counts.changed + counts.moved + counts.moved_and_changed + counts.kind_changed

    assert Counter(one.old for one in changes if one.old) == Counter(sentences(old))
    assert tuple(one.new for one in changes if one.new) == sentences(new)
    assert both + counts.removed == len(sentences(old))
    assert both + counts.added == len(sentences(new))


@given(TEXTS, TEXTS)
def test_the_result_is_the_same_in_both_directions(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    there, back = align(sentences(old), sentences(new)), align(sentences(new), sentences(old))

    assert sorted((a, b) for b, a in back.pairs) == list(there.pairs)
    assert frozenset((a, b) for b, a in back.moved) == there.moved


def test_a_moved_paragraph_is_not_removed_and_added() -> None:
    found = statuses(
        paragraphs([FERRY], [NOBODY], [COMPANY, WEATHER]), paragraphs([COMPANY, WEATHER], [FERRY], [NOBODY])
    )

    assert Counter(what for what, _ in found) == {"moved": 2, "kept": 2}


def test_the_shorter_of_two_runs_moved() -> None:
    found = statuses(paragraphs([FERRY], [NOBODY], [COMPANY]), paragraphs([COMPANY], [FERRY], [NOBODY]))

    assert found == [("moved", COMPANY), ("kept", FERRY), ("kept", NOBODY)]


def test_a_sentence_can_be_moved_and_changed() -> None:
    later = FERRY.replace("Monday", "Tuesday")

    found = statuses(paragraphs([FERRY], [NOBODY], [COMPANY]), paragraphs([NOBODY], [COMPANY], [later]))

    assert found == [("kept", NOBODY), ("kept", COMPANY), ("moved and changed", later)]


def test_a_sentence_inserted_first_moves_no_other() -> None:
    found = statuses(paragraphs([FERRY], [NOBODY]), paragraphs([WEATHER], [FERRY], [NOBODY]))

    assert found == [("added", WEATHER), ("kept", FERRY), ("kept", NOBODY)]


def test_removing_one_of_three_photo_lines_moves_none() -> None:
    old = paragraphs([PHOTO], [FERRY], [PHOTO], [NOBODY], [PHOTO])

    found = statuses(old, paragraphs([FERRY], [PHOTO], [NOBODY], [PHOTO]))

    assert Counter(what for what, _ in found) == {"kept": 4, "removed": 1}
    assert found[0] == ("removed", PHOTO)


def test_unlike_sentences_are_removed_and_added() -> None:
    found = statuses(paragraphs([FERRY], [NOBODY]), paragraphs([FERRY], [WEATHER]))

    assert found == [("kept", FERRY), ("removed", NOBODY), ("added", WEATHER)]


def test_a_paragraph_made_a_heading_changes_its_kind() -> None:
    old, new = paragraphs([FERRY], [NOBODY]), (*paragraphs([FERRY]), Block("heading", (NOBODY,)))

    assert statuses(old, new) == [("kept", FERRY), ("kind changed", NOBODY)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "三号线全长34.7公里，设站22座，连接北部的新城和南部的老港区。",
            "三号线全长35.7公里，设站23座，连接北部新城和南部老港。",
        ),
        ("เรือเฟอร์รี่เกยตื้นเมื่อคืนวันจันทร์นอกท่าเรือ", "เรือเฟอร์รี่เกยตื้นเมื่อคืนวันอังคารนอกท่าเรือ"),
        ("غرقت العبارة ليلة الاثنين خارج الميناء", "غرقت العبارة ليلة الثلاثاء خارج الميناء القديم"),
        ("बस खाई में गिरी और ३३ लोग मारे गए", "बस खाई में गिरी और ३५ लोग मारे गए"),
    ],
)
def test_a_reworded_sentence_is_found_in_every_script(old: str, new: str) -> None:
    found = statuses(paragraphs([FERRY], [old]), paragraphs([new], [FERRY]))

    assert ("added", new) not in found
    assert any("changed" in what for what, _ in found)


def test_a_long_article_with_every_sentence_changed_is_aligned() -> None:
    old = [f"Row {n}: district {n * 7919} gave {n % 31} votes to list {n % 7}." for n in range(800)]
    new = [one.replace("votes", "ballots") for one in old]

    found = align(sentences(paragraphs(old)), sentences(paragraphs(new)))

    assert found.pairs == tuple((n, n) for n in range(800))


def test_a_line_that_repeats_a_thousand_times_is_aligned() -> None:
    old = ["* * *", FERRY, *["* * *"] * 1000]

    counts = count_statuses(compared(paragraphs(old), paragraphs([*old[:500], NOBODY, *old[501:]])))

    assert (counts.kept, counts.added, counts.removed) == (len(old) - 1, 1, 1)
