"""What engine `extract` promises: verbatim sentences of paragraphs, within the lengths, always the same."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import BOILERPLATE, Article, Block, SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.summarizers import FROM_TEASER, TOO_LONG, TOO_SHORT, Summaries, SummaryInput, load
from wireglot.summarizers.engines.extract import quotable_sentences, select
from wireglot.summarizers.extract.guards import check_guards

ENGINE = load("extract")


def text(
    *blocks: Block, headline: str = "", translation: tuple[Block, ...] = (), to: str = "en", **more: object
) -> SummaryInput:
    """English, or where there is a translation Swedish."""
    article = Article("a", "a", "a", headline, blocks, **more)  # type: ignore[arg-type]
    return SummaryInput(article, "sv" if translation else "en", translation or blocks, to)


def paragraph(*sentences: str) -> Block:
    return Block("paragraph", sentences)


def made(some: SummaryInput) -> Summaries:
    return ENGINE.summarize([some])[0]


def quoted(summaries: Summaries) -> list[str]:
    return [s.text for s in (*summaries.short.sentences, *summaries.long.sentences)]


def numbered(count: int, length: int) -> tuple[str, ...]:
    """Different sentences of that many words each."""
    return tuple(" ".join(word(i * 7 + j) for j in range(length)).capitalize() + "." for i in range(count))


def word(number: int) -> str:
    """Made of letters alone: a row of figures is taken for a table and never quoted."""
    return "word" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


# --- doubtful translations


def shown(some: SummaryInput) -> set[int]:
    return {sentence.evidence[0].sentence for sentence in made(some).long.sentences}


def test_of_equal_sentences_the_doubtful_one_is_left_out():
    some = text(paragraph(*numbered(12, 14)))  # without a headline or common words, late sentences score alike
    chosen = shown(some)
    doubtful = max(chosen)

    without = shown(replace(some, doubtful=frozenset({SentenceRef(0, doubtful)})))

    assert doubtful not in without
    assert len(without) == len(chosen)


def test_the_lede_is_never_lost_for_a_doubt():
    lede = "A storm closed the harbour of Malmö on Monday and sank three fishing boats, police said."
    some = text(paragraph(lede, *numbered(12, 14)), headline="Storm closes the harbour of Malmö")

    assert 0 in shown(replace(some, doubtful=frozenset({SentenceRef(0, 0)})))


def test_doubts_about_all_sentences_change_nothing_but_the_lede():
    some = text(paragraph(*numbered(12, 14)), headline="Nothing of that")
    refs = frozenset(ref for ref, _ in some.article.sentences())

    assert made(replace(some, doubtful=refs)) == made(some)


# --- what may be quoted


@pytest.mark.parametrize("kind", ["heading", *sorted(BOILERPLATE)])
def test_only_paragraphs_are_quoted(kind):
    best = "Storm closes Malmö harbour after three boats sink in the storm, police say."
    some = text(
        Block(kind, (best,)), paragraph("Police said nobody was hurt in the storm."), headline="Storm closes harbour"
    )

    assert best not in quoted(made(some))
    assert quoted(made(some))[0] == "Police said nobody was hurt in the storm."


def test_a_very_short_sentence_is_quoted_only_if_alone():
    long = "The council of the town will meet again on Friday."

    assert made(text(paragraph("Storm closes harbour.", long))).short.text == long
    assert made(text(paragraph("Storm closes harbour."))).short.text == "Storm closes harbour."


def test_a_repeated_sentence_is_quoted_once():
    twice = "The harbour was closed on Monday after a storm."
    some = text(paragraph(twice), paragraph("Ferries stayed in port all through the night."), paragraph(twice))

    assert [s.evidence for s in made(some).long.sentences] == [((0, 0),), ((1, 0),)]


def test_sentences_translated_alike_are_quoted_once():
    blocks = (paragraph("Hamnen stängdes i går efter stormen.", "Hamnen var stängd efter gårdagens storm."),)
    translation = (paragraph(*["The harbour was closed yesterday after the storm."] * 2),)

    assert made(text(*blocks, translation=translation)).long.text == translation[0].sentences[0]


# --- lengths and order


def test_a_statement_opens_rather_than_a_question_or_a_quote():
    some = paragraph(
        "Who will pay for the boats that the storm sank in the harbour of Malmö?",
        "“The storm sank my boats in the harbour and the city must pay for all of them.”",
        "The council of the town will meet on Friday to speak about the winter and the boats of the fishermen.",
    )

    assert made(text(some, headline="Storm sank boats in harbour")).short.text == some.sentences[2]


def test_a_question_is_chosen_only_if_nothing_else_is_there():
    question, answer = "Did you see the ferry sink in the harbour?", "The ferry sank in the harbour of Malmö."

    assert quoted(made(text(paragraph(question, answer), headline="Ferry sinks"))) == [answer, answer]
    assert quoted(made(text(paragraph(question)))) == [question, question]


def test_lengths_are_those_of_the_translation():
    blocks = (paragraph("Stormen stängde hamnen i Malmö i natt.", "Färjorna låg kvar i hamnen hela natten."),)
    translation = (paragraph(" ".join(["storm"] * 61), "Ferries stayed in port all through the night."),)

    assert made(text(*blocks, translation=translation)).short.text == translation[0].sentences[1]


def test_a_long_summary_of_endless_sentences_is_marked():
    long = made(text(paragraph(*numbered(1, 130), *numbered(1, 120)))).long

    assert length_in_words(long.text) == 130
    assert long.checks == (TOO_LONG,)


@pytest.mark.parametrize("length", [8, 12, 15, 20, 25, 30, 36])
def test_a_long_summary_keeps_both_limits(length):
    long = made(text(paragraph(*numbered(12, length)))).long

    assert 3 <= len(long.sentences) <= 5
    assert min(60, 5 * length) <= length_in_words(long.text) <= 110


def test_an_article_of_two_sentences_gives_both():
    some = text(paragraph("The harbour was closed on Monday.", "Ferries stayed in port all night."))

    assert made(some).long.text == "The harbour was closed on Monday. Ferries stayed in port all night."
    assert made(some).long.checks == ()


def test_an_empty_teaser_has_both_checks():
    assert made(text(full_text=False)).short.checks == (TOO_SHORT, FROM_TEASER)


# --- the translation


def test_sentences_are_chosen_in_the_original():
    blocks = (
        Block("heading", ("Storm",)),
        paragraph("Stormen stängde hamnen i Malmö.", "Ingen blev skadad av vågorna."),
    )
    translation = (
        Block("heading", ("Storm",)),
        paragraph("The storm closed the harbour.", "Nobody was hurt by the waves."),
    )
    long = made(text(*blocks, translation=translation)).long

    assert [(s.text, s.evidence) for s in long.sentences] == [
        ("The storm closed the harbour.", ((1, 0),)),
        ("Nobody was hurt by the waves.", ((1, 1),)),
    ]


@pytest.mark.parametrize(("to", "joint"), [("zh-Hant", ""), ("ja", ""), ("th", " "), ("en", " "), ("ko", " ")])
def test_sentences_are_joined_as_the_language_does(to, joint):
    blocks = (paragraph("港口周一因暴风雨关闭，三艘渔船沉没。", "市议会承诺在冬天之前修复码头。"),)

    assert made(text(*blocks, to=to)).long.text == joint.join(blocks[0].sentences)


# --- what is preferred


def test_the_headline_influences_the_choice():
    sentences = paragraph(
        "Much work remains before winter, admitted the mayor of the town on Monday.",
        "The storm closed the harbour and sank three boats of local fishermen on Sunday.",
        "The boats will be raised from the harbour when the storm is over, the fishermen said.",
    )

    assert made(text(sentences, headline="Our town")).short.sentences[0].text == sentences.sentences[0]
    assert (
        made(text(sentences, headline="Storm closes harbour, sank boats")).short.sentences[0].text
        == sentences.sentences[1]
    )


def test_a_dependent_sentence_is_passed_over():
    some = ("He said the harbour would open on Tuesday.", "Police said the harbour would open on Tuesday.")

    assert made(text(paragraph(*some))).short.text == some[1]


# --- hostile input, the same everywhere


DEPENDENT = st.sampled_from(
    [
        "He said the harbour would open again on Tuesday.",
        "Later, the ferries left the harbour for the island.",
        "These seven boats had been at sea since Monday morning.",
        "“The harbour is closed until the storm is over.”",
        "The mayor of the town promised to repair the harbour before winter.",
        "Storm Anna sank three boats in the harbour of Malmö on Monday night.",
        "Ferries to the island stayed in port for want of wind, said the captain.",
        "Read more: The storm in pictures",
        "The harbour, said Ann Berg, will be closed for a week.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(DEPENDENT, min_size=1, max_size=4).map(tuple), max_size=6))
def test_what_a_sentence_needs_is_quoted_with_it(paragraphs):
    some = text(*map(Block, ["paragraph"] * len(paragraphs), paragraphs), headline="Storm sinks boats")
    sentences = quotable_sentences(some)
    guarded = check_guards(sentences, "en", "en")

    for selection in select(some, sentences):
        chosen = {sentences[i].ref for i in selection.sentences}
        shown = {sentence.output for sentence in sentences if sentence.ref in chosen}
        for i in (i for i, sentence in enumerate(sentences) if sentence.ref in chosen):
            assert not guarded[i].excluded
            assert shown.issuperset(sentences[j].output for j in guarded[i].needs)


def test_a_dateline_is_left_out_of_the_span():
    lede = "MALMÖ (TT) – A storm closed the harbour of Malmö on Monday and sank three boats."
    short = made(text(paragraph(lede, "Nobody was hurt when the boats went down."))).short.sentences[0]

    assert short.text == lede[slice(*short.span)] == lede.partition(" – ")[2]


@pytest.mark.parametrize(
    "blocks",
    [
        (paragraph("港" * 300_000),),
        (paragraph("." * 1_000_000),),
        (paragraph("word." + " ." * 500_000),),
        (paragraph("\udc80 \ud800 broken surrogates stand here alone \udfff."),),
        (paragraph(*["The same line again and again and again."] * 2000),),
    ],
    ids=["1 MB of Han", "only stops", "spaced stops", "surrogates", "one line"],
)
def test_hostile_articles_are_summarised(blocks):
    short = made(text(*blocks)).short

    assert short.text or TOO_SHORT in short.checks


WORK = """
from wireglot.articles import Article, Block
import sys
import wireglot.summarizers
from wireglot.summarizers import SummaryInput, summarize, choose_engine
choose_engine("en", "en", "extract")
assert "numpy" not in sys.modules, "numpy was imported before it was needed"
sentences = tuple(" ".join(f"w{(i * 31 + j * j) % 97}x" for j in range(14)) + "." for i in range(40))
blocks = (Block("paragraph", sentences),)
print(summarize([SummaryInput(Article("a", "a", "a", "w5x w7x", blocks), "en", blocks, "en")]))
"""


@pytest.mark.process
def test_the_choice_does_not_depend_on_the_hash_seed():
    outputs = [
        subprocess.run(
            [sys.executable, "-c", WORK], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "4242")
    ]

    assert outputs[0] == outputs[1] != b""


def test_the_signature_changes_with_every_table_that_is_read():
    code = (
        "import pathlib, sys\n"
        "read = []\n"
        "sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == 'open' else None)\n"
        "from wireglot.articles import Article, Block\n"
        "from wireglot.summarizers import SummaryInput, load\n"
        "from wireglot.summarizers.engines.extract import DATA\n"
        "sentences = ('Two people died on 3 May, the mayor said (AFP).', 'Later, three were found in Kerrow.')\n"
        "blocks = tuple(Block('paragraph', (sentence,)) for sentence in sentences * 3)\n"
        "load('extract').summarize([SummaryInput(Article('a', 'a', '', 'Two died', blocks), 'en', blocks, 'en')])\n"
        "names = {pathlib.Path(name).name for name in read if name.endswith('.toml')}\n"
        "print(*sorted(names - {path.name for path in DATA}))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
