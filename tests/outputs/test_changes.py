"""What changed between two versions: as a value, as changes.md and as JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import ENGLISH, SWEDISH, a_translation, an_article, an_edition, untranslated
from wireglot.articles import Article, Block, SentenceRef
from wireglot.outputs import Edition
from wireglot.outputs.changes import Changes, changes_json, changes_markdown, compare_editions, one_line
from wireglot.summarizers import SummarySentence

LEAD = "Rebels freed 33 hostages near the border on Monday, the army said."
LEAD_35 = LEAD.replace("33", "35")
QUIET = "Nobody was hurt in the operation."
LATER = "The president will speak to the nation on Friday evening."


def version(number: int, article: Article | None = None, **changed: object) -> Edition:
    edition = an_edition(article, **changed)
    return replace(edition, version=number, made_at=f"2026-03-0{number}T10:00:00Z")


def english(number: int, *paragraphs: str, headline: str = "Hostages freed", **changed: object) -> Edition:
    """A version without translation whose summaries cite the first sentence."""
    blocks = tuple(Block("paragraph", (text,)) for text in paragraphs)
    article = an_article(blocks=blocks, headline=headline)
    edition = version(number, article, translation=untranslated(article, "already in English"), **changed)
    short = replace(
        edition.summaries.short, text=paragraphs[0], sentences=(SummarySentence(paragraphs[0], (SentenceRef(0, 0),)),)
    )
    return replace(edition, summaries=replace(edition.summaries, short=short, long=short))


def translated(source: tuple[Block, ...], translation: tuple[Block, ...]) -> Edition:
    return version(2, an_article(blocks=source), translation=a_translation(blocks=translation))


def compared(old: Edition, new: Edition) -> tuple[Changes, str]:
    changes = compare_editions(old, new)
    return changes, changes_markdown(changes)


def test_one_line_says_what_happened() -> None:
    old = english(1, LEAD, QUIET, LATER)
    new = english(2, LATER, LEAD_35, "Three soldiers were flown to hospital.")

    assert one_line(compare_editions(old, new)) == "1 sentence changed, 1 added, 1 removed, 1 moved; 33 -> 35 hostages"


def test_the_page_shows_facts_then_text_then_summaries() -> None:
    changes, page = compared(english(1, LEAD, QUIET), english(2, LEAD_35, QUIET))

    assert "- 33 -> 35 hostages\n" in page
    assert "Rebels freed ~~33~~ **35** hostages near the border" in page
    assert page.index("- 33 -> 35") < page.index("## Text") < page.index("## Summaries")
    assert changes.short is not None
    assert [one.status for one in changes.short.changed] == ["reworded"]
    assert "Reworded: Rebels freed ~~33~~ **35** hostages" in page
    assert "(based on a changed sentence [0,0])" in page


def test_a_summary_sentence_with_other_evidence_is_added() -> None:
    changes, page = compared(english(1, LEAD, QUIET), english(2, LATER, QUIET))

    assert changes.short is not None
    assert [one.status for one in changes.short.changed] == ["added", "removed"]
    assert "(based on an added sentence [0,0])" in page
    assert "(based on a removed sentence, was [0,0])" in page


def test_an_unchanged_summary_says_so() -> None:
    _, page = compared(english(1, LEAD, QUIET), english(2, LEAD, LATER))

    assert "The short summary did not change." in page


def test_a_changed_sentence_is_shown_with_both_translations() -> None:
    source = (Block("paragraph", ("Färjan gick på grund.", "Sju skadades.")), *SWEDISH[1:])
    translation = (Block("paragraph", ("The ferry ran aground.", "Seven were hurt.")), *ENGLISH[1:])

    _, page = compared(version(1), translated(source, translation))

    assert "**Changed [0,1]**: ~~Ingen~~ **Sju** skadades.\n" in page
    assert "  - English: Seven were hurt.\n  - English before: Nobody was hurt.\n" in page


def test_a_similar_translation_is_shown_as_a_diff() -> None:
    source = (Block("paragraph", ("Färjan gick på grund i natt.", "Ingen skadades.")), *SWEDISH[1:])
    translation = (Block("paragraph", ("The ferry ran aground tonight.", "Nobody was hurt.")), *ENGLISH[1:])

    _, page = compared(version(1), translated(source, translation))

    assert "  - English: The ferry ran aground **tonight**.\n" in page


def test_equal_editions_have_a_page_that_says_so() -> None:
    changes, page = compared(version(1), version(1))

    assert [len(part) for part in (changes.sentences, changes.facts, changes.settings)] == [0, 0, 0]
    assert not changes.headline_changed
    assert "The source text did not change; nothing else that a reader sees changed" in page


def test_a_new_engine_is_named_with_its_new_translations() -> None:
    translation = (Block("paragraph", ("The ferry struck ground.", "Nobody was hurt.")), *ENGLISH[1:])
    new = version(2, translation=a_translation(engine="opus", signature="opus|v:1", blocks=translation))

    changes, page = compared(version(1), new)

    assert not changes.sentences
    assert one_line(changes) == (
        "The source text did not change; translator: apertium -> opus; 1 sentence translated differently"
    )
    assert "The ferry ~~ran aground~~ **struck ground**." in page


def test_ten_changed_translations_are_shown_and_all_counted() -> None:
    article = an_article(blocks=(Block("paragraph", tuple(f"Mening {n}." for n in range(25))),))
    old, new = (
        version(
            1, article, translation=a_translation(blocks=(Block("paragraph", tuple(f"{w} {n}." for n in range(25))),))
        )
        for w in ("SummarySentence", "Phrase")
    )

    changes, page = compared(old, new)

    assert (changes.translations.count, len(changes.translations.first)) == (25, 10)
    assert "25 unchanged sentences are translated differently now. The first 10:" in page


def test_translations_into_two_languages_are_not_compared() -> None:
    german = tuple(Block(one.kind, tuple("Satz." for _ in one.sentences)) for one in SWEDISH)
    new = version(2, translation=a_translation(to="de", blocks=german, headline="Fähre"))

    changes, page = compared(version(1), new)

    assert changes.translations.count == 0
    assert "reader's language: en -> de" in page


def test_a_changed_state_is_named() -> None:
    assert "state: ok -> doubtful" in compared(version(1), version(2, state="doubtful"))[1]


def test_the_changes_of_a_gist_say_so() -> None:
    gist = a_translation(gist=True)
    page = compared(version(1), version(2, translation=gist))[1]

    assert "state: ok -> gist" in page
    assert "The translation is of gist quality" in page
    assert "of gist quality" not in compared(version(1, translation=gist), version(2))[1]


def test_changed_options_are_named_without_their_key() -> None:
    _, page = compared(version(1), version(2, options="to:en limit:5"))

    assert "the options of the run changed" in page
    assert "limit:5" not in page


def test_other_spaces_and_paragraphs_are_no_changed_words() -> None:
    wide = english(1, "It cost 90\u00a0000 crowns.", QUIET)
    joined = an_article(blocks=(Block("paragraph", ("It cost 90 000 crowns.", QUIET)),), headline="Hostages freed")

    changes = compare_editions(wide, version(2, joined))

    assert not changes.sentences
    assert one_line(changes) == "1 paragraph break changed, 1 sentence with other spaces or quotation marks"


def test_headline_and_headings_are_counted_apart() -> None:
    source = (SWEDISH[0], Block("heading", ("Trafiken igång",)), SWEDISH[2])
    translation = (ENGLISH[0], Block("heading", ("Traffic resumes",)), ENGLISH[2])
    new = translated(source, translation)

    changes = compare_editions(version(1), replace(new, article=replace(new.article, headline="Färja loss")))

    assert one_line(changes).startswith("Headline changed, 1 heading changed")


def test_a_paragraph_made_a_heading_says_so() -> None:
    source = (SWEDISH[0], SWEDISH[1], Block("heading", SWEDISH[2].sentences))
    translation = (ENGLISH[0], ENGLISH[1], Block("heading", ENGLISH[2].sentences))

    _, page = compared(version(1), translated(source, translation))

    assert "**Now a heading, was a sentence, [2,0]**" in page


def test_a_moved_paragraph_is_one_row() -> None:
    first, second, third = (
        Block("paragraph", (f"{one} It goes on.", f"{one} It ends.")) for one in (LEAD, QUIET, LATER)
    )
    old, new = (
        version(at, article := an_article(blocks=blocks), translation=untranslated(article))
        for at, blocks in ((1, (first, second, third)), (2, (third, first, second)))
    )

    _, page = compared(old, new)

    assert page.count("Moved up from") == 1
    assert "**Moved up from [2,0] to [0,0]**" in page
    assert "(and 1 more sentence)" in page


@pytest.mark.parametrize(("old_state", "new_state"), [("ok", "withdrawn"), ("ok", "embargoed"), ("withdrawn", "ok")])
def test_a_hidden_version_shows_no_text_of_either(old_state: str, new_state: str) -> None:
    old = english(1, LEAD, QUIET, headline="Old secret", state=old_state)
    new = english(2, LEAD_35, LATER, headline="New headline", state=new_state)

    changes, page = compared(old, new)

    shown = page + json.dumps(changes_json(changes))
    assert not any(words in shown for words in ("hostages", "Nobody", "president", "Old secret"))
    assert ("New headline" in shown) is (new_state == "ok")
    assert ("was withdrawn" in page) is ("withdrawn" in (old_state, new_state))
    assert ("Version 2 was withdrawn on 2026-03-02T10:00:00Z." in page) is (new_state == "withdrawn")


def test_text_from_outside_is_no_markup_on_the_page() -> None:
    evil = "<script>alert(1)</script> [x](javascript:y) ~~z~~ `q` # & - |"

    _, page = compared(english(1, LEAD, QUIET, headline=evil), english(2, LEAD, evil, headline=evil + "!"))

    assert "<script>" not in page
    assert "[x](" not in page.replace("\\[x\\](", "")
    assert " ~~z~~" not in page
    assert all(line.startswith(("#", "- ", "  - ", "**", "Version", "The ")) for line in page.splitlines() if line)


@given(
    st.lists(st.sampled_from([LEAD, QUIET, LATER, "33", "– Nej.", "1. maj"]), min_size=1, max_size=4),
    st.text(max_size=40),
)
@settings(max_examples=40)
def test_any_two_versions_have_page_line_and_json(texts: list[str], other: str) -> None:
    changes, page = compared(english(1, *texts), english(2, *texts[1:], other.strip() or "x"))

    assert page.startswith("# What changed in version 2\n")
    assert len(one_line(changes).splitlines()) == 1 or "\n" in other
    assert json.loads(json.dumps(changes_json(changes))) == changes_json(changes)


def test_the_keys_of_the_json_are_fixed() -> None:
    plain = changes_json(compare_editions(english(1, LEAD, QUIET), english(2, LEAD_35, LATER)))

    assert set(plain) == {
        "schema", "id", "line", "hidden", "note", "title", "original_headline", "language", "reader_language",
        "old", "new", "facts", "headline", "sentences", "counts", "short", "long", "settings", "translations",
        "spacing", "paragraph_breaks",
    }  # fmt: skip
    assert set(plain["facts"][0]) == {"kind", "old", "new", "text", "original", "evidence"}
    assert set(plain["sentences"][0]) == {"status", "old", "new", "words"}
    assert plain["sentences"][0]["new"] == {"ref": [0, 0], "kind": "paragraph", "text": LEAD_35, "translation": ""}
    assert plain["sentences"][0]["words"][1] == {"old": "33", "new": "35", "same": False}
    assert set(plain["short"]["sentences"][0]) == {"status", "old", "new", "evidence", "words"}
