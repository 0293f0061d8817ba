"""Engine `apertium`: rule-based translation by Debian's packages, small and fast, without a model, and rough.

A mode is named after its two languages: "fra-cat", "en-gl", "cat-por_BR". Other names ("eo-en-bytecode",
"eng-cat_valencia") are variants for people who ask for them; they are not used. The modes are a graph of languages: a
pair without a mode of its own goes through another language (fr-ca-en, ro-es-en). https://www.apertium.org
"""

import hashlib
import heapq
import logging
import os
import re
import shutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from wireglot.articles.languages import iso639_3, parse_tag
from wireglot.models import ChildFailed, run_child
from wireglot.translations import apertium, apertium_names
from wireglot.translations.engine import RULE_BASED, EngineFailed, format_hint
from wireglot.translations.glossary import Protected
from wireglot.translations.sentence_style import with_small_second_word

log = logging.getLogger(__name__)

# No sentence of a newspaper is longer, and some taggers take seconds over long rows of ambiguous words
# (eu-en: 11 s for 8,000 characters of "a b a b"). A longer one goes in pieces, split at white space.
CHARACTERS_PER_PIECE = 3000
_DOUBLE_SPACE = re.compile(" {2,}")
_PIECE = re.compile(rf".{{1,{CHARACTERS_PER_PIECE}}}(?=\s|\Z)|.{{1,{CHARACTERS_PER_PIECE}}}", re.DOTALL)

# Each step loses meaning and leaves words of its own language behind: da-sv-is-en keeps words of four
# languages (BLEU 7.8 on NTREX). A change of script is no step.
MAX_STEPS = 2
_MODE_NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3})((?:_[A-Z]{2})?)")
# `apertium -l` and `-V` take 20 ms; a machine that needs a thousand times that is not going to answer.
_QUERY_TIMEOUT = 20.0


class Engine:
    """One child process for each step of a route and batch."""

    name = "apertium"
    rank = RULE_BASED

    def signature(self, source: str, target: str) -> str | None:
        route = find_route(installed_modes(), source, target)
        if not route:
            return None
        version, data = _installed_version(), _data_digest(sorted({*route, *_modes_with_names(source)}))
        ways = f"stream:{apertium.STREAM_VERSION}|names:{apertium_names.VERSION}"
        return f"apertium|version:{version}|route:{'+'.join(route)}|data:{data}|{ways}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        return _translate(sentences, source, target)

    def retry(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        """As `translate`, with every sequence of capitalised words kept that has no article."""
        return _translate(sentences, source, target, every_sequence=True)

    def note(self, source: str, target: str) -> str:
        return ""

    def install_hint(self, source: str, target: str) -> str:
        packages = missing_packages(installed_modes(), source, target)
        if not packages or not shutil.which("apt-get"):
            return ""
        sudo = () if os.geteuid() == 0 else ("sudo",)
        program = () if apertium.find_program() else ("apertium",)
        return format_hint(source, " ".join((*sudo, "apt-get install", *program, *packages)))


def _translate(
    sentences: Sequence[str], source: str, target: str, *, every_sequence: bool = False
) -> tuple[str | None, ...]:
    """The sentences in pieces, by one mode after the other, with their names kept."""
    route = find_route(installed_modes(), source, target)
    if not route:
        raise EngineFailed(f"there is no route {source} -> {target}")
    split = [_pieces(sentence) for sentence in sentences]
    pieces = [piece for each in split for piece in each]
    protected = apertium_names.protect_names(pieces, _dictionaries(source), every_sequence=every_sequence)
    translated = zip(_by_route(route, [each.text for each in protected]), protected, strict=True)
    answers = [None if answer is None else _with_names(answer, each, target) for answer, each in translated]
    lost = [n for n, answer in enumerate(answers) if answer is None and protected[n].terms]
    for n, answer in zip(lost, _by_route(route, [pieces[n] for n in lost]), strict=True):
        answers[n] = answer
    rest = iter(answers)
    return tuple(_joined([next(rest) for _ in each]) for each in split)


def _with_names(answer: str, protected: Protected, target: str) -> str | None:
    """The names in place; None where one is missing. Apertium moves the capital of an unknown word to the next one."""
    return apertium_names.restore_names(with_small_second_word(protected.text, answer, target), protected)


def _by_route(route: Sequence[str], texts: Sequence[str | None]) -> Sequence[str | None]:
    for mode in route:
        texts = apertium.translate_by_mode(mode, texts)
    return texts


def _modes_with_names(source: str) -> list[str]:
    """The installed modes whose dictionaries know names of the language; none where names have endings."""
    if parse_tag(source).language not in tables()["names"]["kept"]:
        return []
    name = _source_name(source)
    return [each for each in installed_modes() if (mode := parse_mode(each)) and mode.source == name]


def _dictionaries(source: str) -> tuple[Path, ...]:
    path = apertium.find_program()
    modes = [_data_folder(path) / "modes" / f"{mode}.mode" for mode in _modes_with_names(source)] if path else []
    return apertium_names.dictionaries_of(modes)


class Mode(NamedTuple):
    """A mode with its two languages as ISO 639-3, a region or script after "_"; steps is 0 for a script."""

    name: str
    source: str
    target: str
    steps: int


def parse_mode(name: str) -> Mode | None:
    """Parse a mode's name; None for a variant, and for a mode that is not good enough (data/apertium.toml says why)."""
    if name in tables()["excluded"]:
        return None
    if name in tables()["scripts"]:
        source, target = tables()["scripts"][name]
        return Mode(name, source, target, 0)
    match = _MODE_NAME.fullmatch(name)
    return Mode(name, iso639_3(match[1]), iso639_3(match[2]) + match[3], 1) if match else None


def find_route(names: Iterable[str], source: str, target: str) -> tuple[str, ...]:
    """Return the modes that lead from one language tag to the other, in order; () when none do."""
    found = (_shortest_path(names, (), _source_name(source), goal) for goal in _target_names(target))
    return next(filter(None, found), ())


def missing_packages(names: Iterable[str], source: str, target: str) -> tuple[str, ...]:
    """Return the Debian packages that, added to the installed modes, give a route; () when none would."""
    installed = tuple(names)
    package_of = {mode: package for package, modes in tables()["packages"].items() for mode in modes}
    found = (_shortest_path(installed, package_of, _source_name(source), goal) for goal in _target_names(target))
    path = next(filter(None, found), ())
    return tuple(dict.fromkeys(package_of[mode] for mode in path if mode not in installed))


def installed_modes() -> tuple[str, ...]:
    """Return the modes that `apertium -l` lists, asked once per process; () when there is none, or no answer."""
    path = apertium.find_program()
    try:
        return _listed(path, _data_folder(path)) if path else ()
    except EngineFailed as error:
        log.warning("Apertium is installed but cannot be used: %s", error)
        return ()


@cache
def tables() -> dict[str, Any]:
    """Return the tables of data/apertium.toml."""
    return tomllib.loads((Path(__file__).parents[1] / "data" / "apertium.toml").read_text(encoding="utf-8"))


def _pieces(sentence: str) -> list[str]:
    """The sentence; where it is too long, its pieces, split at white space if there is any, else anywhere."""
    return [piece for piece in _PIECE.findall(sentence) if piece.strip()] or [""]


def _joined(pieces: Sequence[str | None]) -> str | None:
    """The pieces as one sentence; None when one of them has no translation."""
    translated = [piece for piece in pieces if piece is not None]
    if len(translated) < len(pieces):
        return None
    return _DOUBLE_SPACE.sub(" ", " ".join(translated))  # some modes drop a word and leave the spaces around it


def _source_name(tag: str) -> str:
    """The name of a language in the first half of a mode's name; "" for one in a script that modes do not know."""
    language, script, _ = parse_tag(tag)
    exception: str = tables()["source_names"].get(parse_tag(tag).written, "")
    return exception or ("" if script else iso639_3(language))


def _target_names(tag: str) -> Sequence[str]:
    """The possible names of a language in the second half of a mode's name, the best first."""
    language, script, region = parse_tag(tag)
    written = parse_tag(tag).written
    if written not in tables()["target_names"] and (script or written in tables()["source_names"]):
        return ()
    name = tables()["target_names"].get(written) or iso639_3(language)
    return tuple(dict.fromkeys((f"{name}_{region}" if region else name, name, name.partition("_")[0])))


def _shortest_path(
    installed: Iterable[str], available: Iterable[str] | Mapping[str, str], start: str, goal: str
) -> tuple[str, ...]:
    """Dijkstra's shortest path: fewest steps, then fewest modes to install, then the first by name."""
    present = set(installed)
    modes = [mode for name in sorted({*present, *available}) if (mode := parse_mode(name))]
    queue: list[tuple[int, int, tuple[str, ...], str]] = [(0, 0, (), start)]
    seen: set[str] = set()
    while queue:
        steps, missing, path, language = heapq.heappop(queue)
        if language == goal:
            return path
        if language in seen:
            continue
        seen.add(language)
        for mode in modes:
            if mode.source == language and steps + mode.steps <= MAX_STEPS:
                cost = (steps + mode.steps, missing + (mode.name not in present))
                heapq.heappush(queue, (*cost, (*path, mode.name), mode.target))
    return ()


def _installed_version() -> str:
    """The version, as "3.8.3".

    Raises:
        EngineFailed: When apertium is missing or does not answer.
    """
    path = apertium.find_program()
    if path is None:
        raise EngineFailed("there is no program `apertium` on this machine")
    return _version(path)


def _data_digest(names: Sequence[str]) -> str:
    """Twelve hex digits that change when the modes change, or the dictionaries and rules that they name."""
    path = apertium.find_program()
    return _digest(_data_folder(path), tuple(names)) if path else ""


@cache  # an exception is not cached: a listing that failed is tried again
def _listed(path: str, _data_folder: Path) -> tuple[str, ...]:
    return tuple(sorted(_query(path, "-l").split()))


@cache
def _version(path: str) -> str:
    answer = _query(path, "-V")
    number = re.search(r"\d+(\.\d+)+", answer)
    return number[0] if number else answer.strip()


def _query(path: str, option: str) -> str:
    try:
        output = run_child((path, option), b"", _QUERY_TIMEOUT)
    except ChildFailed as error:
        raise EngineFailed(str(error)) from error
    if output.error:
        raise EngineFailed(f"`apertium {option}`: {output.error}")
    return output.text.decode("utf-8", "replace")


def _data_folder(path: str) -> Path:
    """Where the script `apertium` at that path looks for modes and dictionaries."""
    folder = os.environ.get("APERTIUM_DATADIR")
    return Path(folder) if folder else Path(path).resolve().parents[1] / "share" / "apertium"


@cache
def _digest(folder: Path, names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        mode = _bytes(folder / "modes" / f"{name}.mode")
        digest.update(mode)
        for file in re.findall(r"'([^']+)'", mode.decode("utf-8", "replace")):
            digest.update(_bytes(Path(file)))
    return digest.hexdigest()[:12]


def _bytes(file: Path) -> bytes:
    """The content of the file; nothing for one that does not exist (some modes quote options too)."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
