"""Answers of an interview: in a summary with the name of who gives them, or not at all."""

import tomllib
from pathlib import Path

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput, load
from wireglot.summarizers.extract.attribution import speaker_needs, speech_cues
from wireglot.summarizers.extract.interviews import answers, blocks_below_questions

INTRO = "Rosa Blanch has led the rescue service of Vell since 2019."


def _needs(language: str, *paragraphs: str) -> dict[int, tuple[int, ...] | None]:
    blocks = [paragraph.split("|") for paragraph in paragraphs]
    return dict(speaker_needs(speech_cues(blocks, language), blocks, language))


IN_TURN = tomllib.loads(Path(__file__).with_name("interviews.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", sorted(IN_TURN))
def test_answers_to_questions_in_turn_have_no_speaker(language):
    needs = _needs(language, *IN_TURN[language])

    assert 0 not in needs
    assert [needs[n] for n in (2, 4, 5, 7)] == [None, None, None, None]


def test_answers_behind_their_question_have_no_speaker():
    answered = ["How many called?|We had four hundred calls.", "Who warned you?|The engineers.", "What now?|Sirens."]

    assert _needs("en", INTRO, *answered).get(2, ()) is None


@pytest.mark.parametrize(
    ("question", "answer"), [("Q", "A"), ("Fråga", "Svar"), ("问", "答"), ("س", "ج"), ("Wireglot", "Blanch")]
)
def test_an_answer_under_a_label_needs_the_name_in_it(question, answer):
    pair = [f"{question}: How many?", f"{answer}: We had four hundred.|The engineers wrote in May."]
    found = answers([block.split("|") for block in (INTRO, *pair, *pair)])

    assert [found.get(n, ()) for n in (0, 2, 3)] == ([(), 2, 2] if answer == "Blanch" else [(), None, None])


def test_a_name_of_two_words_is_its_own_attribution():
    pair = ["Anna Berg: Who pays?", "Rosa Blanch: The region.|We wrote in May."]

    assert answers([block.split("|") for block in (*pair, *pair)]) == {0: 0, 1: 1, 2: 1, 3: 3, 4: 4, 5: 4}


@pytest.mark.parametrize(
    "blocks",
    [
        [["What happened?"], ["The canal burst."], ["Who is to blame?"], ["The region, says an audit."]],
        [["Vell: nine people died."], ["Kerrow: the harbour is closed."], ["Ekby: the ferry sank."], ["All is well."]],
        [["The canal burst."], ["Who knew?"], ["Nobody, it seems."], ["Nine died."]],
    ],
)
def test_an_article_with_a_few_questions_or_labels_is_no_interview(blocks):
    assert answers(blocks) == {}


def test_questions_that_nobody_answers_in_the_first_person_are_the_papers_own():
    asked = ["What happened?", "The canal burst.", "Who knew?", "The region.", "What now?", "An inquiry begins."]

    assert _needs("en", "Nine people died near Vell.", *asked) == {}


@pytest.mark.parametrize(
    "headline",
    ["“Nobody asked us”", "« Personne ne nous a rien dit »", "「誰も聞かなかった」", "Rosa Blanch: „Keiner kam“"],
)
def test_two_questions_below_a_quotation_are_an_interview(headline):
    blocks = [[INTRO], ["Who called?"], ["Four hundred.", "Nobody came."], ["Who knew?"], ["The governor."]]

    assert sorted(answers(blocks, headline=headline)) == [1, 2, 3, 4, 5]
    assert answers(blocks, headline="Rescue service “alone” at Vell") == {}


def test_double_dashes_mark_questions():
    blocks = [
        ["隊長に聞いた。"],
        ["――何件の通報でしたか。"],
        ["四百件です。"],
        ["――警告は。"],
        ["県は本気にしませんでした。"],
    ]

    assert sorted(answers(blocks)) == [1, 2, 3, 4]


def test_a_letter_and_a_full_stop_are_a_label():
    pair = [["P. ¿Cuántas llamadas recibieron?"], ["R. Cuatrocientas.", "Nadie vino."]]

    assert sorted(answers([[INTRO], *pair, *pair])) == [1, 2, 3, 4, 5, 6]


def test_answers_below_headings_that_ask_are_not_quoted():
    answered = [("heading", "Who called?"), ("paragraph", "We had four hundred calls in that one night.")]
    warned = [("heading", "Who knew?"), ("paragraph", "The engineers wrote letters to the region in May.")]
    blocks = tuple(Block(kind, (text,)) for kind, text in [("paragraph", INTRO), *answered, *warned, *answered])
    text = SummaryInput(Article("i", "i", "i", "Sirens", blocks), "en", blocks, "en")

    assert load("extract").summarize([text])[0].long.text == INTRO


def test_a_heading_without_text_asks_nothing():
    blocks = (
        Block("heading", ()),
        Block("paragraph", ("A.",)),
        Block("heading", ("Who?",)),
        Block("paragraph", ("B.",)),
    )

    assert blocks_below_questions(blocks) == {3}


@pytest.mark.parametrize(
    ("name", "shown"), [("A", INTRO), ("Blanch", f"{INTRO} Blanch: The engineers wrote letters in May.")]
)
def test_a_labelled_answer_is_quoted_with_the_name_or_not(name, shown):
    pair = ["Q: Did anybody warn you of it?", f"{name}: The engineers wrote letters in May."]
    blocks = tuple(Block("paragraph", (text,)) for text in [INTRO, *pair, *pair])
    text = SummaryInput(Article("i", "i", "i", "", blocks), "en", blocks, "en")

    assert load("extract").summarize([text])[0].long.text == shown
