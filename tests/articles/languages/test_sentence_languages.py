"""The language of each sentence, and of quotations within a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import ForeignQuotation, foreign_quotations, languages_of_sentences


def article(*blocks: tuple[str, ...], headline: str = "") -> Article:
    return Article("a", "a", "a", headline, tuple(Block("paragraph", sentences) for sentences in blocks))


def language_of(sentence: str, main: str) -> str:
    return languages_of_sentences(article((sentence,)), main).blocks[0][0]


def test_each_sentence_has_its_language():
    found = languages_of_sentences(
        article(
            ("El alcalde habló ayer ante la prensa extranjera.", "Después dio las gracias a los vecinos."),
            ("We have been here for four hundred years.", "Nobody will make us leave this harbour now."),
            headline="El alcalde promete quedarse",
        ),
        "es",
    )

    assert found.headline == "es"
    assert found.blocks == (("es", "es"), ("en", "en"))
    assert found.of(SentenceRef(1, 0)) == "en"


@pytest.mark.parametrize(
    ("main", "sentence", "language"),
    [
        ("sv", "We are not going anywhere.", "en"),
        ("de", "Il n'y aura pas de traversée avant vendredi, a dit le capitaine.", "fr"),
        ("fr", "Wir haben hier seit vielen Jahren auf diese Entscheidung gewartet.", "de"),
        ("en", "Vi har väntat på det här beslutet i mer än tio år.", "sv"),
        ("fi", "Nosotros no vamos a cerrar el puerto por una tormenta.", "es"),
        ("en", "Satama suljetaan torstaina kovan tuulen takia, kertoo kaupunki.", "fi"),
        ("uk", "Мы не можем сказать, когда это закончится, но мы готовы ждать.", "ru"),
        ("ru", "Ми не знаємо, коли це закінчиться, але ми готові чекати.", "uk"),
        ("ru", "We will not close the bridge before the winter.", "en"),
        ("en", "Мост закроют в пятницу из-за сильного ветра.", "ru"),
        ("ar", "این پل از روز جمعه برای تعمیرات بسته خواهد شد.", "fa"),
        ("en", "سيتم إغلاق الجسر يوم الجمعة بسبب الرياح القوية.", "ar"),
        ("ja", "The bridge will be closed until the end of the week.", "en"),
        ("en", "橋は強風のため金曜日まで閉鎖される。", "ja"),
        ("ko", "这座桥因为大风将关闭到星期五，市政府说。", "zh-Hans"),
        ("hi", "The bridge will be closed until the end of the week.", "en"),
        ("cy", "The harbour at Aberllwyd is closed on Wednesday because of strong winds.", "en"),
        ("en", "Mae porthladd Aberllwyd ar gau ddydd Mercher oherwydd gwyntoedd cryfion.", "cy"),
    ],
)
def test_a_full_sentence_in_another_language_is_recognised(main, sentence, language):
    assert language_of(sentence, main) == language


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("sv", "The Old Harbour Band."),
        ("es", "Berta da un mitin en Falmouth"),
        ("ca", "Marta da un mitin en Exeter"),
        ("sv", "Boken heter The Man in the High Tower och kom i går."),
        ("de", "Real Sociedad de San Sebastián"),
        ("ru", "Manchester United, Liverpool FC, Real Madrid"),
        ("ja", "東京都庁"),
        ("ja", "東京都知事選挙候補者討論会"),
        ("en", "Москва."),
        ("nb", "Nei, nei, nei, nei, nei."),
        ("en", "“Bonjour!”"),
        ("en", ""),
        ("und", "1 234 – 567"),
    ],
)
def test_names_titles_and_single_words_are_no_other_language(main, sentence):
    assert language_of(sentence, main) == main


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        ("nb", "Hun siger, at broen ikke bliver åbnet, før vinden har lagt sig."),
        ("nn", "Regjeringen sier at brua ikke skal åpnes før vinden har løyet."),
        ("hr", "Predsednik je rekao da će vreme biti lepo i da je most otvoren."),
        ("id", "Beliau berkata bahawa jambatan itu akan ditutup kerana angin kencang."),
        ("zh-Hans", "市議會決定關閉舊橋，因為風太大，星期五才會開放。"),
        ("ar", "الكوبري ده مش هيفتح غير يوم الجمعة عشان الهوا جامد."),
    ],
)
def test_close_languages_are_not_told_apart_within_an_article(main, sentence):
    assert language_of(sentence, main) in (main, "da" if main == "nb" else main)


def test_a_quotation_with_its_speaker_is_in_the_speakers_language():
    sentence = '"Our fishermen know the sea better than any ministry," dijo Ruiz ante los vecinos del puerto.'

    assert language_of(sentence, "es") == "es"
    assert foreign_quotations(sentence, "es") == (ForeignQuotation(1, 53, "en"),)
    assert sentence[1:53] == "Our fishermen know the sea better than any ministry,"


@pytest.mark.parametrize(
    ("main", "sentence", "quotation", "language"),
    [
        ("de", "Er sagte: „We will not leave this town before the winter.“", "We will not leave", "en"),
        ("fr", "Le maire a dit : « We will not leave this town before the winter. »", "We will not leave", "en"),
        ("en", "The mayor said: “Wir werden die Stadt nicht verlassen, das ist sicher.”", "Wir werden", "de"),
        ("ja", "市長は「We will not leave this town before the winter.」と述べた。", "We will not leave", "en"),
        ("pl", "We will not leave this town before the winter”, powiedział burmistrz.", "We will not leave", "en"),
    ],
)
def test_a_foreign_quotation_is_located(main, sentence, quotation, language):
    (found,) = foreign_quotations(sentence, main)

    assert found.language == language
    assert sentence[found.start : found.end].strip().startswith(quotation)


@pytest.mark.parametrize("sentence", ["", "No marks here at all.", "He read “The Old Man and the Sea” twice.", '"'])
def test_an_article_in_one_language_has_no_foreign_quotation(sentence):
    assert foreign_quotations(sentence, "en") == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=80), max_size=3), max_size=3), st.sampled_from(["en", "ja", "und", "ceb"]))
def test_the_languages_have_the_layout_of_the_article(blocks, main):
    found = languages_of_sentences(article(*map(tuple, blocks)), main)

    assert [len(languages) for languages in found.blocks] == [len(sentences) for sentences in blocks]
