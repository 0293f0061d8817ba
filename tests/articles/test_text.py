"""Plain text finds its headline, paragraphs, sub-headings and boilerplate, however its lines are broken."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.text import read_text

LEAD = "The river rose two metres overnight and flooded the old town, the council said on Monday."
SECOND = "More than a hundred homes are without power, and two schools stay closed for the rest of the week."
THIRD = "“We have never seen anything like it,” said the mayor, who has lived there for sixty years."


def parts(text):
    found = read_text(clean(text))
    return found.headline, [(p.kind, p.text) for p in found.blocks]


def bodies(*texts):
    return [("paragraph", text) for text in texts]


@pytest.mark.parametrize("mark", ["{}\n\n", "# {}\n\n", "# {}\n", "{}\n", "{}\n=====\n"])
def test_a_first_line_that_looks_like_a_headline_is_one(mark):
    text = mark.format("River floods old town") + LEAD + "\n" + SECOND

    assert parts(text) == ("River floods old town", bodies(LEAD, SECOND))


@pytest.mark.parametrize(
    "text",
    [f"{LEAD}\n{SECOND}\n{THIRD}", f"{LEAD}\n\n{SECOND}\n\n{THIRD}", f"\n\n{LEAD}\n{SECOND}\n{THIRD}\n"],
)
def test_a_lede_is_never_taken_for_the_headline(text):
    assert parts(text) == ("", bodies(LEAD, SECOND, THIRD))


def test_a_first_line_is_text_when_nothing_longer_follows():
    text = f"{LEAD[:-1]} in a statement that it sent to all the papers of the region\nIt rained.\nIt stopped."

    assert parts(text)[0] == ""


def test_a_short_sentence_before_a_blank_line_is_the_headline():
    assert parts(f"It is very bad.\n\n{LEAD}")[0] == "It is very bad."


def test_one_sentence_a_line_is_one_paragraph_a_line():
    assert parts(f"River floods old town\n{LEAD}\n{SECOND}\n{THIRD}")[1] == bodies(LEAD, SECOND, THIRD)


def wrap(text):
    return "\n".join(textwrap.wrap(text, 50, break_on_hyphens=False))


def test_wrapped_paragraphs_between_blank_lines_are_joined():
    text = "\n\n".join(["River floods old town", wrap(f"{LEAD} {SECOND}"), wrap(THIRD)])

    assert parts(text) == ("River floods old town", bodies(f"{LEAD} {SECOND}", THIRD))


def test_a_headline_of_two_wrapped_lines_is_one():
    headline = "River floods the old town for the third time in a Decade"
    text = "\n\n".join([wrap(headline), wrap(f"{LEAD} {SECOND}"), wrap(THIRD)])

    assert parts(text) == (headline, bodies(f"{LEAD} {SECOND}", THIRD))


def test_wrapped_text_without_blank_lines_is_joined():
    text = "\n".join(["River floods old town", wrap(LEAD), wrap(SECOND), wrap(THIRD)])

    assert parts(text) == ("River floods old town", bodies(LEAD, SECOND, THIRD))


def test_japanese_lines_are_joined_without_a_space():
    text = (
        "川が氾濫\n\n大雨で川の水位が一夜で二メー\nトル上昇し旧市街が浸水したと\n市役所が月曜日に発表した。\n\n"
        "百世帯以上が停電しており二つ\nの学校は週末まで休校になると\nいうことである。"
    )

    assert parts(text) == (
        "川が氾濫",
        bodies(
            "大雨で川の水位が一夜で二メートル上昇し旧市街が浸水したと市役所が月曜日に発表した。",
            "百世帯以上が停電しており二つの学校は週末まで休校になるということである。",
        ),
    )


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        ("Schools stay closed", LEAD, SECOND),
        ("45 YILA KADAR HAPİS CEZASI ALABİLİR", "Avukatlar ev hapsi istedi.", "Duruşma pazartesi günü yapılacak."),
        ("– Vi är redo", "Ån steg två meter på en natt.", "Kommunen har kallat in extra personal."),
        ("避難所は満員", "川の水位が一夜で二メートル上昇した。", "百世帯以上が停電している。"),
        ("الضحايا", "ارتفع منسوب النهر مترين.", "أكثر من مئة منزل بلا كهرباء."),
        ("राहत कार्य", "नदी का जलस्तर दो मीटर बढ़ गया।", "सौ से अधिक घर बिना बिजली के हैं।"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_short_line_between_sentences_is_a_heading(heading, before, after, gap):
    text = gap.join([before, before, heading, after, after])

    assert ("heading", heading) in parts(text)[1]


def test_a_list_of_short_lines_has_no_headings():
    text = f"River floods old town\n\n{LEAD}\n\nClosed today\n\nThe school\n\nThe library\n\nThe bridge\n\n{SECOND}"

    assert {kind for kind, _ in parts(text)[1]} == {"paragraph"}


def test_boilerplate_has_its_kind_and_text_around_it_stays():
    above = "River floods old town\n\nBy Jane Doe\n\n12 March 2024"
    below = f"{SECOND}\n\nRead more: Storm hits coast\n\nScroll down for video\n"
    text = f"{above}\n\n{LEAD}\n\nPhoto: John Doe/AP\n\n{below}"

    assert parts(text) == (
        "River floods old town",
        [
            ("byline", "By Jane Doe"),
            ("dateline", "12 March 2024"),
            ("paragraph", LEAD),
            ("caption", "Photo: John Doe/AP"),
            ("paragraph", SECOND),
            ("read-more", "Read more: Storm hits coast"),
            ("read-more", "Scroll down for video"),
        ],
    )


def test_a_headline_may_begin_like_a_caption():
    assert parts(f"Watch: river floods old town and takes two bridges\n\n{LEAD}")[0].startswith("Watch:")


def test_a_question_may_be_a_long_headline():
    question = "Will the river that flooded the old town twice in a decade ever be kept out of its cellars and shops?"

    assert parts(f"{question}\n\n{LEAD}")[0] == question


def test_a_scene_with_its_credit_on_top_is_a_caption():
    scene = "The flooded market of the old town on Monday morning (Photo: John Doe)"

    assert parts(f"{scene}\n\n{LEAD}\n\n{SECOND}") == ("", [("caption", scene), *bodies(LEAD, SECOND)])


def test_all_scripts_end_their_sentences():
    for line in (
        *("یہ ایک جملہ ہے۔", "这是一句话。", "هل هذا سؤال؟", "यह एक वाक्य है।"),
        *("Սա նախադասություն է:", "Τι είναι αυτό;", "ይህ ዓረፍተ ነገር ነው።", "នេះជាប្រយោគ។"),
    ):
        assert parts(f"{line}\n{line}\n{line}") == ("", bodies(line, line, line))


@given(
    st.lists(st.text(alphabet=st.sampled_from('abÅß字かไ ا.。!?:,-–#*\u3000\xa0\u00ad\n"(9'), max_size=60), max_size=12)
)
def test_no_letter_is_lost_or_moved(lines):
    text = clean("\n".join(lines))
    found = read_text(text)
    result = found.headline + "".join(p.text for p in found.blocks)

    first = [c for c in found.headline if c.isalpha()]
    rest = [c for p in found.blocks for c in p.text if c.isalpha()]
    letters = [c for c in text if c.isalpha()]
    if letters[: len(first)] == first:  # boilerplate may be above the headline
        assert first + rest == letters
    assert sorted(c for c in result if c.isalpha()) == sorted(letters)
    assert all(p.text == " ".join(p.text.split()) != "" for p in found.blocks)
