"""Articles: what text is (Article, Block, SentenceRef), ids, boilerplate, web addresses, near-duplicates.

`articles.reading` reads them.
"""

from wireglot.articles.agencies import credit_start, is_agency_credit, news_agencies
from wireglot.articles.article import (
    BOILERPLATE,
    Article,
    Block,
    Kind,
    SentenceRef,
    Status,
)
from wireglot.articles.boilerplate import boilerplate_kind
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
    neutral_id,
    place_of_item,
)
from wireglot.articles.near_duplicates import bands, same_text, text_hashes
from wireglot.articles.notices import find_notices
from wireglot.articles.times import TimeText, now_text, time_text
from wireglot.articles.web_addresses import (
    canonical_address,
    has_credentials,
    is_masked,
    is_web_address,
    masked_address,
    shown_address,
    without_credentials,
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
    "TimeText",
    "article_id",
    "bands",
    "boilerplate_kind",
    "canonical_address",
    "check_id",
    "credit_start",
    "file_uri",
    "find_notices",
    "has_credentials",
    "identifier_key",
    "is_agency_credit",
    "is_file_uri",
    "is_identifier",
    "is_local_key",
    "is_masked",
    "is_web_address",
    "masked_address",
    "neutral_id",
    "news_agencies",
    "now_text",
    "place_of_item",
    "same_text",
    "shown_address",
    "text_hashes",
    "time_text",
    "without_credentials",
]
