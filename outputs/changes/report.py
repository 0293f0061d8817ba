"""Changes as people and programs read them: one line, a page (changes.md or a terminal) and JSON.

The page is built of rows in a `Style`, so that `wireglot diff` says the same on a terminal. No line begins with text
from outside, which could make itself a list, a quotation or a heading.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from wireglot.articles import SentenceRef
from wireglot.articles.languages import language_name
from wireglot.outputs.changes.changes import Changes, SettingChange, SummaryChange, SummaryChanges
from wireglot.outputs.changes.facts import Fact
from wireglot.outputs.changes.sentences import SentenceChange
from wireglot.outputs.changes.words import Segment, word_diff
from wireglot.outputs.edition import HIDDEN
from wireglot.outputs.rendering import beside_original, escaped

SCHEMA = 2  # of the JSON

_FACTS_IN_LINE = 3  # the page has all of them
_ORDER = ("changed", "moved and changed", "added", "removed", "moved", "kind changed")
_EXCERPT = 160  # characters of a moved sentence: enough to recognise it
_SPACE = "␣"  # shown for a space that is all that went or came

Mark = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Style:
    """How a page marks its parts. Each function takes any text and makes it harmless; `label` takes our own words."""

    plain: Mark
    removed: Mark
    added: Mark
    strong: Mark
    label: Mark
    title: Mark
    heading: Mark
    note: Mark

    def diff(self, words: Sequence[Segment]) -> str:
        """Show the new sentence, with the removed words marked before those in their place."""
        page = ""
        for at, segment in enumerate(words):
            if segment.same:
                page += self.plain(segment.new)
                continue
            before, old, new, behind = _laid_out(segment)
            last, following = page[-1:], words[at + 1].new[:1] if at + 1 < len(words) else ""
            page += before or _gap(last, (old or new)[0])
            page += " ".join([*([self.removed(old)] if old else []), *([self.added(new)] if new else [])])
            page += behind or _gap(following, (new or old)[-1])
        return page


def _laid_out(segment: Segment) -> tuple[str, str, str, str]:
    """Return the space before, the old and new words, and the space behind, as in the new sentence if it has words."""
    old, new = _stripped(segment.old), _stripped(segment.new)
    if not old[1] and not new[1]:
        return "", _SPACE if segment.old else "", _SPACE if segment.new else "", ""
    before, _, behind = new if new[1] else old
    return before, old[1], new[1], behind


def _gap(neighbour: str, edge: str) -> str:
    """Return a space where a mark that begins or ends with punctuation touches a word: Markdown would not see it."""
    return "" if not neighbour or neighbour.isspace() or edge.isalnum() else " "


def _stripped(text: str) -> tuple[str, str, str]:
    """Return the spaces before, the text and the spaces behind: marks must touch words."""
    core = text.strip()
    start = text.find(core) if core else 0
    return text[:start], core, text[start + len(core) :]


def _literal(text: str) -> str:
    """Escape for Markdown, in one line; the arrow between two numbers stays."""
    line = escaped(" ".join(text.splitlines()))
    return re.sub(r"([~&])", r"\\\1", line).replace(r" -\> ", " -> ")


def _around(mark: str) -> Mark:
    return lambda text: f"{mark}{_literal(text)}{mark}" if text else ""


MARKDOWN = Style(
    plain=_literal,
    removed=_around("~~"),
    added=_around("**"),
    strong=_around("**"),
    label=lambda text: f"**{text}**",
    title=lambda text: f"# {_literal(text)}",
    heading=lambda text: f"## {_literal(text)}",
    note=lambda text: f"> {_literal(text)}",
)


def changes_markdown(changes: Changes) -> str:
    """Return changes.md: never empty, and without any text of a withdrawn article."""
    return changes_page(changes, MARKDOWN)


def changes_page(changes: Changes, style: Style) -> str:
    """Return the page in that style; empty lines separate its sections."""
    return "\n\n".join(filter(None, _parts(changes, style))) + "\n"


def one_line(changes: Changes) -> str:
    """Say what happened: "3 sentences changed, 1 added, 1 moved; 33 -> 35 hostages". Plain text, not escaped."""
    if changes.hidden:
        return _capitalised(_label(f"line_{_hidden_key(changes)}"))
    events = ", ".join(_events(changes))
    replaced = [fact.text for fact in changes.facts if fact.is_replaced][:_FACTS_IN_LINE]
    if events:
        return "; ".join([_capitalised(events), *replaced])
    others = [*map(setting_line, changes.settings), *_without_source_changes(changes)]
    return "; ".join([_label("no_words"), *(others or [_label("nothing")])])


def setting_line(change: SettingChange) -> str:
    """Say what changed around the text; options only by name, because their key is for programs."""
    return _label(f"setting_{change.name}", old=change.old or _label("none"), new=change.new or _label("none"))


def changes_json(changes: Changes) -> dict[str, Any]:
    """Return the changes as plain JSON values: the fields of `Changes`, and `schema` and `line`."""
    facts = [asdict(fact) | {"text": fact.text} for fact in changes.facts]
    for fact in facts:
        del fact["before"], fact["behind"]
    plain: dict[str, Any] = _as_lists(asdict(changes) | {"schema": SCHEMA, "line": one_line(changes), "facts": facts})
    return plain


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_lists(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_lists(item) for item in value]
    return value


def _label(key: str, count: int | None = None, **values: object) -> str:
    """Return the label filled in, in the singular or plural that the count needs."""
    singular, _, plural = _labels()[key].partition(" | ")
    return (plural if plural and count not in (None, 1) else singular).format(**values, count=count)


@cache
def _labels() -> dict[str, str]:
    labels: dict[str, str] = tomllib.loads((Path(__file__).parent / "data" / "labels.toml").read_text("utf-8"))
    return labels


def _hidden_key(changes: Changes) -> str:
    return changes.new.state if changes.new.state in HIDDEN else f"was_{changes.old.state}"


def _events(changes: Changes) -> Iterator[str]:
    """Yield what happened to the headline and to each kind of sentence, then to the paragraphs."""
    if changes.headline and changes.headline_changed:
        yield _label(f"line_headline_{changes.headline.status}")
    yield from _count_events(changes.sentences)
    if changes.paragraph_breaks:
        yield _label("line_breaks", changes.paragraph_breaks)
    if changes.spacing:
        yield _label("line_spacing", changes.spacing)


def _count_events(sentences: Sequence[SentenceChange]) -> Iterator[str]:
    """Yield "3 sentences changed", "1 added"...: the noun only where it is another than before."""
    counts: Counter[tuple[str, str]] = Counter((change.shown.kind, change.status) for change in sentences)
    kinds = sorted({kind for kind, _ in counts}, key=lambda kind: (kind != "paragraph", kind != "heading", kind))
    for kind in kinds:
        noun = True
        for status in _ORDER:
            if count := counts[kind, status]:
                named = f" {_label(f'kind_{kind}', count)}" if noun else ""
                yield f"{count}{named} {_label(f'status_{status}')}"
                noun = False


def _without_source_changes(changes: Changes) -> Iterator[str]:
    """Yield what a reader sees differently though no word of the source changed."""
    if changes.translations.count:
        yield _label("line_translations", changes.translations.count)
    for which, summary in (("short", changes.short), ("long", changes.long)):
        if summary and (summary.changed or summary.reordered):
            yield _label("line_summary", which=which)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parts(changes: Changes, style: Style) -> Iterator[str]:
    yield style.title(_label("title", new=changes.new.number) if changes.new.number else _label("title_plain"))
    yield style.strong(beside_original(changes.title, changes.original_headline))
    yield style.note(_label("note", note=changes.note)) if changes.note else ""
    yield style.strong(one_line(changes))
    yield _compared_versions(changes)
    yield _why_hidden(changes) if changes.hidden else ""
    yield from _section(style, "facts", [style.plain(_fact_line(fact)) for fact in changes.facts])
    if changes.headline and changes.headline_changed:
        yield from _section(style, "headline", [_sentence(changes.headline, changes, style)])
    yield from _section(style, "text", list(_sentences(changes, style)))
    if changes.short and changes.long:
        rows = [*_summary("short", changes.short, style), *_summary("long", changes.long, style)]
        yield from _section(style, "summaries", rows)
    yield from _section(style, "settings", [style.plain(setting_line(change)) for change in changes.settings])
    yield from _translations(changes, style)


def _section(style: Style, name: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield style.heading(_label(name))
        yield "\n".join(f"- {row}" for row in rows)


def _compared_versions(changes: Changes) -> str:
    if not changes.new.number:
        return ""
    new_at, old_at = (
        _label("of", when=version.made_at) if version.made_at else "" for version in (changes.new, changes.old)
    )
    compared = _label("against", new=changes.new.number, old=changes.old.number, new_at=new_at, old_at=old_at)
    return f"{compared} {_label('gist')}" if changes.new.state == "gist" else compared


def _why_hidden(changes: Changes) -> str:
    when = _label("on", when=changes.new.made_at) if changes.new.made_at else ""
    return _label(_hidden_key(changes), old=changes.old.number, new=changes.new.number, when=when)


def _fact_line(fact: Fact) -> str:
    key = "" if fact.is_replaced else "fact_removed" if fact.old else "fact_added"
    line = _label(key, what=fact.text) if key else fact.text
    return line + (_label("original", text=" -> ".join(filter(None, fact.original))) if fact.original else "")


def _sentences(changes: Changes, style: Style) -> Iterator[str]:
    """Yield a row for each change; sentences that moved together are one."""
    for _, group in groupby(enumerate(changes.sentences), key=_move):
        first, *others = [change for _, change in group]
        more = f" ({_label('more', len(others))})" if others else ""
        yield _sentence(first, changes, style) + more


def _move(numbered: tuple[int, SentenceChange]) -> object:
    """Return the same for sentences of one paragraph that moved to one paragraph, and different values for others."""
    number, change = numbered
    if change.status != "moved" or not (change.old and change.new and change.old.ref and change.new.ref):
        return number
    return change.old.ref.block, change.new.ref.block


def _sentence(change: SentenceChange, changes: Changes, style: Style) -> str:
    """Return label and words, and below them the translation."""
    label = f"{style.label(_sentence_label(change))}: " if change.shown.ref else ""
    rows = _translation_rows(change, changes, style)
    return label + _changed_words(change, style) + "".join(f"\n  - {row}" for row in rows)


def _sentence_label(change: SentenceChange) -> str:
    old, new, at = change.old, change.new, _position(change.shown.ref)
    label = f"sentence_{change.status}"
    if not (old and new and old.ref and new.ref):
        named = "" if change.shown.kind == "paragraph" else f" ({_kind(change.shown.kind)})"
        return _label(label, at=at) + named
    kinds: dict[str, Any] = {"old": _kind(old.kind), "new": _kind(new.kind)}
    way = _label("up" if new.ref < old.ref else "down")
    also = _label("kind_too", **kinds) if old.kind != new.kind and change.status != "kind changed" else ""
    return _label(label, at=at, way=way, was=_position(old.ref), **kinds) + also


def _position(ref: SentenceRef | None) -> str:
    return _label("in_headline") if ref is None else f"[{ref.block},{ref.sentence}]"


def _kind(kind: str) -> str:
    return _label(f"kind_{kind}", 1)


def _changed_words(change: SentenceChange, style: Style) -> str:
    if change.words:
        return style.diff(change.words)
    if change.new is None:
        return style.removed(change.old.text) if change.old else ""
    return style.added(change.new.text) if change.old is None else style.plain(_excerpt(change.new.text))


def _translation_rows(change: SentenceChange, changes: Changes, style: Style) -> Iterator[str]:
    """Yield the translation of the new sentence, and of the old one where it was another."""
    name = language_name(changes.reader_language)
    new, old = (side.translation if side else "" for side in (change.new, change.old))
    if not change.words:
        whole = change.new is None or change.old is None
        text = new or old
        yield from [f"{name}: {style.plain(text if whole else _excerpt(text))}"] if text else []
    elif new and old and (words := word_diff(old, new)) and _mostly_same(words):
        yield f"{name}: {style.diff(words)}"
    else:
        yield from [f"{name}: {style.plain(new)}"] if new else []
        yield from [f"{_label('before', language=name)}: {style.plain(old)}"] if old else []


def _mostly_same(words: Sequence[Segment]) -> bool:
    """Return whether half of the new translation was in the old one: otherwise two whole sentences read better."""
    return 2 * sum(len(segment.new) for segment in words if segment.same) >= sum(len(segment.new) for segment in words)


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rstrip() + "…"


def _summary(which: str, summary: SummaryChanges, style: Style) -> list[str]:
    """Return the changed sentences of a summary, or that none changed."""
    label = style.label(_label(which))
    rows = [f"{label}: {_summary_row(change, style)}" for change in summary.changed]
    if summary.reordered:
        rows.append(f"{label}: {_label('summary_reordered')}")
    return rows or [_label("summary_kept", which=which)]


def _summary_row(change: SummaryChange, style: Style) -> str:
    cited = ", ".join(
        _label(f"evidence_{cited_sentence.status}", at=_position(cited_sentence.ref))
        for cited_sentence in change.evidence
    )
    evidence = f" ({_label('evidence', cited=cited)})" if cited else ""
    words = style.diff(change.words) or " ".join(
        filter(None, (style.removed(change.old) if change.old else "", style.added(change.new) if change.new else ""))
    )
    return f"{_label(f'summary_{change.status}')}: {words}{evidence}"


def _translations(changes: Changes, style: Style) -> Iterator[str]:
    found = changes.translations
    if not found.count:
        return
    yield style.heading(_label("translations"))
    shown = " " + _label("translations_first", shown=len(found.first)) if found.count > len(found.first) else ""
    yield _label("translations_count", found.count) + shown
    yield "\n".join(f"- {style.label(_position(change.ref))}: {style.diff(change.words)}" for change in found.first)
