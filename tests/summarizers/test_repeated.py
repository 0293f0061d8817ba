"""Of a standfirst and a first paragraph that say the same, a summary quotes one."""

import pytest

from wireglot.summarizers.extract.repeated import find_repeated
from wireglot.summarizers.terms import terms

ALIKE = {
    "en": (
        "The harbour of Lindby gets a new pier, the council decided on Monday.",
        "On Monday the council of Lindby decided that the harbour gets a new pier.",
    ),
    "de": (
        "Der Hafen von Lindby bekommt eine neue Mole, beschloss der Gemeinderat.",
        "Der Gemeinderat von Lindby beschloss, dass der Hafen eine neue Mole bekommt.",
    ),
    "fr": (
        "Le port de Lindby aura une nouvelle jetée, a décidé lundi le conseil municipal.",
        "Le conseil municipal de Lindby a décidé lundi que le port aura une nouvelle jetée.",
    ),
    "ru": (
        "Гавань Линдби получит новый причал, решил в понедельник городской совет.",
        "Городской совет Линдби решил в понедельник, что гавань получит новый причал.",
    ),
    "tr": (
        "Lindby limanına yeni bir iskele yapılacak, belediye meclisi pazartesi karar verdi.",
        "Belediye meclisi pazartesi Lindby limanına yeni bir iskele yapılacağına karar verdi.",
    ),
    "ar": (
        "قرر مجلس مدينة لندبي يوم الاثنين بناء رصيف جديد في الميناء.",
        "يوم الاثنين قرر مجلس المدينة بناء رصيف جديد في ميناء لندبي.",
    ),
    "hi": (
        "लिंडबी के बंदरगाह में नया घाट बनेगा, नगर परिषद ने सोमवार को फ़ैसला किया।",
        "नगर परिषद ने सोमवार को फ़ैसला किया कि लिंडबी के बंदरगाह में नया घाट बनेगा।",
    ),
    "ja": (
        "リンドビー市議会は月曜日、港に新しい桟橋を建設することを決めた。",
        "リンドビー市議会は月曜日、港に新しい桟橋を建設することを賛成多数で決めた。",
    ),
}
OTHERS = {
    "another number": (
        "The harbour of Lindby gets a new pier, the council decided.",
        "The harbour of Lindby gets a new pier for 12 million, the council decided.",
    ),
    "another name": (
        "The harbour of Lindby gets a new pier, says the mayor Rutger Holm.",
        "The harbour of Lindby gets a new pier, says the mayor.",
    ),
    "another event": (
        "The harbour of Lindby gets a new pier, the council decided.",
        "Fishermen in Lindby say that the harbour is too shallow for their boats.",
    ),
}


def repeated(sentences, language="en", chosen=(0, 1)):
    return find_repeated(chosen, sentences, list(map(terms, sentences)), language)


@pytest.mark.parametrize("language", ALIKE)
def test_of_two_alike_the_later_is_left_out(language):
    assert repeated(ALIKE[language], language) == 1


def test_a_number_of_its_own_keeps_a_sentence():
    first, second = OTHERS["another number"]
    assert repeated([second, first]) == 1
    assert repeated([first, second]) == 0  # the later one says all of it, and the price


def test_a_name_of_its_own_keeps_a_sentence():
    first, second = OTHERS["another name"]
    assert repeated([first, second]) == 1
    assert repeated([second, first]) == 0


def test_a_sentence_of_another_event_is_kept():
    assert repeated(OTHERS["another event"]) is None


def test_the_opening_is_kept_if_its_repetition_is_far_away():
    first, second = OTHERS["another number"]
    others = ["Trains stop in Brenn again.", "Rain fell in the north.", "Schools opened late.", "Nobody was hurt."]
    assert repeated([first, *others, second], chosen=(0, 5)) is None


def test_what_is_left_out_is_in_no_selection_with_its_like():
    sentences = [*ALIKE["en"], OTHERS["another event"][1]]
    assert repeated(sentences, chosen=(0, 1, 2)) == 1
    assert repeated(sentences, chosen=(0, 2)) is None
