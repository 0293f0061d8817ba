"""Which sentence stands for which: exact ones, reworded ones, moved ones; every sentence accounted for."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import an_article
from wireglot.articles import Block
from wireglot.outputs.changes.aligning import Alignment, align, lines
from wireglot.outputs.changes.order import in_order
from wireglot.outputs.changes.sentences import Side, compared, counted

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


def aligned(old: tuple[Block, ...], new: tuple[Block, ...]) -> Alignment:
    return align(*(lines(an_article(blocks=blocks)) for blocks in (old, new)))


def statuses(old: tuple[Block, ...], new: tuple[Block, ...]) -> list[tuple[str, str]]:
    """What became of each sentence, with its words in the new version (the old one where it is removed)."""
    before, after = (lines(an_article(blocks=blocks)) for blocks in (old, new))
    sides = tuple([Side(line.place, line.kind, line.text) for line in side] for side in (before, after))
    found = compared(before, after, align(before, after), (sides[0], sides[1]))
    return [(one.what, one.sides[-1].text) for one in found]


@given(TEXTS)
def test_a_text_with_itself_is_kept_whole(blocks: tuple[Block, ...]) -> None:
    found = aligned(blocks, blocks)

    assert {what for what, _ in statuses(blocks, blocks)} <= {"kept"}
    assert not found.moved


@given(TEXTS, TEXTS)
def test_every_sentence_of_both_versions_is_accounted_for_once(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    before, after = (lines(an_article(blocks=blocks)) for blocks in (old, new))
    sides = tuple([Side(line.place, line.kind, line.text) for line in side] for side in (before, after))
    found = compared(before, after, align(before, after), (sides[0], sides[1]))
    counts = counted(found)
    both = counts.kept + counts.changed + counts.moved + counts.moved_and_changed + counts.recast

    assert Counter(one.old for one in found if one.old) == Counter(sides[0])
    assert [one.new for one in found if one.new] == sides[1]
    assert both + counts.removed == len(before)
    assert both + counts.added == len(after)


@given(TEXTS, TEXTS)
def test_old_and_new_exchanged_exchange_added_and_removed(old: tuple[Block, ...], new: tuple[Block, ...]) -> None:
    there, back = aligned(old, new), aligned(new, old)

    assert sorted((a, b) for b, a in back.pairs) == list(there.pairs)
    assert frozenset((a, b) for b, a in back.moved) == there.moved


@given(st.permutations(range(7)))
def test_what_stays_in_order_is_the_longest_row_that_rises(order: list[int]) -> None:
    row = in_order(enumerate(order), [0] * 7)
    best = [1] * 7
    for at in range(7):
        best[at] = 1 + max((best[k] for k in range(at) if order[k] < order[at]), default=0)

    assert row == sorted(row, key=lambda pair: pair[1])
    assert len(row) == max(best)


def test_a_moved_paragraph_is_moved_and_not_removed_and_added() -> None:
    found = statuses(
        paragraphs([FERRY], [NOBODY], [COMPANY, WEATHER]), paragraphs([COMPANY, WEATHER], [FERRY], [NOBODY])
    )

    assert Counter(what for what, _ in found) == {"moved": 2, "kept": 2}


def test_the_shorter_of_two_rows_moved() -> None:
    found = statuses(paragraphs([FERRY], [NOBODY], [COMPANY]), paragraphs([COMPANY], [FERRY], [NOBODY]))

    assert found == [("moved", COMPANY), ("kept", FERRY), ("kept", NOBODY)]


def test_a_moved_and_reworded_sentence_is_both() -> None:
    later = FERRY.replace("Monday", "Tuesday")

    found = statuses(paragraphs([FERRY], [NOBODY], [COMPANY]), paragraphs([NOBODY], [COMPANY], [later]))

    assert found == [("kept", NOBODY), ("kept", COMPANY), ("moved and changed", later)]


def test_a_sentence_put_before_all_others_moves_none() -> None:
    found = statuses(paragraphs([FERRY], [NOBODY]), paragraphs([WEATHER], [FERRY], [NOBODY]))

    assert found == [("added", WEATHER), ("kept", FERRY), ("kept", NOBODY)]


def test_the_first_of_three_photo_lines_dropped_moves_none() -> None:
    old = paragraphs([PHOTO], [FERRY], [PHOTO], [NOBODY], [PHOTO])

    found = statuses(old, paragraphs([FERRY], [PHOTO], [NOBODY], [PHOTO]))

    assert Counter(what for what, _ in found) == {"kept": 4, "removed": 1}
    assert found[0] == ("removed", PHOTO)


def test_sentences_that_have_nothing_in_common_are_removed_and_added() -> None:
    found = statuses(paragraphs([FERRY], [NOBODY]), paragraphs([FERRY], [WEATHER]))

    assert found == [("kept", FERRY), ("removed", NOBODY), ("added", WEATHER)]


def test_a_paragraph_made_a_heading_is_of_another_kind() -> None:
    old, new = paragraphs([FERRY], [NOBODY]), (*paragraphs([FERRY]), Block("heading", (NOBODY,)))

    assert statuses(old, new) == [("kept", FERRY), ("recast", NOBODY)]


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


def test_a_long_article_whose_every_sentence_changed_is_aligned_without_comparing_all_with_all() -> None:
    old = [f"Row {n}: district {n * 7919} gave {n % 31} votes to list {n % 7}." for n in range(800)]
    new = [one.replace("votes", "ballots") for one in old]

    found = aligned(paragraphs(old), paragraphs(new))

    assert found.pairs == tuple((n, n) for n in range(800))
