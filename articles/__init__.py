"""Articles: what text is (Article, Block, Place), its names, and in `articles.reading` how it is read."""

from articles.article import APPARATUS, Article, Block, Kind, Place, Status
from articles.identity import BadId, article_id, check_id

__all__ = ["APPARATUS", "Article", "BadId", "Block", "Kind", "Place", "Status", "article_id", "check_id"]
