"""The change in one line, and the words in which changes are told, from data/labels.toml."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.changes import Changes
from wireglot.outputs.changes.circumstances import Circumstance
from wireglot.outputs.changes.facts import Fact
from wireglot.outputs.changes.sentences import Change

_FACTS_SAID = 3  # in one line; all of them stand on the page
# In this order they are told: what is said otherwise first.
_SAID = ("changed", "moved and changed", "added", "removed", "moved", "recast")


def one_line(changes: Changes) -> str:
    """What happened: "3 sentences changed, 1 added, 1 moved; 33 -> 35 hostages". Plain text, nothing escaped."""
    if changes.silent:
        return _silence(changes)
    happened = ", ".join(_happened(changes))
    changed = [fact.text for fact in changes.facts if fact.old and fact.new][:_FACTS_SAID]
    if happened:
        return "; ".join([_capital(happened), *changed])
    around = [circumstance(one) for one in changes.circumstances]
    others = [*around, *_unworded(changes)]
    return "; ".join([say("no_words"), *(others or [say("nothing")])])


def say(key: str, count: int | None = None, **values: object) -> str:
    """The label filled in; with a count, the form that goes with it."""
    one, _, many = _labels()[key].partition(" | ")
    chosen = one if count is None or count == 1 or not many else many
    return chosen.strip().format(**values, count=count) if many else one.format(**values, count=count)


def at(place: SentenceRef | None) -> str:
    """A place as all of Wireglot writes it: [block,sentence], both from 0."""
    return say("in_headline") if place is None else f"[{place.block},{place.sentence}]"


def kind(name: str) -> str:
    """A block's kind in the singular."""
    return say(f"kind_{name}", 1)


def circumstance(one: Circumstance) -> str:
    return say(f"around_{one.what}", old=one.old or say("none"), new=one.new or say("none"))


def fact_line(fact: Fact) -> str:
    """The fact, and what it is in the original where it is told otherwise."""
    key = "" if fact.old and fact.new else "gone" if fact.old else "come"
    line = say(key, what=fact.text) if key else fact.text
    return line + (say("original", text=" -> ".join(filter(None, fact.original))) if fact.original else "")


def _silence(changes: Changes) -> str:
    if changes.new.state in ("withdrawn", "embargoed"):
        return _capital(say(f"line_{changes.new.state}"))
    return _capital(say(f"line_was_{changes.old.state}"))


def _happened(changes: Changes) -> Iterator[str]:
    """What happened to the headline and to each kind of sentence, then to the paragraphs."""
    if changes.headline and changes.headline_changed:
        what = changes.headline.what
        yield say("line_headline" if what == "changed" else f"line_headline_{what}")
    yield from _counts(changes.sentences)
    if changes.breaks:
        yield say("line_breaks", changes.breaks)
    if changes.respaced:
        yield say("line_respaced", changes.respaced)


def _counts(sentences: Sequence[Change]) -> Iterator[str]:
    """ "3 sentences changed", "1 added"...: the noun stands only where it is another than before."""
    counts: Counter[tuple[str, str]] = Counter((change.sides[-1].kind, change.what) for change in sentences)
    kinds = sorted({name for name, _ in counts}, key=lambda name: (name != "paragraph", name != "heading", name))
    for name in kinds:
        noun = True
        for what in _SAID:
            if count := counts[name, what]:
                named = f" {say(f'kind_{name}', count)}" if noun else ""
                yield f"{count}{named} {say('what_' + what.replace(' ', '_'))}"
                noun = False


def _unworded(changes: Changes) -> Iterator[str]:
    """What a reader sees otherwise though no word of the source changed."""
    if changes.retold.count:
        yield say("line_retold", changes.retold.count)
    for which, summary in (("short", changes.short), ("long", changes.long)):
        if summary and (summary.changed or summary.reordered):
            yield say("line_summary", which=which)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _labels() -> dict[str, str]:
    table: dict[str, dict[str, str]] = tomllib.loads(
        (Path(__file__).parent / "data" / "labels.toml").read_text("utf-8")
    )
    return table["en"]
