"""Numbers in digits of any script and in words, months, weekdays and addresses, in many languages."""

from importlib.resources import files

import pytest

from wireglot.articles.numbers import (
    NUMBER_TABLES,
    blank_addresses,
    find_addresses,
    find_cardinals,
    find_months,
    find_numbers,
    find_weekdays,
    load_table,
    spelled_values,
)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 200 300", "sv", 1_200_300),
        ("1.200.300", "de", 1_200_300),
        ("1,200,300", "en", 1_200_300),
        ("12,00,300", "hi", 1_200_300),
        ("1\u202f200", "fr", 1200),
        ("1'200", "de", 1200),
        ("1,5", "sv", 1.5),
        ("1.5", "en", 1.5),
        ("1.200,50", "de", 1200.5),
        ("1,200", "sv", 1.2),
        ("1,200", "en", 1200),
        ("٣٫٥", "ar", 3.5),
        ("١٬٢٠٠", "ar", 1200),
        ("१२", "hi", 12),
        ("１２", "ja", 12),
        ("3,5 miljoner", "sv", 3_500_000),
        ("5 mil millones", "es", 5_000_000_000),
        ("59 de miliarde", "ro", 59_000_000_000),
        ("140 de mii", "ro", 140_000),
        ("59 of million", "en", 59_000_000),
        ("20 of them", "en", 20),
        ("2 млн", "ru", 2_000_000),
        ("3億5000万", "ja", 350_000_000),
        ("3만 5천", "ko", 35_000),
        ("10万", "zh", 100_000),
        ("5 लाख", "hi", 500_000),
        ("1.5 करोड़", "hi", 15_000_000),
        ("007", "en", 7),
    ],
)
def test_digits_are_read_in_the_format_of_their_language(text: str, language: str, value: float) -> None:
    assert value in find_numbers(text, language)[0].meanings
    assert len(find_numbers(text, language)) == 1


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty-one", "en", 21),
        ("two hundred and five", "en", 205),
        ("two million five hundred thousand", "en", 2_500_000),
        ("three hundred and twenty-one", "en", 3 * 100 + 20 + 1),
        ("two hundred thousand", "en", 2 * 100 * 1000),
        ("two decades", "en", 20),
        ("the twenty-first century", "en", 21),
        ("einundzwanzig", "de", 21),
        ("zweihundertfünf", "de", 205),
        ("vijfentwintig", "nl", 25),
        ("femogtyve", "da", 25),
        ("tjugofem", "sv", 25),
        ("ventuno", "it", 21),
        ("treinta y dos", "es", 32),
        ("cinco de mayo", "es", 5),
        ("двадцать один", "ru", 21),
        ("п'ятдесят два", "uk", 52),
        ("شست و دو", "fa", 2),
        ("خمسة وعشرين", "ar", 25),
        ("yirmi beş", "tr", 25),
        ("dua puluh lima", "id", 25),
        ("lima belas", "id", 15),
        ("kaksikymmentäviisi", "fi", 25),
        ("huszonöt", "hu", 25),
        ("二十一", "zh", 21),
        ("二〇一六", "zh", 2016),
        ("三億五千万", "ja", 350_000_000),
        ("สามร้อย", "th", 300),
        ("삼백", "ko", 300),
        ("siglo XXI", "es", 21),
        ("marca", "pl", 3),
        ("dozen", "en", 12),
    ],
)
def test_number_words_are_read(text: str, language: str, value: int) -> None:
    assert value in spelled_values(text, language)


def test_part_of_a_number_word_is_not_a_number() -> None:
    assert 20 not in spelled_values("twenty-one", "en")
    assert 2 not in spelled_values("two hundred", "en")


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Twenty-one men, two hundred and five women and one dog", "en", [21, 205]),
        ("a second half, a quarter and a decade", "en", []),
        ("einundzwanzig Boote und drei Hunde", "de", [21, 3]),
        ("vingt-cinq maisons", "fr", [25]),
        ("двадцать пять домов", "ru", [25]),
        ("三十五人と二人", "ja", [35, 2]),
        ("三百万美元，第三十次", "zh", [3_000_000]),
        ("이 사람은 오늘", "ko", []),
    ],
)
def test_only_certain_numbers_in_words_are_found(text: str, language: str, values: list[int]) -> None:
    assert [value for value, _, _ in find_cardinals(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [("on Monday", "en", 1), ("na terça-feira", "pt", 2), ("am Mittwochabend", "de", 3), ("木曜日に", "ja", 4)],
)
def test_weekdays_are_found_with_their_offsets(text: str, language: str, day: int) -> None:
    found, start, end = next(find_weekdays(text, language))

    assert found == day
    assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(("name", "many"), [("months", 12), ("weekdays", 7), ("ordinals", 6)])
def test_every_language_has_all_names_of_a_table(name: str, many: int) -> None:
    groups = {language: [each for each in row.split() if "#" not in each] for language, row in load_table(name).items()}

    assert [language for language, row in groups.items() if len(row) != many] == []


@pytest.mark.parametrize(
    ("text", "language", "months"),
    [
        ("港口3月5日重开，十一月关闭。", "zh", [3, 11]),
        ("工事は3月間続いた。", "ja", []),
        ("항구는 12월에 문을 연다.", "ko", [12]),
        ("Cảng mở lại vào tháng 3 và tháng mười.", "vi", [3, 10]),
        ("فُتح الميناء في تشرين الثاني وأُغلق في كانون الأول", "ar", [11, 12]),
        ("Le port rouvre à la fin d’octobre.", "fr", [10]),
    ],
)
def test_months_without_a_name_of_one_word(text: str, language: str, months: list[int]) -> None:
    assert sorted(number for number, _, _ in find_months(text, language)) == months


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kör C:\\hamn\\kopia.exe /s, sedan \\\\server\\delad\\a.", ["C:\\hamn\\kopia.exe", "\\\\server\\delad\\a"]),
        ("Die Datei rechnung_mai.pdf.exe.", ["rechnung_mai.pdf.exe"]),
        ("Le site port-ouest.exemple, en panne", ["port-ouest.exemple"]),
        ("(ver puerto.ejemplo/aviso?id=3)", ["puerto.ejemplo/aviso?id=3"]),
        ("La versión 0.85.x y la v2.x", ["0.85.x", "v2.x"]),
        ("Файл имя-отчёта.docx и сайт гавань.ru", ["имя-отчёта.docx", "гавань.ru"]),
        ("请访问harbour.example网站", ["harbour.example"]),
        ("Ouvrez RAPPORT.PDF, 203.pdf ou x.com", ["RAPPORT.PDF", "203.pdf", "x.com"]),
        ("~/hamn/lista /etc/hamn/tider.conf ../a/b", ["~/hamn/lista", "/etc/hamn/tider.conf", "../a/b"]),
        ("écrivez à a.b@c.example, @port_ouest", ["a.b@c.example", "@port_ouest"]),
    ],
)
def test_addresses_and_names_of_files_are_found(text: str, found: list[str]) -> None:
    assert find_addresses(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("Terminó.El ministro salió.", "CERRADO.LOS BARCOS", "S.p.A. und z.B. oder d.h.", "EE.UU. y U.S.-led"),
        *(
            "kl. 10.30 den 12.5.2024",
            "bl.a. f.eks. t.ex. m.in.",
            "la dott.ssa Rossi, il sig.ra",
            "km/h, 24/7, y/o",
            "a.m.",
        ),
    ],
)
def test_abbreviations_and_forgotten_spaces_are_no_addresses(text: str) -> None:
    assert find_addresses(text) == []


def test_an_address_is_replaced_by_spaces() -> None:
    assert blank_addresses("see www.a.se/2024 at 5") == "see               at 5"


@pytest.mark.parametrize(("text", "value"), [("500千瓦", 500), ("500千米", 500), ("500千克", 500), ("5千人", 5000)])
def test_a_chinese_thousand_belongs_to_the_unit_or_the_number(text: str, value: int) -> None:
    (number,) = find_numbers(text, "zh")

    assert number.meanings == {value}


def test_digests_cover_every_table_of_numbers() -> None:
    folder = files("wireglot.articles.numbers") / "data"

    assert {f"{name}.toml" for name in NUMBER_TABLES} == {path.name for path in folder.iterdir()}
