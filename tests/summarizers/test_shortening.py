"""Spans of a told sentence: what stands before it, and what it can spare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.summarizers.extract.shortening import clean_span, shorter_spans


@pytest.mark.parametrize(
    "told",
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
    ],
)
def test_what_stands_before_the_sentence_is_left_out(told):
    before, sentence = told.split("|")

    assert clean_span(before + sentence, "und") == (len(before), len(before + sentence))


@pytest.mark.parametrize(
    "told",
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
    ],
)
def test_what_belongs_to_the_sentence_stays(told):
    assert clean_span(told, "und") is None


@pytest.mark.parametrize(
    ("language", "told", "shown"),
    [
        ("en", "Goff said the bridge would close, he told the agency.", ["Goff said the bridge would close"]),
        ("en", "The bridge closes in May; work begins in June.", ["The bridge closes in May"]),
        ("en", "However, Israel said the talks would go on.", ["Israel said the talks would go on."]),
        ("en", "Parliament in Ekby passed the bill (by 34 votes).", ["Parliament in Ekby passed the bill"]),
        ("sv", "Kommunen stängde bron på måndagen, vilket väckte ilska.", ["Kommunen stängde bron på måndagen"]),
    ],
)  # fmt: skip
def test_what_a_sentence_can_spare(language, told, shown):
    assert [told[start:end] for start, end in shorter_spans(told, language)] == shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The bridge would close for repairs, he told the agency."),  # a claim would become a fact
        ("en", "The bridge closes in May; but only if the money comes."),
        ("en", "The bridge closes in May (the mayor denied this)."),
        ("en", "“The bridge closes in May; work begins in June,” said Goff."),
        ("tr", "Köprü mayısta kapanacak, çalışmalar haziranda başlayacak dedi."),
    ],
)
def test_what_changes_what_is_said_is_never_cut(language, told):
    assert shorter_spans(told, language) == ()


PIECES = st.lists(
    st.sampled_from(
        ["OSLO", " (TT)", " – ", "The", " ferry", ", which", "; ", "(", ")", "“", " said", "，", "船", "10:42 "]
    )
    | st.text(max_size=5),
    max_size=25,
).map("".join)


@given(PIECES, st.sampled_from(["en", "sv", "zh", "und"]))
def test_spans_lie_within_the_sentence_and_are_shorter(told, language):
    clean = clean_span(told, language)
    spans = shorter_spans(told, language)

    assert clean is None or 0 < clean[0] < clean[1] == len(told)
    kept = clean or (0, len(told))
    assert all(kept[0] <= start < end <= kept[1] and (start, end) != kept for start, end in spans)
    assert [end - start for start, end in spans] == sorted((end - start for start, end in spans), reverse=True)


@pytest.mark.parametrize("piece", ["a", '"', "(CNN) ", "他，", ", which ", "a(b", "; ", "said "])
def test_a_megabyte_of_anything_is_read_in_no_time(piece):
    told = piece * (1_000_000 // len(piece))

    assert clean_span(told, "en") is None or told
    assert shorter_spans(told, "en") == ()
