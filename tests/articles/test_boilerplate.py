"""Whole lines of boilerplate are recognised in many languages, and text is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import boilerplate_kind
from wireglot.articles.languages import ends_sentence

CAPTIONS = """Photo: John Doe/AP
Foto: Jessica Gow/TT
Bild: Anders Wiklund
FOTO: NTB
Kuva: Lehtikuva
Photo : Bertrand Guay / AFP
Imagen: EFE
Foto: Agência Brasil
Foto d'archivio
Fot. Jan Kowalski/PAP
Snímek: ČTK
Фото: РИА Новости
Фото: Укрінформ
Fotoğraf: AA
الصورة: رويترز
عکس: ایرنا
फोटो: पीटीआई
图：新华社
写真：共同通信
사진=연합뉴스
Foto: Antara/Hafidz
Ảnh: TTXVN
Φωτογραφία: ΑΠΕ-ΜΠΕ
צילום: רויטרס
Fotó: MTI
Imatge: ACN
Archivbild
File photo
Symbolbild
Statsministern på väg till mötet i tisdags. Foto: Jessica Gow/TT
A man walks past the ruins on Friday. (AP Photo/John Doe)
Rettungskräfte am Unglücksort (Foto: dpa)
图为救援现场。
写真は会見する首相（代表撮影）
【写真】会見する首相
Photo by Jane Doe/Getty Images
På bilden: brandmän. Foto: Per Ek"""

BYLINES = """By Jane Doe
By JOHN SMITH, Political Editor
Av Anna Svensson
Von Max Müller
Von Max Müller und Eva Maria Stein
Par Jean Dupont
Por María José López
Di Mario Rossi
Door Jan de Vries
Af Mette Frederiksen
Oleh Budi Santoso
Per Joan Puig
De Ion Popescu
Autor: Jan Kowalski
Автор: Иван Петров
Yazan: Ayşe Kaya
بقلم: أحمد علي
نویسنده: رضا کریمی
लेखक: राम कुमार
作者：张三
文：山田太郎
홍길동 기자
[서울=뉴시스] 홍길동 기자 =
记者 李四
Tác giả: Nguyễn Văn A
Teksti: Matti Virtanen
Συντάκτης: Γιώργος Παππάς
מאת: דוד כהן
Szerző: Kovács János
Text: Anna Svensson
anna.svensson@example.se
(Reporting by Jane Doe; Editing by John Smith)
TT
(TT)
AFP/dpa
（共同）"""

DATELINES = """STOCKHOLM (TT)
LONDON (Reuters) -
MOSKVA –
12 March 2024
Stockholm, 12 mars 2024
12. März 2024, 14:05 Uhr
2024-03-12 14:05
2024年3月12日
2024년 3월 12일
12 марта 2024 г.
March 12, 2024
12 de marzo de 2024
Published 12 March 2024, 14:05 GMT
Publicerad 2024-03-12
Uppdaterad 14.05
Aktualisiert: 12.03.2024
Publié le 12 mars 2024 à 14h05
Опубликовано 12 марта 2024
更新時間：2024-03-12 10:00
입력 2024.03.12 10:00
آخر تحديث 12 مارس 2024
Julkaistu 12.3.2024"""

READ_MORE = """Läs mer: Regeringen höjer skatten
LÄS MER Statsministern avgår
Läs också
Read more
Read more: PM resigns after vote
Les også: Dette skjedde
Læs også: Minister går
Lesen Sie auch: So geht es weiter.
Mehr zum Thema
Lees ook: Kabinet valt
Lire aussi : Le premier ministre démissionne
À LIRE AUSSI
Lea también: Renuncia el ministro
Leggi anche
Leia também: Ministro cai
Czytaj także: Premier odchodzi
Čtěte také: Premiér končí
Читайте также: Премьер ушёл
ЧИТАЙТЕ ТАКЖЕ
Читайте також: Прем'єр пішов
İlgili haber: Bakan istifa etti
DEVAMINI OKU
اقرأ أيضا: رئيس الوزراء يستقيل
بیشتر بخوانید: نخست وزیر
यह भी पढ़ें: मंत्री का इस्तीफा
相关阅读：首相辞职
関連記事
あわせて読みたい
관련기사
관련 기사: 총리 사임
Baca juga: Menteri mundur
Xem thêm: Thủ tướng từ chức
Lue myös: Pääministeri eroaa
Διαβάστε επίσης: Ο πρωθυπουργός
ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ
קראו עוד: ראש הממשלה
Citește și: Premierul demisionează
Kapcsolódó cikkek
Llegiu també: El ministre plega
Scroll down for video
SCROLL DOWN FOR VIDEO
>> Read more: the whole story
► Läs mer"""

TEXT = """Photo by photo, the album shows how the village changed.
Photographs show the damage after the quake.
By Monday the river had risen two metres.
Von Berlin nach Paris
Foto och film ska bevaras, säger museet.
Bild berichtete zuerst über den Fall.
Reading more books helps children.
Read more books, teachers told their pupils on Monday.
Leer más libros es bueno.
Related companies were also fined.
Updated rules apply from 1 January 2024.
Published in 2019, the novel sold a million copies.
写真を撮影した男性は「驚いた」と話した。
图书馆将于明年开放。
更新された制度は4月に始まる。
Фотограф получил премию в 2024 году.
Watch out for ice, the police said.
Listen to the voters
Editing by hand takes hours.
In 2024 he said: no
Source of the fire unknown
Av de tio som åtalats frikändes två.
Par ailleurs, le ministre a démissionné.
Di Maio a Bruxelles
Text messages cost him the job
Die Quelle: ein Brunnen im Wald, sagt der Förster.
EM 2024 i Tyskland"""


def kind_of(line, *, edge=True):
    return boilerplate_kind(line, final=ends_sentence(line), at_edge=edge)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", ""])
def test_a_hard_space_does_not_hide_a_final_mark(space):
    assert ends_sentence(f"« Est-ce la fin{space}?{space}»")


@pytest.mark.parametrize("line", CAPTIONS.split("\n"))
def test_a_caption_is_recognised(line):
    assert kind_of(line) == "caption"


@pytest.mark.parametrize("line", BYLINES.split("\n"))
def test_a_byline_is_recognised(line):
    assert kind_of(line) == "byline"


@pytest.mark.parametrize("line", DATELINES.split("\n"))
def test_a_dateline_is_recognised(line):
    assert kind_of(line) == "dateline"


@pytest.mark.parametrize("line", READ_MORE.split("\n"))
def test_a_read_more_line_is_recognised(line):
    assert kind_of(line) == "read-more"


@pytest.mark.parametrize("line", TEXT.split("\n"))
def test_text_that_begins_like_boilerplate_stays_text(line):
    assert kind_of(line) is None


def test_a_name_alone_is_a_byline_only_at_the_edge():
    assert kind_of("By Jane Doe", edge=True) == "byline"
    assert kind_of("By Jane Doe", edge=False) is None


def test_a_paragraph_that_ends_in_a_credit_stays_text():
    assert kind_of("Word " * 50 + "ended. Foto: Jessica Gow/TT") is None


@given(st.text(min_size=1).filter(str.strip), st.booleans(), st.booleans())
def test_any_line_has_an_answer(line, final, edge):
    assert boilerplate_kind(line.strip(), final=final, at_edge=edge) in {
        None,
        "caption",
        "byline",
        "dateline",
        "read-more",
    }
