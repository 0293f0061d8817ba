"""Dates and times as sources write them, in UTC."""

from datetime import UTC, datetime


def to_utc(text: str) -> str:
    """Return ISO 8601 in UTC ("2024-03-12T13:05:00Z"); a day without a time stays a day; "" for anything else.

    Understood are ISO 8601 and the dates of mail and RSS ("Tue, 12 Mar 2024 14:05:00 +0100"). A time without zone is
    taken as UTC.
    """
    text = text.strip()
    moment = _parse_iso(text) or _parse_mail(text)
    if moment is None:
        return ""
    if len(text) <= len("2024-03-12"):
        return moment.date().isoformat()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:  # the first and last days of the calendar
        return ""


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_mail(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # takes a few milliseconds, and is seldom needed

    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
