"""Doubts about translated sentences: what an edition says of them, and where."""

import json

import pytest

from tests.examples import ENGLISH, SWEDISH, a_translation, an_article, an_edition
from wireglot.articles import Block, SentenceRef
from wireglot.flows.cli.edition_text import edition_text
from wireglot.outputs import from_json, to_json
from wireglot.outputs.doubts import doubt_warnings
from wireglot.outputs.rendering import short_text, summary_markdown
from wireglot.outputs.site.page_texts import sentence_rows, shown_summary
from wireglot.translations import Doubt, Translation

LEDE = SentenceRef(0, 0)  # the sentence on which both summaries rest
DETAIL = 'the name "Berg" is not in the translation'


def doubted(*refs: SentenceRef | None, **changes: object) -> Translation:
    return a_translation(doubts=tuple(Doubt(ref, "name", DETAIL) for ref in refs), **changes)


def test_a_doubt_is_a_warning_with_its_position():
    edition = an_edition(translation=doubted(SentenceRef(1, 0)))

    assert edition.warnings == (f"Sentence [1,0]: {DETAIL}.",)
    assert edition.state == "ok"
    assert f"Sentence [1,0]: {DETAIL}." in short_text(edition)


@pytest.mark.parametrize(("ref", "state"), [(None, "doubtful"), (LEDE, "doubtful"), (SentenceRef(1, 0), "ok")])
def test_a_doubt_of_headline_or_summary_makes_doubtful(ref: SentenceRef | None, state: str):
    assert an_edition(translation=doubted(ref)).state == state


def test_a_gist_stays_a_gist_with_doubts():
    assert an_edition(translation=doubted(None, LEDE, gist=True)).state == "gist"


def test_many_doubtful_sentences_make_doubtful():
    more = Block("paragraph", tuple(f"Mening {number}." for number in range(46)))
    article = an_article(blocks=(*SWEDISH, more))

    def state(count: int) -> str:
        refs = [SentenceRef(3, number) for number in range(count)]
        return an_edition(article, translation=doubted(*refs, blocks=(*ENGLISH, more))).state

    assert (state(5), state(6)) == ("ok", "doubtful")  # 50 sentences: five are one in ten


def test_many_doubts_of_one_kind_are_counted():
    doubts = [Doubt(SentenceRef(2, number), "unheard of", "wrong") for number in range(7)]

    assert list(doubt_warnings([Doubt(None, "unheard of", "wrong"), *doubts])) == [
        "In the headline and 7 sentences something may be wrong: [2,0], [2,1], [2,2], [2,3], [2,4], ..."
    ]


def test_a_summary_sentence_carries_the_doubts_of_its_evidence():
    edition = an_edition(translation=doubted(LEDE))

    assert edition.summaries.short.sentences[0].doubts == (DETAIL,)
    assert f"> Doubtful in sentence 1: {DETAIL}." in summary_markdown(edition)
    assert f"  The ferry ran aground.\n      ! {DETAIL}\n" in edition_text(edition)
    assert shown_summary(edition, edition.summaries.short).checks == (f"Doubtful in sentence 1: {DETAIL}.",)


def test_a_sentence_of_the_site_has_its_doubts():
    rows = sentence_rows(an_edition(translation=doubted(SentenceRef(0, 1))))

    assert [row.doubts for row in rows] == [(), (DETAIL,), (), ()]


def test_an_edition_keeps_its_doubts():
    edition = an_edition(translation=doubted(None, LEDE, unchecked=("names",)))

    assert from_json(to_json(edition)) == edition
    assert json.loads(to_json(edition))["translation"]["doubts"][1]["sentence"] == [0, 0]


def test_an_edition_says_what_was_not_compared():
    page = summary_markdown(an_edition(translation=a_translation(unchecked=("names", "negation"))))

    assert "Not checked in the translation: names, negation." in page


def test_an_edition_without_doubts_says_nothing_of_them():
    edition = an_edition()
    old = json.loads(to_json(edition))
    del old["translation"]["doubts"], old["translation"]["unchecked"]

    assert from_json(json.dumps(old).encode()) == edition
    assert "not checked" not in summary_markdown(edition).casefold()
