"""Words that a line end divides are joined; hyphens of words stay, in every language and format."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading import SourceFile, read
from wireglot.articles.reading.divided_words import WordDivision, join_lines, without_line_ends

GERMAN = "Die Behörde hat das am Montag nicht gesagt, und der Schaden ist auf der Mole zu sehen."
ENGLISH = "The owner of the pier said that he was in the town on Monday and it was not his."
FRENCH = "Le port de la ville est fermé et il ne sait pas ce que la mairie a dit dans le journal."
PORTUGUESE = "O porto da cidade não foi fechado e o homem disse que não é para ele na terça."
INDONESIAN = "Kapal yang ada di kota itu tidak akan pergi dan orang dari desa dengan ini untuk."
RUSSIAN = "Он сказал, что порт не на месте и что это было в городе с утра."
SWEDISH = "Det är inte en sak som han har sagt och den var på ön i går."
HUNGARIAN = "A kikötő nem volt zárva és azt mondta hogy ez a város egy része."
BULGARIAN = "Той каза че не е в града и това се случи на брега от вчера за да."


def joined(text: str, line: str, following: str) -> str:
    found = WordDivision(f"{text}\n{line}\n{following}").joined(line, following)
    assert found
    return f"{found[0]}{found[1]}{following}"


@pytest.mark.parametrize(
    ("text", "line", "following", "expected"),
    [
        (GERMAN, "am Mitt-", "woch", "am Mittwoch"),
        (GERMAN, "Nord-Süd-Verbin-", "dung", "Nord-Süd-Verbindung"),
        (GERMAN, "am Mitt\u2010", "woch", "am Mittwoch"),
        (GERMAN, "am Mitt¬", "woch", "am Mittwoch"),
        (SWEDISH, "kom-", "munen", "kommunen"),
        (RUSSIAN, "прави-", "тельство", "правительство"),
        (ENGLISH, "the informa-", "tion came", "the information came"),
        (ENGLISH, "run-", "ning water", "running water"),
        ("Η πόλη και το λιμάνι είναι κλειστά, είπε ο δήμαρχος από την", "κυβέρ-", "νηση", "κυβέρνηση"),
        ("Şehir ve liman bu sabah bir saat için kapalı, dedi ve çok", "hükü-", "met", "hükümet"),
    ],
)
def test_divided_words_are_joined(text: str, line: str, following: str, expected: str) -> None:
    assert joined(text, line, following) == expected


@pytest.mark.parametrize(
    ("text", "line", "following", "expected"),
    [
        (GERMAN, "die Nord-", "Süd-Fähre", "die Nord-Süd-Fähre"),
        (GERMAN, "18-", "jährige", "18-jährige"),
        (GERMAN, "EU-", "weit", "EU-weit"),
        (ENGLISH, "a well-", "known man", "a well-known man"),
        (ENGLISH, "a long-", "term plan", "a long-term plan"),
        (ENGLISH, "mother-in-", "law", "mother-in-law"),
        (ENGLISH, "state-", "of-the-art", "state-of-the-art"),
        (ENGLISH, "Covid-", "19", "Covid-19"),
        (ENGLISH, "2020–", "2024", "2020–2024"),
        (ENGLISH, "the London–", "Paris train", "the London–Paris train"),
        (FRENCH, "est-", "il", "est-il"),
        (FRENCH, "c'est-", "à-dire", "c'est-à-dire"),
        (PORTUGUESE, "disse-", "se que", "disse-se que"),
        (INDONESIAN, "anak-", "anak", "anak-anak"),
        (INDONESIAN, "buku-", "bukunya", "buku-bukunya"),
        (RUSSIAN, "кто-", "то", "кто-то"),
        (BULGARIAN, "най-", "голям", "най-голям"),
        ("Hän sanoi että se ei ole vielä ja on myös", "linja-", "auto", "linja-auto"),
        (f"{SWEDISH} En Labour ledamot.", "Labour-", "regering", "Labour-regering"),
    ],
)
def test_hyphens_of_words_stay(text: str, line: str, following: str, expected: str) -> None:
    assert joined(text, line, following) == expected


@pytest.mark.parametrize(
    ("text", "line", "following"),
    [
        (GERMAN, "Ein-", "und Ausfahrt"),
        (GERMAN, "10-", "bis 12-jährige"),
        (SWEDISH, "in-", "och utrikes"),
        (HUNGARIAN, "föld-", "és vízügy"),
        (ENGLISH, "five-", "or six-year plans"),
    ],
)
def test_a_hanging_hyphen_is_followed_by_a_space(text: str, line: str, following: str) -> None:
    assert joined(text, line, following) == f"{line} {following}"


def test_the_text_itself_decides_first() -> None:
    assert joined(f"{ENGLISH} The cooperation.", "co-", "operation") == "cooperation"
    assert joined(f"{GERMAN} Das ist der tau-frische Fisch.", "tau-", "frische") == "tau-frische"


def test_lines_that_divide_words_show_it_in_english_too() -> None:
    lines = f"{ENGLISH}\nthe hun-\ndred ves-\nsels of the har-\nbour"

    assert join_lines(lines).endswith("the hundred vessels of the harbour")


def test_a_dash_between_words_is_no_hyphen() -> None:
    assert WordDivision(ENGLISH).joined("it was –", "no") is None
    assert join_lines("it was -\nno") == "it was - no"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Mole zu\n\nDie Hafen-\nbehörde hat am Mitt-\nwoch die Mole ge-\nsperrt. Die Nord-\nSüd-Fähre ruht."),
        (
            "a.md",
            "# Mole zu\n\nDie Hafen-\nbehörde hat am Mitt-\nwoch die Mole ge-\nsperrt. Die Nord-\nSüd-Fähre ruht.",
        ),
        (
            "a.html",
            "<html><body><article><h1>Mole zu</h1><p>Die Hafen-\nbehörde hat am Mitt-<br>woch die Mole ge-\nsperrt. "
            "Die Nord-<br/>Süd-Fähre ruht.</p></article></body></html>",
        ),
        (
            "a.xml",
            "<rss version='2.0'><channel><item><guid>urn:a:1</guid><title>Mole zu</title><description>&lt;p>Die "
            "Hafen-\n"
            "behörde hat am Mitt-&lt;br>woch die Mole ge-\nsperrt. Die Nord-&lt;br>Süd-Fähre ruht.&lt;/p></description>"
            "</item></channel></rss>",
        ),
        (
            "b.xml",
            "<nitf><body><body.head><hedline><hl1>Mole zu</hl1></hedline></body.head><body.content><p>Die Hafen-\n"
            "behörde hat am Mitt-\nwoch die Mole ge-\nsperrt. Die Nord-\nSüd-Fähre "
            "ruht.</p></body.content></body></nitf>",
        ),
        (
            "a.json",
            '{"uri": "urn:a:1", "headline": "Mole zu", "body_text": "Die Hafen-\\nbehörde hat am Mitt-\\nwoch die Mole '
            'ge-\\nsperrt. Die Nord-\\nSüd-Fähre ruht."}',
        ),
    ],
)
def test_words_are_joined_in_every_format(name: str, content: str) -> None:
    found = read(SourceFile(Path(name), f"./{name}", content.encode()))

    assert [sentence for _, sentence in found.sentences()] == [
        "Die Hafenbehörde hat am Mittwoch die Mole gesperrt.",
        "Die Nord-Süd-Fähre ruht.",
    ]


@given(st.text(st.sampled_from("aäA-‐ \n1–¬字")))
def test_only_hyphens_and_line_ends_are_ever_removed(text: str) -> None:
    kept = [character for character in text if character not in "-‐¬ \n"]

    for found in (join_lines(text), without_line_ends(text)):
        assert [character for character in found if character not in "-‐¬ \n"] == kept
        assert "\n" not in found


@pytest.mark.parametrize(
    ("text", "line", "following", "expected"),
    [
        ("Most jest nowy i to nie jest", "flaga biało-", "-czerwona", "flaga biało-czerwona"),
        (PORTUGUESE, "Vende-", "-se a casa", "Vende-se a casa"),
        (PORTUGUESE, "o guarda-", "chuva", "o guarda-chuva"),
        (RUSSIAN, "всё по-", "прежнему", "всё по-прежнему"),
        ("Se on ollut että hän ei ole ja tämä oli", "seura ja Brighton-", "puolustaja", "seura ja Brighton-puolustaja"),
        (GERMAN, "und die Hafen-", "behörde", "und die Hafenbehörde"),
    ],
)
def test_hyphens_of_compounds_stay_at_line_ends(text: str, line: str, following: str, expected: str) -> None:
    assert joined(text, line, following) == expected


def test_a_hyphen_on_both_lines_joins_them_in_a_file() -> None:
    found = read(SourceFile(Path("a.txt"), "./a.txt", "Torvik\n\nMost biało-\n-czerwony i Bielsko-\n-Biała.".encode()))

    assert [sentence for _, sentence in found.sentences()][-1] == "Most biało-czerwony i Bielsko-Biała."
