"""Engine `pivot`: rule-based into a closely related language, neural from there (data/pivots.toml).

Spanish goes by Apertium into Portuguese, and by a Firefox model into English. The neural model never gets the original,
which it would read as bad Portuguese: a sentence that Apertium does not translate fails.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from wireglot.articles.languages import language_name, parse_tag, same_language
from wireglot.translations.engine import PIVOT, EngineFailed, load
from wireglot.translations.engines import apertium, firefox
from wireglot.translations.glossary import Glossary, Protected
from wireglot.translations.verbatim import translate_protected

Answers = tuple[str | None, ...]

# Raise it when what the second step gets is changed.
VERSION = 3
# Apertium takes "la pesca" (fishing) for a pronoun and a verb and writes "pesca-a", which becomes "fishing-to-a". The
# pronoun is as good before its verb, and then an article stands where it belongs: BLEU +1.5 on FLORES sentences with
# such a word in Catalan, French and Italian, none in Spanish and Romanian.
_ATTACHED = re.compile(r"(?<=\s)([^\W\d_A-ZÀ-Ý]\w*)-([ao]s?)\b")
# In French, Catalan and Romanian a sentence that begins with "nobody" or "no worker" is negated once more before its
# verb. Rules copy that, Portuguese has it only behind the verb, and the neural model makes "No worker will not be
# dismissed" of it. A clause ends at a mark or one of these words.
_CLAUSE = r"(?: (?!(?:que|e|ou|mas|se|porque|quando|como|onde|por|para|nem|não)\b)[^\W\d_][\w-]*)"
_TWO_NEGATIONS = re.compile(
    rf"\b((?:ninguém|nenhum(?:a|s|as)?|nada|nunca|jamais)\b{_CLAUSE}{{0,6}}?) não(?= )", re.IGNORECASE
)
_NEGATED_BEFORE = re.compile(rf"\bnão{_CLAUSE}* $", re.IGNORECASE)

# The model makes "U.S.S." of it.
_SPANISH_USA = re.compile(r"(?<!\w)EE\.? ?UU(?:\.(?! ?$)|(?!\w))")
# Romanian lei keep their name on the way, which is Portuguese for "law" and "read".
_LEI = re.compile(r"(?<=\d)((?: de)?(?: (?:mil|milhão|milhões|bilhão|bilhões))*(?: de)?) (?:lei|leu)\b")


class Engine:
    """Ready for a pair when Apertium is ready into the related language, and a Firefox model from there."""

    name = "pivot"
    rank = PIVOT

    def signature(self, source: str, target: str) -> str | None:
        via = _related_language(source, target)
        first = load("apertium").signature(source, via) if via else None
        second = load("firefox").signature(via, target) if first else None
        return f"{self.name}|via:{via}|v:{VERSION}|{first}|{second}" if second else None

    def translate(self, sentences: Sequence[str], source: str, target: str) -> Answers:
        via = _required_language(source, target)
        related = _first_step(apertium.Engine().translate(sentences, source, via))
        answers = iter(firefox.Engine().translate([text for text in related if text], via, target))
        return tuple(next(answers) if text else None for text in related)

    def retry(self, sentences: Sequence[str], source: str, target: str) -> Answers:
        """As `translate`, with names that the first step kept out of reach of the second ("Dolores Peace")."""
        via = _required_language(source, target)
        related = _first_step(apertium.Engine().retry(sentences, source, via))
        names = apertium.kept_names(sentences, source)
        kept = [(text, _protected(each, text)) for each, text in zip(names, related, strict=True) if text]
        translate = partial(_second_way, via=via, target=target)
        answers = iter(translate_protected([text for text, _ in kept], [each for _, each in kept], translate))
        return tuple(next(answers) if text else None for text in related)

    def note(self, source: str, target: str) -> str:
        via = _related_language(source, target)
        if not via:
            return ""
        first, second = language_name(source), language_name(via)
        return (
            f"It was translated by rules into {second} and by a neural model from there: words that mean something "
            f"else in {first} than in {second} are not noticed."
        )

    def install_hint(self, source: str, target: str) -> str:
        """Name the Debian packages for the first step, where the second is ready."""
        via = _related_language(source, target)
        if not via or load("firefox").signature(via, target) is None:
            return ""
        return load("apertium").install_hint(source, via)


def _first_step(answers: Answers) -> list[str | None]:
    """What the second step gets; None for what the first has not translated."""
    return [_in_good_order(text) if text else None for text in answers]


def _second_way(texts: Sequence[str], via: str, target: str) -> Answers:
    return firefox.Engine().retry(texts, via, target)


def _protected(names: Sequence[str], related: str) -> Protected:
    """The related text with placeholders for the names that the first step kept."""
    return Glossary({name: name for name in names}).protect(related)


def _in_good_order(text: str) -> str:
    """Portuguese with its pronouns before their verbs, without a second negation there, with its own "USA", and RON."""
    text = _LEI.sub(r"\1 RON", text)
    return _SPANISH_USA.sub("EUA", _TWO_NEGATIONS.sub(_negated_once, _ATTACHED.sub(r"\2 \1", text)))


def _negated_once(match: re.Match[str]) -> str:
    """The clause without its second "não"; as it is where "nobody" stands behind a negated verb already."""
    return match[0] if _NEGATED_BEFORE.search(match.string[: match.start()]) else match[1]


def _required_language(source: str, target: str) -> str:
    via = _related_language(source, target)
    if not via:
        raise EngineFailed(f"no related language is known for {source} -> {target}.")
    return via


def _related_language(source: str, target: str) -> str:
    """The related language that is on the way; "" where there is none, or one of the two is that language."""
    parts = parse_tag(source)
    via = "" if parts.script else _pivots().get(parts.language, "")
    return "" if not via or same_language(via, target) else via


@cache
def _pivots() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "pivots.toml").read_text("utf-8"))
