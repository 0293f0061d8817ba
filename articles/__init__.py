"""Articles: what text is (Article, Block, SentenceRef), its names, and in `articles.reading` how it is read."""

from wireglot.articles.article import BOILERPLATE, Article, Block, Kind, SentenceRef, Status
from wireglot.articles.identity import InvalidId, article_id, check_id

__all__ = ["BOILERPLATE", "Article", "Block", "InvalidId", "Kind", "SentenceRef", "Status", "article_id", "check_id"]
