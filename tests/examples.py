"""Small articles and editions that tests begin from."""

from dataclasses import replace

from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import DetectedLanguage
from wireglot.outputs import Edition, make_edition
from wireglot.summarizers import Summaries, Summary, SummarySentence
from wireglot.translations import Translation

SWEDISH = (
    Block("paragraph", ("Färjan gick på grund.", "Ingen skadades.")),
    Block("heading", ("Trafiken står still",)),
    Block("paragraph", ("Bolaget utreder olyckan.",)),
)
ENGLISH = (
    Block("paragraph", ("The ferry ran aground.", "Nobody was hurt.")),
    Block("heading", ("Traffic at a standstill",)),
    Block("paragraph", ("The company is investigating.",)),
)


def an_article(**changes: object) -> Article:
    plain = Article(
        id="farjan-12ab34cd",
        uri="mon/farjan.txt",
        source="inbox/mon/farjan.txt",
        headline="Färja på grund",
        blocks=SWEDISH,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def a_translation(**changes: object) -> Translation:
    plain = Translation(to="en", engine="apertium", signature="apertium|v:1", headline="Ferry aground", blocks=ENGLISH)
    return replace(plain, **changes)  # type: ignore[arg-type]


def untranslated(article: Article, why: str = "no engine is ready for sv -> en") -> Translation:
    evidence = tuple(ref for ref, _ in article.sentences())
    return Translation("en", "none", "none", article.headline, article.blocks, kept=evidence, why=why)


def a_summary(text: str = "The ferry ran aground.") -> Summary:
    return Summary(text, (SummarySentence(text, (SentenceRef(0, 0),)),), "extract", "extract|v:1")


def an_edition(article: Article | None = None, **changes: object) -> Edition:
    article = article or an_article()
    translation = changes.pop("translation", None) or (
        a_translation() if article.blocks == SWEDISH else untranslated(article)
    )
    plain = make_edition(
        article,
        DetectedLanguage("sv", "sure", "", "langdetect"),
        translation,  # type: ignore[arg-type]
        Summaries(a_summary(), a_summary()),
        options="to:en",
        detection="detect|v:1",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
