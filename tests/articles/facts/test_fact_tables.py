from wireglot.articles.facts import fact_table, negations_of


def test_negation_rows_are_known() -> None:
    known = {
        "words",
        "also",
        "concord",
        "particle",
        "forms",
        "maybe",
        "except",
        "only",
        "inside",
        "front",
        "ending",
        "neutral",
        "like",
    }

    assert all(set(rows) <= known for rows in fact_table("negation").values())


def test_a_language_without_a_row_has_no_negations() -> None:
    assert negations_of("xx") is None


def test_words_that_differ_by_a_negation_are_recognised() -> None:
    turkish, czech = negations_of("tr"), negations_of("cs")

    assert turkish
    assert turkish.differ_by_negation("geldi", "gelmedi")
    assert czech
    assert czech.differ_by_negation("je", "neje")
    assert czech
    assert not czech.differ_by_negation("most", "mosty")
