"""Articles: what text is (Article, Block, SentenceRef), its ids, and its boilerplate; `articles.reading` reads it."""

from wireglot.articles.article import (
    BOILERPLATE,
    Article,
    Block,
    Kind,
    SentenceRef,
    Status,
)
from wireglot.articles.boilerplate import boilerplate_kind, news_agencies
from wireglot.articles.identity import (
    STDIN_SCHEME,
    InvalidId,
    article_id,
    check_id,
    file_uri,
    identifier_key,
    is_file_uri,
    is_identifier,
    is_local_key,
)

__all__ = [
    "BOILERPLATE",
    "STDIN_SCHEME",
    "Article",
    "Block",
    "InvalidId",
    "Kind",
    "SentenceRef",
    "Status",
    "article_id",
    "boilerplate_kind",
    "check_id",
    "file_uri",
    "identifier_key",
    "is_file_uri",
    "is_identifier",
    "is_local_key",
    "news_agencies",
]
