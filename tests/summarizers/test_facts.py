"""Facts: each sentence of a summary is held against the evidence that it rests on, in every script."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import Fault, Finding, examine, overall, signature

DATA = Path(__file__).parent.parent.parent / "summarizers" / "facts" / "data"

LANGUAGES = "sv nb da de nl fr es it pt pl cs ru uk tr ar fa hi zh ja ko id vi en fi el ro hu"
HARBOUR = (
    "The minister Anna Berg said on Monday that 35 people were hurt and 2,974 houses were lost.",
    "She will travel to Oslo in March 2024 with 20 percent of the staff.",
    "Police closed the road after the crash near Uppsala, said John Kirby.",
    "“We do not know more,” said Kirby.",
    "The storm cost 5 million dollars and the harbour is 12 kilometres away.",
    "The council will not pay for the repairs.",
)


def text(*sentences: str, language: str = "en", told: tuple[str, ...] = (), output_language: str = "") -> SummaryInput:
    """An article with a sentence a paragraph."""
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in sentences)
    telling = tuple(Block("paragraph", (sentence,)) for sentence in told) or blocks
    return SummaryInput(Article("a", "a", "", "", blocks), language, telling, output_language or language)


def found(sentence: str, source: SummaryInput | None = None, language: str = "en") -> Finding:
    return examine([sentence], source or text(*HARBOUR), language=language)[0]


def faults(sentence: str, source: SummaryInput | None = None, language: str = "en") -> list[tuple[str, str]]:
    return [(fault.kind, fault.what) for fault in found(sentence, source, language).faults]


@pytest.mark.parametrize("number", range(len(HARBOUR)))
def test_a_sentence_of_the_article_rests_on_its_own_place(number: int) -> None:
    assert found(HARBOUR[number]) == Finding((SentenceRef(number, 0),), 1.0)


def test_a_fused_sentence_rests_on_both_its_places() -> None:
    told = found("Anna Berg said 35 people were hurt, and police closed the road near Uppsala.")

    assert told.evidence == (SentenceRef(0, 0), SentenceRef(2, 0))
    assert told.faults == ()


def test_what_nothing_is_like_rests_on_nothing_and_is_unsupported() -> None:
    told = found("Bananas ripen quickly in warm kitchens.")

    assert told.evidence == ()
    assert told.faults == (Fault("unsupported"),)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("The minister Anna Berg said on Monday that 36 people were hurt.", ("number", "36")),
        ("The minister Anna Berg said on Monday that twelve people were hurt.", ("number", "twelve")),
        ("The minister Anna Berg said on Tuesday that 35 people were hurt.", ("date", "Tuesday")),
        ("She will travel to Oslo in May 2024 with 20 percent of the staff.", ("date", "May")),
        ("She will travel to Oslo in March 2023 with 20 percent of the staff.", ("date", "2023")),
        ("She will travel to Oslo with 20 of the staff.", ("unit", "20 of")),
        ("She will travel with 20 percentage points of the staff.", ("unit", "20 percentage")),
        ("The storm cost 5 million euros.", ("unit", "5 million euros")),
        ("The storm cost 5 billion dollars.", ("number", "5 billion")),
        ("The harbour is 12 miles away.", ("unit", "12 miles")),
        ("Police closed the road after the crash near Malmö, said John Kirby.", ("name", "Malmö")),
        ("Police closed the road after the crash near Oslo, said John Kirby.", ("name", "Oslo")),
        ("Police closed the road after the crash near Uppsala, said Anna Berg.", ("speaker", "Anna Berg")),
        ("Kirby said: “We know nothing at all.”", ("quote", "We know nothing at all.")),
        ("The council will pay for the repairs.", ("negation", "not")),
        ("Police did not close the road after the crash near Uppsala.", ("negation", "did not close")),
    ],
)
def test_an_error_is_named_by_its_kind_and_words(sentence: str, fault: tuple[str, str]) -> None:
    assert fault in faults(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister Anna Berg said thirty-five people were hurt.",
        "Nearly 3,000 houses were lost, the minister Anna Berg said on Monday.",
        "20% of the staff will travel to Oslo.",
        "The storm cost $5 million.",
        "Kirby said: “We do not know more.”",
        "In March 2024 Berg will travel to Oslo with 20 percent of the staff.",
        "the minister anna berg said 35 people were hurt.",
        "The council won't pay for the repairs.",
    ],
)
def test_the_same_in_other_words_is_borne_out(sentence: str) -> None:
    assert faults(sentence) == []


@pytest.mark.parametrize("told", ["More than 3,000", "About 2,500", "3,000"])
def test_a_rounded_number_must_be_hedged_and_right(told: str) -> None:
    assert ("number", told.split()[-1]) in faults(f"{told} houses were lost, the minister Anna Berg said on Monday.")


def test_a_number_of_another_place_does_not_bear_out() -> None:
    assert ("number", "12") in faults("The minister Anna Berg said on Monday that 12 people were hurt.")


def test_a_name_of_the_sentence_before_bears_out_a_pronoun() -> None:
    told = found("Anna Berg will travel to Oslo in March 2024.")

    assert told.faults == ()
    assert told.evidence == (SentenceRef(0, 0), SentenceRef(1, 0))


@pytest.mark.parametrize(
    ("language", "source", "wrong", "kind"),
    [
        ("sv", "Polisen grep 12 personer i Umeå i tisdags.", "Polisen grep 13 personer i Umeå i tisdags.", "number"),
        ("de", "Das Werk liegt 12 Kilometer vor Kiel.", "Das Werk liegt 12 Meilen vor Kiel.", "unit"),
        ("ru", "Суд в Казани не принял жалобу 3 марта.", "Суд в Казани не принял жалобу 3 мая.", "date"),
        ("ru", "Суд в Казани не принял жалобу 3 марта.", "Суд в Казани принял жалобу 3 марта.", "negation"),
        ("ar", "قالت الشرطة إن ٣٥ شخصا أصيبوا في الحادث.", "قالت الشرطة إن ٣٦ شخصا أصيبوا في الحادث.", "number"),
        ("ja", "首相は月曜日、パリで会談した。", "首相は火曜日、パリで会談した。", "date"),
        ("ja", "首相は月曜日、パリで会談した。", "首相は月曜日、ロンドンで会談した。", "name"),
        ("zh", "政府不会支付维修费用。", "政府会支付维修费用。", "negation"),
        ("hi", "पुलिस ने सोमवार को 35 लोगों को पकड़ा।", "पुलिस ने सोमवार को 36 लोगों को पकड़ा।", "number"),
        ("ko", "경찰은 월요일에 35명을 체포했다고 밝혔다.", "경찰은 화요일에 35명을 체포했다고 밝혔다.", "date"),
        ("el", "Η αστυνομία δεν έκλεισε τον δρόμο.", "Η αστυνομία έκλεισε τον δρόμο.", "negation"),
    ],
)
def test_errors_are_seen_in_other_scripts_and_languages(language: str, source: str, wrong: str, kind: str) -> None:
    assert kind in {one for one, _ in faults(wrong, text(source, language=language), language)}
    assert found(source, text(source, language=language), language) == Finding((SentenceRef(0, 0),), 1.0)


SWEDISH = ("Minister Anna Berg sade att 35 personer skadades i Uppsala den 3 mars.", "Vägen stängdes av polisen.")
ENGLISH = ("Minister Anna Berg said 35 people were hurt in Uppsala on March 3.", "The road was closed by police.")


def test_a_summary_in_the_readers_language_is_held_against_the_telling() -> None:
    told = text(*SWEDISH, language="sv", told=ENGLISH, output_language="en")

    assert found("Police closed the road.", told).evidence == (SentenceRef(1, 0),)
    assert faults("Anna Berg said 36 people were hurt in Uppsala.", told) == [("number", "36")]


def test_without_a_telling_names_and_figures_find_the_place_across_languages() -> None:
    told = found("Anna Berg said 35 people were hurt in Uppsala on March 3.", text(*SWEDISH, language="sv"))

    assert told.evidence == (SentenceRef(0, 0),)
    assert told.faults == ()


@pytest.mark.parametrize(("wrong", "kind"), [("36 people were hurt", "number"), ("35 were hurt on May 3", "date")])
def test_numbers_and_dates_must_hold_across_languages(wrong: str, kind: str) -> None:
    assert kind in {k for k, _ in faults(f"Anna Berg said {wrong} in Uppsala.", text(*SWEDISH, language="sv"))}


def test_names_of_another_script_are_not_judged() -> None:
    source = text("Министр Анна Берг сообщила, что 35 человек пострадали 3 марта 2024 года.", language="ru")

    assert "name" not in {kind for kind, _ in faults("Anna Berg said 35 people were hurt on 3 March 2024.", source)}


def test_a_place_that_the_writer_cites_is_kept_where_it_bears_the_sentence_out() -> None:
    sentence = "The council will not pay."
    kept = examine([sentence], text(*HARBOUR), language="en", cited=[(SentenceRef(5, 0),)])
    replaced = examine([sentence], text(*HARBOUR), language="en", cited=[(SentenceRef(2, 0),)])
    unknown = examine([sentence], text(*HARBOUR), language="en", cited=[(SentenceRef(99, 3),)])

    assert kept[0].evidence == replaced[0].evidence == unknown[0].evidence == (SentenceRef(5, 0),)


def test_support_falls_with_what_is_made_up() -> None:
    near = found("The council will not pay for these repairs.")
    far = found("The council will happily pay dancers for bananas.")

    assert 0 <= far.support < near.support <= 1
    assert overall([near, far]) == (near.support + far.support) / 2


def test_a_fault_reads_as_a_plain_phrase() -> None:
    assert str(Fault("number", "35")) == 'the number "35" is not in the source'
    assert str(Fault("unsupported")) == "nothing in the source says this"


def test_signature_names_the_tables() -> None:
    assert signature().startswith("facts:")
    assert len(signature()) == len("facts:") + 8


def test_every_table_can_be_read_and_names_known_rows() -> None:
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("*.toml")}

    assert set(tables) == {"hedges", "negation", "speech", "support", "units"}
    assert all(set(rows) <= {"under", "over", "near"} for rows in tables["hedges"].values())
    assert all(set(rows) <= {"words", "inside", "front", "ending"} for rows in tables["negation"].values())
    wanted = set(LANGUAGES.split(" "))
    assert all(wanted <= set(tables[name]) for name in ("hedges", "negation", "speech", "units"))


PIECES = st.sampled_from(
    ["35", "Anna", "not", "5%", "“", "”", "März", "12", "年", "不", "ロシア", "said", ".", "km", "لا", ""]
)
SENTENCE = st.text(max_size=50) | st.lists(PIECES, max_size=14).map(" ".join)


@settings(deadline=None)  # the first example reads the tables
@given(st.lists(SENTENCE, max_size=4), st.lists(SENTENCE, min_size=1, max_size=5), st.sampled_from(["en", "ja", "und"]))
def test_anything_is_examined_one_finding_a_sentence(told: list[str], source: list[str], language: str) -> None:
    known = text(*(one.strip() or "x" for one in source))
    findings = examine(told, known, language=language)
    evidence = {place for place, _ in known.article.sentences()}

    assert len(findings) == len(told)
    assert all(0 <= one.support <= 1 and set(one.evidence) <= evidence for one in findings)
    assert all(one.evidence or one.faults for one in findings)
    assert findings == examine(told, known, language=language)


@settings(deadline=None)  # the first example reads the tables
@given(st.lists(SENTENCE.map(str.strip).filter(lambda one: any(map(str.isalnum, one))), min_size=1, max_size=6))
def test_no_sentence_is_faulted_by_itself(source: list[str]) -> None:
    assert all(one.faults == () and one.support == 1.0 for one in examine(source, text(*source), language="en"))
