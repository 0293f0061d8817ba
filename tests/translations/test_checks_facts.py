"""Checks of quantities, dates, numbers in words and direction: what must be found, and what must not."""

import pytest

from wireglot.translations.checks import FACTS, checked_facts, find_issues, unchecked_facts


def found(source: str, translation: str, language: str, to: str) -> list[str]:
    return [issue.check for issue in find_issues(source, translation, language=language, to=to)]


CHANGED = [
    ("unit", "de", "Die Böen erreichten gestern 140 Kilometer.", "Yesterday gusts reached 140 miles."),
    ("unit", "ru", "Пожар уничтожил вчера 300 гектаров леса.", "Yesterday the fire destroyed 300 acres of forest."),
    ("unit", "ja", "船は港から40キロメートルの地点で沈んだ。", "The ship sank 40 miles off the harbour."),
    ("unit", "fr", "Le bateau pesait 35 tonnes à son arrivée.", "The boat weighed 35 kilograms when it arrived."),
    ("unit", "tr", "Tünel 18 ayda tamamlandı, dedi belediye.", "The tunnel was finished in 18 weeks, the town said."),
    ("unit", "de", "Der Schaden beträgt etwa 200.000 Euro.", "The damage amounts to about 200,000 dollars."),
    ("unit", "es", "El puente costó 100 millones de euros.", "The bridge cost $100 million."),
    ("unit", "pt", "A ponte custou R$ 3,4 milhões.", "The bridge cost $3.4 million."),
    ("unit", "hi", "पुल पर 50 करोड़ रुपये खर्च हुए।", "The bridge cost 500 million euros."),
    ("unit", "sv", "Räntan steg med 2 procentenheter i år.", "The rate rose by 2 percent this year."),
    ("unit", "zh", "这座桥长 600 多公里。", "The bridge is more than 600 miles long."),
    ("unit", "en", "Ronaldo, 33, rejected it.", "Ronaldo, 33 months old, rejected it."),
    ("unit", "ru", "Дорога строилась 20 последних лет.", "The road has been built for the last 20 months."),
    ("unit", "pl", "Bezrobocie wzrosło w mieście do 5 procent.", "Unemployment in the town rose to 5."),
    ("sign", "de", "Die Temperatur sank in der Nacht auf -12 Grad.", "The temperature fell to 12 degrees at night."),
    ("sign", "zh", "夜间气温降至零下12度。", "The temperature fell to 12 degrees at night."),
    ("sign", "ru", "Ночью температура упала до минус 12 градусов.", "The temperature fell to 12 degrees at night."),
    ("sign", "sv", "I natt blev det 12 minusgrader i hamnen.", "At night it was 12 degrees in the harbour."),
    ("sign", "it", "La temperatura è di 12 gradi nel porto.", "The temperature is -12 degrees in the harbour."),
    ("date", "de", "Der Rat der Stadt tagt am Dienstag.", "The town council meets on Wednesday."),
    ("date", "uk", "Рада міста збирається у середу.", "The town council meets on Thursday."),
    ("date", "ar", "يجتمع مجلس المدينة يوم الأحد", "The town council meets on Saturday."),
    ("date", "tr", "Belediye meclisi pazar günü toplanıyor.", "The town council meets on Monday."),
    ("date", "fr", "Mercredi, le port est resté fermé.", "On Thursday the harbour stayed closed."),
    ("date", "es", "El puerto abrirá de nuevo en abril.", "The harbour will open again in May."),
    ("date", "zh", "港口将于八月重新开放。", "The harbour will open again in September."),
    ("date", "de", "Von der „Sunday Mail“ befragt, schwieg er.", "Asked by the Monday Mail he said nothing."),
    ("direction", "de", "Die Arbeitslosigkeit stieg auf 5 Prozent.", "Unemployment fell to 5 percent."),
    ("direction", "ru", "Цены на зерно снизились за год.", "Grain prices rose within a year."),
    ("direction", "zh", "球队在主场获胜。", "The team lost at home."),
    ("direction", "ar", "أغلق الميناء أبوابه مساء أمس", "The port opened its gates last night."),
    ("direction", "pl", "Spółka sprzedała port latem.", "The company bought the port in summer."),
    ("direction", "tr", "Fırtınadan sonra köprü onarıldı.", "The bridge was repaired before the storm."),
    ("number", "de", "Bei dem Unfall starben drei Menschen.", "Four people died in the accident."),
    ("unit", "gl", "O barco custou 14 millóns de euros.", "The boat cost 14 million dollars."),
    ("direction", "gl", "O prezo da pescada subiu onte.", "The price of hake fell yesterday."),
    ("number", "ro", "Datoria a ajuns la 59 de miliarde de euro.", "The debt reached 59 trillion euros."),
    ("number", "uk", "Команда посіла друге місце.", "The team came third."),
    ("number", "ar", "هذا هو الجسر الثاني في المدينة", "This is the third bridge in the town."),
    ("number", "fi", "Onnettomuudessa kuoli viisi ihmistä.", "Six people died in the accident."),
]


@pytest.mark.parametrize(("check", "language", "foreign", "english"), CHANGED)
def test_a_changed_fact_is_found_in_both_directions(check: str, language: str, foreign: str, english: str):
    assert check in found(foreign, english, language, "en")
    assert check in found(english, foreign, "en", language)


@pytest.mark.parametrize(
    ("language", "foreign", "english"),
    [
        ("de", "Die Böen erreichten 140 Stundenkilometer.", "Gusts reached 140 kilometres per hour."),
        ("en", "Ronaldo, 33, rejected it.", "Ronaldo, 33 years old, rejected it."),
        ("en", "It cost US€14 million.", "It cost 14 million euros."),
        ("sv", "Båten sjönk 10 km (6,2 engelska mil) från hamnen.", "The boat sank 10 km (6.2 miles) off the harbour."),
        ("fr", "Entre 15 et 20 % des élèves sont absents.", "Between 15 and 20 percent of pupils are absent."),
        ("es", "Costó 35 mm de ancho y 24 mm de alto.", "It was 35 mm wide and 24 mm high."),
        ("pt", "A obra custou R$ 3,4 bilhões.", "The work cost R$3.4 billion."),
        ("pt", "O barco custou 5 mil dólares americanos.", "The boat cost 5,000 US dollars."),
        ("ja", "気温は90度を超え、32%の人が外に出た。", "It was over 90 degrees, and 32 percent went out."),
        ("de", "Es wurde nachts minus 12 Grad kalt.", "At night it was 12 degrees below zero."),
        ("fr", "Il y a au moins 12 degrés dans le port.", "It is at least 12 degrees in the harbour."),
        ("hi", "वह फ़ॉर्मूला-1 का चालक है।", "He is a Formula 1 driver."),
        ("sv", "Rådet möttes i går, på tisdagen.", "The council met yesterday."),
        ("ru", "Три четверти мест в субботу были пусты.", "On Saturday three quarters of seats were empty."),
        ("de", "Vor zwei Jahrzehnten gab es den Hafen nicht.", "Twenty years ago there was no harbour."),
        ("es", "Suben los precios más de lo que bajan.", "Prices rise by more than they fall."),
        ("pl", "Środek mostu jest zamknięty we wtorek.", "The middle of the bridge is closed on Tuesday."),
    ],
)
def test_a_fact_in_another_form_is_no_issue(language: str, foreign: str, english: str):
    assert found(foreign, english, language, "en") == []
    assert found(english, foreign, "en", language) == []


def test_what_is_compared_depends_on_both_languages():
    assert {"numbers", "signs", "units and currencies", "months and weekdays"} <= set(checked_facts("ru", "ja"))
    assert "signs" not in checked_facts("ru", "xx")
    assert "numbers" in checked_facts("xx", "yy")


@pytest.mark.parametrize(("language", "to"), [("ru", "ja"), ("en-GB", "zh-Hant"), ("xx", "und")])
def test_each_fact_is_either_checked_or_not(language: str, to: str):
    checked, unchecked = checked_facts(language, to), unchecked_facts(language, to)

    assert sorted((*checked, *unchecked)) == sorted(FACTS)


def test_a_table_of_numbers_is_not_compared_by_unit():
    source = "10 km, " * 30

    assert "unit" not in found(source, source.replace("km", "miles"), "de", "en")
