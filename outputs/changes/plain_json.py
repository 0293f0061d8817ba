"""Changes as JSON, for `wireglot diff --json` and for pages: the keys are fixed, added to and never renamed.

schema, id, line, silent, note, title, language, told_in, old{number, made_at, state}, new{...}
facts        [{kind, old, new, text, original[], evidence[[b,s] or null]}]
headline     null or {what, old, new, words}, as a sentence
sentences    [{what, old, new, words[{old, new, same}]}]; old and new are null or {place[b,s], kind, text, told}
counts       {kept, changed, moved, moved_and_changed, recast, added, removed}
short, long  null or {reordered, sentences[{what, old, new, grounds[{place, what}], words}]}
circumstances[{what, old, new}], retold{count, first[{place, words}]}, respaced, breaks
"""

from dataclasses import asdict
from typing import Any

from wireglot.outputs.changes.changes import Changes
from wireglot.outputs.changes.saying import one_line

SCHEMA = 1


def changes_json(changes: Changes) -> dict[str, Any]:
    """The changes as plain JSON values: no tuples, no classes."""
    facts = [asdict(fact) | {"text": fact.text} for fact in changes.facts]
    for fact in facts:
        del fact["before"], fact["behind"]
    plain = asdict(changes) | {"schema": SCHEMA, "line": one_line(changes), "facts": facts}
    found: dict[str, Any] = _listed(plain)
    return found


def _listed(value: Any) -> Any:
    """The value with lists for tuples, throughout."""
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(one) for one in value]
    return value
