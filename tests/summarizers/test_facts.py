"""Fact checks: each sentence of a summary against its evidence, in every script, and how well it is supported."""

import tomllib
from math import log1p, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.facts import FACT_TABLES, fact_table
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.facts import FactCheck, FactFault, check_facts, faithfulness_score, signature
from wireglot.summarizers.facts.checking import fragmentation
from wireglot.summarizers.facts.doubts import NAMED_ELSEWHERE

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


def text(
    *sentences: str, language: str = "en", translated: tuple[str, ...] = (), output_language: str = ""
) -> SummaryInput:
    """An article with a sentence a paragraph."""
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in sentences)
    read = tuple(Block("paragraph", (sentence,)) for sentence in translated) or blocks
    return SummaryInput(Article("a", "a", "", "", blocks), language, read, output_language or language)


def check(sentence: str, source: SummaryInput | None = None) -> FactCheck:
    return check_facts([sentence], source or text(*HARBOUR))[0]


def faults(sentence: str, source: SummaryInput | None = None) -> list[tuple[str, str]]:
    return [(fault.kind, fault.text) for fault in check(sentence, source).faults]


@pytest.mark.parametrize("number", range(len(HARBOUR)))
def test_a_sentence_of_the_article_is_its_own_evidence(number: int) -> None:
    assert check(HARBOUR[number]) == FactCheck((SentenceRef(number, 0),), 1.0)


def test_a_fused_sentence_has_both_its_sources_as_evidence() -> None:
    result = check("Anna Berg said 35 people were hurt, and police closed the road near Uppsala.")

    assert result.evidence == (SentenceRef(0, 0), SentenceRef(2, 0))
    assert result.faults == ()


def test_an_invented_number_hides_no_evidence() -> None:
    result = check(
        "In 77 hours the minister Anna Berg said on Monday that 35 people were hurt and 2,974 houses were lost, "
        "and police closed the road after the crash."
    )

    assert result.evidence == (SentenceRef(0, 0), SentenceRef(2, 0))


def test_an_unrelated_sentence_has_no_evidence() -> None:
    result = check("Bananas ripen quickly in warm kitchens.")

    assert result.evidence == ()
    assert result.faults == (FactFault("unsupported"),)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("The minister Anna Berg said on Monday that 36 people were hurt.", ("number", "36")),
        ("The minister Anna Berg said on Monday that twelve people were hurt.", ("number", "twelve")),
        ("The minister Anna Berg said on Tuesday that 35 people were hurt.", ("date", "Tuesday")),
        ("She will travel to Oslo in May 2024 with 20 percent of the staff.", ("date", "May")),
        ("She will travel to Oslo in March 2023 with 20 percent of the staff.", ("date", "2023")),
        ("She will travel to Oslo in 2023 with 20 percent of the staff.", ("date", "2023")),
        ("Police closed the road after the crash near Uppsala for 12 hours, said John Kirby.", ("number", "12")),
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
def test_a_fault_has_its_kind_and_words(sentence: str, fault: tuple[str, str]) -> None:
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
def test_a_true_paraphrase_has_no_fault(sentence: str) -> None:
    assert faults(sentence) == []


@pytest.mark.parametrize("amount", ["More than 3,000", "About 2,500", "3,000"])
def test_a_rounded_number_needs_a_true_hedge(amount: str) -> None:
    assert ("number", amount.split()[-1]) in faults(
        f"{amount} houses were lost, the minister Anna Berg said on Monday."
    )


def test_a_number_from_elsewhere_is_no_support() -> None:
    assert ("number", "12") in faults("The minister Anna Berg said on Monday that 12 people were hurt.")


def test_the_sentence_before_supports_a_name_for_a_pronoun() -> None:
    result = check("Anna Berg will travel to Oslo in March 2024.")

    assert result.faults == ()
    assert result.evidence == (SentenceRef(0, 0), SentenceRef(1, 0))


@pytest.mark.parametrize(
    ("language", "source", "wrong", "kind"),
    [
        ("sv", "Polisen grep 12 personer i Umeå i tisdags.", "Polisen grep 13 personer i Umeå i tisdags.", "number"),
        ("de", "Das Werk liegt 12 Kilometer vor Kiel.", "Das Werk liegt 12 Meilen vor Kiel.", "unit"),
        ("fr", "Moen a signé un contrat lundi à Lyon.", "Moen n'a pas signé de contrat lundi à Lyon.", "negation"),
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
def test_faults_are_found_in_other_scripts_and_languages(language: str, source: str, wrong: str, kind: str) -> None:
    assert kind in {one for one, _ in faults(wrong, text(source, language=language))}
    assert check(source, text(source, language=language)) == FactCheck((SentenceRef(0, 0),), 1.0)


def test_a_name_of_two_letters_in_the_place_of_another_is_found() -> None:
    source = text("The workers of the plant met Xi on Monday.", "The farmers of the valley met Li on Tuesday.")

    assert faults("The workers of the plant met Li on Monday.", source) == [("name", "Li")]


MINISTER = "قال الوزير أحمد سليمان إن الميناء مغلق."
OTHERS = ("التقى المحافظ كمال رشيد الصيادين يوم الاثنين.", "قال أحمد سليمان إنه حزين.")
FILLERS = ("أغلقت المدارس أبوابها.", "هطلت الأمطار بغزارة.", "وصلت السفينة متأخرة.", "انقطعت الكهرباء ليلا.")


@pytest.mark.parametrize("more", [(), (*FILLERS, *(f"زار كمال رشيد {place}." for place in ("السوق", "الجسر")))])
def test_a_name_in_the_place_of_another_is_found_without_capitals(more: tuple[str, ...]) -> None:
    source = text(MINISTER, *OTHERS, *more, language="ar")

    assert faults(MINISTER.replace("أحمد سليمان", "كمال رشيد"), source) == [("speaker", "كمال رشيد")]


def test_an_unknown_name_in_the_place_of_a_repeated_one_is_found() -> None:
    source = text(MINISTER, *OTHERS, language="ar")

    assert faults(MINISTER.replace("أحمد سليمان", "يوسف حداد"), source) == [("speaker", "يوسف حداد")]


def test_a_common_word_for_a_name_in_katakana_is_no_fault() -> None:
    source = text("首相は月曜日、ワシントンで会談した。", language="ja")

    assert faults("首相は月曜日、首都で会談した。", source) == []


SWEDISH = ("Minister Anna Berg sade att 35 personer skadades i Uppsala den 3 mars.", "Vägen stängdes av polisen.")
ENGLISH = ("Minister Anna Berg said 35 people were hurt in Uppsala on March 3.", "The road was closed by police.")


def test_the_source_is_the_text_in_the_summarys_language() -> None:
    article = text(*SWEDISH, language="sv", translated=ENGLISH, output_language="en")

    assert check("Police closed the road.", article).evidence == (SentenceRef(1, 0),)
    assert faults("Anna Berg said 36 people were hurt in Uppsala.", article) == [("number", "36")]


def test_a_number_beside_a_month_is_a_date() -> None:
    assert faults(ENGLISH[0].replace("March 3", "March 4"), text(*ENGLISH)) == [("date", "4")]


def test_a_weekday_in_the_place_of_another_is_a_fault() -> None:
    """Both days are in the evidence, each with an act of its own."""
    sentence = "The ferry line opened to the islands on Monday and closes for repairs on Friday."

    assert faults(sentence, text(sentence)) == []
    assert faults(sentence.replace("Monday", "Friday"), text(sentence)) == [("date", "Friday")]


def test_what_a_sentence_cites_must_support_it() -> None:
    sentence = "The council will not pay."
    (right,) = check_facts([sentence], text(*HARBOUR), cited=[(SentenceRef(5, 0),)])
    (wrong,) = check_facts([sentence], text(*HARBOUR), cited=[(SentenceRef(1, 0),)])
    (unknown,) = check_facts([sentence], text(*HARBOUR), cited=[(SentenceRef(99, 3),)])

    assert right == unknown == FactCheck((SentenceRef(5, 0),), right.support)
    assert wrong.faults


def test_a_number_of_a_sentence_that_is_not_cited_is_a_doubt() -> None:
    sentence = "Police closed the road near Uppsala after the crash that cost 5 million dollars."
    (alone,) = check_facts([sentence], text(*HARBOUR), cited=[(SentenceRef(2, 0),)])
    (both,) = check_facts([sentence], text(*HARBOUR), cited=[(SentenceRef(2, 0), SentenceRef(4, 0))])
    (neither,) = check_facts([sentence.replace("5", "9")], text(*HARBOUR), cited=[(SentenceRef(2, 0),)])

    assert FactFault("number", "5 million") not in (*alone.faults, *both.faults)
    assert NAMED_ELSEWHERE in alone.doubts
    assert NAMED_ELSEWHERE not in both.doubts
    assert FactFault("number", "9 million") in neither.faults


def test_a_number_with_spaces_in_it_is_the_same_number() -> None:
    source = "The port handled 3, 800 containers, or 98. 7 per cent of the plan."

    assert faults("The port handled 3,800 containers, 98.7 per cent of the plan.", text(source)) == []
    assert faults("The port handled 3,900 containers, 98.7 per cent of the plan.", text(source)) != []


def test_a_clause_may_have_the_polarity_of_any_cited_sentence() -> None:
    sources = ("Asked whether Lund is struggling, Pell said: no, he is not.", "Pell insisted Lund was not struggling.")
    cited = [(SentenceRef(0, 0), SentenceRef(1, 0))]
    (right,) = check_facts(["Pell insisted that Lund is not struggling."], text(*sources), cited=cited)
    (wrong,) = check_facts(["Pell insisted that Lund was struggling."], text(sources[1]), cited=[cited[0][:1]])

    assert right.faults == ()
    assert [fault.kind for fault in wrong.faults] == ["negation"]


def test_support_falls_with_invented_words() -> None:
    near = check("The council will not pay for these repairs.")
    far = check("The council will happily pay dancers for bananas.")

    assert 0 <= far.support < near.support <= 1
    assert faithfulness_score([near, far]) == (near.support + far.support) / 2


def test_a_fault_as_a_string_is_a_plain_phrase() -> None:
    assert str(FactFault("number", "35")) == 'the number "35" is not in the source'
    assert str(FactFault("unsupported")) == "nothing in the source says this"


def test_the_signature_has_a_digest_of_the_tables() -> None:
    assert signature().startswith("facts:")
    assert len(signature()) == len("facts:") + 8


def test_every_table_has_only_known_rows() -> None:
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("*.toml")}

    assert set(tables) == {"claims", "hedges", "speech", "support"}
    grammar = {"links", "prepositions", "passive", "auxiliaries", "perfect", "he", "she", "they"}
    claims = {"superlatives", "causes", "accused", "uncertain"}
    assert all(set(rows) <= grammar | claims for rows in tables["claims"].values())
    assert all(set(rows) <= {"under", "over", "near"} for rows in tables["hedges"].values())
    wanted = set(LANGUAGES.split(" "))
    assert all(wanted <= set(tables[name]) for name in ("hedges", "speech"))
    assert all(wanted <= set(fact_table(name)) for name in FACT_TABLES)


PIECES = st.sampled_from(
    ["35", "Anna", "not", "5%", "“", "”", "März", "12", "年", "不", "ロシア", "said", ".", "km", "لا", ""]
)
SENTENCE = st.text(max_size=50) | st.lists(PIECES, max_size=14).map(" ".join)


@settings(deadline=None)  # the first example reads the tables
@given(st.lists(SENTENCE, max_size=4), st.lists(SENTENCE, min_size=1, max_size=5), st.sampled_from(["en", "ja", "und"]))
def test_any_text_gets_one_result_per_sentence(sentences: list[str], source: list[str], language: str) -> None:
    known = text(*(one.strip() or "x" for one in source))
    results = check_facts(sentences, known)
    evidence = {ref for ref, _ in known.article.sentences()}

    assert len(results) == len(sentences)
    assert all(0 <= one.support <= 1 and set(one.evidence) <= evidence for one in results)
    assert all(one.evidence or one.faults for one in results)
    assert results == check_facts(sentences, known)


@settings(deadline=None)  # the first example reads the tables
@given(st.lists(SENTENCE.map(str.strip).filter(lambda one: any(map(str.isalnum, one))), min_size=1, max_size=6))
def test_no_sentence_is_a_fault_against_itself(source: list[str]) -> None:
    assert all(one.faults == () and one.support == 1.0 for one in check_facts(source, text(*source)))


# Support

FERRY = (
    "The old ferry between Hamn and Vik sank in the storm on Friday night with 3,800 sheep on board.",
    "Nobody was hurt, and the crew of 12 was taken ashore by the coastguard.",
    "The company bought the ferry from a Danish yard in 1987 and had it repaired last spring.",
    "A new bridge will be opened by the king in June.",
)


def support(sentence: str, *source: str) -> float:
    return check(sentence, text(*(source or FERRY))).support


def test_a_copy_is_one_piece() -> None:
    assert fragmentation("bcd", "abcde") == 1 / sqrt(3)


def test_a_piece_costs_more_the_further_it_is_from_the_last() -> None:
    near, far = fragmentation("abxy", "ab-xy"), fragmentation("abxy", "ab-----xy")

    assert near == pytest.approx((1 + 1 + log1p(1)) / 2)
    assert far == pytest.approx((1 + 1 + log1p(5)) / 2)


def test_the_nearer_of_two_equal_pieces_counts() -> None:
    behind = fragmentation("abxy", "xy--------ab-xy")
    before = fragmentation("abxy", "xy-ab--------xy")

    assert behind == pytest.approx((2 + log1p(1)) / 2)
    assert before == pytest.approx((2 + log1p(5)) / 2)  # from the end of "ab" back to the start of "xy"


def test_a_missing_letter_costs_a_jump_through_the_article() -> None:
    assert fragmentation("q", "abcd") == 1 + log1p(4)
    assert fragmentation("aq", "abcd") == pytest.approx((1 + 1 + log1p(4)) / sqrt(2))


def test_an_empty_sentence_costs_nothing() -> None:
    assert fragmentation("", "abc") == fragmentation("", "") == 0


@given(st.text("abc", max_size=30), st.text("abcd", min_size=1, max_size=30))
def test_nothing_is_cheaper_than_a_copy(article: str, sentence: str) -> None:
    copied = fragmentation(sentence, article + sentence)

    assert copied == 1 / sqrt(len(sentence))
    assert copied <= fragmentation(sentence, article)


def test_joining_two_sentences_lowers_support() -> None:
    cut = support("The old ferry between Hamn and Vik sank in the storm on Friday night.")
    joined = support("The old ferry between Hamn and Vik will be opened by the king in June.")
    new = support("The old ferry blocked hospitals because of cheerful dancers from abroad.")

    assert new < joined < cut < 1


def test_support_does_not_depend_on_capitals() -> None:
    sentence = "The crew of the old ferry was taken ashore by the coastguard on Friday."

    assert support(sentence.lower(), *map(str.lower, FERRY)) == pytest.approx(support(sentence))


def test_an_invented_number_is_worse_than_one_from_elsewhere() -> None:
    right = support("Nobody was hurt, and the crew of 12 was taken ashore.")
    elsewhere = support("Nobody was hurt, and the crew of 1987 was taken ashore.")
    invented = support("Nobody was hurt, and the crew of 45 was taken ashore.")

    assert invented < elsewhere < right


def test_a_number_with_other_spacing_costs_nothing() -> None:
    spaced = ("The old ferry sank in the storm on Friday with 3, 800 sheep on board and a crew of twelve.", *FERRY[1:])
    sentence = "The old ferry sank in the storm on Friday with 3,800 sheep."

    assert support(sentence, *spaced) == pytest.approx(support(sentence.replace("3,800", "3, 800"), *spaced), abs=0.02)


def test_support_of_a_very_long_sentence_does_not_overflow() -> None:
    assert 0 <= support("Q7 " * 20_000) < 0.001
