"""What a sentence needs beside it, and which may never stand in a summary."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import SentenceRef
from wireglot.summarizers.extract.context import depends_on_context
from wireglot.summarizers.extract.guards import SourceSentence, check_guards, fragments


def _lines(*blocks: str) -> list[SourceSentence]:
    """One block each; sentences are parted by a bar."""
    return [
        SourceSentence(SentenceRef(b, s), sentence, sentence)
        for b, block in enumerate(blocks)
        for s, sentence in enumerate(block.split("|"))
    ]


def _needs(language: str, *blocks: str) -> list[tuple[int, ...] | None]:
    """Of each sentence; None where it is excluded."""
    found = check_guards(_lines(*blocks), language, language)
    return [None if result.excluded else result.needs for result in found]


NEWS = {
    "en": "The ferry sank off the coast of Ekby.",
    "sv": "Färjan sjönk utanför Ekby i går.",
    "de": "Die Fähre sank am Montag vor Ekby.",
    "fr": "Le ferry a coulé lundi au large d'Ekby.",
}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "These 33 must be alive."),
        ("en", "On Monday last week he went home."),
        ("en", "It was the third fire there."),
        ("sv", "I går sa han att färjan går."),
        ("sv", "Det var den tredje branden på en månad."),
        ("nn", "Han seier at ferja går."),
        ("da", "Derefter sank færgen."),
        ("de", "Am Montag sagte er das ab."),
        ("nl", "Daarna zonk de veerboot."),
        ("fr", "C’est la troisième fois."),
        ("es", "Sin embargo, el ferry salió."),
        ("pt", "Além disso, a balsa partiu."),
        ("it", "Poco dopo, il traghetto è partito."),
        ("pl", "Dzięki temu prom odpłynął."),
        ("cs", "Podle něj trajekt odplul."),
        ("ru", "По его словам, паром затонул."),
        ("uk", "За її словами, пором затонув."),
        ("tr", "Bunun üzerine feribot battı."),
        ("ar", "وأضاف أن العبارة غرقت."),
        ("fa", "وی گفت کشتی غرق شد."),
        ("hi", "उन्होंने कहा कि नाव डूब गई।"),
        ("bn", "তিনি বলেন, ফেরি ডুবে গেছে।"),
        ("ur", "انہوں نے کہا کہ کشتی ڈوب گئی۔"),
        ("zh-Hans", "周一，他说港口关闭。"),
        ("ja", "しかし、船は沈んだ。"),
        ("ko", "그는 배가 침몰했다고 말했다."),
        ("id", "Perahu itu tenggelam."),
        ("vi", "Những máy này dọn đất."),
        ("fi", "Hän kertoi asiasta."),
        ("el", "Ωστόσο, το πλοίο βυθίστηκε."),
        ("he", "לדבריו, המעבורת טבעה."),
        ("ro", "Potrivit acestuia, feribotul s-a scufundat."),
        ("hu", "Ezután a komp elsüllyedt."),
        ("ca", "Tanmateix, el ferri va sortir."),
        ("und", "and sank."),
    ],
)
def test_an_opening_that_points_back_depends_on_context(language, sentence):
    assert depends_on_context(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This week the ferry sails again."),
        ("en", "It is clear that the ferry sank."),
        ("en", "Both the minister and the owner resigned."),
        ("en", "Trump said he would leave."),
        ("en", "He Jianming was beaten in the first round."),
        ("sv", "Det är klart att färjan sjönk."),
        ("sv", "De flesta färjor går i år."),
        ("de", "Der Minister trat zurück."),
        ("de", "Die Fähre sank."),
        ("de", "Es gibt eine neue Fähre."),
        ("fr", "Il y a deux ans, le ferry a coulé."),
        ("fr", "Ce lundi, le ferry repart."),
        ("es", "Su Santidad viajó a Madrid."),
        ("es", "Este lunes sale el ferry."),
        ("tr", "Bu yıl feribot çalışmıyor."),
        ("ar", "هذا الأسبوع تعود العبارة."),
        ("hi", "वेस्ट बंगाल में नाव डूब गई।"),
        ("ko", "이 총리는 사임했다."),
        ("vi", "Ông Trump từ chức."),
        ("vi", "Anh Quốc rời đi."),
        ("zh", "其实港口已关闭。"),
        ("und", "iPhone sales fell."),
    ],
)
def test_an_opening_that_only_looks_alike_does_not(language, sentence):
    assert not depends_on_context(sentence, language)


def test_a_chain_of_dependent_sentences_is_needed_whole():
    needs = _needs("en", NEWS["en"], "Photo: A. B./TT", "It was built in 1970.|Later, the owner painted it.")

    assert needs == [(), None, (0,), (0, 2)]


def test_a_dependent_first_sentence_is_excluded():
    long = "The ferry that had left Ekby in the morning sank in the storm off the coast, and all of them were saved."

    assert _needs("en", "He left the town.", long, long, long) == [None, (), (), ()]


def test_a_translation_may_depend_where_the_original_does_not():
    lines = [
        SourceSentence(SentenceRef(0, 0), "Färjan sjönk.", "The ferry sank."),
        SourceSentence(SentenceRef(0, 1), "Anna såg allt.", "She saw everything."),
    ]

    assert check_guards(lines, "sv", "en")[1].needs == (0,)


@pytest.mark.parametrize(
    ("language", "blocks", "needs"),
    [
        ("en", ["Israel cannot hope for much more.|Goff says."], [(1,), (0,)]),
        ("en", [NEWS["en"], "The owner must pay for it all.|That is how Goff, a pilot, sees it."], [(), (2,), (1,)]),
        ("en", ["Nora Kilbride stood on deck.|I thought we would never see land."], [(), (0,)]),
        ("en", ["“We will go on,” said Goff. |“We have no choice.”"], [(), (0,)]),
        ("en", ["“We go on. |There is no choice,” said Goff."], [(1,), ()]),
        ("en", ["Goff put it like this in Ekby:|The ferry is a danger to all."], [(1,), (0,)]),
        ("sv", ["– Bron är farlig, säger Anna Berg.", "– Vi vill ha svar nu."], [(), (0,)]),
        ("sv", [NEWS["sv"], "Färjan var ett under.|Det säger Mats Tunell."], [(), (2,), (1,)]),
        ("de", [NEWS["de"], "Das darf nie wieder geschehen.|So sieht es Kurt Wendlandt."], [(), (2,), (1,)]),
        ("it", ["Renzo Galli guarda il fiume.|Abbiamo scritto dodici lettere."], [(), (0,)]),
        ("ja", ["船は宝だ。|そう語るのは藤代勇さん。"], [(1,), (0,)]),
    ],
)
def test_speech_is_taken_with_the_sentence_naming_its_speaker(language, blocks, needs):
    assert _needs(language, *blocks) == needs


def test_a_quotation_without_a_speaker_is_excluded():
    assert _needs("en", NEWS["en"], "“It was chaos out there.”", NEWS["en"]) == [(), None, ()]


def test_the_author_of_a_column_may_say_i():
    assert _needs("en", "I walked to Ekby.|I saw the ferry.|The sea was calm.|I went home.") == [(), (), (), ()]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Union warned of too few engineers"),
        ("en", "(Reporting by A. B.; editing by C. D.)"),
        ("en", "Subscribe to our newsletter."),
        ("en", "Watch the moment when the bridge falls in this video."),
        ("en", "Write to news@example.org."),
        ("sv", "Här kan du se bilderna från raset i gruvan."),
        ("tr", "Bültenimize abone olun, haberler her sabah gelsin."),
        ("zh", "扫描二维码关注本报。"),
    ],
)
def test_what_is_no_sentence_of_the_story_is_excluded(language, sentence):
    assert _needs(language, NEWS["en"], NEWS["sv"], NEWS["de"], sentence, NEWS["fr"])[3] is None


@pytest.mark.parametrize("credit", ["Photo: Moira Penn/Northlight", "© Northlight", "Fot. Jan Rylski/Kurier"])
def test_a_credit_excludes_the_caption_before_it(credit):
    assert _needs("en", NEWS["en"], NEWS["de"], f"The ferry under tow on Monday.|{credit}", NEWS["sv"])[2:4] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("en", "Ida Marsh has reported on trade unions for the Courier since 2015."),
        ("sv", "Karin Ek är kulturreporter på Bladet och bevakar teatern."),
        ("de", "Jonas Petri ist Korrespondent der Post in Wien."),
        ("fr", "Paul Lenoir est journaliste au Courrier et couvre les transports."),
        ("cs", "Petra Malá je redaktorka Listů a píše o dopravě."),
        ("fi", "Matti Salo on Lehden toimittaja, joka seuraa metsäteollisuutta."),
        ("hu", "Kiss Anna a Hírlap újságírója, oktatással foglalkozik."),
        ("el", "Η Μαρία Λέκκα είναι δημοσιογράφος της Εφημερίδας."),
        ("he", "רונית לוי היא כתבת הבריאות של העיתון."),
        ("bn", "রফিক হাসান খবরের প্রতিবেদক হিসেবে কাজ করেন।"),
        ("ru", "Пётр Зимин — обозреватель «Вестника», пишет о транспорте."),
        ("zh", "王小明是晨报记者，长期关注教育。"),
        ("ja", "山本一郎は朝刊の記者で、教育を担当している。"),
        ("ko", "박지민 기자는 교육 문제를 취재하고 있다."),
    ],
)
def test_a_note_on_the_author_at_the_end_is_excluded(language, note):
    assert _needs(language, *NEWS.values(), note)[-1] is None


def test_somebody_of_the_story_is_no_author():
    needs = _needs(
        "en", "The court freed Ida Marsh on Monday.", *NEWS.values(), "Ida Marsh is a reporter at the Courier."
    )

    assert needs[-1] == ()


def test_a_reporter_in_the_midst_of_a_story_is_no_author():
    told = "Ida Marsh is a reporter at the Courier in Ekby."

    assert _needs("en", *NEWS.values(), told, *NEWS.values())[4] == ()


@pytest.mark.parametrize(
    "told",
    [
        "Send our troops home by May, the senator said.",
        "Share prices fell here below a hundred on Monday.",
        "Who pays for the ferry?",
    ],
)
def test_what_only_looks_like_a_request_stays(told):
    assert _needs("en", *NEWS.values(), told, NEWS["en"], NEWS["sv"])[4] is not None


def test_a_dependent_first_sentence_stays_if_it_is_alone():
    assert _needs("en", "He left the town in the night.|Later, he came back.") == [(), (0,)]


def test_a_few_words_without_a_mark_end_a_caption():
    assert _needs("sv", *NEWS.values(), "Skolan har elva elever.|Hans Ceder", NEWS["en"])[4:6] == [None, None]


def test_a_poem_without_marks_has_no_fragments():
    poem = ["The sea is wide", "The ferry is small", "The night is long"]

    assert fragments(poem, [0, 1, 2], "en") == [False, False, False]


def test_an_article_in_capitals_is_kept():
    assert _needs("en", "THE FERRY SANK.", "THE OWNER RESIGNED.") == [(), ()]


TEXTS = st.one_of(
    st.text(min_size=1, max_size=60).filter(str.strip),
    st.sampled_from(["He left.", "“Yes.", "No.”", "Goff says.", "– Nej.", "I see.", "He said:", "Photo: X", "他说。"]),
)


@given(
    st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), max_size=14),
    st.sampled_from(["en", "sv", "zh", "ar", "und"]),
)
@settings(deadline=None, max_examples=40)
def test_needed_sentences_are_never_excluded(parts, language):
    lines: list[SourceSentence] = []
    for original, told, new in parts:
        block, sentence = lines[-1].ref if lines else (0, -1)
        place = SentenceRef(block + 1, 0) if new else SentenceRef(block, sentence + 1)
        lines.append(SourceSentence(place, original.strip(), told.strip()))

    found = check_guards(lines, language, "en")

    assert len(found) == len(lines)
    for number, result in enumerate(found):
        assert list(result.needs) == sorted(set(result.needs) - {number})
        assert not any(found[other].excluded for other in result.needs)
        assert not (result.excluded and result.needs)
