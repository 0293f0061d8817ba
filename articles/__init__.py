"""Articles: what text is (Article, Block, SentenceRef), ids, boilerplate, web addresses; `articles.reading` reads."""

from wireglot.articles.article import (
    BOILERPLATE,
    Article,
    Block,
    InvalidId,
    Kind,
    SentenceRef,
    Status,
    article_id,
    check_id,
)
from wireglot.articles.boilerplate import boilerplate_kind, news_agencies
from wireglot.articles.web_addresses import (
    canonical_address,
    has_credentials,
    is_web_address,
    shown_address,
    without_credentials,
)

__all__ = [
    "BOILERPLATE",
    "Article",
    "Block",
    "InvalidId",
    "Kind",
    "SentenceRef",
    "Status",
    "article_id",
    "boilerplate_kind",
    "canonical_address",
    "check_id",
    "has_credentials",
    "is_web_address",
    "news_agencies",
    "shown_address",
    "without_credentials",
]
