"""Bytes of any origin become clean text, or an error that says what was found."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading.encoding import MAX_CHARACTERS, clean, decode, single_spaced
from wireglot.articles.reading.errors import ReadingError, TooLarge, Undecodable

SWEDISH = "Ån steg två meter på en natt, sade kommunen.\nÖver hundra hushåll är utan ström.\n"
SAMPLES = {
    "cp1252": SWEDISH,
    "iso8859_15": "Der Minister kündigte an, die Gebühren für Bürger zu erhöhen. Es kostet 5 € mehr.",
    "cp1250": "Rząd ogłosił, że podniesie podatki. Żadna z partii się nie sprzeciwiła, powiedział poseł.",
    "iso8859_2": "Vláda oznámila, že zvýší daně. Opozice řekla, že to nepřijme, a žádá nové volby příští týden.",
    "cp1251": "Правительство объявило о повышении налогов. Оппозиция выступила против этого решения.",
    "koi8_r": "Правительство объявило о повышении налогов. Оппозиция выступила против этого решения.",
    "cp1253": "Η κυβέρνηση ανακοίνωσε αύξηση των φόρων. Η αντιπολίτευση αντέδρασε στην απόφαση αυτή.",
    "cp1254": "Hükümet vergileri artıracağını açıkladı. Muhalefet bu karara karşı çıktı, dedi başkan.",
    "cp1255": "הממשלה הודיעה על העלאת מסים. האופוזיציה התנגדה להחלטה הזאת.",
    "cp1256": "أعلنت الحكومة رفع الضرائب. عارضت المعارضة هذا القرار بشدة يوم الاثنين.",
    "cp1257": "Vyriausybė pranešė, kad didins mokesčius. Opozicija šiam sprendimui griežtai nepritarė pirmadienį.",
    "mac_roman": "Le gouvernement a annoncé une hausse des impôts. L’opposition a été très critique à l’Assemblée.",
    "cp866": "Правительство объявило о повышении налогов. Оппозиция выступила против этого решения.",
    "cp874": "รัฐบาลประกาศขึ้นภาษี ฝ่ายค้านคัดค้านการตัดสินใจนี้อย่างรุนแรงเมื่อวันจันทร์",
    "shift_jis": "政府は増税を発表した。野党はこの決定に強く反対している。首相は月曜日に説明する。",
    "euc_jp": "政府は増税を発表した。野党はこの決定に強く反対している。首相は月曜日に説明する。",
    "iso2022_jp": "政府は増税を発表した。野党はこの決定に強く反対している。",
    "gb18030": "政府宣布增税。反对党强烈反对这一决定。总理将于周一作出说明，并回答记者的提问。",
    "big5": "政府宣布增稅。反對黨強烈反對這一決定。總理將於週一作出說明，並回答記者的提問。",
    "euc_kr": "정부는 세금 인상을 발표했다. 야당은 이 결정에 강하게 반대하고 있다.",
    "utf_8_sig": SWEDISH,
    "utf_16": SWEDISH,
    "utf_16_le": SWEDISH,
    "utf_16_be": "政府は増税を発表した。\n2024年3月12日\n野党はこの決定に強く反対している。\n",
    "utf_32": SWEDISH,
    "utf_32_le": SWEDISH,
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_the_encoding_is_detected(encoding):
    assert decode(SAMPLES[encoding].encode(encoding), "a.txt") == SAMPLES[encoding]


def test_utf8_is_trusted_when_it_decodes():
    assert decode("Ã© är ett fel som redan står i texten".encode(), "a.txt").startswith("Ã©")


def test_utf8_with_one_broken_byte_stays_utf8():
    raw = SWEDISH.encode() + "så sade hon ".encode()[:-1] + b"\x92 igen"

    assert decode(raw, "a.txt").startswith("Ån steg två meter")


def test_single_lines_in_windows_1252_are_read_as_such():
    raw = "Café owner fined in Genève\n\n“It’s a joke,” he said.\n".encode() + "He would appeal – “at once”.\n".encode(
        "cp1252"
    )

    assert decode(raw, "a.txt").endswith("“It’s a joke,” he said.\nHe would appeal – “at once”.\n")


def test_bytes_in_no_known_encoding_are_refused():
    with pytest.raises(Undecodable, match="unknown encoding"):
        decode(b"\x80\x81\x82" * 100, "a.txt")


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\x85", "\u2028"])
def test_all_line_ends_become_one(ends):
    assert decode(f"ett{ends}två".encode(), "a.txt") == "ett\ntvå"


def test_control_characters_and_overrides_are_removed():
    assert clean("\x1b[31mröd\x1b[0m \x07text\x9b \u202eomvänd\u202c \ud800\ufdd0\uffff") == "röd text omvänd "


def test_soft_hyphens_are_removed_and_their_words_joined():
    assert clean("riks\u00addagen och riks\u00ad\ndagen\ufeff") == "riksdagen och riksdagen"


def test_all_kinds_of_spaces_become_one_ordinary_space():
    assert clean("1\xa0000\u202f000 \t kr\u3000i\u2009år") == "1 000 000 kr i år"


def test_joiners_of_persian_and_thai_are_kept():
    assert clean("می\u200cرود ไทย\u200bไทย") == "می\u200cرود ไทย\u200bไทย"
    assert clean("rik\u200bs") == "riks"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x7fELF\x01\x02\x00\x00" * 40, "program"),
        (bytes(range(256)) * 4, "binary"),
        (b"text\x00\x01\x02 more text", "binary"),
        (b"\x01\x02\x03\x04" * 20, "binary"),
    ],
)
def test_binary_data_is_refused_by_name(raw, kind):
    with pytest.raises(Undecodable, match=rf"lead\.txt: expected text, found .*{kind}"):
        decode(raw, "lead.txt")


def test_a_line_of_twenty_megabytes_is_refused():
    with pytest.raises(TooLarge, match=rf"big\.txt: .*{MAX_CHARACTERS:,} characters"):
        decode(b"ord " * 5_000_000, "big.txt")


def test_a_dump_of_lines_is_refused():
    with pytest.raises(TooLarge, match="300,000 lines"):
        decode(b"a\n" * 300_000, "dump.txt")


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_raise_a_reading_error(raw):
    try:
        text = decode(raw, "any.txt")
    except ReadingError:
        return
    assert text.replace("\n", "").encode("utf-8") is not None
    assert clean(text) == single_spaced(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_and_keeps_letters(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert list(filter(str.isalpha, normalize("NFD", cleaned))) == list(filter(str.isalpha, normalize("NFD", text)))


def test_letters_with_marks_are_one_character():
    assert clean("e\u0301te\u0301 \u212bngstr\u00f6m \u1100\u1161") == "\u00e9t\u00e9 \u00c5ngstr\u00f6m \uac00"
