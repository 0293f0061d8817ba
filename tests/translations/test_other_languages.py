"""Sentences and quotations in other languages than their article: kept word for word, or translated from their own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import DetectedLanguage, LanguagePart, detect_languages
from wireglot.translations import Doubt, Glossary, Memory, Translation, TranslationContext, remembered_texts, translate
from wireglot.translations.checks import Issue
from wireglot.translations.engine import NEURAL
from wireglot.translations.other_languages import OtherParts, other_parts
from wireglot.translations.quotations import Quotation, around, joined, placeholders, protect
from wireglot.translations.translate import translate_with

UNCHECKED = TranslationContext(check=lambda *_: ())
QUOTED = "“We are not leaving,” dijo la alcaldesa."
SPAN = (1, 20)


@dataclass
class Capitals:
    """An engine whose translation is capitals; with `loses` it drops every placeholder, as some models do."""

    name: str = "capitals"
    rank: int = NEURAL
    loses: bool = False
    asked: list[str] = field(default_factory=list)

    def signature(self, source: str, target: str) -> str | None:
        return f"{self.name}|{source}-{target}"

    def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
        self.asked += sentences
        return tuple((text.replace("XQ1X", "it") if self.loses else text).upper() for text in sentences)

    def note(self, _source: str, _target: str) -> str:
        return ""

    def install_hint(self, _source: str, _target: str) -> str:
        return ""


def article(*sentences: str, headline: str = "") -> Article:
    return Article("id", "uri", "source", headline, (Block("paragraph", sentences),))


def translated(
    engine: Capitals, text: Article, *parts: LanguagePart, context: TranslationContext = UNCHECKED, **more: str
) -> Translation:
    language = DetectedLanguage("xx", "sure", parts=parts, **more)
    others = other_parts([text], [language], "en", "auto", lambda _: context)
    return translate_with([engine], [text], "xx", "en", context, others)[0]


def shown(translation: Translation) -> tuple[str, ...]:
    return translation.blocks[0].sentences


def test_a_sentence_in_the_readers_language_is_kept_and_not_sent() -> None:
    engine = Capitals()

    translation = translated(engine, article("uno", "We stay."), LanguagePart(SentenceRef(0, 1), "en"))

    assert shown(translation) == ("UNO", "We stay.")
    assert (translation.kept, translation.failed) == ((SentenceRef(0, 1),), ())
    assert engine.asked == ["uno"]
    assert (translation.parts, translation.checks) == ((), ())


def test_a_quotation_in_the_readers_language_is_kept() -> None:
    engine = Capitals()

    translation = translated(engine, article(QUOTED), LanguagePart(SentenceRef(0, 0), "en", SPAN))

    assert engine.asked == ["“XQ1X” dijo la alcaldesa."]
    assert shown(translation) == ("“We are not leaving,” DIJO LA ALCALDESA.",)
    assert (translation.kept, translation.failed) == ((), ())


def test_a_lost_placeholder_makes_the_engine_get_the_rest() -> None:
    engine = Capitals(loses=True)

    translation = translated(engine, article(QUOTED), LanguagePart(SentenceRef(0, 0), "en", SPAN))

    assert engine.asked == ["“XQ1X” dijo la alcaldesa.", "dijo la alcaldesa."]
    assert shown(translation) == ("“We are not leaving,” DIJO LA ALCALDESA.",)


def test_no_engine_gets_what_has_no_other_words() -> None:
    engine = Capitals()

    translation = translated(engine, article("uno", "“We stay.”"), LanguagePart(SentenceRef(0, 1), "en", (1, 9)))

    assert (engine.asked, shown(translation)) == (["uno"], ("UNO", "“We stay.”"))


def test_a_glossary_works_beside_a_quotation() -> None:
    glossary = Glossary({"alcaldesa": "Mayor"})
    engine = Capitals()
    part = LanguagePart(SentenceRef(0, 0), "en", SPAN)

    translation = translated(
        engine, article(QUOTED), part, context=TranslationContext(check=lambda *_: (), glossary=glossary)
    )

    assert engine.asked == ["“XQ2X” dijo la XQ1X."]
    assert shown(translation) == ("“We are not leaving,” DIJO LA Mayor.",)


def test_the_checks_do_not_read_quotations() -> None:
    read: list[tuple[str, str]] = []
    context = TranslationContext(check=lambda source, translation, *_: read.append((source, translation)) or ())

    translated(Capitals(), article(QUOTED), LanguagePart(SentenceRef(0, 0), "en", SPAN), context=context)

    assert read == [("“XQ1X” dijo la alcaldesa.", "“XQ1X” DIJO LA ALCALDESA.")]


def test_a_sentence_in_a_third_language_is_kept_and_marked() -> None:
    parts = (LanguagePart(SentenceRef(0, 1), "tlh"), LanguagePart(SentenceRef(0, 2), "tlh"))

    translation = translated(Capitals(), article("uno", "wa'", "cha'"), *parts)

    assert shown(translation) == ("UNO", "wa'", "cha'")
    assert translation.kept == (SentenceRef(0, 1), SentenceRef(0, 2))
    assert translation.parts == parts
    assert translation.checks == (
        "2 sentences in tlh remain in the original, since no engine is ready for tlh -> en: [0,1], [0,2].",
    )


def test_what_a_text_repeats_is_kept_without_a_warning() -> None:
    part = LanguagePart(SentenceRef(0, 1), "tlh")

    translation = translated(Capitals(), article("uno", "wa'"), part, repeated="tlh")

    assert (translation.kept, translation.parts, translation.checks) == ((SentenceRef(0, 1),), (part,), ())


def test_a_headline_in_the_readers_language_is_kept() -> None:
    engine = Capitals()

    translation = translated(engine, article("uno", headline="We stay"), headline_tag="en")

    assert (translation.headline, translation.headline_language) == ("We stay", "")
    assert engine.asked == ["uno"]


def test_what_failed_is_in_the_original_language() -> None:
    class Refuses(Capitals):
        def translate(self, sentences: Sequence[str], _source: str, _target: str) -> tuple[str | None, ...]:
            return tuple(None if "uno" in text else text.upper() for text in sentences)

    text = article("uno", "dos", headline="el uno")

    translation = translated(Refuses(), text)

    assert translation.parts == (LanguagePart(SentenceRef(0, 0), "xx"),)
    assert translation.headline_language == "xx"


def test_a_doubtful_quotation_makes_its_sentence_doubtful() -> None:
    doubt = Issue("name", "a name may be wrong", refuses=False)
    other = OtherParts(
        quotations={QUOTED: (Quotation(*SPAN, "We stay,"),)}, languages={QUOTED: ("en",)}, doubts={QUOTED: (doubt,)}
    )

    (translation,) = translate_with([Capitals()], [article("uno", QUOTED)], "es", "en", UNCHECKED, [other])

    assert translation.doubts == (Doubt(SentenceRef(0, 1), "name", "a name may be wrong"),)


def test_the_engine_of_a_quotation_is_named() -> None:
    text = "“O navio chegou ao porto de manhã com trezentos passageiros,” dijo la alcaldesa del puerto."
    part = LanguagePart(SentenceRef(0, 0), "pt", (1, text.index(",”")))

    (translation,) = translate([article(text)], [DetectedLanguage("es", "sure", parts=(part,))], to="en")

    if translation.engine == "none":
        pytest.skip("no engine for Spanish is installed")
    assert "1 quotation in Portuguese was translated by firefox: [0,0]." in translation.checks
    assert "three hundred passengers" in shown(translation)[0] or "300 passengers" in shown(translation)[0]


def test_the_memory_forgets_all_that_engines_got_of_an_article(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.sqlite")
    text = article("El precio es de 1,250 euros y 0,125.", QUOTED, "O navio chegou.", headline="Porth ar gau")
    parts = (LanguagePart(SentenceRef(0, 1), "en", SPAN), LanguagePart(SentenceRef(0, 2), "pt"))
    language = DetectedLanguage("es", "sure", parts=parts, headline_tag="cy")
    context = TranslationContext(memory=memory, check=lambda *_: ())
    others = other_parts([text], [language], "fr", "auto", lambda _: context)
    for tag, sentence in (("en", "We are not leaving,"), ("pt", "O navio chegou."), ("cy", "Porth ar gau")):
        memory.put(f"signature of {tag}", tag, "fr", {sentence: "traduit"})
    translate_with([Capitals()], [text], "es", "fr", context, others)
    assert memory.size().sentences >= 5

    memory.forget(remembered_texts(text, language))

    assert memory.size().sentences == 0


def test_a_portuguese_sentence_goes_to_its_own_engine() -> None:
    portuguese = "O navio chegou ao porto de manhã com trezentos passageiros a bordo."
    spanish = "El barco llegó el lunes y nadie resultó herido en la maniobra del puerto."
    language = DetectedLanguage("es", "sure", parts=(LanguagePart(SentenceRef(0, 1), "pt"),))

    (translation,) = translate([article(spanish, portuguese)], [language], to="en")

    if translation.engine == "none":
        pytest.skip("no engine for Spanish is installed")
    assert "1 sentence in Portuguese was translated by firefox: [0,1]." in translation.checks
    assert shown(translation)[1].startswith("The ship arrived")
    assert (translation.kept, translation.failed, translation.parts) == ((), (), ())


@pytest.mark.parametrize(
    "quoted",
    [
        '"We have been here for a hundred years and we will stay,"',
        "«We have been here for a hundred years and we will stay»,",
        "“We have been here for a hundred years and we will stay”,",
        "„We have been here for a hundred years and we will stay“,",
    ],
)
def test_a_quotation_arrives_in_a_real_translation(quoted: str) -> None:
    text = article(
        "La alcaldesa de Villarroca habló el martes ante los vecinos del barrio viejo.",
        f"{quoted} dijo la alcaldesa.",
        "El río sigue crecido y los vecinos no pueden volver a sus casas.",
    )
    (translation,) = translate([text], detect_languages([text]), to="en")

    if translation.engine == "none":
        pytest.skip("no engine for Spanish is installed")
    assert "We have been here for a hundred years and we will stay" in shown(translation)[1]
    assert "said" in shown(translation)[1]
    assert ",," not in shown(translation)[1]


LETTERS = st.text("abcXQ1 .,“”«»'é中", max_size=30)


@given(LETTERS, st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=3))
def test_text_around_quotations_is_all_that_is_left(before: str, rest: list[tuple[str, str]]) -> None:
    sentence, quotations = before, []
    for quoted, behind in rest:
        quotations.append(Quotation(len(sentence), len(sentence) + len(quoted), quoted))
        sentence += quoted + behind
    pieces, names = around(sentence, quotations), placeholders(quotations)
    unchanged = {piece.text: piece.text for piece in pieces}

    whole = joined(pieces, unchanged, names, "en")

    assert "".join("".join(piece) for piece in pieces) == before + "".join(behind for _, behind in rest)
    assert whole == before + "".join(f"{name}{behind}" for name, (_, behind) in zip(names, rest, strict=True))
    protected = protect(sentence, quotations, None)
    assert protected is None or protected.text == whole
