"""Who speaks: what names a speaker, and which sentences need another one that does."""

import tomllib
from pathlib import Path

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import SPEAKER_NOT_NAMED, Summaries, SummaryInput, load
from wireglot.summarizers.extract.attribution import speaker_needs, speech_cues
from wireglot.summarizers.summary import LEDE_LONG

SENTENCES = tomllib.loads(Path(__file__).with_name("attribution.toml").read_text("utf-8"))


def _needs(language: str, *paragraphs: str) -> dict[int, set[int] | None]:
    """What each sentence needs, None where nobody names its speaker; a bar parts sentences."""
    blocks = [paragraph.split("|") for paragraph in paragraphs]
    needs: dict[int, set[int] | None] = {}
    for i, needed in speaker_needs(speech_cues(blocks, language), blocks, language):
        needs[i] = None if needed is None else (needs.get(i) or set()) | set(needed)
    return needs


@pytest.mark.parametrize("language", sorted(SENTENCES["names_speaker"]))
def test_a_subject_with_a_verb_of_speech_names_a_speaker(language):
    for sentence in SENTENCES["names_speaker"][language]:
        assert speech_cues([[sentence]], language)[0].names_speaker, sentence


@pytest.mark.parametrize("language", sorted(SENTENCES["nobody"]))
def test_a_condition_an_infinitive_or_a_noun_names_nobody(language):
    for sentence in SENTENCES["nobody"][language]:
        assert not speech_cues([[sentence]], language)[0].names_speaker, sentence


@pytest.mark.parametrize("language", sorted(SENTENCES["nobody"]))
def test_the_first_person_needs_a_speaker(language):
    for sentence in SENTENCES["nobody"][language]:
        assert _needs(language, "—", f"{sentence}.") == {1: None}, sentence


@pytest.mark.parametrize("language", sorted(SENTENCES["goes_on"]))
def test_what_goes_on_reporting_needs_its_source(language):
    assert _needs(language, SENTENCES["goes_on"][language])[1] == {0}


def test_a_german_report_goes_on_over_paragraphs():
    paragraphs = [
        "Die Firma schweigt, sagte die Anwältin.",
        "Das Werk sei undicht.|Niemand habe gehandelt.",
        "Es regnet.",
    ]

    assert _needs("de", *paragraphs) == {1: {0}, 2: {1}}


def test_the_same_tense_after_the_papers_own_words_needs_nothing():
    assert _needs("en", "The plant closed in 2019.|The owners had employed 300 people.") == {}


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("es", "—No vamos a ceder —dijo Ana Roldán.", "—Tenemos derecho a saber la verdad."),
        ("pl", "– Nie ustąpimy – powiedziała Anna Rylska.", "– Mamy prawo znać prawdę."),
        ("fr", "— Nous ne céderons pas, dit Anne Rolland.", "— Nous avons le droit de savoir."),
        ("sv", "– Vi ger oss inte, säger Anna Rylander.", "– Vi har rätt att få veta."),
        ("sw", "– Hatutakubali, Anna Mwangi alisema.", "– Tuna haki ya kujua."),
    ],
)
def test_speech_after_a_dash_needs_the_sentence_with_its_speaker(language, first, second):
    assert _needs(language, first, second)[1] in ({0}, None)


@pytest.mark.parametrize(
    ("language", "statement", "speaker"),
    [
        ("en", "“We go on.|We have no choice.|It is our land,”", "said Goff of the harbour board."),
        ("de", "„Wir gehen.|Wir müssen.|Es ist unser Land“,", "sagte Goff vom Hafenamt."),
        ("ja", "「続けます。|選択肢はない。|私たちの土地だ」", "とゴフ氏は述べた。"),
        ("ar", "«سنستمر.|ليس لدينا خيار.|هذه أرضنا»،", "قال حداد من الميناء."),
        ("hi", "“हम जारी रखेंगे।|कोई चारा नहीं।|यह हमारी ज़मीन है,”", "गोफ़ ने बंदरगाह पर कहा।"),
        ("ko", "“계속하겠다.|선택이 없다.|우리 땅이다”라고", "고프가 항구에서 말했다."),
        ("zh", "“我们继续。|别无选择。|这是我们的土地，”", "戈夫在港口说。"),
        ("th", "“เราจะไปต่อ |ไม่มีทางเลือก |นี่คือแผ่นดินของเรา”", "กอฟฟ์กล่าวที่ท่าเรือ"),
        ("sw", "“Tunaendelea.|Hatuna chaguo.|Ni ardhi yetu,”", "alisema Goff wa bandari."),
    ],
)
def test_a_quotation_needs_its_beginning_and_its_speaker(language, statement, speaker):
    assert _needs(language, f"{statement} {speaker}") == {0: {2}, 1: {0, 2}, 2: {1}}


def test_a_tag_needs_the_beginning_of_the_quotation_before_it():
    needs = _needs("en", "“It was a wall of mud.|It took the bridge.”", "That is how Petra Hollis described the slide.")

    assert needs == {0: {2}, 1: {0, 2}, 2: {0}}


def test_the_news_that_is_in_a_tag_comes_with_its_quotation():
    quotation = "“It was a wall of mud.", "It took the road, the school bus and the old bridge.”"
    tag = "That is how Petra Hollis described the landslide that killed nine people near Vell."
    blocks = (Block("paragraph", quotation), Block("paragraph", (tag,)))
    text = SummaryInput(Article("t", "t", "t", "A wall of mud", blocks), "en", blocks, "en")

    assert load("extract").summarize([text])[0].short.text == f"{quotation[0]} …” {tag}"


SPEECH = [
    f"In the {n} place the harbour of Marrow Bay " + "needs deeper water and longer quays " * 4 + "now."
    for n in ("first", "second", "third", "fourth", "fifth")
]


def _summaries(headline: str, *blocks: tuple[str, ...]) -> Summaries:
    paragraphs = tuple(Block("paragraph", block) for block in blocks)
    return load("extract").summarize(
        [SummaryInput(Article("t", "t", "t", headline, paragraphs), "en", paragraphs, "en")]
    )[0]


def _long_quotation() -> tuple[str, ...]:
    return (f"“{SPEECH[0]}", *SPEECH[1:4], f"{SPEECH[4][:-1]},” said harbour master Nora Kilbride.")


def test_other_news_replaces_a_quotation_too_long_for_a_summary():
    rest = [
        "The council of Marrow Bay votes on the quays on Monday.",
        "Three ferry lines have moved to Torsund since the spring.",
        "The state pays half of the costs, and the county a fifth.",
        "Fishermen fear that the works will close the harbour for a year.",
        "Work could begin in September if the council agrees to it.",
    ]
    made = _summaries("Harbour of Marrow Bay needs deeper water", _long_quotation(), *((text,) for text in rest))

    assert {sentence.text for sentence in made.long.sentences} <= set(rest)
    assert len(made.long.sentences) >= 3
    assert {sentence.text for sentence in made.short.sentences} <= set(rest)
    assert made.long.lede == LEDE_LONG


def test_of_a_quotation_alone_the_speaker_is_shown():
    made = _summaries("", _long_quotation())

    assert made.long.text.endswith("said harbour master Nora Kilbride.")
    assert SPEAKER_NOT_NAMED not in made.long.checks
    assert made.long.lede == LEDE_LONG


def test_a_summary_without_its_speaker_says_so():
    made = _summaries("", ("“We will never give up, and nobody will make us.”",))

    assert SPEAKER_NOT_NAMED in made.short.checks
    assert SPEAKER_NOT_NAMED in made.long.checks


def test_a_long_report_without_marks_has_a_summary():
    report = [f"The company had closed factory number {n} in the valley." for n in range(1500)]

    assert _summaries("", ("The company knew it, Nora Kilbride said on Monday.", *report)).long.text


@pytest.mark.parametrize(
    "sentence",
    ["HADDON: We will go on until the ferry line pays for the pier.", "HADDON - We go on until they pay for it."],
)
def test_a_speaker_that_looks_like_a_dateline_stays(sentence):
    blocks = (Block("paragraph", (sentence,)),)
    text = SummaryInput(Article("t", "t", "t", "", blocks), "en", blocks, "en")

    assert load("extract").summarize([text])[0].short.text == sentence
