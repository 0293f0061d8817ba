"""Styles: how words that went, words that came and headings are marked, in Markdown and on a terminal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wireglot.outputs.changes.wording import Stretch
from wireglot.outputs.rendering import escaped

Mark = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Style:
    """Marks for a page. Each takes any text and makes it harmless in its own form; `label` takes our own words."""

    plain: Mark
    gone: Mark
    come: Mark
    strong: Mark
    label: Mark
    title: Mark
    heading: Mark
    note: Mark

    def diff(self, words: Sequence[Stretch]) -> str:
        """The new sentence, with what went marked before what came for it."""
        page = ""
        for at, one in enumerate(words):
            if one.same:
                page += self.plain(one.new)
                continue
            before, gone, come, behind = _laid_out(one)
            last, following = page[-1:], words[at + 1].new[:1] if at + 1 < len(words) else ""
            page += before or _room(last, (gone or come)[0])
            page += " ".join([*([self.gone(gone)] if gone else []), *([self.come(come)] if come else [])])
            page += behind or _room(following, (come or gone)[-1])
        return page


SPACE = "␣"  # stands for a space that is all that went or came


def _laid_out(one: Stretch) -> tuple[str, str, str, str]:
    """The space before, what went, what came, the space behind; spaces as in the new sentence where it has words."""
    old, new = _cored(one.old), _cored(one.new)
    if not old[1] and not new[1]:
        return "", SPACE if one.old else "", SPACE if one.new else "", ""
    before, _, behind = new if new[1] else old
    return before, old[1], new[1], behind


def _room(neighbour: str, edge: str) -> str:
    """A space where a mark that begins or ends with a comma or quote touches a word: Markdown would not see it."""
    return "" if not neighbour or neighbour.isspace() or edge.isalnum() else " "


def _cored(text: str) -> tuple[str, str, str]:
    """The spaces before, what stands between them, and the spaces behind: marks must touch words."""
    core = text.strip()
    start = text.find(core) if core else 0
    return text[:start], core, text[start + len(core) :]


def _literal(text: str) -> str:
    """As rendering.escaped, and the marks of this page besides; one line. The arrow between figures stays as it is."""
    line = escaped(" ".join(text.splitlines()))
    return re.sub(r"([~&])", r"\\\1", line).replace(r" -\> ", " -> ")


def _around(mark: str) -> Mark:
    return lambda text: f"{mark}{_literal(text)}{mark}" if text else ""


MARKDOWN = Style(
    plain=_literal,
    gone=_around("~~"),
    come=_around("**"),
    strong=_around("**"),
    label=lambda text: f"**{text}**",
    title=lambda text: f"# {_literal(text)}",
    heading=lambda text: f"## {_literal(text)}",
    note=lambda text: f"> {_literal(text)}",
)
