"""The peers of an engine: sumy's own ranking with our tokens, and one budget filled by one rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.scoring.baselines import ENOUGH, FULL, MOST, filled, in_order, lead, sumy, told
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


@pytest.mark.parametrize("name", ["lexrank", "textrank"])
@pytest.mark.parametrize("sentences", [NEWS, HINDI, CHINESE])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_our_ranking_begins_as_sumy_itself_chooses(name: str, sentences: list[str], count: int) -> None:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    class Ours:
        def to_words(self, sentence: str) -> list[str]:
            return tokens(sentence)

    engine = {"lexrank": LexRankSummarizer, "textrank": TextRankSummarizer}[name]()
    document = ObjectDocumentModel([Paragraph([Sentence(one, Ours()) for one in sentences])])
    chosen = [str(one) for one in engine(document, count)]

    order = sumy()[name](sentences)

    assert sorted(order) == list(range(len(sentences)))
    assert [sentences[i] for i in sorted(order[:count])] == chosen


@pytest.mark.parametrize("sentences", [[], ["One only."], ["No word", "in common"], ["...", "!"], ["Twice."] * 2])
def test_a_text_that_sumy_cannot_rank_stays_in_order(sentences: list[str]) -> None:
    for rank in sumy().values():
        assert sorted(rank(sentences)) == list(range(len(sentences)))


def test_short_is_the_first_sentence_by_rank() -> None:
    assert filled([2, 0, 1], [words(9), words(9), words(9)], "short") == [2]


def test_short_takes_any_length_unless_a_cap_is_set() -> None:
    sentences = [words(50), words(12), words(30)]

    assert filled([0, 2, 1], sentences, "short") == [0]
    assert filled([0, 2, 1], sentences, "short", 40) == [2]


def test_where_no_sentence_fits_the_shortest_is_taken() -> None:
    assert filled([0, 1], [words(60), words(50)], "short", 40) == [1]
    assert filled([0, 1], [words(130), words(120)], "long") == [1]


def test_long_skips_what_does_not_fit_and_stops_at_85_words() -> None:
    # 50, then 70 would make 120, then 40 makes 90: enough
    assert filled([1, 0, 3, 2], [words(70), words(50), words(10), words(40)], "long") == [1, 3]


def test_long_takes_no_more_than_five() -> None:
    assert filled(range(7), [words(6)] * 7, "long") == [0, 1, 2, 3, 4]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 130), max_size=12), st.randoms())
def test_no_budget_is_ever_exceeded_but_by_a_single_sentence(lengths: list[int], chance) -> None:
    order = list(range(len(lengths)))
    chance.shuffle(order)
    chosen = filled(order, [words(length) for length in lengths], "long")
    spent = sum(lengths[i] for i in chosen)

    assert bool(chosen) == bool(lengths)
    assert chosen == sorted(set(chosen))
    assert len(chosen) <= MOST
    assert spent <= FULL or len(chosen) == 1
    last = max(chosen, key=order.index, default=None)
    assert last is None or spent - lengths[last] < ENOUGH


def test_fragments_are_no_sentences_to_choose_from() -> None:
    article = text(("Foto: Ada Berg",), (NEWS[0],), ("Read on",), (NEWS[1],))

    assert lead(article, "short") == NEWS[0]
    assert lead(article, "long") == f"{NEWS[0]} {NEWS[1]}"


def test_where_all_are_fragments_they_are_chosen_from() -> None:
    assert lead(text(("Storm in Varn.",)), "short") == "Storm in Varn."


def test_chinese_is_joined_without_spaces() -> None:
    assert told(text(tuple(CHINESE), language="zh"), in_order).long == "".join(CHINESE)
