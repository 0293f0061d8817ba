"""Datelines go from the head of a sentence, and nothing that only looks like one."""

import pytest

from wireglot.summarizers.extract.shortening import clean_span


@pytest.mark.parametrize(
    ("told", "language", "shown"),
    [
        ("MARLOW FALLS, Iowa — Tolliver Foods will close its cannery by Dec. 31.", "en", "Tolliver"),
        ("New York — The mayor said on Monday that nobody was hurt.", "en", "The mayor"),
        ("ROME, Nov. 3 - The government fell on Monday evening.", "en", "The government"),
    ],
)
def test_a_dateline_is_left_out(told, language, shown):
    span = clean_span(told, language)

    assert span is not None
    assert told[slice(*span)].startswith(shown)


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ("Altenrode hat für 18,5 Mio. Euro Straßen, Leitungen und eine Kita gebaut.", "de"),
        ("Paris a versé 2,3 mio. Les habitants sont contents de la somme.", "fr"),
        ("The strip from Gaza - Israel says - is closed to all traffic.", "en"),
    ],
)
def test_a_sentence_without_one_stays_whole(told, language):
    assert clean_span(told, language) is None
