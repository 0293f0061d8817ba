"""Options: the options_key of a run, checked before anything is read."""

import re
from dataclasses import dataclass
from pathlib import Path

from wireglot import summarizers, translations
from wireglot.outputs import is_web_address
from wireglot.translations.glossary import GlossaryFault
from wireglot.translations.glossary import load as load_glossary

# The shape of BCP 47 tags that engines know: language, then script, region or variant.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class InvalidOptions(ValueError):
    """A choice that no run can follow; the message names all of them together."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do.

    to          the reader's language, a BCP 47 tag
    translator  an engine of translations/engines, or auto: the best that is ready for each pair
    summarizer  an engine of summarizers/engines, or auto
    limit       at most so many articles are made in one run, 0 for all; unchanged ones do not count
    force       make a version of every article, changed or not, and ask the engines for every sentence anew
    desk        the desk that runs it, "" for a run by hand; written into the edition, changes nothing else
    base_url    where the output folder is published, for links in feeds; "" for a folder that is opened from disk
    site        bring the pages up to date as well
    glossary    a folder of glossaries, one file a pair such as sv-en.tsv; "" for none
    """

    to: str = "en"
    translator: str = "auto"
    summarizer: str = "auto"
    limit: int = 0
    force: bool = False
    glossary: str = ""
    desk: str = ""
    base_url: str = ""
    site: bool = True

    @property
    def options_key(self) -> str:
        """What of the options changes an edition, as one canonical text.

        The engines do so through their signatures, which the edition holds of itself.
        """
        return f"to:{self.to}"

    @staticmethod
    def reader_of(options_key: str) -> str:
        """The reader's language that `options_key` was made with."""
        return options_key.removeprefix("to:")


def check(options: Options) -> None:
    """Raise InvalidOptions with every fault of `options`, or return."""
    faults = [
        "" if _TAG.fullmatch(options.to) else f"to: {options.to!r} is no language tag such as en or pt-BR.",
        _unknown("translator", options.translator, translations.available()),
        _unknown("summarizer", options.summarizer, summarizers.available()),
        "" if options.limit >= 0 else f"limit: {options.limit} is below 0; 0 means all.",
    ]
    faults += _glossary_faults(options.glossary)
    if options.base_url and not is_web_address(options.base_url):
        faults.append(f"base_url: {options.base_url!r} is no web address such as https://news.example/desk.")
    if any(faults):
        raise InvalidOptions(" ".join(filter(None, faults)))


def _glossary_faults(folder: str) -> list[str]:
    """Every fault of every glossary in the folder, told before anything is translated."""
    if not folder:
        return []
    if not Path(folder).is_dir():
        return [f"glossary: {folder} is no folder; it holds files such as sv-en.tsv."]
    faults = []
    for path in sorted(Path(folder).glob("*-*.tsv")):
        source, _, to = path.stem.partition("-")
        try:
            load_glossary(Path(folder), source, to)
        except GlossaryFault as fault:
            faults.append(f"glossary: {fault}")
    return faults


def _unknown(role: str, name: str, there: tuple[str, ...]) -> str:
    known = ("auto", *there)
    return "" if name in known else f"{role}: no engine {name!r}; there is {', '.join(known)}."
