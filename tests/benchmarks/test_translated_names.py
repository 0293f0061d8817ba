"""Which words of a human translation are taken for names."""

from benchmarks.scoring.translated_names import align

ENGLISH = (
    "The harbour of Varnhem is closed, said President Malmqvist.",
    "Few people in Varnhem knew Malmqvist before.",
    "The Bank of Varnhem and the Malmqvist Foundation paid the Swedish workers on Monday.",
    "Several ships came to Varnhem from Charles Port this spring.",
)
RUSSIAN = (
    "Порт Варнхем сегодня закрыт, сказал президент Мальмквист.",
    "Мало кто в Варнхем знал раньше Мальмквист.",
    "Банк в Варнхем и фонд заплатили шведским рабочим в понедельник.",
    "Суда пришли в Варнхем из порта Карла.",
)


def test_words_beside_a_title_are_no_names() -> None:
    assert align(ENGLISH, ENGLISH).english == (("Varnhem",), ("Varnhem", "Malmqvist"), (), ("Varnhem",))


def test_names_of_other_scripts_are_told_by_their_sentences() -> None:
    aligned = align(ENGLISH, RUSSIAN)

    assert aligned.within(1, RUSSIAN[1]) == ["Варнхем"]
    assert aligned.within(2, RUSSIAN[2]) == []
