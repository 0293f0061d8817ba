"""Moments as text: ISO 8601 in UTC to the second, as every record, edition, feed and message has them.

Such texts sort as the moments do; `datetime.fromisoformat` reads them back. Dates of sources keep what they say
(articles/reading/dates.py).
"""

from datetime import UTC, datetime
from typing import Annotated


def is_time_text(text: str) -> bool:
    """Whether the text is a moment with its zone, or "" for none."""
    try:
        return not text or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


# A field of a record: one with another text is damaged (outputs/records.py).
TimeText = Annotated[str, is_time_text]


def time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now_text() -> str:
    return time_text(datetime.now(UTC))
