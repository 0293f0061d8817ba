"""One output folder, one reader's language: a run in another language is refused before anything is read."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wireglot.articles import is_web_address, shown_address
from wireglot.articles.languages import language_name, reader_tag
from wireglot.flows.options import InvalidOptions, Options
from wireglot.outputs import claim_reader_language, reader_language, reader_languages


class OtherLanguage(InvalidOptions):
    """An output folder with another reader's language than the run; the message has the command that works."""


def check_reader_language(options: Options, outputs: Path, sources: Sequence[str]) -> None:
    """Return if the output folder is new or has the reader's language of the options.

    Raises:
        OtherLanguage: If it has another one.
    """
    _check(options, reader_language(outputs), outputs, sources)


def claim(options: Options, outputs: Path, sources: Sequence[str]) -> Options:
    """The options, with the reader's language as the output folder spells it; a new folder gets that of the options.

    Raises:
        OtherLanguage: If the folder has another one, perhaps from a run that began at the same time.
        OSError: If the folder cannot be written to.
    """
    to = reader_tag(options.to)
    _check(options, claim_reader_language(outputs, to), outputs, sources)
    return replace(options, to=to)


def _check(options: Options, found: str, outputs: Path, sources: Sequence[str]) -> None:
    to = reader_tag(options.to)
    if found in ("", to):
        return
    raise OtherLanguage(
        f"to: the output folder {outputs} is written in {language_name(found)} ({found}), and this run would write in "
        f"{language_name(to)} ({to}): an output folder has one reader's language.{_others(outputs, found)} "
        f"{_remedy(options, outputs, sources, to)}"
    )


def _others(outputs: Path, found: str) -> str:
    """What a folder of an older Wireglot has besides, "" in most cases."""
    others = {language: count for language, count in reader_languages(outputs).items() if language != found}
    if not others:
        return ""
    named = ", ".join(f"{count} in {language_name(language)}" for language, count in others.items())
    return f" Its older articles in other languages ({named}) stay readable, and `wireglot retry` keeps their language."


def _remedy(options: Options, outputs: Path, sources: Sequence[str], to: str) -> str:
    folder = f"{str(outputs).rstrip('/')}-{to.lower()}"
    if options.desk:
        return f'Give the desk an output folder of its own in wireglot.toml: outputs = "{folder}".'
    shown = [shown_address(source) if is_web_address(source) else source for source in sources]
    words = ["wireglot", "run", *shown, "--to", to, *_engines(options), "--outputs", folder]
    return f"Name another folder: {shlex.join(words)}"


def _engines(options: Options) -> list[str]:
    """The other options of the run that change its result, as they are typed."""
    chosen = [
        ("--translator", options.translator, "auto"),
        ("--summarizer", options.summarizer, "auto"),
        ("--glossary", options.glossary, ""),
    ]
    return [word for name, value, default in chosen if value != default for word in (name, value)]
