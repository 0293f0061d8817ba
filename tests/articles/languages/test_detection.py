"""Detection of whole articles: verdicts, warnings, claims, and articles in several languages."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.articles.languages import DetectedLanguage, detect_languages, detection_signature

SWEDISH = (
    "Regeringen vill att kommunerna ska bygga fler bostäder under de kommande åren.",
    "Det sade ministern på en pressträff i går, men hon ville inte svara på vad det kommer att kosta.",
    "Oppositionen är kritisk och menar att förslaget inte är tillräckligt för att möta behovet.",
)
ENGLISH = (
    "The minister said on Thursday that the new rules would not apply to small farms in the north of the country.",
    "Farmers who had waited for an answer since last year were not satisfied with what they heard from her.",
    "They have asked for another meeting, which is to be held in the capital at the beginning of the next month.",
)
IRISH = (
    "Dúirt an tAire inné go bhfuil an Rialtas ag obair ar phlean nua do na scoileanna ar fud na tíre.",
    "Tá súil aige go mbeidh an plean réidh roimh dheireadh na bliana, ach níl a fhios ag éinne cé mhéad a chosnóidh.",
)
NORWEGIAN = "Regjeringen sier at kommunene må bygge flere boliger, men ikke hvordan de skal betale for det."


def article(*paragraphs: str, headline: str = "", claimed: str = "") -> Article:
    return Article("a", "a", "a", headline, tuple(Block("paragraph", (text,)) for text in paragraphs), claimed)


def detect(*paragraphs: str, headline: str = "", claimed: str = "") -> DetectedLanguage:
    return detect_languages([article(*paragraphs, headline=headline, claimed=claimed)])[0]


def test_methods_that_agree_are_sure_and_named():
    assert detect(*SWEDISH) == DetectedLanguage("sv", "sure", "", "py3langid+words")


def test_articles_are_answered_in_order():
    found = detect_languages([article(*SWEDISH), article(), article(*ENGLISH)])

    assert [language.tag for language in found] == ["sv", "und", "en"]


@pytest.mark.parametrize(
    "text", ["", "   ", "12 345 – 67 %", "https://example.org/nyheter", "🎉🎉🎉", "Volvo", "\x00\ud800"]
)
def test_a_text_without_words_is_unknown(text):
    assert detect(text) == DetectedLanguage("und", "unknown")


def test_a_headline_alone_can_be_enough():
    assert detect(headline="Regeringen vill bygga fler bostäder i Sverige under nästa år").tag == "sv"


def test_a_headline_in_capitals_is_recognised():
    assert detect(headline="REGERINGEN VILL ATT KOMMUNERNA SKA BYGGA FLER BOSTÄDER UNDER ÅRET").tag == "sv"


def test_irish_is_recognised_although_langdetect_lacks_it():
    found = detect(*IRISH)

    assert (found.tag, found.verdict) == ("ga", "sure")


def test_a_wrong_claim_is_kept_but_not_trusted():
    found = detect(*IRISH, claimed="en-IE")

    assert (found.tag, found.verdict, found.claimed) == ("ga", "sure", "en-IE")
    assert found.warning == "The source claims en but the text is ga."


def test_a_claim_is_used_where_the_detectors_fail():
    found = detect("Volvo Oslo", claimed="nb-NO")

    assert found == DetectedLanguage("nb", "doubtful", "nb-NO", "claimed")
    assert found.warning == "The detectors cannot name the language, nb is only what the source claims."


@pytest.mark.parametrize("claimed", ["ru", "ja", "english", "und", "x" * 40])
def test_a_claim_that_the_script_excludes_is_not_used(claimed):
    assert detect("Volvo Oslo", claimed=claimed).verdict == "unknown"


def test_a_text_without_letters_has_no_language():
    assert detect("1–0", claimed="sv").tag == "und"


def test_a_norwegian_claim_covers_bokmal_and_nynorsk():
    assert detect(NORWEGIAN, claimed="no").warning == ""


def test_a_sure_answer_has_no_warning():
    assert detect(*SWEDISH, claimed="sv-SE").warning == ""


def test_an_unknown_language_has_a_warning():
    assert detect("12").warning == "The language of the text is not known."


def test_the_language_of_most_text_is_named_first():
    found = detect(ENGLISH[0], ENGLISH[1], *SWEDISH, SWEDISH[1])

    assert (found.tag, found.mixed) == ("sv", ("sv", "en"))
    assert found.warning == "The text holds several languages (sv, en), most of it is in sv."


def test_three_languages_in_one_article_are_named():
    found = detect(*ENGLISH, *SWEDISH[:2], "Ο υπουργός δήλωσε χθες ότι το σχέδιο δεν είναι ακόμη έτοιμο. " * 2)

    assert found.tag == "en"
    assert set(found.mixed) == {"en", "sv", "el"}


def test_a_foreign_name_or_title_is_no_second_language():
    found = detect(*SWEDISH, "Boken heter The Old Man and the Sea.", "Москва.")

    assert found.mixed == ()


def test_a_language_that_no_detector_knows_is_not_sure():
    found = detect(
        "Dr Gmeindrot het am Määntig beschlosse, dass di alti Brügg gschlosse wird, und das isch nid alles.",
        "Dr Verchehr geit jetz über d Strass im Norde, aber mir wüsse nid, wie lang das no geit, het si gseit.",
    )

    assert found.verdict != "sure"
    assert found.tag in ("gsw", "und")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=12))
def test_no_text_and_no_claim_raises(text, claimed):
    found = detect(text, claimed=claimed)

    assert (found.tag == "und") == (found.verdict == "unknown")
    assert found.claimed == claimed


def test_a_text_of_a_million_letters_is_answered():
    assert detect(" ".join(SWEDISH) * 4000).tag == "sv"


FIRST_CALLS = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from wireglot.articles import Article, Block
from wireglot.articles.languages import detect_languages

together = Barrier(8)
article = Article("a", "a", "a", "", (Block("paragraph", (%r,)),))

def first(_):
    together.wait()
    return detect_languages([article])[0].tag

with ThreadPoolExecutor(8) as threads:
    print(*threads.map(first, range(8)))
"""


@pytest.mark.process
def test_the_first_calls_of_eight_threads_agree():
    # langdetect alone answers pl, no and errors here: its profiles are half loaded when the second thread comes.
    done = subprocess.run(
        [sys.executable, "-c", FIRST_CALLS % NORWEGIAN], capture_output=True, text=True, check=True, env=os.environ
    )

    assert done.stdout.split() == ["nb"] * 8


def test_answers_depend_on_neither_thread_nor_order():
    texts = [article(*SWEDISH), article(*ENGLISH), article(*IRISH), article(NORWEGIAN)] * 4
    alone = [detect_languages([text])[0] for text in texts]

    with ThreadPoolExecutor(8) as threads:
        crowd = list(threads.map(lambda text: detect_languages([text])[0], reversed(texts)))

    assert crowd[::-1] == alone


@pytest.mark.process
def test_importing_detection_loads_no_detector():
    look = "import sys, wireglot.articles.languages; print({'langdetect', 'py3langid', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_the_signature_names_detectors_and_tables():
    parts = dict(part.split(":") for part in detection_signature().split("|"))

    assert parts.keys() == {"langdetect", "py3langid", "tables", "rules"}


@pytest.mark.parametrize(
    ("text", "claimed", "verdict"),
    [("Tormenta cierra puerto", "es", "sure"), ("Protestas en Bogotá", "es", "doubtful")],
)
def test_a_claim_makes_two_methods_sure_and_one_not(text, claimed, verdict):
    assert detect(text).verdict == "doubtful"
    assert detect(text, claimed=claimed).verdict == verdict
