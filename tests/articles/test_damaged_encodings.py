"""Damaged encodings: repaired where that is certain, with a warning, in every format; right text stays as it is."""

import json
from pathlib import Path
from unicodedata import normalize

import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.articles.warc_files import answer, record
from wireglot.articles.article import Article
from wireglot.articles.reading import NotAnArticle, SourceFile, read_all
from wireglot.articles.reading.repairs import MIXED, QUESTION_MARKS, RESTORED, damage_warnings, repaired

HEADLINE = "Fähre läuft bei Törvik auf Grund"
TEXT = (
    "Die Fähre „Märta“ ist am Montag vor Törvik auf Grund gelaufen, teilte die Küstenwache mit. "
    "Drei Männer wurden gerettet. Der Schaden beträgt 200 000 €."
)
LAST = "Der Kapitän räumte später Müdigkeit ein – „völlig übermüdet“ sei er gewesen."

PLACES = ("{headline}", "{text}", "{last}")
DOCUMENTS = {
    "a.txt": "{headline}\n\n{text}\n\n{last}\n",
    "a.md": "# {headline}\n\n{text}\n\n{last}\n",
    "a.html": "<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1><p>{text}</p><p>{last}</p>"
    "</article></body></html>",
    "rss.xml": "<rss version='2.0'><channel><title>A</title><item><guid>urn:a:1</guid><title>{headline}</title>"
    "<description>&lt;p>{text}&lt;/p>&lt;p>{last}&lt;/p></description></item></channel></rss>",
    "atom.xml": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:a:1</id><title>{headline}</title>"
    "<content type='html'>&lt;p>{text}&lt;/p>&lt;p>{last}&lt;/p></content></entry></feed>",
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "urn:a:1", "title": "{headline}", '
    '"content_html": "<p>{text}</p><p>{last}</p>"}]}',
    "nitf.xml": "<nitf><head><docdata><doc-id id-string='a1'/></docdata></head><body><body.head><hedline>"
    "<hl1>{headline}</hl1></hedline></body.head><body.content><p>{text}</p><p>{last}</p></body.content></body></nitf>",
    "g2.xml": "<newsItem guid='urn:a:1' version='1'><itemMeta><itemClass qcode='ninat:text'/><pubStatus "
    "qcode='stat:usable'/></itemMeta><contentMeta><headline>{headline}</headline></contentMeta><contentSet><inlineXML>"
    "<html><body><p>{text}</p><p>{last}</p></body></html></inlineXML></contentSet></newsItem>",
    "newsml.xml": "<NewsML><NewsItem><NewsManagement><Status FormalName='Usable'/></NewsManagement><NewsComponent>"
    "<NewsLines><HeadLine>{headline}</HeadLine></NewsLines><ContentItem><DataContent><p>{text}</p><p>{last}</p>"
    "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    "ninjs.json": '{"uri": "urn:a:1", "pubstatus": "usable", "headline": "{headline}", '
    '"body_html": "<p>{text}</p><p>{last}</p>"}',
    "wire.iptc": "\x01dpa0412 4 vm 118 xx\r\n\x02{headline}\r\n\r\n{text}\r\n\r\n{last}\r\n\x03041412 Nov 26\x04",
    "a.warc": "<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1><p>{text}</p><p>{last}</p>"
    "</article></body></html>",
}
ALL_FORMATS = pytest.mark.parametrize("name", DOCUMENTS)


def article(name: str, headline: bytes, text: bytes, last: bytes) -> Article:
    content = DOCUMENTS[name].encode()
    for place, value in zip(PLACES, (headline, text, last), strict=True):
        content = content.replace(place.encode(), value)
    if name.endswith(".warc"):
        content = record(answer(content))
    contents = read_all(SourceFile(Path(name), f"./{name}", content))
    assert contents.unread == ()
    (found,) = contents.articles
    return found


def words(found: Article) -> str:
    return " ".join((found.headline, *(sentence for _, sentence in found.sentences())))


WHOLE = f"{HEADLINE} {TEXT} {LAST}"


@ALL_FORMATS
def test_right_text_is_read_without_a_warning(name: str) -> None:
    found = article(name, HEADLINE.encode(), TEXT.encode(), LAST.encode())

    assert words(found) == WHOLE
    assert found.warnings == ()


@ALL_FORMATS
def test_one_paragraph_of_another_encoding_spoils_no_other(name: str) -> None:
    found = article(name, HEADLINE.encode(), TEXT.encode(), LAST.encode("cp1252"))

    assert words(found) == WHOLE
    assert found.warnings == (MIXED,)


@ALL_FORMATS
def test_text_that_was_encoded_twice_is_restored(name: str) -> None:
    twice = [text.encode().decode("sloppy-windows-1252").encode() for text in (HEADLINE, TEXT, LAST)]
    found = article(name, *twice)

    assert words(found) == WHOLE
    assert found.warnings == (RESTORED,)


@ALL_FORMATS
def test_decomposed_letters_are_the_same_text(name: str) -> None:
    composed = article(name, HEADLINE.encode(), TEXT.encode(), LAST.encode())
    decomposed = article(name, *(normalize("NFD", text).encode() for text in (HEADLINE, TEXT, LAST)))

    assert decomposed == composed


@ALL_FORMATS
def test_lost_letters_are_counted_in_a_warning(name: str) -> None:
    found = article(name, HEADLINE.encode(), TEXT.replace("ä", "\ufffd").encode(), LAST.encode())

    assert found.warnings == (
        f"{TEXT.count('ä')} characters of the source could not be read; they are shown as \ufffd.",
    )


@ALL_FORMATS
def test_question_marks_for_letters_are_a_warning(name: str) -> None:
    found = article(name, HEADLINE.encode("ascii", "replace"), TEXT.encode("ascii", "replace"), LAST.encode())

    assert found.warnings == (QUESTION_MARKS,)


@ALL_FORMATS
def test_one_zero_byte_does_no_harm(name: str) -> None:
    if name == "a.warc":
        pytest.skip("the body of a record is a page")
    found = article(name, HEADLINE.encode(), TEXT.encode().replace(b"Montag", b"Mon\0tag"), LAST.encode())

    assert words(found) == WHOLE


def test_only_the_damaged_item_of_a_feed_has_a_warning() -> None:
    item = "<item><guid>urn:a:{}</guid><title>{}</title><description>{}</description></item>"
    items = item.format(1, HEADLINE, TEXT) + item.format(2, "FÃ¤hre frei", "Die FÃ¤hre fÃ¤hrt wieder. Sie ist heil.")
    content = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    first, second = read_all(SourceFile(Path("a.xml"), "./a.xml", content)).articles

    assert (first.warnings, second.warnings) == ((), (RESTORED,))
    assert second.headline == "Fähre frei"


@pytest.mark.parametrize(
    ("text", "encoding", "wrong"),
    [
        ("Порт закрыт из-за шторма. Три судна ждут на рейде до пятницы.", "utf-8", "sloppy-windows-1251"),
        ("Порт закрыт из-за шторма. Три судна ждут на рейде до пятницы.", "cp1251", "cp1252"),
        ("Порт закрыт из-за шторма. Три судна ждут на рейде до пятницы.", "koi8_r", "latin-1"),
        ("Порт закрито через шторм. Три судна чекають на рейді до п’ятниці.", "cp1251", "cp1252"),
        ("Το λιμάνι έκλεισε λόγω της καταιγίδας. Τρία πλοία περιμένουν ανοιχτά.", "cp1253", "cp1252"),
        ("הנמל נסגר בגלל הסערה. שלוש ספינות ממתינות מחוץ לנמל עד יום שישי.", "cp1255", "cp1252"),
        ("أغلق الميناء بسبب العاصفة. تنتظر ثلاث سفن خارج الميناء حتى يوم الجمعة.", "cp1256", "latin-1"),
        ("항구가 폭풍으로 폐쇄되었다. 배 세 척이 금요일까지 바다에서 기다린다.", "euc_kr", "latin-1"),
        ("港口因暴风雨关闭。三艘船在外海等待到星期五。船长说损失不大。", "gb2312", "latin-1"),
        ("Le port a été fermé à l’aube. « C’est la tempête », a-t-on déclaré.", "utf-8", "latin-1"),
        ("बंदरगाह तूफान के कारण बंद है। तीन जहाज इंतजार कर रहे हैं।", "utf-8", "sloppy-windows-1252"),
        ("Łódź zatonęła w środę. Żaden z marynarzy nie zginął, mówi wójt.", "utf-8", "sloppy-windows-1250"),
    ],
)
def test_text_in_the_wrong_encoding_is_restored(text: str, encoding: str, wrong: str) -> None:
    damaged = text.encode(encoding).decode(wrong).encode()

    assert repaired(damaged).content.decode() == text
    assert [repair.warning for repair in repaired(damaged).repairs] == [RESTORED]


def test_escapes_of_text_encoded_twice_are_restored_too() -> None:
    twice = "Le port a été fermé, l’eau a monté.".encode().decode("latin-1")
    escaped = json.dumps({"title": twice}).encode()
    references = "".join(c if c < "\x80" else f"&#{ord(c)};" for c in twice).encode()

    assert json.loads(repaired(escaped).content)["title"] == "Le port a été fermé, l’eau a monté."
    assert repaired(references).content.decode() == "Le port a été fermé, l’eau a monté."


@pytest.mark.parametrize(
    "text",
    [
        "“Ã©” is what a wrongly read é looks like.",
        "Der Buchstabe Ä, das Ü und das ß: ÄÖÜ, ÆØÅ, «ÀÉÈ» — Ãnima, São Tomé, SÃO PAULO.",
        "»Še vedno,« je dejal. Čas je, da »čutiti vročino«.",
        "Ele disse “não” à imprensa: 5° C, 30 % e ½ litro, ¿verdad? £50 · €20 · 10 ¥.",
        "ეს არის ტექსტი. Это текст «в кавычках» — РФ, ЦСКА, СССР; ЇЖА, Є.",
        "Ne èƒoa nu na amegbetor; Do ŋgɔ na wona la gbeƒã le twitter dzi.",
        "Þá átti ég það. Áður en það varð, ýtti hún á öðru.",
        "Tiếng Việt có dấu: Đã có ba tàu chờ ở ngoài khơi đến thứ Sáu.",
    ],
)
def test_right_text_in_any_language_stays(text: str) -> None:
    assert repaired(text.encode()).content == text.encode()


@given(st.text(st.characters(min_codepoint=0x100, exclude_categories=["Cs", "Cc"])))
@example("Ïîðò")
def test_no_text_beyond_latin_1_is_changed(text: str) -> None:
    assert repaired(text.encode()).content == text.encode()


@given(st.binary(max_size=300))
def test_any_bytes_are_repaired_or_left_alone(raw: bytes) -> None:
    found = repaired(raw)

    assert found.repairs or found.content in (raw, raw.replace(b"\0", b""))


@pytest.mark.parametrize(
    "encoding", ["cp1252", "cp1251", "koi8_r", "gb18030", "shift_jis", "euc_jp", "euc_kr", "cp1256"]
)
def test_a_text_in_an_older_encoding_is_not_mixed(encoding: str) -> None:
    text = f"{TEXT} Порт закрыт. 港口因暴风雨关闭。 項目。 항구가. الميناء مغلق." * 3

    assert repaired(text.encode(encoding, "ignore")).repairs == ()


@pytest.mark.parametrize(
    ("text", "line", "encoding"),
    [
        ("Порт закрыт из-за шторма.", "Три судна ждут на рейде.", "cp1251"),
        (
            "Łódź zatonęła w środę, mówi wójt. Żaden z marynarzy nie zginął.",
            "Łódź była stara, mówią świadkowie.",
            "cp1250",
        ),
        ("港口因暴风雨关闭。三艘船在外海等待到星期五。", "三艘船在外海等待。", "gb18030"),
    ],
)
def test_a_line_is_read_in_the_encoding_that_fits_the_text(text: str, line: str, encoding: str) -> None:
    raw = text.encode() + b"\n" + line.encode(encoding)

    assert repaired(raw).content.decode() == f"{text}\n{line}"


def test_a_character_that_was_cut_off_is_marked() -> None:
    raw = f"{TEXT} Das ist der Käp".encode() + "ä".encode()[:1]

    assert repaired(raw).content.decode() == f"{TEXT} Das ist der Käp\ufffd"


@pytest.mark.parametrize(
    ("text", "is_damaged"),
    [
        ("???????? ????", True),
        ("Caf? owner fined in Gen?ve", True),
        ("????? ?????? 30 ?????? ?????.", True),
        ("Who pays??? Nobody knows. Really?", False),
        ("See https://kd.example/a?b=c&d?e and what?", False),
        ("他说吗?他不知道吗?她也不知道吗?", False),
        ("Score: ??? – the match is not over.", False),
    ],
)
def test_question_marks_in_place_of_letters_are_found(text: str, is_damaged: bool) -> None:
    assert damage_warnings(text) == ((QUESTION_MARKS,) if is_damaged else ())


def test_a_file_of_question_marks_is_refused_as_such() -> None:
    with pytest.raises(NotAnArticle, match="question marks in place of its letters"):
        read_all(SourceFile(Path("a.txt"), "./a.txt", b"???????? ????\n\n????? ???????."))


def test_a_zero_byte_in_an_older_encoding_does_no_harm() -> None:
    found = article("a.txt", HEADLINE.encode("cp1252"), TEXT.encode("cp1252").replace(b"Montag", b"Mon\0tag"), b"")

    assert "am Montag vor Törvik" in words(found)


@pytest.mark.parametrize("unit", ["?", "a?", "?a", "???,", "???, ", "=", "www", "В", "Вћ"])
def test_hostile_marks_are_judged_in_linear_time(unit: str) -> None:
    """With quadratic time each would take hours."""
    assert article("a.txt", HEADLINE.encode(), TEXT.encode(), (unit * 300_000)[:300_000].encode()).blocks


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    "text",
    [
        "Die Fähre „Märta“ ist am Montag vor Törvik auf Grund gelaufen, sagte der Kapitän über Funk.",
        "Το πλοίο προσάραξε τη Δευτέρα κοντά στο Τόρβικ, είπε η λιμενική αρχή.",
        "جنحت العبارة يوم الاثنين بالقرب من تورفيك، حسب خفر السواحل.",
        "המעבורת עלתה על שרטון ביום שני ליד טורוויק, נמסר ממשמר החופים.",
    ],
)
def test_text_read_as_windows_1251_is_restored(name: str, text: str) -> None:
    read_wrongly = text.encode().decode("sloppy-windows-1251")
    found = article(name, *(part.encode() for part in (HEADLINE, read_wrongly, LAST)))

    assert normalize("NFC", text) in words(found)
    assert RESTORED in found.warnings


@pytest.mark.parametrize(
    "text",
    [
        "Мої діти її бачили: «Ві» – це їхній ґанок, є й інші.",
        "Њујорк и Љубљана: Џон је рекао „не“, а Ђура „да“ – Ћићевац.",
        "Рудненскіх ўлад няма – сказаў Іван: “Гэта ўсё”, і пайшоў.",
    ],
)
def test_right_cyrillic_text_is_not_restored(text: str) -> None:
    assert not repaired(text.encode()).repairs


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "cp1251"])
def test_a_russian_line_of_an_older_encoding_is_read(encoding: str) -> None:
    text = "Паром сел на мель у Торвика в понедельник, сообщила береговая охрана. Троих спасли."
    line = "Капитан сообщил, что троих мужчин спасли у Торвика."
    found = article("a.txt", "Паром сел на мель".encode(), text.encode(), line.encode(encoding))

    assert line in words(found)
    assert MIXED in found.warnings


@pytest.mark.parametrize("word", ["Tiếng", "Straße", "it’s"])
def test_one_damaged_word_of_a_text_is_restored(word: str) -> None:
    text = f"The ferry {word} ran aground."
    damaged = text.encode().decode("sloppy-windows-1252")

    assert repaired(damaged.encode()).content.decode() == text


def test_letters_that_would_mix_alphabets_stay_as_they_are() -> None:
    text = "The ferry AęŞŤ ran aground."  # ęŞŤ are the bytes of a letter of Cham in windows-1250

    assert repaired(text.encode()).content.decode() == text
