"""The extractors that pages are scored with: ours, trafilatura, newspaper4k and readability-lxml."""

from importlib.util import find_spec

from benchmarks.scoring.pages import FIRST_SENTENCES, Extraction, Extractor, Page
from wireglot.articles import BOILERPLATE
from wireglot.articles.reading import ReadingError
from wireglot.articles.reading.pages import read_page
from wireglot.articles.sentences import split_sentences

_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td")


def extractors() -> dict[str, Extractor]:
    """Those that are installed, by name; ours first."""
    found = {"wireglot": wireglot, "trafilatura": trafilatura}
    if find_spec("newspaper"):
        found["newspaper4k"] = newspaper
    if find_spec("readability"):
        found["readability-lxml"] = readability
    return found


def wireglot(page: Page) -> Extraction:
    """The blocks that a summary may quote."""
    try:
        found = read_page(page.content, page.name, url=page.url)
    except ReadingError:
        return Extraction([], [])
    return _extraction([b.text for b in found.text.blocks if b.kind not in BOILERPLATE], found.metadata.published)


def trafilatura(page: Page) -> Extraction:
    """Its text and date, with its usual settings."""
    from trafilatura import bare_extraction

    document = bare_extraction(page.content, url=page.url, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict):
        return Extraction([], [])
    return _extraction((document.text or "").split("\n"), document.date or "")


def newspaper(page: Page) -> Extraction:
    """Nothing for a language whose tokenizer it cannot load (it loads that of Korean by network)."""
    from newspaper import Article

    article = Article(page.url, fetch_images=False)
    article.download(input_html=page.content.decode("utf-8", "replace"))
    try:
        article.parse()
    except (ImportError, LookupError):
        return Extraction([], [])
    day = article.publish_date.isoformat() if article.publish_date else ""
    return _extraction(article.text.split("\n"), day)


def readability(page: Page) -> Extraction:
    """It gives no date."""
    from lxml import html
    from readability import Document

    root = html.fromstring(Document(page.content.decode("utf-8", "replace")).summary())
    elements = [e for e in root.iter(*_BLOCKS) if not any(True for _ in e.iterdescendants(*_BLOCKS))]
    return _extraction([" ".join(e.text_content().split()) for e in elements])


def _extraction(lines: list[str], published: str = "") -> Extraction:
    blocks = [line.strip() for line in lines if line.strip()]
    first: list[str] = []
    for block in blocks[:FIRST_SENTENCES]:
        first += split_sentences(block)
    return Extraction(blocks, first[:FIRST_SENTENCES], published)
