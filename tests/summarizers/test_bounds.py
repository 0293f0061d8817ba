"""The upper bound of summaries: any text, any engine; what is cut keeps its evidence, numbers and quotation marks."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import join_sentences, length_in_words
from wireglot.summarizers import (
    CUT,
    FROM_TEASER,
    NOT_CUT,
    TOO_LONG,
    UPPER_BOUND,
    Summaries,
    Summary,
    SummaryInput,
    SummarySentence,
    summarize,
)
from wireglot.summarizers.bounds import LONGEST_WORD, amount, bounded
from wireglot.summarizers.summary import LIMITS

RADIO = (
    "good evening from the harbour of varn where the storm has been raging since tuesday and we have just heard that "
    "the port stays closed until friday three ships wait offshore and a ferry with two hundred and ten passengers "
    "turned back nobody was hurt she told us but damage is put at two hundred thousand euros and fishermen have not "
    "seen such waves since nineteen eighty seven the council meets tonight to decide whether schools should open "
)
CHINESE = "港口最早要到星期五才会重新开放三艘船在港外等待一艘载有二百一十名乘客的渡轮今天早上被迫返航"
THAI = "ท่าเรือวานถูกปิดเมื่อเช้าวันพุธเพราะลมแรงและเรือสามลำรออยู่นอกชายฝั่ง"
ARABIC = "أغلق ميناء فارن صباح الأربعاء بسبب رياح شديدة وتنتظر ثلاث سفن خارج الميناء "


def an_input(*sentences: str, language: str = "en") -> SummaryInput:
    article = Article("a-00000000", "a.txt", "a.txt", "", (Block("paragraph", sentences),))
    return SummaryInput(article, language, article.blocks, language)


def written(some: SummaryInput, *sentences: str) -> Summaries:
    """Both summaries as an engine that writes might return them."""
    made = tuple(SummarySentence(sentence, (SentenceRef(0, 0),)) for sentence in sentences)
    joined = join_sentences(sentences, some.output_language)
    one = Summary(joined, made, "chat", "chat|v:1", (TOO_LONG,), some.output_language)
    return Summaries(one, one)


def assert_within_bounds(made: Summaries, language: str) -> None:
    for name, limits in LIMITS.items():
        summary = getattr(made, name)
        assert amount(summary.text, language) <= UPPER_BOUND * limits.max_words, name


@pytest.mark.parametrize(
    ("text", "language"), [(RADIO, "en"), (CHINESE, "zh"), (THAI, "th"), (ARABIC, "ar")], ids=["en", "zh", "th", "ar"]
)
@pytest.mark.parametrize("times", [20, 400])
def test_a_transcript_without_marks_is_cut(text, language, times):
    some = an_input((text * times).strip(), language=language)

    (made,) = summarize([some], engine="extract")

    for summary, limits in ((made.short, LIMITS["short"]), (made.long, LIMITS["long"])):
        (sentence,) = summary.sentences
        source = some.blocks[0].sentences[0]
        assert limits.max_words / 3 < length_in_words(summary.text, language) <= limits.max_words
        assert summary.text == source[slice(*sentence.span)] + "…"
        assert sentence.evidence == (SentenceRef(0, 0),)
        assert CUT in summary.checks
        assert TOO_LONG not in summary.checks


def test_a_sentence_is_cut_at_a_clause():
    clauses = (
        "The council decided on Monday that the harbour of Varn stays closed until the spring",
        *(["and so on"] * 60),
    )

    (made,) = summarize([an_input(", ".join(clauses) + ".")], engine="extract")

    assert made.short.text.endswith("and so on…")


@pytest.mark.parametrize(("words", "cut"), [(40, False), (60, False), (61, True)])
def test_a_sentence_somewhat_too_long_stays_whole(words, cut):
    sentence = " ".join(["The", *["harbour"] * (words - 2), "closed."])

    (made,) = summarize([an_input(sentence)], engine="extract")

    assert (CUT in made.short.checks) is cut
    assert (made.short.text == sentence) is not cut


@pytest.mark.parametrize("number", ["2 million", "200 000", "1,250", "two hundred and ten", "14.5"])
@pytest.mark.parametrize("before", range(30, 42))
def test_no_number_is_cut_or_parted_from_what_it_counts(number, before):
    sentence = " ".join([*["word"] * before, f"then {number} people", *["more"] * 60])

    text = summarize([an_input(sentence)], engine="extract")[0].short.text

    assert not any(text.endswith(f"{part}…") for part in number.split())
    assert "people" in text or "then" not in text or text.endswith("then…")


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", '""', "()", "「」"])
@pytest.mark.parametrize("before", [8, 30, 36])
def test_no_quotation_mark_stays_open(marks, before):
    quote = marks[0] + " ".join(["quoted"] * 20) + marks[1]
    sentence = " ".join([*["word"] * before, quote, *["more"] * 60])

    text = summarize([an_input(sentence)], engine="extract")[0].short.text

    assert text.count(marks[0]) == text.count(marks[1])
    assert marks[0] != marks[1] or text.count(marks[0]) % 2 == 0


@pytest.mark.parametrize(
    ("language", "start", "end"),
    [
        ("ja", "港は金曜日まで再開されず三隻の船が沖で待っており", "市長は港が安全ではないと述べた。"),
        ("tr", "Liman cuma gününe kadar kapalı ve üç gemi açıkta bekliyor ", "ve kimse giremez dedi."),
        ("ko", "항구는 금요일까지 닫혀 있고 배 세 척이 밖에서 기다리며 ", "안전하지 않다고 시장은 말했다."),
    ],
)
def test_a_verb_of_speech_at_the_end_is_not_cut_off(language, start, end):
    spoken, told = start * 20 + end, start * 20

    assert summarize([an_input(spoken, language=language)], engine="extract")[0].short.checks[0] == NOT_CUT
    assert summarize([an_input(told.strip(), language=language)], engine="extract")[0].short.checks[0] == CUT


@pytest.mark.parametrize(
    "sentence",
    [
        "“" + "We shall close the harbour and the quay and " * 20 + "that is all”, the minister said.",
        "The harbour stays closed and the quay is not safe and " * 12
        + "nobody may enter, the minister said on Monday.",
        "The harbour stays closed and the quay is not safe and " * 12
        + "nobody may enter, the minister said on Monday, before the council met in the town hall of Varn.",
    ],
)
def test_a_beginning_without_its_speaker_is_not_shown(sentence):
    (made,) = summarize([an_input(sentence)], engine="extract")

    assert made.short.text == ""
    assert NOT_CUT in made.short.checks


def test_of_endless_sentences_the_first_is_cut():
    lede = "The harbour of Varn was closed " + "and the storm went on " * 50 + "."
    other = "The council met " + "and the debate went on " * 40 + "."

    (made,) = summarize([an_input(lede, other)], engine="extract")

    assert made.short.text.startswith("The harbour of Varn was closed")
    assert made.long.text.startswith("The harbour of Varn was closed")


def test_of_a_written_summary_whole_sentences_stay():
    some = an_input("The harbour of Varn was closed.")
    made = bounded(written(some, "One is short.", " ".join(["word"] * 200) + "."), some)

    assert made.short.text == made.long.text == "One is short."
    assert made.short.checks == (CUT,)
    assert made.short.sentences[0].evidence == (SentenceRef(0, 0),)


def test_a_written_sentence_that_is_cut_has_no_span():
    some = an_input("The harbour of Varn was closed.")
    (sentence,) = bounded(written(some, " ".join(["word"] * 200) + "."), some).short.sentences

    assert sentence.text.endswith("word…")
    assert sentence.span is None


LONG_LEDES = {
    "en": (
        "Court in Kerrow orders the Norna line to repay fares",
        "The district court in Kerrow, which had heard forty passengers since the first hearing in the spring, among "
        "them students, nurses, farmers and two former captains of the line, on Friday ordered the ferry company "
        "Norna to repay nine million euros in fares and to publish all timetables of the past four years, which, "
        "according to the judgment, it had kept from its customers although it knew that "
        "every third crossing would never take place.",
        "past four years…",
        "Kerrow was once known for its ferries.",
    ),
    "es": (
        "El tribunal de Lorga condena a la naviera Norna",
        "El tribunal de Lorga, que había escuchado desde la primavera a más de cuarenta pasajeros, entre ellos "
        "estudiantes, enfermeras, agricultores y dos antiguos capitanes de la compañía, condenó el viernes a la "
        "naviera Norna a devolver nueve millones de euros y a publicar los horarios de los últimos cuatro años, de los "
        "cuales, según la sentencia, la compañía sabía desde el principio que una de cada tres "
        "travesías nunca se haría y que "
        "nadie lo diría a los clientes en las taquillas de los puertos.",
        "cuatro años…",
        "Lorga era conocida antes por sus barcos.",
    ),
}


@pytest.mark.parametrize("language", LONG_LEDES)
def test_an_aside_never_replaces_an_endless_lede(language):
    headline, lede, end, aside = LONG_LEDES[language]
    article = Article("a-00000000", "a.txt", "a.txt", headline, (Block("paragraph", (lede, aside)),))
    (made,) = summarize([SummaryInput(article, language, article.blocks, language)], engine="extract")

    assert made.short.text == lede[: lede.index(end[:-1])] + end
    assert made.short.checks == (CUT,)
    assert made.short.lede == ""


def test_an_endless_lede_without_its_speaker_gives_way():
    said = "The ferry company Norna stays closed and pays nobody and " * 12 + "will not sail again, the minister said."
    other = "The Norna line has two ships in the harbour of Kerrow."
    article = Article("a-00000000", "a.txt", "a.txt", "Ferry company Norna", (Block("paragraph", (said, other)),))
    (made,) = summarize([SummaryInput(article, "en", article.blocks, "en")], engine="extract")

    assert made.short.text == other


def test_a_summary_within_its_bound_is_left_alone():
    some = an_input("The harbour of Varn was closed.")
    made = written(some, " ".join(["word"] * 45) + ".")

    assert bounded(made, some) is made


PIECES = st.sampled_from(
    [
        "word ",
        "Wort, ",
        "« ",
        "» ",
        "“",
        "”",
        '"',
        "2 ",
        "200,000 ",
        "million ",
        "二百",
        "港口",
        "ท่า",
        "مرحبا ",
        "e\u0301",
        "。",
        "x" * 50,
    ]
)


@given(st.lists(PIECES, max_size=400), st.sampled_from(["en", "sv", "zh", "ja", "th", "ar", "ko", "und"]))
@settings(deadline=None)
def test_any_written_text_ends_within_the_bounds(pieces: Sequence[str], language: str):
    sentence = "".join(pieces).strip() or "x"
    some = an_input(sentence, language=language)

    made = bounded(written(some, sentence, sentence), some)

    assert_within_bounds(made, language)
    for summary in (made.short, made.long):
        assert summary.text == join_sentences([one.text for one in summary.sentences], language)
        assert all(one.evidence for one in summary.sentences)


@given(st.lists(st.text(min_size=1, max_size=3000).filter(str.strip), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_any_text_is_summarised_within_the_bounds(sentences: list[str]):
    (made,) = summarize([an_input(*sentences)], engine="extract")

    assert_within_bounds(made, "en")


def test_letters_without_spaces_count_by_their_number():
    assert amount("x" * 1000 * LONGEST_WORD, "en") == 1000


def test_the_headline_of_a_flash_is_its_summary_by_any_engine():
    headline = "Two missing after pier collapse in Varn"
    flash = replace(an_input("x").article, headline=headline, blocks=(Block("heading", (headline,)),), full_text=False)
    translated = (Block("heading", ("Två saknas efter ras i Varn",)),)

    (made,) = summarize([SummaryInput(flash, "en", translated, "sv")])

    assert made.short.text == made.long.text == "Två saknas efter ras i Varn"
    assert made.short.sentences == (SummarySentence(made.short.text, (SentenceRef(0, 0),)),)
    assert made.short.checks == (FROM_TEASER,)
