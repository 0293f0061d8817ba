"""What commands put on the screen: the answer on stdout, talk on stderr, and no control characters from outside."""

import json
import re
import sys
from collections.abc import Mapping
from typing import Any

# C0 and C1 controls but tab and line end, and the marks that turn the writing direction:
# a terminal would obey them. Stored text holds none; file names and error texts may.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def answer(text: str) -> None:
    """Print `text` on stdout."""
    sys.stdout.write(clean(text) + "\n")


def answer_json(data: Mapping[str, Any]) -> None:
    """Print `data` on stdout as one line, at once: a reader may follow a long run."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n")
    sys.stdout.flush()


def talk(text: str) -> None:
    """Print `text` on stderr."""
    sys.stderr.write(clean(text) + "\n")
    sys.stderr.flush()


def clean(text: str) -> str:
    return _CONTROLS.sub("�", text)
