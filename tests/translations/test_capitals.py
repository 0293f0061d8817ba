"""Text in capitals: when it is, its sentence case, and that its translation is in capitals too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.translations import TranslationContext, translate
from wireglot.translations.capitals import in_capitals, in_sentence_case, is_in_capitals, spellings_in
from wireglot.translations.engine import RULE_BASED
from wireglot.translations.translate import translate_with

UNCHECKED = TranslationContext(check=lambda *_: ())


class Echo:
    """An engine that answers with brackets round the sentence, and notes what it was sent."""

    name, rank = "echo", RULE_BASED

    def __init__(self) -> None:
        self.sent: list[str] = []

    def signature(self, source: str, target: str) -> str:
        return f"echo|{source}-{target}"

    def translate(self, sentences, _source, _target):
        self.sent += sentences
        return tuple(f"<{text}>" for text in sentences)

    def note(self, _source: str, _target: str) -> str:
        return ""

    def install_hint(self, _source: str, _target: str) -> str:
        return ""


def article(*sentences: str, headline: str = "") -> Article:
    return Article("id", "uri", "source", headline, (Block("paragraph", sentences),))


@pytest.mark.parametrize(
    "text",
    [
        "O PORTO DE VILAMAR FOI FECHADO",
        "INCÊNDIOS",
        "5 MORTOS EM LISBOA",
        "McDONALD'S FECHA PORTAS",
        "ПОРТ ЗАКРЫТ ИЗ-ЗА ВЕТРА",
        "VEJA TUDO EM https://exemplo.pt/noticias/porto",
    ],
)
def test_lines_of_capitals_are_recognised(text: str) -> None:
    assert is_in_capitals(text)


@pytest.mark.parametrize(
    "text",
    ["", "12:30", "NATO", "FBI, CIA", "O porto fechou.", "A NATO, a ONU e a UE", "北约 NATO CEO IBM 表示", "ميناء"],
)
def test_acronyms_and_normal_text_are_no_capitals(text: str) -> None:
    assert not is_in_capitals(text)


def sentence_case(text: str, *others: str, language: str = "pt") -> str:
    return in_sentence_case(text, language, spellings_in(others, language))


def test_known_words_get_the_spelling_of_the_article() -> None:
    known = ("Ontem a NATO e o Rui Sá fecharam o porto de Vilamar.", "O iPhone caiu.")

    assert sentence_case("RUI SÁ VÊ PORTO. IPHONE DA NATO EM VILAMAR", *known) == (
        "Rui Sá vê porto. iPhone da NATO em Vilamar"
    )


def test_the_first_word_of_a_sentence_is_no_evidence() -> None:
    assert sentence_case("FECHA O PORTO DE LISBOA", "Porto fechado. Lisboa espera.") == "Fecha o porto de lisboa"


def test_accents_that_the_capitals_lack_come_from_the_article() -> None:
    assert sentence_case("L'ECOLE FERME", "Dans une école du Nord", language="fr") == "L'école ferme"


@pytest.mark.parametrize(
    ("capitals", "sentence"),
    [
        ("O G20 NO SÉCULO XXI: 12KM", "O G20 no século XXI: 12KM"),
        ("EL REY DE EE.UU. Y EE. UU. HOY", "El rey de EE.UU. y EE. UU. hoy"),
        ("LIVRO DE J. K. ROWLING SAI", "Livro de J. K. Rowling sai"),
        ("«PORTO FECHADO»! QUEM PAGA?", "«Porto fechado»! Quem paga?"),
        ("VEJA WWW.PORTO.PT HOJE", "Veja WWW.PORTO.PT hoje"),
    ],
)
def test_codes_numerals_and_initials_stay(capitals: str, sentence: str) -> None:
    assert sentence_case(capitals) == sentence


@pytest.mark.parametrize(
    ("language", "capitals", "sentence"),
    [
        ("tr", "İZMİR LİMANI KAPANDI", "İzmir limanı kapandı"),
        ("nl", "IJSLAND SLUIT DE HAVEN", "IJsland sluit de haven"),
        ("el", "Ο ΔΡΟΜΟΣ ΕΚΛΕΙΣΕ", "Ο δρομος εκλεισε"),
    ],
)
def test_small_letters_follow_the_language(language: str, capitals: str, sentence: str) -> None:
    assert sentence_case(capitals, language=language) == sentence


def test_greek_words_find_their_accents() -> None:
    assert sentence_case("Ο ΔΡΟΜΟΣ ΕΚΛΕΙΣΕ", "Χθες ο δρόμος έκλεισε.", language="el") == "Ο δρόμος έκλεισε"


@pytest.mark.parametrize(
    ("to", "text", "capitals"),
    [
        ("en", "The port of https://a.example/Port is shut", "THE PORT OF https://a.example/Port IS SHUT"),
        ("de", "Die Straße", "DIE STRASSE"),
        ("tr", "iki ölü", "İKİ ÖLÜ"),
        ("el", "Ο δρόμος", "Ο ΔΡΟΜΟΣ"),
    ],
)
def test_capitals_follow_the_language(to: str, text: str, capitals: str) -> None:
    assert in_capitals(text, to) == capitals


def test_engines_get_sentence_case_and_readers_capitals() -> None:
    engine = Echo()

    [translation] = translate_with(
        [engine],
        [article("PORTO DE VILAMAR FECHA", "Em Vilamar há vento.", headline="A NATO VÊ")],
        "pt",
        "en",
        UNCHECKED,
    )

    assert engine.sent == ["A NATO VÊ", "Porto de Vilamar fecha", "Em Vilamar há vento."]
    assert translation.blocks[0].sentences == ("<PORTO DE VILAMAR FECHA>", "<Em Vilamar há vento.>")


def test_each_article_has_spellings_of_its_own() -> None:
    engine = Echo()
    articles = [article("FECHA O PORTO DE LAGOS"), article("FECHA O PORTO DE LAGOS", "Hoje, em Lagos, chove.")]

    together = translate_with([engine], articles, "pt", "en", UNCHECKED)

    assert engine.sent[:2] == ["Fecha o porto de lagos", "Fecha o porto de Lagos"]
    assert together == [translate_with([Echo()], [each], "pt", "en", UNCHECKED)[0] for each in articles]


WORDS = st.sampled_from(["PORTO", "DE", "ÉCOLE", "STRASSE", "G20", "EE.UU.", "X", "ΟΔΟΣ", "12", "«", "!", ".", "L'A"])


@given(st.lists(WORDS | st.text(max_size=4), max_size=12), st.sampled_from(["pt", "de", "nl", "el", "tr"]))
def test_sentence_case_changes_nothing_but_case(words: list[str], language: str) -> None:
    text = " ".join(words).upper()
    sentence = in_sentence_case(text, language, {})

    assert in_capitals(sentence, language).split() == in_capitals(text, language).split()


@pytest.mark.process
@pytest.mark.parametrize(("language", "engine"), [("pt", "firefox"), ("es", "apertium")])
def test_real_engines_translate_capitals_as_sentence_case(language: str, engine: str) -> None:
    if engine == "firefox":
        pytest.importorskip("fxtranslate", reason="fxtranslate has no wheel for this platform")
    sentence = "O porto foi fechado por causa do vento." if language == "pt" else "El puerto fue cerrado por el viento."

    [loud, plain] = translate(
        [article(sentence.upper()), article(sentence)], [DetectedLanguage(language, "sure")] * 2, to="en", engine=engine
    )

    assert loud.blocks[0].sentences == (plain.blocks[0].sentences[0].upper(),)
    assert "port" in plain.blocks[0].sentences[0]
    assert loud.failed == ()
