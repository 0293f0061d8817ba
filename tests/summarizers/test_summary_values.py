"""A SummaryInput holds an article and a translation of the same shape."""

import pytest

from wireglot.articles import Article, Block
from wireglot.summarizers import SummaryInput

BLOCKS = (Block("heading", ("Storm",)), Block("paragraph", ("One boat sank.", "Nobody was hurt.")))
ARTICLE = Article("a", "a", "a.txt", "", BLOCKS)


def test_a_translation_of_the_same_shape_is_accepted():
    translation = (Block("heading", ("Sturm",)), Block("paragraph", ("Ein Boot sank.", "Niemand wurde verletzt.")))

    assert SummaryInput(ARTICLE, "en", translation, "de").blocks == translation


def test_a_translation_that_lost_a_sentence_is_refused():
    translation = (Block("heading", ("Sturm",)), Block("paragraph", ("Ein Boot sank.",)))

    with pytest.raises(ValueError, match=r"'a' should have \[1, 2\].*it has \[1, 1\]"):
        SummaryInput(ARTICLE, "en", translation, "de")
