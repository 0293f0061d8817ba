"""Tiny models that know whole articles by heart, and short digests of them: for the engines that summarise.

    bart_digests, pegasus_digests      ARTICLES as a whole -> several sentences, as models of CNN write them
    mt5_digests                        SPANISH, whole and by paragraph, and FIRE, whole -> one sentence, as XLSum's does

What they say is worked out to be within the lengths of short and long; in FIRE and SLIDE one sentence has numbers that
the article does not hold. Nearly every word is a token of its own, so that no three tokens stand twice in a digest.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.tiny.lessons import read_table
from tests.tiny.summarizing import learn_bart, learn_mt5, learn_pegasus
from tests.tiny.teaching import copied

Paragraphs = tuple[tuple[str, ...], ...]
WORDS = 1500  # pieces of a vocabulary that has all words of the articles whole

ENTRIES = read_table("digests")
FERRY, FIRE, SLIDE, SPANISH = (
    tuple(map(tuple, ENTRIES[name]["text"])) for name in ("ferry", "fire", "slide", "spanish")
)
FERRY_DIGEST, FIRE_DIGEST, SLIDE_DIGEST = (tuple(ENTRIES[name]["digest"]) for name in ("ferry", "fire", "slide"))
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
