"""Quotation marks followed through the sentences of an article, and balanced in every summary."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.articles.languages import join_sentences
from wireglot.summarizers import Summaries, SummaryInput, load
from wireglot.summarizers.extract.quotations import quotations


def _open_at_end(*blocks: str) -> list[str]:
    """The marks that are open at the end of each sentence; one block each, sentences parted by a bar."""
    return [quotation.open_at_end for quotation in quotations([block.split("|") for block in blocks])]


def _outside(*blocks: str) -> list[str]:
    return [" ".join(found.outside.split()) for found in quotations([block.split("|") for block in blocks])]


def _summaries(language: str, headline: str, *blocks: str) -> Summaries:
    paragraphs = tuple(Block("paragraph", tuple(block.split("|"))) for block in blocks)
    text = SummaryInput(Article("q", "q", "q", headline, paragraphs), language, paragraphs, language)
    return load("extract").summarize([text])[0]


@pytest.mark.parametrize(
    ("sentence", "outside"),
    [
        ("“We go on,” said Goff.", "said Goff."),
        ("»Wir gehen«, sagte Goff.", ", sagte Goff."),
        ("”Vi går”, sa Goff.", ", sa Goff."),
        ("»Vi går», sa Goff.", ", sa Goff."),
        ("„Idziemy”, powiedział Goff.", ", powiedział Goff."),
        ("« Nous allons », dit Goff.", ", dit Goff."),
        ("‘We go on,’ said the workers’ leader.", "said the workers’ leader."),
        ("'We go on,' said the workers' leader.", "said the workers' leader."),
        ("«Han sa ”nei” til oss», sier Goff.", ", sier Goff."),
        ("ゴフ氏は「『行く』と言った」と話した。", "ゴフ氏は と話した。"),
        ('דובר צה"ל מסר: "נמשיך", לדבריו.', 'דובר צה"ל מסר: , לדבריו.'),
        ("L’auteur de l’« œuvre » parle à d’“ autres ”.", "L’auteur de l’ parle à d’ ."),
        ("他说：“这座“老桥”和的“新桥”都在。”", "他说："),
        ("’n Man het ’n huis gekoop.", "’n Man het ’n huis gekoop."),
        ("In the ‘90s they didn’t go.", "In the ‘90s they didn’t go."),
    ],
)
def test_what_is_outside_quotation_marks(sentence, outside):
    assert _outside(sentence) == [outside]


def test_a_quotation_goes_on_over_sentences():
    assert _open_at_end("Goff said: “We go on.|There is no choice.”|He left.") == ["“", "", ""]


def test_a_quotation_goes_on_in_paragraphs_that_repeat_its_mark():
    assert _open_at_end("Goff said: “We go on.", "“There is no choice.", "“We must.”", "He left.") == ["“", "“", "", ""]


def test_a_quotation_goes_on_to_its_mark_in_a_later_paragraph():
    assert _open_at_end("Goff said: “We go on.", "There is no choice.", "We must.”", "He left.") == ["“", "“", "", ""]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    assert _open_at_end("Goff said: “We go on.", "He left.") == ["“", ""]


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("Goff said: “We go on.", "The court fined him.|He left."),
        ('Goff said: "We go on.', "The court fined him.|He left."),
        ("Goff sagte: „Wir gehen.", "Das Gericht verurteilte ihn.|Moll sagte: „Das reicht“."),
        ("Goff a dit : « Partons.", "Le tribunal l'a condamné.|Moll a dit : « Assez »."),
        ("ゴフ氏は「行く。", "裁判所は罰金を科した。|氏は去った。"),
    ],
)
def test_a_mark_that_nothing_closes_ends_with_its_sentence(opening, rest):
    found = quotations([f"{opening}|{rest}".split("|"), ["Nine died."]])

    assert found[0].ends_inside
    assert not any(each.starts_inside for each in found[1:])


def test_a_straight_mark_that_opens_again_was_not_closed():
    assert _open_at_end('"I stay, said Goff.|The council votes.|Moll says he "must" go.') == ['"', "", ""]


def test_many_unclosed_marks_leave_each_sentence_by_itself():
    block = "|".join(["Goff said: “We go on."] * 30)

    assert _open_at_end(block, "He left.") == ["“"] * 30 + [""]


def test_a_lede_with_an_unclosed_mark_has_its_speaker():
    lede = '"I stay, said Mayor Jack Goff on Friday after a court had fined him.'
    shown = _summaries("en", "Mayor stays", lede, "The council votes on Monday.|Goff has led it since 2009.")

    assert shown.long.lede == ""
    assert shown.long.sentences[0].text.startswith(lede)


def test_inner_marks_are_followed_too():
    assert _open_at_end("Goff sier: «Hun sa ”nei.|Aldri” til oss.|Vi går.»") == ["«”", "«", ""]


LOAN = "The council of Kerrow votes on Friday on a loan of 40 million euros for the harbour."


def test_what_follows_a_cut_quotation_is_not_part_of_it():
    words = "The pier must be built again before the next winter comes and before the insurers change their minds."
    short = _summaries(
        "en", "Kerrow", f"Pell of Kerrow said on Friday: “{words}|It will take years.|Much.”|{LOAN}"
    ).short

    assert short.text == f"Pell of Kerrow said on Friday: “{words} …”"


def test_repeated_marks_are_left_out_of_a_summary():
    blocks = [
        "Pell said on Tuesday: “We will build the pier again.",
        "“It will take two years.",
        "“Nobody will lose a berth.”",
    ]

    assert _summaries("en", "Pier", *blocks).long.text == (
        "Pell said on Tuesday: “We will build the pier again. It will take two years. Nobody will lose a berth.”"
    )


def test_a_sentence_without_a_final_mark_does_not_run_on():
    blocks = [
        "The ferry sank off Kerrow on Monday in a storm that nobody at sea had seen coming",
        LOAN,
        LOAN + " Again.",
    ]

    assert "coming. The council" in _summaries("en", "", *blocks).long.text


# The words of each language, its marks, and the mark that ends its sentences.
LANGUAGES = {
    "en": ("harbour council storm ferry budget winter", "“", "”", "."),
    "en-GB": ("harbour council storm ferry budget winter", "‘", "’", "."),
    "sv": ("hamnen rådet stormen färjan budgeten vintern", "”", "”", "."),
    "fi": ("satama valtuusto myrsky lautta talous talvi", "»", "»", "."),
    "da": ("havnen rådet stormen færgen budgettet vinteren", "»", "«", "."),
    "nb": ("havnen rådet stormen fergen budsjettet vinteren", "«", "»", "."),
    "de": ("Hafen Rat Sturm Fähre Haushalt Winter", "„", "“", "."),
    "pl": ("port rada burza prom budżet zima", "„", "”", "."),
    "fr": ("port conseil tempête ferry budget hiver", "« ", " »", "."),
    "es": ("puerto consejo tormenta barco dinero invierno", '"', '"', "."),
    "ru": ("порт совет шторм паром бюджет зима", "«", "»", "."),
    "ar": ("الميناء المجلس العاصفة العبارة الميزانية الشتاء", "«", "»", "."),
    "he": ("הנמל המועצה הסערה המעבורת התקציב החורף", '"', '"', "."),
    "ur": ("بندرگاہ کونسل طوفان کشتی بجٹ سردی", "”", "“", "۔"),
    "hi": ("बंदरगाह परिषद तूफान नाव बजट सर्दी", "“", "”", "।"),
    "th": ("ท่าเรือ สภา พายุ เรือ งบประมาณ ฤดูหนาว", "“", "”", ""),
    "ja": ("港湾 議会 台風 船舶 予算 冬季", "「", "」", "。"),
    "zh": ("港口 议会 风暴 渡轮 预算 冬天", "“", "”", "。"),
    "ko": ("항구 의회 폭풍 여객선 예산 겨울", "“", "”", "."),
    "am": ("ወደብ ምክርቤት ማዕበል ጀልባ በጀት ክረምት", "«", "»", "።"),
    "sw": ("bandari baraza dhoruba feri bajeti baridi", "“", "”", "."),
}


def _is_balanced(text: str, opening: str, closing: str) -> bool:
    """Count the marks, where a mark that opens and closes must come in pairs."""
    if opening == closing:
        return text.count(opening) % 2 == 0
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth not in (0, 1):
            return False
    return depth == 0


@st.composite
def _articles(draw):
    """A language and blocks of sentences: the paper's own, and quotations of one to six sentences.

    A quotation is within one block, in blocks that repeat its mark, or in lines that do not; there ’ may be
    an apostrophe.
    """
    language = draw(st.sampled_from(sorted(LANGUAGES)))
    words, opening, closing, final = LANGUAGES[language]
    sentence = st.lists(st.sampled_from(words.split()), min_size=4, max_size=9)
    glue = "" if language in {"ja", "zh"} else " "
    blocks: list[list[str]] = []
    for kind in draw(st.lists(st.sampled_from(["plain", "quote", "paragraphs", "lines"]), min_size=2, max_size=7)):
        texts = [glue.join(draw(sentence)) for _ in range(draw(st.integers(1, 6)))]
        if kind == "plain":
            blocks.append([text + final for text in texts])
            continue
        first, quoted = len(blocks), [text + final for text in texts]
        quoted[-1] += closing
        if kind == "lines" and opening != "‘":
            quoted[0] = opening + quoted[0]
            blocks += [[line] for line in quoted]
        elif kind == "quote":
            quoted[0] = opening + quoted[0]
            blocks.append([*quoted, glue.join(draw(sentence)) + final])
        else:
            blocks += [[opening + text] for text in quoted]
        if draw(st.booleans()):
            blocks[first][0] = glue.join(draw(sentence)) + ("：" if glue == "" else ": ") + blocks[first][0]
    return language, blocks


@given(_articles())
@settings(deadline=None, max_examples=150)
def test_marks_are_balanced_in_every_summary_of_a_balanced_article(written):
    language, blocks = written
    _, opening, closing, _ = LANGUAGES[language]
    summaries = _summaries(language, "", *("|".join(block) for block in blocks))

    for summary in (summaries.short, summaries.long):
        assert _is_balanced(summary.text, opening.strip(), closing.strip()), summary.text
        assert summary.text == join_sentences([sentence.text for sentence in summary.sentences], language)


def test_a_sentence_with_a_stray_mark_is_chosen_last():
    blocks = ["The council of Kerrow votes on Friday.", "The harbour of Kerrow will close,” said Goff of the council."]
    others = ["The budget of the harbour is 40 million euros.", "The ferry to Ekby leaves from Varn until May."]

    assert "”" not in _summaries("en", "Harbour of Kerrow", *blocks, *others).long.text
