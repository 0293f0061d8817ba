"""When a desk runs: the schedule, and the table in wireglot.toml that names it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

# A shorter interval would start Prefect's next process (3 s) before the last one has ended.
SHORTEST_INTERVAL = 5


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a desk runs: by `cron` in `timezone`, or every `interval` seconds when cron is ""."""

    cron: str = ""
    timezone: str = "UTC"
    interval: int = 0


def _cron(text: str) -> str:
    if text:
        try:
            next(CronSim(text, datetime(2024, 1, 1)))
        except (CronSimError, StopIteration) as error:
            raise ValueError(f'{text!r} is not a cron schedule that fires, such as "*/15 6-22 * * *"') from error
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is not a time zone such as Europe/Stockholm") from error
    return name


class ScheduleTable(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    cron: Annotated[str, AfterValidator(_cron)] = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    interval: Annotated[int, Field(ge=SHORTEST_INTERVAL)] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "ScheduleTable":
        if bool(self.cron) == bool(self.interval):
            raise ValueError('give { cron = "*/15 6-22 * * *", timezone = "Europe/Stockholm" } or { interval = 900 }')
        return self
