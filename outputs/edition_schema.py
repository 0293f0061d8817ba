"""The JSON Schema of edition.json, generated from the value Edition.

python -m wireglot.outputs.edition_schema      writes outputs/data/edition.schema.json; a test compares the two
"""

import json
from pathlib import Path
from typing import Any

from wireglot.outputs.edition import SCHEMA, Edition, adapter

FILE = Path(__file__).parent / "data" / "edition.schema.json"

_TEXT = {"minLength": 1}
_COUNT = {"minimum": 0}
_SHA256 = {"pattern": "^[0-9a-f]{64}$"}
_LANGUAGE = {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "description": "BCP 47; und when unknown"}
_TEXTS = {"items": {"type": "string", "minLength": 1}}

# What the types cannot say: value, key, and what is true of it.
_CONSTRAINTS: list[tuple[str, str, dict[str, Any]]] = [
    ("Edition", "id", {"pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}),
    ("Edition", "version", {"minimum": 1}),
    ("Edition", "made_at", {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", "description": "UTC"}),
    ("Edition", "reasons", {"minItems": 1, **_TEXTS}),
    ("Edition", "warnings", _TEXTS),
    ("Edition", "signature", _TEXT),
    ("Edition", "digest", _SHA256),
    ("Edition", "content_hash", _SHA256),
    ("Edition", "rank", _COUNT),
    *[("Accounting", key, _COUNT) for key in ("sentences", "translated", "kept", "failed", "source_characters")],
    ("Block", "sentences", {"minItems": 1, **_TEXTS}),
    ("DetectedLanguage", "tag", _LANGUAGE),
    ("LanguagePart", "tag", _LANGUAGE),
    ("Translation", "to", _LANGUAGE),
    ("Translation", "engine", _TEXT),
    ("Translation", "signature", _TEXT),
    ("Translation", "checks", _TEXTS),
    ("Translation", "gave_up", _TEXTS),
    ("Translation", "unchecked", _TEXTS),
    ("Doubt", "detail", _TEXT),
    ("Restored", "version", {"minimum": 1}),
    ("Restored", "over", {"minimum": 1}),
    ("Restored", "content_hash", _SHA256),
    ("Summary", "engine", _TEXT),
    ("Summary", "signature", _TEXT),
    ("Summary", "checks", _TEXTS),
    ("SummarySentence", "text", _TEXT),
    ("SummarySentence", "evidence", {"minItems": 1}),
    ("SummarySentence", "doubts", _TEXTS),
]

# `span` is left out when it is None; editions that were made before the others existed do not have them.
_OPTIONAL = {
    *("span", "doubts", "unchecked", "lede", "gist", "gave_up", "restored", "file", "source_name", "captured"),
    *("parts", "repeated", "headline_tag", "headline_language", "script", "perhaps"),
}
# Likewise, where another value has a key of the same name.
_OPTIONAL_IN = {"SummarySentence": {"language"}}


def edition_schema() -> dict[str, Any]:
    """The schema as plain JSON values."""
    generated = _without_titles(adapter(Edition).json_schema(mode="serialization"))
    values = generated.pop("$defs")
    generated["properties"] |= {"id": {"type": "string"}, "signature": {"type": "string"}}
    values["Edition"] = generated
    for name, key, constraint in _CONSTRAINTS:
        values[name]["properties"][key] |= constraint
    for name, value in values.items():
        if "properties" in value:
            value["required"] = sorted(value["properties"].keys() - _OPTIONAL - _OPTIONAL_IN.get(name, set()))
    values["SummarySentence"]["properties"]["span"] = values["SummarySentence"]["properties"]["span"]["anyOf"][0]
    edition = values.pop("Edition")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:wireglot:edition:{SCHEMA}",
        "title": f"Wireglot edition, schema {SCHEMA}",
        "description": "Everything that one run made from one article. Ignore keys that you do not know.",
        **edition,
        "$defs": values,
    }


def _without_titles(value: Any) -> Any:
    """Without the titles, docstrings and defaults that pydantic takes from the code: they are for its readers."""
    if isinstance(value, list):
        return [_without_titles(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: item for key, item in value.items() if key not in ("title", "description", "default")}
    properties = kept.pop("properties", None)
    cleaned = {key: _without_titles(item) for key, item in kept.items()}
    if properties is not None:
        cleaned["properties"] = {key: _without_titles(item) for key, item in properties.items()}
    return cleaned


def schema_text() -> str:
    return json.dumps(edition_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), "utf-8")
