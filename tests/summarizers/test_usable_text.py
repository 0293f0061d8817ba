"""Summaries of texts with sentences in other languages."""

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import LanguagePart
from wireglot.summarizers import SummaryInput, summarize
from wireglot.summarizers.summary import LEDE_OTHER_LANGUAGE

WELSH = "Mae ysgol Llanaber ar gau yr wythnos hon oherwydd y llifogydd yn y dref."
ENGLISH = (
    "The school at Llanaber is closed this week because of the floods in the town.",
    "The council said that it will open again when the river is back in its bed.",
)


def text_of(*blocks: tuple[str, ...], left_out: tuple[SentenceRef, ...] = ()) -> SummaryInput:
    article = Article("id", "uri", "source", "", tuple(Block("paragraph", sentences) for sentences in blocks))
    parts = tuple(LanguagePart(ref, "cy") for ref in left_out)
    return SummaryInput(article, "en", article.blocks, "en", parts, left_out)


def test_sentences_that_are_left_out_are_in_no_summary() -> None:
    text = text_of((WELSH, ENGLISH[0]), (WELSH,), (ENGLISH[1],), left_out=(SentenceRef(0, 0), SentenceRef(1, 0)))

    (summaries,) = summarize([text], engine="extract")

    assert summaries.long.text == " ".join(ENGLISH)
    assert [sentence.evidence for sentence in summaries.long.sentences] == [((0, 1),), ((2, 0),)]
    assert summaries.short.lede == summaries.long.lede == LEDE_OTHER_LANGUAGE


def test_a_text_without_other_sentences_is_summarised_all_the_same() -> None:
    text = text_of((WELSH,), left_out=(SentenceRef(0, 0),))

    (summaries,) = summarize([text], engine="extract")

    assert summaries.short.text == WELSH
    assert summaries.short.sentences[0].language == "cy"


def test_a_summary_sentence_has_its_language_only_where_it_is_another() -> None:
    article = Article("id", "uri", "source", "", (Block("paragraph", (WELSH, *ENGLISH)),))
    text = SummaryInput(article, "en", article.blocks, "en", (LanguagePart(SentenceRef(0, 0), "cy"),))

    (summaries,) = summarize([text], engine="extract")

    assert [sentence.language for sentence in summaries.long.sentences] == ["cy", "", ""]
