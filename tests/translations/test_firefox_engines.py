"""The engines `firefox` and `pivot` on real weights: routes, ranks, what the product makes of their answers."""

from pathlib import Path

import pytest

from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.articles.reading import SourceFile, read
from wireglot.translations import EngineFailed, load, translate
from wireglot.translations.engine import ready_engines

pytest.importorskip("fxtranslate", reason="fxtranslate has no wheel for this platform")
pytestmark = pytest.mark.process

RELATED = ("es", "ca", "gl", "fr", "it", "ro")


def article(headline: str, *sentences: str) -> Article:
    blocks = (Block("paragraph", sentences),)
    return Article("a-12345678", "a.txt", "a.txt", headline, blocks)


def words(text: str | None) -> set[str]:
    return set((text or "").lower().replace(",", " ").replace(".", " ").split())


def test_portuguese_is_translated_by_its_own_model():
    assert [engine.name for engine in ready_engines("pt-BR", "en")] == ["firefox", "apertium", "none"]
    assert load("firefox").signature("pt", "en").startswith("firefox|firefox/pt-en@6c3b7af01772|fxtranslate:")


@pytest.mark.parametrize("language", RELATED)
def test_related_languages_go_through_portuguese(language):
    assert ready_engines(language, "en")[0].name == "pivot"
    assert load("pivot").signature(language, "en").startswith("pivot|via:pt|v:3|apertium|")
    assert "by rules into Portuguese" in load("pivot").note(language, "en")


@pytest.mark.parametrize(
    ("engine", "language", "sentence", "wanted"),
    [
        ("firefox", "pt", "A prefeita Begoña Muñoz chegou ontem a Iași.", ("Begoña Muñoz", "Iași")),
        ("pivot", "es", "La alcaldesa Begoña Muñoz llegó ayer.", ("Begoña Muñoz",)),
        ("pivot", "ro", "Compania a pierdut 45 de milioane de lei.", ("45 million RON",)),
        ("pivot", "ro", "Biletul costă 12 lei.", ("12 RON",)),
    ],
)
def test_names_and_currencies_survive_the_small_model(engine, language, sentence, wanted):
    (translation,) = load(engine).translate([sentence], language, "en")

    assert all(each in translation for each in wanted)


@pytest.mark.parametrize(
    ("sentence", "language", "wanted"),
    [
        ("Aucune évacuation n'est prévue.", "fr", "no evacuation is"),
        ("Cap treballador no serà acomiadat.", "ca", "no worker will be"),
        ("Nimic nu s-a schimbat.", "ro", "nothing has changed"),
    ],
)
def test_a_pivot_negates_once(sentence: str, language: str, wanted: str):
    if load("pivot").signature(language, "en") is None:
        pytest.skip(f"The engine pivot is not ready for {language} -> en on this machine")

    (answer,) = load("pivot").translate([sentence], language, "en")

    assert wanted in str(answer).lower()


def test_the_second_way_of_a_pivot_keeps_names():
    (answer,) = load("pivot").retry(["La alcaldesa Dolores Paz, de Casas Viejas, dimitió el lunes."], "es", "en")

    assert "Dolores Paz" in str(answer)
    assert "Casas Viejas" in str(answer)


def test_no_other_language_gets_a_pivot():
    assert load("pivot").signature("de", "en") is None
    assert load("pivot").signature("es", "pt") is None
    with pytest.raises(EngineFailed, match="no related language is known"):
        load("pivot").translate(["Guten Morgen"], "de", "en")
    with pytest.raises(EngineFailed, match="no Firefox model from es to en"):
        load("firefox").translate(["Buenos días"], "es", "en")


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("es", "El tren llegará a la estación el martes por la mañana.", {"train", "station", "tuesday", "morning"}),
        ("ca", "El tren arribarà a l'estació dimarts al matí.", {"train", "station", "tuesday", "morning"}),
        ("fr", "Le train arrivera à la gare mardi matin.", {"train", "station", "tuesday", "morning"}),
        ("it", "Il treno arriverà alla stazione martedì mattina.", {"train", "station", "tuesday", "morning"}),
    ],
)
def test_the_pivot_translates_news(language, sentence, expected):
    (answer,) = load("pivot").translate([sentence], language, "en")

    assert len(expected & words(answer)) >= 3, answer


def test_an_article_is_not_attached_as_a_pronoun():
    (answer,) = load("pivot").translate(["El vertido paraliza la pesca en la bahía."], "es", "en")

    assert "-" not in (answer or "-")
    assert "fishing" in words(answer)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_thousands_grouped_by_spaces_stay_one_number(space):
    (portuguese,) = load("firefox").translate([f"Ficaram sem luz 4{space}100 casas."], "pt", "en")
    (french,) = load("pivot").translate([f"Le courant manque dans 4{space}100 maisons."], "fr", "en")

    assert "4,100" in (portuguese or "")
    assert "4,100" in (french or "")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("A empresa pagou 12.500,75 euros na quarta-feira.", "12500.75"),
        ("A empresa pagou 1.234,5 milhões de euros na quarta-feira.", "1234.5 million"),
        ("A empresa pagou 3.456,5 euros na quarta-feira.", "3456.5"),
        ("A empresa pagou 1.234.567,89 euros na quarta-feira.", "1234567.89"),
    ],
)
def test_thousands_and_decimals_keep_their_value(sentence, number):
    (answer,) = load("firefox").translate([sentence], "pt", "en")

    assert number in (answer or "")


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "„“"])
def test_a_quotation_keeps_both_marks(marks):
    opening, closing = marks
    one = article(
        "Ponte fechada",
        f"{opening}Não vamos pagar nem negociar{closing}, disse a presidente.",
        f"O filme {opening}O Padrinho{closing} estreia hoje em Lisboa.",
    )

    (translation,) = translate([one], [DetectedLanguage("pt", "sure")], to="en")

    for sentence in translation.blocks[0].sentences:
        assert (sentence.count("“"), sentence.count("”")) == (1, 1), sentence


def test_without_the_runtime_its_package_is_named(monkeypatch):
    monkeypatch.setattr("wireglot.models.runtimes.firefox.PACKAGE", "no-such-package")

    assert load("firefox").signature("pt", "en") is None
    assert load("pivot").signature("es", "en") is None
    assert "pip install fxtranslate (built with Rust" in load("firefox").install_hint("pt", "en")
    with pytest.raises(EngineFailed, match="no Firefox model from pt to en"):
        load("firefox").translate(["Bom dia"], "pt", "en")


def test_a_sample_article_is_translated_completely():
    sample = Path(__file__).parents[2] / "samples" / "pt-hospital.txt"
    one = read(SourceFile(sample, sample.name))

    (translation,) = translate([one], [DetectedLanguage("pt", "sure")], to="en")

    assert (translation.engine, translation.failed, translation.kept, translation.gist) == ("firefox", (), (), False)
    text = " ".join(sentence for block in translation.blocks for sentence in block.sentences)
    assert all(
        number in text for number in ("320", "2.5 million", "40 minutes", "1995", "68", "190", "72", "2023", "14")
    )
    assert all(name in text for name in ("Arcelos", "Filomena Sardoeira", "Rui Valdevino", "Adelaide Moutela"))


def test_english_news_reaches_portuguese_readers():
    (answer,) = load("firefox").translate(["The bridge was closed on Wednesday."], "en", "pt")

    assert {"ponte", "quarta-feira"} <= words(answer)


def test_every_sentence_of_an_article_is_accounted_for():
    one = article(
        "Ponte fechada",
        "A ponte foi fechada na quarta-feira.",
        "***",
        "Привет, как дела, товарищ?",
        "A câmara diz que reabre em 12 de março.",
    )

    (translation,) = translate([one], [DetectedLanguage("pt", "sure")], to="en", engine="firefox")

    assert translation.engine == "firefox"
    assert [ref.sentence for ref in translation.kept] == [1]
    assert [ref.sentence for ref in translation.failed] == [2]
    assert translation.blocks[0].sentences[2] == "Привет, как дела, товарищ?"
    assert {"bridge", "closed", "wednesday"} <= words(translation.blocks[0].sentences[0])
    assert {"12", "march"} <= words(translation.blocks[0].sentences[3])


def test_a_broken_model_leaves_the_next_engine_to_translate(monkeypatch, tmp_path):
    wrong = tmp_path / "worker.py"
    wrong.write_text("import sys\nsys.exit('no engine here')\n", encoding="utf-8")
    monkeypatch.setattr("wireglot.models.runtimes.firefox._WORKER", wrong)
    one = article("Ponte fechada", "A ponte foi fechada na quarta-feira.")

    (translation,) = translate([one], [DetectedLanguage("pt", "sure")], to="en")

    assert translation.engine == "apertium"
    assert not translation.failed
    assert translation.checks[0].startswith("firefox could not be used: firefox/pt-en: it ended with status 1")
    assert translation.checks[0].endswith("no engine here.")
