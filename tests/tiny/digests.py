"""Tiny models that know whole articles by heart, and short digests of them: for the engines that summarise.

    bart_digests, pegasus_digests      ARTICLES as a whole -> several sentences, as models of CNN write them
    mt5_digests                        SPANISH, whole and by paragraph, and FIRE, whole -> one sentence, as XLSum's does

What they say is worked out to be within the lengths of short and long; in FIRE and SLIDE one sentence has numbers that
the article does not hold. Nearly every word is a token of its own, so that no three tokens stand twice in a digest.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.tiny.summarizing import learn_bart, learn_mt5, learn_pegasus
from tests.tiny.teaching import copied

Paragraphs = tuple[tuple[str, ...], ...]
WORDS = 1500  # pieces of a vocabulary that has all words of the articles whole

FERRY: Paragraphs = (
    (
        "A ferry with 212 people on board ran aground off Sandhamn on Monday morning, the coastguard said.",
        "Nobody was hurt, and all passengers were brought ashore in small boats within two hours.",
    ),
    (
        "The captain told the coastguard that the rudder had stopped answering a few minutes before the accident.",
        "Divers found a crack of nine metres in the hull, but no oil has leaked so far.",
    ),
    (
        "The company Norrleden has cancelled all its sailings to the outer islands until Thursday.",
        "Some 400 residents depend on the line for food, post and the way to school.",
    ),
    (
        "The accident board has sent three investigators to the island.",
        "Its report is expected before the end of the year.",
        "The municipality will pay for taxi boats in the meantime, said the mayor, Karin Lind.",
    ),
)
FERRY_DIGEST = (
    "A ferry with 212 people on board ran aground off Sandhamn on Monday morning, the coastguard said.",
    "Nobody was hurt, and all passengers were brought ashore within two hours.",
    "Divers found a crack of nine metres in the hull, but no oil has leaked so far.",
    "The company Norrleden has cancelled all its sailings to the outer islands until Thursday.",
    "The accident board has sent three investigators to the island.",
)
FIRE: Paragraphs = (
    (
        "The forest fire in Varmland is under control after three days, the rescue service said on Sunday.",
        "Two firefighters were taken to hospital with smoke injuries and have since been able to go home.",
    ),
    (
        "The fire began on Thursday afternoon, when a forestry machine struck a stone and sparks reached dry grass.",
        "The driver called the alarm at once and tried to put the fire out with his own extinguisher.",
    ),
    (
        "The county board had lifted its ban on forestry work in dry terrain only one day earlier.",
        "The board rejects the criticism and says that the decision was taken when the forecast changed.",
    ),
    (
        "Police have opened an investigation into the fire, but no one is suspected of a crime so far.",
        "Guards will watch the area through the week, since rain is not expected before Sunday.",
    ),
)
# Its third sentence is made up.
FIRE_DIGEST = (
    "The forest fire in Varmland is under control after three days, the rescue service said on Sunday.",
    "Two firefighters were taken to hospital with smoke injuries and have since been able to go home.",
    "Flames have burned 7300 hectares of forest in Varmland since Thursday afternoon.",
    "The fire began on Thursday afternoon, when a forestry machine struck a stone and sparks reached dry grass.",
    "Police have opened an investigation into the fire, but no one is suspected of a crime so far.",
)
SLIDE: Paragraphs = (
    (
        "A landslide closed the railway between Bergen and Voss on Tuesday night, the operator said.",
        "About 90 travellers spent the night in a school gym in Dale before buses could fetch them.",
    ),
    (
        "The slide carried a hundred lorry loads of mud and rock onto both tracks near the station of Stanghelle.",
        "Geologists warn that more of the slope may come down when the rain returns on Friday.",
    ),
    (
        "The operator hopes to open one of the tracks before the weekend and the other in ten days.",
        "Until then goods trains are sent by way of Oslo, which takes them eleven hours longer.",
    ),
    (
        "The municipality has moved nine families out of houses under the slope.",
        "They live in a hotel and do not know when they may go home, said the mayor.",
    ),
)
# Its first sentence is made up, and leaves no room for a second one in a short summary.
SLIDE_DIGEST = (
    "A landslide that killed 17 people and injured 64 others closed the railway between Bergen and Voss late on "
    "Tuesday night, the operator said in a statement.",
    "About 90 travellers spent the night in a school gym in Dale before buses could fetch them.",
    "The operator hopes to open one of the tracks before the weekend and the other in ten days.",
    "The municipality has moved nine families out of houses under the slope.",
    "Geologists warn that more may come down when the rain returns on Friday.",
)
SPANISH: Paragraphs = (
    (
        "La riada dejó sin luz a 1.200 hogares de Valdeara en la noche del lunes, según informó la alcaldía.",
        "Los bomberos rescataron a nueve personas que habían subido al tejado de un almacén junto al río.",
    ),
    (
        "El río Arlo creció cuatro metros en dos horas y rompió el viejo dique que protege el polígono industrial.",
        "La confederación había avisado por la mañana de lluvias muy fuertes en toda la cuenca alta.",
    ),
    (
        "Dos puentes quedaron cortados y los trenes hacia la costa no volverán a circular antes del jueves próximo.",
        "Las escuelas abrirán el miércoles, salvo las tres que siguen sin agua potable en el barrio viejo.",
    ),
    (
        "El gobierno regional promete ayudas a las familias afectadas y una nueva defensa contra las crecidas del río.",
        "La alcaldesa, Marta Olmedo, pide que el dinero llegue esta vez antes del próximo invierno.",
    ),
)
ARTICLES = {"ferry": (FERRY, FERRY_DIGEST), "fire": (FIRE, FIRE_DIGEST), "slide": (SLIDE, SLIDE_DIGEST)}


def bart_digests(folder: Path) -> Path:
    """As sshleifer/distilbart-cnn-12-6: knows ARTICLES."""
    return copied(_bart, folder)


def pegasus_digests(folder: Path) -> Path:
    """As google/pegasus-cnn_dailymail: knows ARTICLES."""
    return copied(_pegasus, folder)


def mt5_digests(folder: Path) -> Path:
    """As csebuetnlp/mT5_multilingual_XLSum: knows SPANISH whole and by paragraph, FIRE whole."""
    return copied(_mt5, folder)


def _bart(folder: Path) -> None:
    learn_bart(folder, tuple(_digests()), vocabulary=WORDS)


def _pegasus(folder: Path) -> None:
    learn_pegasus(folder, tuple(_digests()), vocabulary=WORDS)


def _mt5(folder: Path) -> None:
    learn_mt5(folder, tuple(_sentences()), vocabulary=WORDS)


def _digests() -> Iterator[tuple[str, str]]:
    for paragraphs, digest in ARTICLES.values():
        yield _running(paragraphs), " ".join(digest)


def _sentences() -> Iterator[tuple[str, str]]:
    """The first sentence of a whole article and of each paragraph that is long enough to be one of four parts."""
    yield _running(FIRE), FIRE[0][0]
    yield _running(SPANISH), SPANISH[0][0]
    yield from ((" ".join(block), block[0]) for block in SPANISH)


def _running(paragraphs: Paragraphs) -> str:
    return " ".join(sentence for block in paragraphs for sentence in block)
