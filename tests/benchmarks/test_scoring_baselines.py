"""The peers of an engine: sumy's own ranking with our tokens, and the same budget for all."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.scoring.baselines import (
    ENOUGH_WORDS,
    MAX_LONG_WORDS,
    MAX_SENTENCES,
    fill_budget,
    in_article_order,
    lead,
    peers,
    summarize_by_rank,
    sumy,
)
from benchmarks.scoring.rouge import tokens
from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput

NEWS = [
    "The harbour of Varn was closed on Monday after a storm damaged forty boats.",
    "Nobody was hurt in the storm, the harbour master said.",
    "Repairs of the harbour will cost three million crowns and take until May.",
    "The storm was the third in the harbour since New Year.",
    "A choir sang in the church on Sunday evening.",
]
HINDI = [
    "बाँध में दरार दिखने के बाद गाँव खाली कराए गए।",
    "दरार सबसे पहले चौकीदार ने देखी और बाँध बंद हुआ।",
    "विशेषज्ञ गुरुवार को बाँध का निरीक्षण करेंगे।",
]
CHINESE = ["地铁三号线九月开通运营。", "三号线全长三十五公里。", "附近商户对地铁颇有怨言。"]


def text(*paragraphs: tuple[str, ...], language: str = "en") -> SummaryInput:
    blocks = tuple(Block("paragraph", paragraph) for paragraph in paragraphs)
    return SummaryInput(Article("a", "a", "a", "", blocks), language, blocks, language)


def words(count: int) -> str:
    return " ".join(["word"] * count) + "."


@pytest.fixture
def no_sumy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the import of sumy fail, as on a machine without it."""
    for name in [name for name in sys.modules if name == "sumy" or name.startswith("sumy.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sumy", None)


@pytest.mark.parametrize("name", ["lexrank", "textrank"])
@pytest.mark.parametrize("sentences", [NEWS, HINDI, CHINESE])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_our_ranking_starts_with_the_choice_of_sumy(name: str, sentences: list[str], count: int) -> None:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    class Tokenizer:
        def to_words(self, sentence: str) -> list[str]:
            return tokens(sentence)

    engine = {"lexrank": LexRankSummarizer, "textrank": TextRankSummarizer}[name]()
    document = ObjectDocumentModel([Paragraph([Sentence(sentence, Tokenizer()) for sentence in sentences])])
    chosen = [str(sentence) for sentence in engine(document, count)]

    order = sumy()[name](sentences)

    assert sorted(order) == list(range(len(sentences)))
    assert [sentences[i] for i in sorted(order[:count])] == chosen


@pytest.mark.parametrize("sentences", [[], ["One only."], ["No word", "in common"], ["...", "!"], ["Twice."] * 2])
def test_texts_that_sumy_cannot_rank_stay_in_order(sentences: list[str]) -> None:
    for rank in sumy().values():
        assert sorted(rank(sentences)) == list(range(len(sentences)))


def test_without_sumy_the_lead_is_the_only_peer(no_sumy: None) -> None:
    assert list(peers()) == ["lead"]


def test_with_sumy_there_are_three_peers() -> None:
    assert list(peers()) == ["lead", "lexrank", "textrank"]


def test_short_is_the_first_sentence_by_rank() -> None:
    assert fill_budget([2, 0, 1], [words(9), words(9), words(9)], "short") == [2]


def test_short_takes_any_length_without_a_limit() -> None:
    sentences = [words(50), words(12), words(30)]

    assert fill_budget([0, 2, 1], sentences, "short") == [0]
    assert fill_budget([0, 2, 1], sentences, "short", 40) == [2]


def test_where_no_sentence_fits_the_shortest_is_taken() -> None:
    assert fill_budget([0, 1], [words(60), words(50)], "short", 40) == [1]
    assert fill_budget([0, 1], [words(130), words(120)], "long") == [1]


def test_long_skips_what_does_not_fit_and_ends_at_85_words() -> None:
    # 50, then 70 would make 120, then 40 makes 90: enough
    assert fill_budget([1, 0, 3, 2], [words(70), words(50), words(10), words(40)], "long") == [1, 3]


def test_long_takes_no_more_than_five() -> None:
    assert fill_budget(range(7), [words(6)] * 7, "long") == [0, 1, 2, 3, 4]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 130), max_size=12), st.randoms())
def test_only_a_single_sentence_may_exceed_the_budget(lengths: list[int], chance) -> None:
    order = list(range(len(lengths)))
    chance.shuffle(order)
    chosen = fill_budget(order, [words(length) for length in lengths], "long")
    spent = sum(lengths[i] for i in chosen)

    assert bool(chosen) == bool(lengths)
    assert chosen == sorted(set(chosen))
    assert len(chosen) <= MAX_SENTENCES
    assert spent <= MAX_LONG_WORDS or len(chosen) == 1
    last = max(chosen, key=order.index, default=None)
    assert last is None or spent - lengths[last] < ENOUGH_WORDS


def test_fragments_are_not_candidates() -> None:
    article = text(("Foto: Ada Berg",), (NEWS[0],), ("Read on",), (NEWS[1],))

    assert lead(article, "short") == NEWS[0]
    assert lead(article, "long") == f"{NEWS[0]} {NEWS[1]}"


def test_fragments_are_candidates_if_there_is_nothing_else() -> None:
    assert lead(text(("Storm in Varn.",)), "short") == "Storm in Varn."


def test_chinese_sentences_are_joined_without_spaces() -> None:
    assert summarize_by_rank(text(tuple(CHINESE), language="zh"), in_article_order).long == "".join(CHINESE)
