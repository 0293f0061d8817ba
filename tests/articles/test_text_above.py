"""What is above a paragraph is the headline and all paragraphs before it."""

from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.text_above import texts_above

WORDS = st.text(alphabet="ab", max_size=4)


@given(headline=WORDS, paragraphs=st.lists(WORDS, max_size=5), phrase=st.text(alphabet="ab", min_size=1, max_size=3))
def test_a_phrase_is_above_where_a_part_before_has_it(headline, paragraphs, phrase):
    parts = [headline, *paragraphs]

    assert [above.has(phrase) for above in texts_above(headline, paragraphs)] == [
        any(phrase in part for part in parts[: n + 1]) for n in range(len(paragraphs))
    ]
