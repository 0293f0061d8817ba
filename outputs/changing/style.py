"""Styles: how words that went, words that came and headings are marked, in Markdown and on a terminal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from outputs.changing.wording import Stretch
from outputs.rendering import escaped

Mark = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Style:
    """Marks for a page; each takes text as it is, and makes it harmless in its own form."""

    plain: Mark
    gone: Mark
    come: Mark
    strong: Mark
    title: Mark
    heading: Mark
    note: Mark

    def diff(self, words: Sequence[Stretch]) -> str:
        """The new sentence, with what went marked before what came for it."""
        return "".join(self._stretch(words, at) for at in range(len(words)))

    def _stretch(self, words: Sequence[Stretch], at: int) -> str:
        one = words[at]
        if one.same:
            return self.plain(one.new)
        head, body_old, _ = _cored(one.old)
        lead, body_new, tail = _cored(one.new)
        marked = [self.gone(body_old) if body_old else "", self.come(body_new) if body_new else ""]
        before = lead if body_new else head
        behind = tail if body_new else _cored(one.old)[2]
        return f"{before}{' '.join(filter(None, marked))}{behind}"


def _cored(text: str) -> tuple[str, str, str]:
    """The spaces before, what stands between them, and the spaces behind: marks must touch words."""
    core = text.strip()
    start = text.find(core) if core else 0
    return text[:start], core, text[start + len(core) :]


def _literal(text: str) -> str:
    """As rendering.escaped, and the marks of this page besides; one line."""
    return re.sub(r"([~&])", r"\\\1", escaped(" ".join(text.split()) if "\n" in text else text))


def _around(mark: str) -> Mark:
    return lambda text: f"{mark}{_literal(text)}{mark}" if text else ""


MARKDOWN = Style(
    plain=_literal,
    gone=_around("~~"),
    come=_around("**"),
    strong=_around("**"),
    title=lambda text: f"# {_literal(text)}",
    heading=lambda text: f"## {_literal(text)}",
    note=lambda text: f"> {_literal(text)}",
)
