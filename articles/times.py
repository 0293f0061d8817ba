"""Moments as text: ISO 8601 in UTC to the second, as every record, edition, feed and message has them.

Such texts sort as the moments do; `datetime.fromisoformat` reads them back. Dates of sources keep what they say
(articles/reading/dates.py).
"""

from datetime import UTC, datetime


def time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now_text() -> str:
    return time_text(datetime.now(UTC))
