"""What the tiny models know by heart, from lessons.toml and digests.toml: rows of texts."""

import tomllib
from pathlib import Path
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


LESSONS = {name: tuple(map(tuple, rows)) for name, rows in read_table("lessons").items()}
SWEDISH_ENGLISH = LESSONS["swedish_english"]
ENGLISH_GROUP = LESSONS["english_group"]
SWEDISH_AND_NORWEGIAN = LESSONS["swedish_and_norwegian"]
ENGLISH_SUMMARIES = LESSONS["english_summaries"]
SEVERAL_SUMMARIES = LESSONS["several_summaries"]
