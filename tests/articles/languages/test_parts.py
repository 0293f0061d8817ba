"""Parts of an article in other languages, and texts that say everything in two languages."""

import pytest

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import (
    LanguagePart,
    detect_languages,
    headline_in_language,
    in_other_language,
    language_name,
    parts_by_sentence,
    whole_sentences,
)

SPANISH = (
    "La alcaldesa de Villarroca habló el martes ante los vecinos del barrio viejo.",
    "El río sigue crecido y 40 familias no pueden volver a sus casas.",
    "El ayuntamiento abrirá mañana dos escuelas para los que lo necesiten.",
)

WELSH_ENGLISH = (
    ("Mae ysgol Llanaber ar gau yr wythnos hon oherwydd y llifogydd.", "Bydd y plant yn aros gartref."),
    ("The school at Llanaber is closed this week because of the floods.", "The children will stay at home."),
    ("Dywedodd y cyngor y bydd yn agor eto ar 14 Mawrth.",),
    ("The council said that it will open again on 14 March.",),
)
FRENCH_DUTCH = (
    ("Le pont de Grambeek sera fermé pendant 12 jours à partir du 3 avril.", "Les bus 27 et 31 feront un détour."),
    ("La ville paie les travaux, qui coûtent 450 000 euros.",),
    ("De brug van Grambeek gaat vanaf 3 april 12 dagen dicht.", "De bussen 27 en 31 rijden om."),
    ("De stad betaalt de werken, die 450 000 euro kosten.",),
)
FINNISH_SWEDISH = (
    (
        "Lauttayhtiö Saarivene lopettaa reitin Kuusluotoon 30. syyskuuta.",
        "Laivalla kulki viime vuonna 8500 matkustajaa.",
    ),
    (
        "Färjebolaget Saarivene lägger ner linjen till Kuusluoto den 30 september.",
        "Båten tog 8500 människor i fjol.",
    ),
)


def article(*blocks: tuple[str, ...], headline: str = "") -> Article:
    return Article("id", "uri", "source", headline, tuple(Block("paragraph", sentences) for sentences in blocks))


def test_sentences_in_another_language_are_parts() -> None:
    quoted = ('"We have lived by this river for a hundred years.', 'We know it better than any engineer," dijo ella.')

    (language,) = detect_languages([article(SPANISH, quoted, SPANISH)])

    assert language.tag == "es"
    assert whole_sentences(language.parts) == {SentenceRef(1, 0): "en"}
    assert language.parts[-1] == LanguagePart(SentenceRef(1, 1), "en", (0, len("We know it better than any engineer")))


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "„“", "»«", "「」"])
def test_a_quotation_is_found_between_any_marks(marks: str) -> None:
    quotation = "We will not leave the town before the water does"
    sentence = f"{marks[0]}{quotation}{marks[1]}, dijo la alcaldesa ante los vecinos."

    (language,) = detect_languages([article(SPANISH, (sentence,))])

    assert language.parts == (LanguagePart(SentenceRef(1, 0), "en", (1, 1 + len(quotation))),)


def test_short_speech_beside_longer_speech_has_its_language() -> None:
    quoted = (
        '"We have lived by this river for a hundred years.',
        "Nobody will drive us away.",
        'We will stay," dijo la pescadora.',
        "Nadie respondió.",
    )
    other = ("“We will stay”, repitió después.",)

    (language,) = detect_languages([article(SPANISH, quoted, SPANISH, other)])

    assert whole_sentences(language.parts) == {SentenceRef(1, 0): "en", SentenceRef(1, 1): "en"}
    assert parts_by_sentence(language.parts) == {
        SentenceRef(1, 2): [LanguagePart(SentenceRef(1, 2), "en", (0, 12))],
        SentenceRef(3, 0): [LanguagePart(SentenceRef(3, 0), "en", (1, 13))],
    }


def test_short_speech_before_a_speaker_has_its_language() -> None:
    quoted = ('"We will stay.', "Nobody can stop us.", 'We have come here to build ships," dijo la directora.')

    (language,) = detect_languages([article(SPANISH, quoted)])

    assert whole_sentences(language.parts) == {SentenceRef(1, 0): "en", SentenceRef(1, 1): "en"}
    assert [part.ref for part in language.parts if part.span] == [SentenceRef(1, 2)]


@pytest.mark.parametrize("speech", ["'{}', dijo ella.", "— {} —dijo ella.", "‘{}’, dijo ella."])
def test_speech_in_single_marks_or_dashes_is_found(speech: str) -> None:
    words = "We will not leave the town before the water does"

    (language,) = detect_languages([article(SPANISH, (speech.format(words, words),))])

    assert (language.parts[0].ref, language.parts[0].tag) == (SentenceRef(1, 0), "en")
    assert language.parts[0].span is not None


@pytest.mark.parametrize("title", ["The Sound of Silence", "Black Lives Matter", "Rolling Stones", "Make it new"])
def test_a_quoted_title_is_no_part(title: str) -> None:
    sentence = f"La banda tocó “{title}” ante 300 personas en la plaza."

    (language,) = detect_languages([article(SPANISH, (sentence,))])

    assert language.parts == ()


def test_short_sentences_of_a_paragraph_have_its_language() -> None:
    english = ("The bridge will be closed for two weeks because of the repairs.", "Nobody was hurt.")

    (language,) = detect_languages([article(SPANISH, SPANISH[1:], english)])

    assert whole_sentences(language.parts) == {SentenceRef(2, 0): "en", SentenceRef(2, 1): "en"}


@pytest.mark.parametrize(
    ("blocks", "languages"),
    [(WELSH_ENGLISH, {"cy", "en"}), (FRENCH_DUTCH, {"fr", "nl"}), (FINNISH_SWEDISH, {"fi", "sv"})],
)
def test_a_text_that_says_everything_twice_is_found(blocks: tuple[tuple[str, ...], ...], languages: set[str]) -> None:
    (language,) = detect_languages([article(*blocks)])

    assert {language.tag, language.repeated} == languages
    assert language.warning == (
        f"The text says the same in {language_name(language.tag)} and {language_name(language.repeated)}; "
        f"only what it says in {language_name(language.tag)} is used."
    )


def test_two_halves_of_a_story_are_no_repetition() -> None:
    dutch = ("De burgemeester wil pas in juni beslissen over een nieuwe halte.", "Niemand weet nog wie dat betaalt.")

    (language,) = detect_languages([article(*FRENCH_DUTCH[:2], dutch, dutch[:1])])

    assert set(language.mixed) == {"fr", "nl"}
    assert language.repeated == ""


def test_what_is_quoted_is_no_repetition() -> None:
    quoted = ("“We have waited here for three days and we will wait three more.”", "“Nobody has told us anything.”")

    (language,) = detect_languages([article(SPANISH[:2], quoted, SPANISH[1:], quoted)])

    assert language.repeated == ""


def test_the_other_language_of_a_text_can_lead() -> None:
    text = article(*WELSH_ENGLISH)
    (language,) = detect_languages([text])

    other = in_other_language(text, language)

    assert (other.tag, other.repeated) == (language.repeated, language.tag)
    refs = {ref for ref, _ in text.sentences()}
    assert set(whole_sentences(other.parts)) == refs - set(whole_sentences(language.parts))
    assert in_other_language(text, other) == language
    assert parts_by_sentence(other.parts) == {}


def test_of_a_headline_in_two_languages_one_part_counts() -> None:
    text = article(*WELSH_ENGLISH, headline="Ysgol Llanaber ar gau / Llanaber school closed")
    (language,) = detect_languages([text])
    headlines = {
        language.tag: headline_in_language(text, language),
        language.repeated: headline_in_language(text, in_other_language(text, language)),
    }

    assert headlines == {"cy": "Ysgol Llanaber ar gau", "en": "Llanaber school closed"}


def test_a_headline_with_a_slash_stays_whole_in_other_texts() -> None:
    text = article(SPANISH, headline="Río crecido / Escuelas abiertas")
    (language,) = detect_languages([text])

    assert headline_in_language(text, language) == text.headline
