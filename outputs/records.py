"""Records in .wireglot: a frozen dataclass as a JSON object, in a file of its own or in a row of a longer one.

A record is written in one step. Its fields are named in its dataclass alone: one that a file lacks has its default, and
what another version of Wireglot wrote beside them is left out. A record that is not there, or is damaged, is None to
its readers, who begin a new one.
"""

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

from wireglot.outputs.versions import replace_file

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


def write_record(root: Path, path: Path, record: "DataclassInstance") -> None:
    """Create or replace the file of a record in the output folder `root`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(root, path, json_text(asdict(record), indent=2))


def read_record(kind: type[T], path: Path) -> T | None:
    """The record in a file; None when it is not there, or is damaged."""
    try:
        return record_of(kind, json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def record_of(kind: type[T], row: object) -> T:
    """The record in a JSON value. Raises TypeError for one that is no object, lacks a field, or has a wrong value."""
    if not isinstance(row, dict):
        raise TypeError(f"expected an object of the fields of {kind.__name__}, found {type(row).__name__}")
    types = _types(cast(Hashable, kind))
    known = {name: row[name] for name in types if name in row}
    if wrong := [name for name, value in known.items() if not _fits(value, types[name])]:
        raise TypeError(f"{kind.__name__} has a wrong value in {', '.join(wrong)}")
    return kind(**known)


def json_text(value: object, *, indent: int | None = None) -> bytes:
    """JSON with a line break. Lone surrogates, as of a file name that is not UTF-8, are in it as escapes."""
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace") + b"\n"


def record_name(uri: str) -> str:
    """The name of a file for the record of this uri, without its suffix: 16 digits of its sha256."""
    return hashlib.sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def _types(kind: Any) -> Mapping[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}


def _fits(value: object, hint: Any) -> bool:
    """Whether the value has the type of its field, and meets its conditions; what is in a mapping is not looked at."""
    if get_origin(hint) is Annotated:
        kind, *conditions = get_args(hint)
        return _fits(value, kind) and all(condition(value) for condition in conditions)
    kind = get_origin(hint) or hint
    if kind is Literal:
        return value in get_args(hint)
    return isinstance(value, (int, float) if kind is float else kind)
