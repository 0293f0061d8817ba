"""Datelines go from the head of a sentence, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.summarizers.extract.datelines import sentence_start


@pytest.mark.parametrize(
    "text",
    [
        "STOCKHOLM (TT) – |The ferry sank off the coast.",
        "PARIS, May 3 (AFP) - |The ferry sank off the coast.",
        "Norsele, 4 februari (NTN). |Färjan sjönk i går.",
        "NORSELE. |Tågbanan till Norsele stängs i dag.",
        "МОСКВА, 3 мая — РИА Новости. |Паром затонул у берега.",
        "КИЇВ. 5 лютого. НАС. |Пором затонув біля берега.",
        "【東京共同】|政府は三日、新しい法案を発表した。",
        "北京（新华社）|政府周一宣布新的措施。",
        "新华社北京5月3日电（记者张三）|政府周一宣布新的措施。",
        "(서울=연합뉴스) 김철수 기자 = |정부는 새 법안을 발표했다.",
        "KOMPAS.com - |Pemerintah mengumumkan aturan baru.",
        "Liputan6.com, Jakarta - |Pemerintah mengumumkan aturan.",
        "ANKARA (AA) - |Türkiye yeni bir yasa çıkardı.",
        "القاهرة (رويترز) - |قالت الحكومة إنها ستفعل.",
        "नई दिल्ली (भाषा)। |सरकार ने नई योजना की घोषणा की।",
        "Puente Alba, 8 ago (ANE).- |El embalse ha bajado.",
        "(CNN)|The ferry sank off the coast.",
        "Berlin - |Die Regierung hat es beschlossen.",
        "Brattli (INP): |Kinoen i Brattli åpner igjen.",
        "Ekby (NTB): |Kinoen åpner igjen i august.",
        "खिरसू: |पहाड़ी गाँव खिरसू की महिलाओं ने स्कूल खोला।",
        "وكالات: |انهار الجسر صباح الثلاثاء في المحافظة.",
        "به گزارش ایسنا، تهران: |دولت قانون تازه‌ای را اعلام کرد.",
        "10:42 – |Tåget har lämnat stationen.",
        "ANKARA YANGINI SÖNDÜRÜLDÜ |Türkiye'de yangın dün söndürüldü ve kimse ölmedi.",
        "MARLOW FALLS, Iowa — |Tolliver Foods will close its cannery by Dec. 31.",
        "New York — |The mayor said on Monday that nobody was hurt.",
        "ROME, Nov. 3 - |The government fell on Monday evening.",
        "Marlow (CNN) -- |The ferry sank off the coast on Monday.",
        "New Ekby, Utland (VLM)|The ferry sank off the coast on Monday.",
        "New Ekby (VLM)|The ferry sank off the coast on Monday.",
        "Ekby, Kanal Nusantara - - |Pemerintah mengumumkan aturan baru - yang ketiga - kemarin.",
        "ALTENRODE/BRESSAC dpa | |Die Regierung hat am Montag beschlossen zu gehen.",
        "Altenrode afp/dpa | |Die Regierung hat am Montag beschlossen zu gehen.",
        "Altenrode/Ekby – |Kurz vor dem Beginn der Messe hat der Konzern gewarnt.",
        "BRESSAC, le 4 novembre 2026 – |Tolliver Foods fermera son usine de conserves.",
        "BRESSAC (Vaulx), 4 nov 2026 (AFP) - |La jetée du port s'est effondrée mardi.",
        "Bressac, le 4 novembre (AFP) — |Le gouvernement est tombé lundi soir.",
        "Заріччя. 4 листопада. НАС - |Пором затонув біля берега в понеділок.",
        "Akçaova - DHA |Hükümet pazartesi akşamı düştü ve seçim oldu.",
        "الربوة - وكالات: |قالت الحكومة إنها ستفعل ذلك اليوم.",
        "Oslo (NTB-TT) - - |Regjeringen gikk av på mandag kveld.",
        "San Marlow - |The mayor said on Monday that nobody was hurt.",
        "EKBY STT |Hallitus kaatui maanantai-iltana äänestyksessä.",
        "खिरसू, 4 नवंबर (भाषा) |सरकार ने नई योजना की घोषणा की।",
        "ঢাকা, ৪ নভেম্বর (বাসস) : |সরকার নতুন পরিকল্পনা ঘোষণা করেছে।",
        "鳴瀬（共同）|政府は三日、新しい法案を発表した。",
        "[ロンドン 4日 ロイター] - |政府は三日、新しい法案を発表した。",
    ],
)
def test_a_sentence_begins_behind_its_dateline(text):
    before, _, sentence = text.rpartition("|")

    assert sentence_start(before + sentence) == len(before)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank off the coast.",
        "Israel - Hamas talks continue in Qatar today.",
        "Stefan Löfven – Sveriges statsminister – avgår i dag.",
        "The Food and Drug Administration (FDA) - which regulates - said no.",
        "US FDA Commissioner Smith said the drug is safe now.",
        "Smith (Labour): We will win the vote today.",
        "Am Donnerstag, dem 12. Juni 2025, stimmte der Rat zu.",
        "TCDD (Devlet Demiryolları) Akçaova hattını mayısta açacak.",
        "10.42 stannade tåget i Uppsala i går.",
        "世卫组织（WHO）表示将采取措施应对。",
        "夫婦で訪れた会社員男性（５８）＝岡山市中区＝は笑顔を見せた。",
        "杰里米的工党将考虑制定一个较为激进的计划 - 让英国人一周工作四天。",
        "",
        "Altenrode hat für 18,5 Mio. Euro Straßen, Leitungen und eine Kita gebaut.",
        "Paris a versé 2,3 mio. Les habitants sont contents de la somme.",
        "The strip from Gaza - Israel says - is closed to all traffic.",
        "Tolliver (TLV) Chairman Tom Orr resigned on Monday evening.",
        "World Ferry Union (WFU) Director Ann Roe said nobody was hurt.",
        "NTN: You work in a school, and what do you teach there?",
        "Konektivitas Wi - Fi dan Bluetooth tentu tersedia di kapal ini.",
        "Kultur | Film und Theater bekommen mehr Geld vom Bund.",
        "The mayor - a former teacher - resigned on Monday evening.",
        "Avrupa Birliği (AB) Dış İlişkiler Temsilcisi pazartesi günü geldi.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(text):
    assert sentence_start(text) == 0


PIECES = st.lists(
    st.sampled_from(["OSLO", " (TT)", " – ", "The", " ferry", "; ", "(", ")", "“", " said", "，", "船", "10:42 "])
    | st.text(max_size=5),
    max_size=25,
).map("".join)


@given(PIECES)
def test_a_sentence_always_begins_inside_the_text(text):
    assert 0 <= sentence_start(text) <= max(0, len(text) - 1)


@pytest.mark.parametrize("piece", ["a", '"', "(CNN) ", "他，", "a(b", "; "])
def test_a_megabyte_of_anything_is_read(piece):
    assert sentence_start(piece * (1_000_000 // len(piece))) < 100
