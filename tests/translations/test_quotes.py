"""Quote marks and dialogue dashes: what is turned into the target's style, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.languages import quotation_marks
from wireglot.translations.quotes import in_target_style

MARKS = '«»„“”‟"＂「」『』《》〝〞〟‘’‚‛‹›–—―'


@pytest.mark.parametrize(
    ("source", "told", "to", "styled"),
    [
        ("«Я приду», сказал он.", '"I will come," he said.', "en", "“I will come,” he said."),
        ("”Jag kommer”, sade han.", '"Ich komme", sagte er.', "de", "„Ich komme“, sagte er."),
        ("“I will come,” he said.", "“Je viendrai”, a-t-il dit.", "fr", "«Je viendrai», a-t-il dit."),
        ("„Ich komme“, sagte er.", "„Jag kommer“, sade han.", "sv", "”Jag kommer”, sade han."),
        ('"I will come," he said.', '他说："我会来。"', "zh", "他说：“我会来。”"),
        ('"I will come," he said.', '他說"我會來"。', "zh-TW", "他說「我會來」。"),
        ("「彼は『はい』と言った」と話した。", "“He said ‘yes’,” she said.", "en", "“He said ‘yes’,” she said."),
        ("«Han sa „ja“», sa hon.", '"He said "yes"", she said.', "fr", "«He said “yes”», she said."),
        ("De «nye» husene", 'The "new" houses', "en", "The “new” houses"),
        ("slutet på det”, sade han.", 'the end of it," he said.', "en", "the end of it,” he said."),
        ("«Och sedan gick jag.", '"And then I left.', "en", "“And then I left."),
    ],
)
def test_a_quotation_stays_one_in_the_readers_style(source: str, told: str, to: str, styled: str) -> None:
    assert in_target_style(source, told, to) == styled


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Han sade att han kommer.", 'He said "I will come".'),
        ("«Ja», sade han.", "Yes, he said."),
        ("«Ja», sade han och «nej».", '"Yes", he said and no.'),
        ("Det är pojkarnas’ bok", "It's the boys’ book"),
        ('en 5" skärm', 'a 5" screen'),
    ],
)
def test_where_the_marks_differ_in_number_nothing_is_made_up(source: str, told: str) -> None:
    assert in_target_style(source, told, "en") == told


@pytest.mark.parametrize("dash", "–—―-")
def test_a_dialogue_dash_that_vanished_is_put_back(dash: str) -> None:
    assert in_target_style(f"{dash} Jag kommer, sade hon.", "I will come, she said.", "en") == (
        f"{dash} I will come, she said."
    )


@pytest.mark.parametrize("told", ["– I will come.", "- I will come.", "“I will come.”", "", "  "])
def test_a_told_sentence_that_opens_with_a_mark_gets_no_dash(told: str) -> None:
    assert in_target_style("– Jag kommer.", told, "en") == told


def test_an_unknown_language_is_written_as_english() -> None:
    assert quotation_marks("xx") == quotation_marks("en")


WORDS = st.lists(
    st.sampled_from([*MARKS, "ord", "it's", " ", "  ", "Я", "彼", ".", ",", "5", "\u00a0", "\t"]), max_size=24
)


@given(WORDS, WORDS, st.sampled_from(["en", "sv", "fr", "ja", "he", "de"]))
def test_only_marks_and_the_dash_change(source: list[str], told: list[str], to: str) -> None:
    before, after = "".join(told), in_target_style("".join(source), "".join(told), to)
    bare = str.maketrans("", "", MARKS + "-")

    if len(after) == len(before):
        assert all(a == b or (a in MARKS and b in MARKS) for a, b in zip(before, after, strict=True))
    else:
        assert len(after) == len(before) + 2
        assert after.translate(bare).split() == before.translate(bare).split()


@given(WORDS, WORDS)
def test_styling_twice_changes_no_more(source: list[str], told: list[str]) -> None:
    once = in_target_style("".join(source), "".join(told), "sv")

    assert sum(map(MARKS.count, in_target_style("".join(source), once, "sv"))) == sum(map(MARKS.count, once))
