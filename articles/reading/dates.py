"""Dates as sources write them, told in UTC."""

from datetime import UTC, datetime


def utc(text: str) -> str:
    """ISO 8601 in UTC ("2024-03-12T13:05:00Z"); a bare day stays a day; "" when it is no date we read.

    Read are ISO 8601 and the dates of mail and RSS ("Tue, 12 Mar 2024 14:05:00 +0100"). A time
    without zone is taken as UTC.
    """
    text = text.strip()
    moment = _iso(text) or _mail(text)
    if moment is None:
        return ""
    if len(text) <= len("2024-03-12"):
        return moment.date().isoformat()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:  # the first and last days of the calendar
        return ""


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # a few milliseconds, and seldom needed

    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
