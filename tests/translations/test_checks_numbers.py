"""Numbers, dates and codes carried over: in digits of any script, in words, and by other clocks and calendars."""

import pytest

from wireglot.translations.checks import find_issues


def found(source: str, translation: str, language: str, to: str = "en") -> set[str]:
    issues = find_issues(source, translation, language=language, to=to)
    return {issue.check for issue in issues} & {"number", "date", "code"}


@pytest.mark.parametrize(
    ("source", "translation", "language"),
    [
        ("Klockan 14.30", "At 2:30 p.m.", "sv"),
        ("午後2時", "At 14:00", "ja"),
        ("På 1800-talet", "In the 19th century", "sv"),
        ("På 90-talet", "In the 1990s", "sv"),
        ("säsongen 2015/16", "the 2015–2016 season", "sv"),
        ("平成30年", "in 2018", "ja"),
        ("ปี 2553", "in 2010", "th"),
        ("20世纪70年代", "the 1970s", "zh"),
        ("den 3 mars 2016", "2016-03-03", "sv"),
        ("2016年3月15日", "March 15, 2016", "zh"),
        ("5–10 miljoner", "5 million to 10 million", "sv"),
        ("12 av 13", "twelve of 13", "sv"),
        ("3 km²", "3 km2", "sv"),
    ],
)
def test_other_ways_to_say_a_number_are_no_issue(source: str, translation: str, language: str) -> None:
    assert found(source, translation, language) == set()


@pytest.mark.parametrize(
    ("source", "translation", "language", "to"),
    [
        ("28 personer skadades", "38 people were injured", "sv", "en"),
        ("1,2 miljarder", "1.2 million", "sv", "en"),
        ("12 procent", "many percent", "sv", "en"),
        ("många procent", "12 percent", "sv", "en"),
        ("1.200 Euro", "1.200 euros", "de", "en"),
        ("28 people", "38 personer", "en", "sv"),
        ("28 people", "38人", "en", "ja"),
        ("28 people", "३८ लोग", "en", "hi"),
        ("28 watu", "38 people", "sw", "en"),
        ("3億円", "3 million yen", "ja", "en"),
        ("år 1994", "in 1995", "sv", "en"),
        ("klockan 14.30", "at 3:30 p.m.", "sv", "en"),
    ],
)
def test_another_number_is_found(source: str, translation: str, language: str, to: str) -> None:
    assert found(source, translation, language, to) == {"number"}


@pytest.mark.parametrize(
    ("source", "translation", "language", "to"),
    [
        ("El litro cuesta 1,459 euros.", "A litre costs 1,459 euros.", "es", "en"),
        ("La tasa es del 3,125 por ciento.", "The rate is 3,125 percent.", "es", "en"),
        ("Viven allí 1.459 personas.", "1.459 people live there.", "es", "en"),
        ("Mede 0,125 metros.", "It measures 125 metres.", "pt", "en"),
        ("1,459 people live there.", "Viven allí 1,459 metros.", "en", "es"),
    ],
)
def test_a_decimal_mark_that_changes_the_number_is_found(source: str, translation: str, language: str, to: str) -> None:
    assert found(source, translation, language, to) == {"number"}


def test_marks_of_another_country_are_no_issue() -> None:
    assert found("Viven allí 1,459 personas.", "1,459 people live there.", "es") == set()
    assert found("1,459 people live there.", "Viven allí 1.459 personas.", "en", "es") == set()
    assert found("Se vendió en 18,125 pesos.", "It sold at 18.125 pesos.", "es") == set()


def test_a_month_that_became_another_is_found() -> None:
    assert found("den 3 mars 2014", "on 3 May 2014", "sv") == {"date"}
    assert found("Le 3 mars 2014", "den 3 mars 2014", "fr", "sv") == set()
    assert found("Hon kan komma i mars", "She may come in March", "sv") == set()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Se https://a.se/x?y=1.", "See https://a.se/x?y=1)."),
        ("Skriv till a.b@c.se!", "Write to a.b@c.se."),
        ("F-16 och H5N1", "F16 and H5N1"),
        ("Följ @wireglot", "Follow @wireglot"),
    ],
)
def test_unchanged_codes_are_no_issue(source: str, translation: str) -> None:
    assert found(source, translation, "sv") == set()


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Se https://a.se/bild", "See https://a.se/image"),
        ("Skriv till a.b@c.se", "Write to us"),
        ("Filen faktura_maj.pdf.exe", "The file invoice_may.pdf.exe"),
        ("Kör C:\\hamn\\kopia.exe", "Run C:\\port\\copy.exe"),
        ("Sidan hamn-vast.exempel", "The page port-west.example"),
        ("Version 0.x av programmet", "A version of the program"),
        ("Följ oss", "Follow @wireglot"),
        ("Planet är en MiG-x F-16A", "The plane is a fighter, 16"),
    ],
)
def test_changed_codes_are_found(source: str, translation: str) -> None:
    assert found(source, translation, "sv") == {"code"}


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("de", "Im Hafen fehlen anderthalb Millionen Euro.", "The port lacks 1.5 million euros."),
        ("es", "El puerto costó un millón y medio de euros.", "The port cost 1.5 million euros."),
        ("ru", "В порт пришло полторы тысячи человек.", "1,500 people came to the port."),
        ("tr", "Limana bir buçuk milyon kişi geldi.", "1.5 million people came to the port."),
        ("hi", "बंदरगाह पर डेढ़ लाख लोग आए।", "150,000 people came to the port."),
        ("hu", "Másfél millió ember jött a kikötőbe.", "1.5 million people came to the port."),
        ("ar", "حضر مليون ونصف المليون شخص إلى الميناء.", "1.5 million people came to the port."),
    ],
)
def test_a_number_and_a_half_is_the_number_in_digits(language: str, source: str, translation: str) -> None:
    wrong = translation.replace("5", "7")

    assert "number" not in {issue.check for issue in find_issues(source, translation, language=language, to="en")}
    assert "number" in {issue.check for issue in find_issues(source, wrong, language=language, to="en")}
