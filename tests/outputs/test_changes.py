"""What changed between two versions, as a value, as changes.md and as JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import ENGLISH, SWEDISH, a_translation, an_article, an_edition, untranslated
from wireglot.articles import Article, Block, SentenceRef
from wireglot.outputs import Edition
from wireglot.outputs.changes import Changes, changes, changes_json, changes_markdown, one_line
from wireglot.summarizers import SummarySentence

LEAD = "Rebels freed 33 hostages near the border on Monday, the army said."
QUIET = "Nobody was hurt in the operation."
LATER = "The president will speak to the nation on Friday evening."


def version(number: int, article: Article | None = None, **changed: object) -> Edition:
    edition = an_edition(article, **changed)
    return replace(edition, version=number, made_at=f"2026-03-0{number}T10:00:00Z")


def english(number: int, *paragraphs: str, headline: str = "Hostages freed", **changed: object) -> Edition:
    """A version told in its own language; its summaries rest on the first sentence."""
    blocks = tuple(Block("paragraph", (text,)) for text in paragraphs)
    article = an_article(blocks=blocks, headline=headline)
    edition = version(number, article, translation=untranslated(article, "already in English"), **changed)
    short = replace(
        edition.summaries.short, text=paragraphs[0], sentences=(SummarySentence(paragraphs[0], (SentenceRef(0, 0),)),)
    )
    return replace(edition, summaries=replace(edition.summaries, short=short, long=short))


def both_ways(old: Edition, new: Edition) -> tuple[Changes, str]:
    found = changes(old, new)
    return found, changes_markdown(found)


def test_the_one_line_says_what_happened_and_the_number_that_changed() -> None:
    old = english(1, LEAD, QUIET, LATER)
    new = english(2, LATER, LEAD.replace("33", "35"), "Three soldiers were flown to hospital.")

    assert one_line(changes(old, new)) == "1 sentence changed, 1 added, 1 removed, 1 moved; 33 -> 35 hostages"


def test_numbers_stand_before_the_sentences_and_these_before_the_summaries() -> None:
    _, page = both_ways(english(1, LEAD, QUIET), english(2, LEAD.replace("33", "35"), QUIET))

    assert "- 33 -> 35 hostages\n" in page
    assert "Rebels freed ~~33~~ **35** hostages near the border" in page
    assert page.index("- 33 -> 35") < page.index("## Text") < page.index("## Summaries")


def test_a_summary_sentence_says_which_changed_sentence_it_rests_on() -> None:
    found, page = both_ways(english(1, LEAD, QUIET), english(2, LEAD.replace("33", "35"), QUIET))

    assert found.short is not None
    assert [one.what for one in found.short.changed] == ["reworded"]
    assert "Reworded: Rebels freed ~~33~~ **35** hostages" in page
    assert "(rests on a changed sentence [0,0])" in page


def test_a_summary_sentence_on_other_source_sentences_is_new_and_the_old_one_gone() -> None:
    old, new = english(1, LEAD, QUIET), english(2, LATER, QUIET)

    found, page = both_ways(old, new)

    assert found.short is not None
    assert [one.what for one in found.short.changed] == ["new", "gone"]
    assert "(rests on an added sentence [0,0])" in page
    assert "(rests on a removed sentence, was [0,0])" in page


def test_a_summary_that_stayed_says_so() -> None:
    _, page = both_ways(english(1, LEAD, QUIET), english(2, LEAD, LATER))

    assert "The short summary says what it said." in page


def test_a_changed_sentence_is_shown_in_the_original_and_below_as_told() -> None:
    blocks = (Block("paragraph", ("Färjan gick på grund.", "Sju skadades.")), *SWEDISH[1:])
    told = (Block("paragraph", ("The ferry ran aground.", "Seven were hurt.")), *ENGLISH[1:])
    new = version(2, an_article(blocks=blocks), translation=a_translation(blocks=told))

    _, page = both_ways(version(1), new)

    assert "**Changed [0,1]**: ~~Ingen~~ **Sju** skadades.\n" in page
    assert "  - English: Seven were hurt.\n  - English before: Nobody was hurt.\n" in page


def test_a_telling_that_hardly_changed_is_shown_as_one_sentence() -> None:
    blocks = (Block("paragraph", ("Färjan gick på grund i natt.", "Ingen skadades.")), *SWEDISH[1:])
    told = (Block("paragraph", ("The ferry ran aground tonight.", "Nobody was hurt.")), *ENGLISH[1:])
    new = version(2, an_article(blocks=blocks), translation=a_translation(blocks=told))

    assert "  - English: The ferry ran aground **tonight**.\n" in changes_markdown(changes(version(1), new))


def test_an_edition_with_itself_has_nothing_but_a_page_that_says_so() -> None:
    found, page = both_ways(version(1), version(1))

    assert not found.words_changed
    assert found.sentences == found.facts == found.circumstances == ()
    assert "No word of the source changed; nothing that a reader sees changed" in page


def test_a_new_engine_is_named_and_what_it_tells_differently_is_shown() -> None:
    told = (Block("paragraph", ("The ferry struck ground.", "Nobody was hurt.")), *ENGLISH[1:])
    new = version(2, translation=a_translation(engine="opus", signature="opus|v:1", blocks=told))

    found, page = both_ways(version(1), new)

    assert not found.words_changed
    assert one_line(found) == "No word of the source changed; translator: apertium -> opus; 1 sentence told differently"
    assert "The ferry ~~ran aground~~ **struck ground**." in page


def test_of_many_sentences_told_differently_the_first_ten_are_shown_and_all_counted() -> None:
    article = an_article(blocks=(Block("paragraph", tuple(f"Mening {n}." for n in range(25))),))
    old, new = (
        version(
            at,
            article,
            translation=a_translation(blocks=(Block("paragraph", tuple(f"{word} {n}." for n in range(25))),)),
        )
        for at, word in ((1, "Sentence"), (2, "Phrase"))
    )

    found, page = both_ways(old, new)

    assert (found.retold.count, len(found.retold.first)) == (25, 10)
    assert "25 sentences whose words did not change are told differently now. The first 10:" in page


def test_another_reader_gets_no_comparison_of_two_languages() -> None:
    german = tuple(Block(one.kind, tuple("Satz." for _ in one.sentences)) for one in SWEDISH)
    new = version(2, translation=a_translation(to="de", blocks=german, headline="Fähre"))

    found, page = both_ways(version(1), new)

    assert found.retold.count == 0
    assert "told in: en -> de" in page


@pytest.mark.parametrize("changed", [{"state": "doubtful"}, {"options_key": "to:en limit:5"}])
def test_what_changed_around_the_words_is_named(changed: dict[str, object]) -> None:
    _, page = both_ways(version(1), version(2, **changed))

    assert str(next(iter(changed.values()))) in page


def test_other_spaces_and_other_paragraphs_are_told_though_no_word_changed() -> None:
    wide = english(1, "It cost 90\u00a0000 crowns.", QUIET)
    joined = an_article(blocks=(Block("paragraph", ("It cost 90 000 crowns.", QUIET)),), headline="Hostages freed")

    found = changes(wide, version(2, joined))

    assert not found.words_changed
    assert one_line(found).startswith("1 paragraph break moved, 1 sentence set with other spaces or quote marks")


def test_a_changed_headline_and_a_changed_heading_are_told_apart_from_the_text() -> None:
    blocks = (SWEDISH[0], Block("heading", ("Trafiken igång",)), SWEDISH[2])
    told = (ENGLISH[0], Block("heading", ("Traffic resumes",)), ENGLISH[2])
    new = version(2, an_article(blocks=blocks, headline="Färja loss"), translation=a_translation(blocks=told))

    assert one_line(changes(version(1), new)).startswith("Headline changed, 1 heading changed")


def test_a_paragraph_made_a_heading_says_so() -> None:
    blocks = (SWEDISH[0], SWEDISH[1], Block("heading", SWEDISH[2].sentences))
    told = (ENGLISH[0], ENGLISH[1], Block("heading", ENGLISH[2].sentences))
    new = version(2, an_article(blocks=blocks), translation=a_translation(blocks=told))

    assert "**Now a heading, was a sentence, [2,0]**" in changes_markdown(changes(version(1), new))


def test_a_moved_paragraph_is_told_once_with_its_beginning() -> None:
    first, second, third = (
        Block("paragraph", (f"{one} It goes on.", f"{one} It ends.")) for one in (LEAD, QUIET, LATER)
    )
    old, new = (
        version(at, article := an_article(blocks=blocks), translation=untranslated(article))
        for at, blocks in ((1, (first, second, third)), (2, (third, first, second)))
    )

    _, page = both_ways(old, new)

    assert page.count("Moved up from") == 1
    assert "**Moved up from [2,0] to [0,0]**" in page
    assert "(and 1 more sentence)" in page


@pytest.mark.parametrize(("old_state", "new_state"), [("ok", "withdrawn"), ("ok", "embargoed"), ("withdrawn", "ok")])
def test_a_withdrawn_version_shows_no_text_of_either_article(old_state: str, new_state: str) -> None:
    old = english(1, LEAD, QUIET, headline="Old secret", state=old_state)
    new = english(2, LEAD.replace("33", "35"), LATER, headline="New headline", state=new_state)

    found, page = both_ways(old, new)

    told = page + json.dumps(changes_json(found))
    assert not any(words in told for words in ("hostages", "Nobody", "president", "Old secret"))
    assert ("New headline" in told) is (new_state == "ok")
    assert new_state == "ok" or f"{new_state}" in one_line(found).lower() or "embargo" in one_line(found)


def test_a_withdrawal_says_when() -> None:
    _, page = both_ways(english(1, LEAD), english(2, LEAD, state="withdrawn"))

    assert "Version 2 was withdrawn on 2026-03-02T10:00:00Z. No text of the article is shown." in page


def test_text_from_outside_is_no_markup_on_the_page() -> None:
    evil = "<script>alert(1)</script> [x](javascript:y) ~~z~~ `q` # & - |"

    page = changes_markdown(
        changes(english(1, LEAD, QUIET, headline=evil), english(2, LEAD, evil, headline=evil + "!"))
    )

    assert "<script>" not in page
    assert "[x](" not in page.replace("\\[x\\](", "")
    assert " ~~z~~" not in page
    assert all(line.startswith(("#", "- ", "  - ", "**", "Version", "The ")) for line in page.splitlines() if line)


@given(
    st.lists(st.sampled_from([LEAD, QUIET, LATER, "33", "– Nej.", "1. maj"]), min_size=1, max_size=4),
    st.text(max_size=40),
)
@settings(max_examples=40)
def test_every_pair_has_a_page_a_line_and_json_that_json_can_write(texts: list[str], other: str) -> None:
    old, new = english(1, *texts), english(2, *texts[1:], other.strip() or "x")

    found, page = both_ways(old, new)

    assert page.startswith("# What changed in version 2\n")
    assert len(one_line(found).splitlines()) == 1 or "\n" in other
    assert json.loads(json.dumps(changes_json(found))) == changes_json(found)


def test_the_keys_of_the_json_are_fixed() -> None:
    plain = changes_json(changes(english(1, LEAD, QUIET), english(2, LEAD.replace("33", "35"), LATER)))

    assert set(plain) == {
        "schema", "id", "line", "silent", "note", "title", "language", "told_in", "old", "new", "facts", "headline",
        "sentences", "counts", "short", "long", "circumstances", "retold", "respaced", "breaks",
    }  # fmt: skip
    assert set(plain["facts"][0]) == {"kind", "old", "new", "text", "original", "evidence"}
    assert set(plain["sentences"][0]) == {"what", "old", "new", "words"}
    assert plain["sentences"][0]["new"] == {
        "place": [0, 0],
        "kind": "paragraph",
        "text": LEAD.replace("33", "35"),
        "told": "",
    }
    assert plain["sentences"][0]["words"][1] == {"old": "33", "new": "35", "same": False}
    assert set(plain["short"]["sentences"][0]) == {"what", "old", "new", "grounds", "words"}
