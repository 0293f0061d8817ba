"""Whole lines of boilerplate are recognised in many languages, and text is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import BOILERPLATE, boilerplate_kind
from wireglot.articles.languages import ends_sentence

CAPTIONS = """Photo: John Doe/AP
Foto: Jessica Gow/TT
Photo : Bertrand Guay / AFP
Foto d'archivio
Fot. Jan Kowalski/PAP
Фото: РИА Новости
Fotoğraf: AA
الصورة: رويترز
عکس: ایرنا
फोटो: पीटीआई
图：新华社
写真：共同通信
사진=연합뉴스
צילום: רויטרס
Archivbild
Statsministern på väg till mötet i tisdags. Foto: Jessica Gow/TT
A man walks past the ruins on Friday. (AP Photo/John Doe)
Rettungskräfte am Unglücksort (Foto: dpa)
图为救援现场。
写真は会見する首相（代表撮影）
Photo by Jane Doe/Getty Images
【写真】会見する首相
På bilden: brandmän. Foto: Per Ek"""

BYLINES = """By Jane Doe
By JOHN SMITH, Political Editor
Von Max Müller und Eva Maria Stein
Por María José López
Автор: Иван Петров
بقلم: أحمد علي
लेखक: राम कुमार
作者：张三
홍길동 기자
[서울=뉴시스] 홍길동 기자 =
记者 李四
מאת: דוד כהן
anna.svensson@example.se
(Reporting by Jane Doe; Editing by John Smith)
TT
(TT)
AFP/dpa
（共同）"""

DATELINES = """STOCKHOLM (TT)
LONDON (Reuters) -
MOSKVA –
Stockholm, 12 mars 2024
12. März 2024, 14:05 Uhr
2024年3月12日
2024-03-12 14:05
March 12, 2024
2024년 3월 12일
12 марта 2024 г.
12 de marzo de 2024
Published 12 March 2024, 14:05 GMT
Uppdaterad 14.05
Aktualisiert: 12.03.2024
Опубликовано 12 марта 2024
更新時間：2024-03-12 10:00
입력 2024.03.12 10:00
آخر تحديث 12 مارس 2024"""

READ_MORE = """Läs mer: Regeringen höjer skatten
LÄS MER Statsministern avgår
Read more: PM resigns after vote
Lesen Sie auch: So geht es weiter.
Lire aussi : Le premier ministre démissionne
À LIRE AUSSI
Читайте также: Премьер ушёл
ЧИТАЙТЕ ТАКЖЕ
DEVAMINI OKU
اقرأ أيضا: رئيس الوزراء يستقيل
यह भी पढ़ें: मंत्री का इस्तीफा
相关阅读：首相辞职
関連記事
관련기사
ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ
קראו עוד: ראש הממשלה
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
    assert boilerplate_kind(line.strip(), final=final, at_edge=edge) in {None, *BOILERPLATE}
