"""Lines become paragraphs, however unevenly they are broken; lists, poems, tables and headings keep their lines."""

import pytest

from wireglot.articles.reading.encoding import clean
from wireglot.articles.reading.text import read_text

LEAD = "The river rose two metres overnight and flooded the old town, the council said."


def parts(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text(clean(text)).blocks]


def texts(text: str) -> list[str]:
    return [block for _, block in parts(text)]


UNEVEN = {
    "en": (
        "Fisherman fined in Torvik\n\nThe fisherman was fined 40 crowns on Monday, the court in\nTorvik said. He would "
        "appeal to the court of\nKerrow and, if need be, to\nTarn.\n\nThe boat was built in\n1958 and "
        "carries 12 people, "
        "among them\nMaria Sandoz, who saw it\non 2 March.\n"
    ),
    "de": (
        "Fischer in Torvik bestraft\n\nDer Fischer muss nach Angaben des Gerichts in\nTorvik 40 Kronen zahlen. Er will "
        "vor das Gericht von\nKerrow und, wenn nötig, nach\nTarn ziehen.\n\nDas Boot wurde im Jahr\n1958 "
        "gebaut und trägt "
        "12 Leute, darunter\nMaria Sandoz, die es am\n2. März sah.\n"
    ),
    "ru": (
        "Рыбака оштрафовали\n\nРыбака оштрафовали на 40 крон, сообщил суд города\nТорвик. Он хочет "
        "обратиться в суд города\n"
        "Керроу, а если нужно, то и\nТарна.\n\nЛодку построили в\n1958 году, на ней 12 человек, среди "
        "них\nМария Сандос, "
        "которая видела её\n2 марта.\n"
    ),
}


@pytest.mark.parametrize("language", UNEVEN)
def test_a_line_without_a_final_mark_goes_on_in_the_next(language: str) -> None:
    paragraphs = UNEVEN[language].strip().split("\n\n")[1:]

    assert parts(UNEVEN[language]) == [("paragraph", " ".join(part.split("\n"))) for part in paragraphs]


def test_uneven_lines_without_capitals_are_joined() -> None:
    text = (
        "العبّارة متوقفة\n\nتوقفت العبّارة يوم الاثنين بسبب\nالعاصفة. وقال رئيس الميناء إن ثلاث "
        "سفن\nتنتظر\nخارج الميناء.\n\n"
        "وأضاف أن الإصلاح\nيستغرق أسبوعين. ولم يصب\nأحد."
    )

    assert texts(text) == [" ".join(part.split("\n")) for part in text.split("\n\n")[1:]]


def test_long_and_short_lines_in_turn_are_joined() -> None:
    text = (
        "River floods old town\n\nThe river rose two metres overnight and flooded the old\ntown, the\ncouncil said on "
        "Monday. More than a hundred homes are\nwithout power. Two\nschools stay closed until Anna Pohl, the head of\n"
        "Torvik\nCounty, says more.\n\nNobody was hurt. The water is expected to fall on Friday\nor\nSaturday."
    )

    assert texts(text) == [" ".join(part.split("\n")) for part in text.split("\n\n")[1:]]


def test_uneven_lines_without_blank_lines_are_joined() -> None:
    text = (
        "River floods old town\nThe river rose two metres\novernight and flooded the old town of Torvik. More\nthan a "
        "hundred homes are without power, said\nAnna Pohl of the\ncouncil.\nNobody was hurt."
    )

    assert " ".join(texts(text)) == " ".join(text.split("\n")[1:])
    assert {kind for kind, _ in parts(text)} == {"paragraph"}


def test_a_line_end_within_the_only_paragraph_is_none() -> None:
    text = "Boat damaged\n\nThe boat of the fisherman was damaged on Monday morning, said Anna\nPohl. Nobody was hurt."

    assert texts(text) == [" ".join(text.split("\n")[2:])]


def test_a_poem_keeps_its_lines() -> None:
    poem = ["The sea was wide", "The wind was high", "And no one came", "To say goodbye."]
    text = f"{UNEVEN['en']}\n" + "\n".join(poem)

    assert texts(text)[-4:] == poem


def test_a_table_of_results_keeps_its_lines() -> None:
    table = ["Torvik - Tarn 3-1", "Geneva - Lausanne 2-2", "Kerrow - Vane 0-1"]
    text = f"{UNEVEN['en']}\n" + "\n".join(table)

    assert texts(text)[-3:] == table


def test_a_heading_right_above_its_text_stays_one() -> None:
    text = f"{UNEVEN['en']}\nDamage to the boat\nThe boat is damaged. Repairs will\ntake weeks.\n"

    assert parts(text)[-2:] == [
        ("heading", "Damage to the boat"),
        ("paragraph", "The boat is damaged. Repairs will take weeks."),
    ]


def test_key_points_without_final_marks_stay_apart() -> None:
    points = ["Boat damaged by gusts of 40 metres a second on Monday morning", "Three ships wait at sea until Friday"]
    text = "Boat damaged\n\n" + "\n".join(points) + f"\n\n{LEAD}\nNobody was hurt."

    assert texts(text) == [*points, LEAD, "Nobody was hurt."]


def test_credits_and_captions_are_not_joined_to_text() -> None:
    text = f"Boat damaged\n\nBy Jane Doe\nTorvik, 12 March 2026\n{LEAD}\nPhoto: John Doe/AP\n\n{UNEVEN['en']}"

    assert [kind for kind, _ in parts(text)[:4]] == ["byline", "dateline", "paragraph", "caption"]


def test_marks_of_quoted_mail_are_removed() -> None:
    text = (
        "Letter from the harbour\n\nOn Monday Anna Pohl wrote:\n\n> The pier is damaged and must be "
        "closed\n> until further "
        "notice. We do not know\n> how long.\n>\n> Three ships are waiting.\n\nThe council answered."
    )

    assert texts(text) == [
        "On Monday Anna Pohl wrote:",
        "The pier is damaged and must be closed until further notice. We do not know how long.",
        "Three ships are waiting.",
        "The council answered.",
    ]


def test_a_paragraph_may_begin_with_an_indented_line() -> None:
    text = f"  {LEAD}\nMore than a hundred homes are without power in\nTorvik.\n  Nobody was hurt.\n  It rained."

    assert texts(text)[-2:] == ["Nobody was hurt.", "It rained."]


@pytest.mark.parametrize("sign", ["-", "*", "•", "–", "+", "▪"])
def test_items_are_blocks_that_may_go_on_over_lines(sign: str) -> None:
    text = (
        f"Council decides\n\nThe council of Torvik decided on Monday:\n{sign} The school stays closed until\n "
        f" the end of "
        f"the week\n{sign} The bridge is repaired, which takes until the\n  Summer Fair of 2027\n{sign} "
        f"Nobody pays\n\nThe "
        "mayor was glad. It was time."
    )

    assert texts(text)[1:4] == [
        f"{sign} The school stays closed until the end of the week",
        f"{sign} The bridge is repaired, which takes until the Summer Fair of 2027",
        f"{sign} Nobody pays",
    ]


def test_numbered_items_without_indentation_are_blocks() -> None:
    text = "Council decides\n\n1. Water is free\n2. The bus runs hourly between Torvik and\nTarn\n3. The library opens"

    assert parts(text) == [
        ("paragraph", "1. Water is free"),
        ("paragraph", "2. The bus runs hourly between Torvik and Tarn"),
        ("paragraph", "3. The library opens"),
    ]


def test_wrapped_items_without_final_marks_stay_apart() -> None:
    item = "- The bridge over the river Tarn is repaired in the\n  course of the year, at a price of two million"
    text = f"Council decides\n\n{item}\n{item}\n{item}\n"

    assert texts(text) == [" ".join(item.split())] * 3


def test_numbers_and_dashes_of_wrapped_text_begin_no_items() -> None:
    text = (
        "Port closed\n\nThe port of Torvik closes on\n1. May, the council said, and not on the\n4. June. It "
        "was bad\n- the "
        "worst in years - but\nnobody was hurt."
    )

    assert texts(text) == [" ".join(text.split("\n")[2:])]


@pytest.mark.parametrize(
    "items",
    [
        ("(1) The pier closes", "(2) Buses go by Tarn", "(3) Works end in May"),
        ("i. The pier closes", "ii. Buses go by Tarn", "iii. Works end in May"),
        ("а) мост закрыт", "б) автобус идёт через центр", "в) работы закончатся"),
        ("1- الجسر مغلق", "2- الحافلة تمر عبر المركز", "3- العمل ينتهي في مايو"),
        ("① 다리 폐쇄", "② 버스 우회", "③ 공사 5월 종료"),
        ("一、大桥关闭", "二、公交车绕行", "三、工程五月结束"),
    ],
)
def test_every_kind_of_number_begins_an_item(items: tuple[str, ...]) -> None:
    lines = "\n".join(items)

    assert texts(f"Plan\n\n{lines}\n\nTorvik 2024.") == [*items, "Torvik 2024."]


def test_the_ninth_letter_of_a_list_is_no_roman_number() -> None:
    items = ["g) Tarn", "h) Kerrow", "i) Torvik", "j) Mole"]
    listed = "\n".join(items)

    assert texts(f"Places\n\n{listed}") == items


@pytest.mark.parametrize(
    "lines",
    [
        ("10.00 Opening of the market", "12.30 Concert in the square", "Sunday", "11.00 Church service"),
        ("Ships are grey", "Harbours are blue", "Ferries are late", "And so are you"),
        ("Rosen sind rot", "Veilchen sind blau", "Torvik ist kalt", "Und Tarn ist grau"),
    ],
)
def test_narrow_lines_that_begin_anew_stay_apart(lines: tuple[str, ...]) -> None:
    assert texts("Weekend\n\n" + "\n".join(lines)) == list(lines)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Tuki koskee 20 viljelijää 1.", "tammikuuta alkaen Tarnissa ja Torvikissa."),
        ("Die Hilfe kommt vom Rat der Stadt Torvik bzw.", "vom Kreis Tarn, wie er sagte."),
        ("Pomoc ma wynieść w tym roku ok.", "dwóch milionów, powiedział burmistrz."),
    ],
)
def test_a_line_that_ends_in_an_abbreviation_goes_on(line: str, following: str) -> None:
    assert texts(f"Torvik\n\n{line}\n{following}") == [f"{line} {following}"]


def test_a_long_headline_does_not_hide_that_lines_are_wrapped() -> None:
    headline = "The council of Torvik decides on a new bridge over the river Tarn after nine years of talks in all"
    wrapped = "The Bridge Authority and the\nCouncil of Torvik signed the\nContract on Monday in the old\nTown Hall."

    assert texts(f"{headline}\n\n{wrapped}\n\n{wrapped}") == [wrapped.replace("\n", " ")] * 2


def test_a_single_quoted_line_loses_its_mark_beside_others() -> None:
    text = "> How was it?\n> Where was it?\nIn Tarn.\n\n> And when?\nIn May."

    assert texts(text) == ["How was it?", "Where was it?", "In Tarn.", "And when?", "In May."]
    assert texts("Values\n\n> 5 is high, the report says.") == ["> 5 is high, the report says."]


def test_a_closing_mark_ends_a_line() -> None:
    assert texts("Presse\n\n„Das ist gut“\n„Das ist schlecht“\n\nZwei Meinungen gab es.") == [
        "„Das ist gut“",
        "„Das ist schlecht“",
        "Zwei Meinungen gab es.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Er sagte: „Wir werden das", "Problem lösen.", "Das verspreche ich.“ Dann", "ging er nach Torvik."),
        ("Il a dit : « Nous allons", "trouver.", "Je le promets. » Puis", "il est parti à Torvik."),
        ("He said: “We will solve", "it.", "I promise.” Then", "he left for Torvik."),
    ],
)
def test_a_quotation_in_unevenly_broken_lines_stays_whole(lines: tuple[str, ...]) -> None:
    assert texts("Torvik\n\n" + "\n".join(lines)) == [" ".join(lines)]


def test_quotations_on_lines_of_their_own_stay_apart() -> None:
    quotations = ["»Das ist gut.«", "»Das ist schlecht.«", "Sie sagte: »Nein.«"]

    assert texts("Torvik\n\n" + "\n".join(quotations)) == quotations
