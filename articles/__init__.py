"""Articles: what text is (Article, Block, SentenceRef), its ids, and its boilerplate; `articles.reading` reads it."""

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
    "check_id",
    "news_agencies",
]
