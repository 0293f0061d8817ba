"""Repeated names: where they are found, what counts as their rendering, and when nothing is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.translations.names import RepeatedName, capitalised_phrases, has_rendering, repeated_names


def names(*pairs: tuple[str, str]) -> dict[str, RepeatedName]:
    return {name.text: name for name in repeated_names(pairs)}


HARBOUR = (
    ("Ontem o ministro foi a Lisboa.", "Yesterday the minister went to Lisbon."),
    ("Lisboa espera o ministro.", "Lisbon awaits the minister."),
    ("O porto de Lisboa fechou.", "The port of Lisbon closed."),
)


def test_a_name_has_the_rendering_of_most_sentences() -> None:
    found = names(*HARBOUR, ("A chuva chega a Lisboa hoje.", "Rain reaches Lisboa today."))

    assert found["Lisboa"] == RepeatedName("Lisboa", "Lisbon", (0, 1, 2, 3), (3,))


def test_a_name_of_several_words_is_one_name() -> None:
    found = names(
        ("Nos Estados Unidos chove.", "In the United States it rains."),
        ("Os Estados Unidos recusam.", "The United States refuse."),
        ("Foi aos Estados Unidos ontem.", "He went to the United States yesterday."),
    )

    assert found["Estados Unidos"].rendering == "United States"
    assert found["Estados Unidos"].deviating == ()


def test_two_sentences_make_no_majority() -> None:
    pairs = [("Hoje a Rosa chega.", "Today Rosa arrives."), ("Ninguém quer Rosa.", "Nobody wants Rosa.")]

    assert names(*pairs) == {}
    assert "Rosa" in names(*pairs, ("Chuva e Rosa.", "Rain and Rose."))


def test_a_split_vote_decides_nothing() -> None:
    split = (("Vai a Lisboa hoje.", "He goes to Lisboa today."), ("Sai de Lisboa já.", "He leaves Lisboa now."))

    assert "Lisboa" not in names(*HARBOUR[:2], *split)


def test_a_word_in_small_letters_elsewhere_is_no_name() -> None:
    pairs = [(f"Hoje o Rumo diz {n} coisas.", f"Today Rumo says {n} things.") for n in range(3)]

    assert "Rumo" in names(*pairs)
    assert "Rumo" not in names(*pairs, ("Um rumo novo.", "A new course."))


def test_a_word_in_small_letters_elsewhere_is_no_rendering() -> None:
    pairs = (
        ("Hoje chove em Faro.", "The town is wet."),
        ("Faro espera.", "The town waits."),
        ("Vai a Faro já.", "Go to the place now."),
    )

    assert names(*pairs) == {}


def test_a_name_that_most_sentences_keep_is_its_own_rendering() -> None:
    found = names(
        ("A marinha vê a Rosa.", "The Navy sees Rosa."),
        ("Hoje a marinha teme a Rosa.", "Today the Navy fears Rosa."),
        ("Segundo a marinha, a Rosa cresce.", "The Navy says that Rosa grows."),
        ("Ontem a marinha perdeu a Rosa.", "Yesterday the Navy lost the Rose."),
    )

    assert found["Rosa"] == RepeatedName("Rosa", "Rosa", (0, 1, 2, 3), (3,))


def test_a_word_of_many_other_sentences_is_no_rendering() -> None:
    others = [(f"Chove em Faro {n}.", f"It rains {n} miles from Lisbon.") for n in range(2)]

    assert "Lisboa" in names(*HARBOUR)
    assert "Lisboa" not in names(*HARBOUR, *others)


def test_a_word_that_another_word_explains_is_no_rendering() -> None:
    found = names(
        ("Os Estados Unidos e a Alemanha assinam.", "Germany and the United States sign."),
        ("A Alemanha visita os Estados Unidos.", "Germany visits the US."),
        ("Nos Estados Unidos a Alemanha compra.", "In the United States Germany buys."),
        ("Chove nos Estados Unidos.", "It rains in America."),
    )

    assert "Estados Unidos" not in found


def test_a_name_taken_for_a_word_is_left_alone() -> None:
    found = names(
        ("O furacão Rosa chega.", "The hurricane Pink arrives."),
        ("Vento do Rosa hoje.", "Wind of the Pink today."),
        ("Chuva do Rosa aqui.", "Rain of the Pink here."),
        ("Espera pelo Rosa.", "It waits for Rosa."),
    )

    assert "Rosa" not in found


def test_a_list_of_names_is_no_evidence_for_any() -> None:
    sources = [f"Hoje {n} {' e '.join(f'Na{chr(97 + i)}a' for i in range(26))} e Onde" for n in range(3)]
    translations = [f"Today {n} {' and '.join(f'Ne{chr(97 + i)}e' for i in range(26))} and Where" for n in range(3)]

    assert repeated_names(list(zip(sources, translations, strict=True))) == []


def test_the_rendering_of_another_name_is_not_taken() -> None:
    found = names(
        ("Em Coreia do Norte chove.", "In Korea it rains."),
        ("Na Coreia do Norte neva.", "In Korea it snows."),
        ("Da Coreia do Norte vem.", "From Korea he comes."),
        ("No Norte faz frio.", "Here it is cold."),
    )

    assert "Norte" not in found


@pytest.mark.parametrize(
    ("rendering", "translation", "name", "expected"),
    [
        ("Lisbon", "Lisbon’s port", "Lisboa", True),
        ("Lisbon", "Lisboa waits", "Lisboa", False),
        ("Portugal", "the Portuguese port", "Portugal", True),
        ("U.S.", "the US port", "EUA", True),
        ("UK", "the United Kingdom", "Reino Unido", True),
        ("USA", "it uses him", "USA", False),
        ("Rosa", "The Rose is near", "Rosa", False),
    ],
)
def test_a_rendering_is_found_in_its_other_forms(rendering: str, translation: str, name: str, expected: bool) -> None:
    assert has_rendering(rendering, translation, name=name) is expected


def test_phrases_are_the_capitalised_words_and_their_parts() -> None:
    found = capitalised_phrases("O Rui Sá viu a U.S. Navy. Depois, a NATO saiu.")

    assert found.inner == {"Rui Sá", "U.S. Navy", "NATO"}
    assert {"Rui", "Sá", "O Rui Sá", "Depois", "Navy"} <= found.phrases


def test_scripts_without_capitals_have_no_names() -> None:
    assert names(*[(f"北京{n}下雨了。", f"It rains in Beijing {n}.") for n in range(4)]) == {}


TEXTS = st.lists(st.sampled_from(["Rosa", "Lisboa", "NATO", "o", "porto", "U.S.", ".", "«", "de"]), max_size=8)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=8))
def test_a_name_deviates_only_where_it_stands(pairs: list[tuple[list[str], list[str]]]) -> None:
    texts = [(" ".join(source), " ".join(translation)) for source, translation in pairs]

    for name in repeated_names(texts):
        assert set(name.deviating) < set(name.sentences)
        assert all(name.text in texts[n][0] for n in name.sentences)
        assert not any(name.rendering in texts[n][1].split() for n in name.deviating)
