"""Options: what the user chose for a run, checked before anything is read."""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from zoneinfo import available_timezones

from wireglot import summarizers, translations
from wireglot.articles.languages import tag_fault
from wireglot.outputs import is_safe_link, options_key
from wireglot.translations import InvalidGlossary, load_glossary

# The shape of BCP 47 tags that engines know: language, then script, region or variant.
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

# Worker processes, or an address in the form of Dask; without a password, since Prefect keeps the parameters of runs.
CLUSTER = r"[1-9][0-9]{0,2}|(tcp|tls|ws|wss)://[^\s/@]+:[0-9]{1,5}"

# Seconds. A run longer than a week is not one that makes progress.
LONGEST_RUN = 7 * 86_400


class InvalidOptions(ValueError):
    """An option that cannot be used; the message names all such options together."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for a run.

    to          the reader's language, a BCP 47 tag
    translator  the name of a translation engine, or auto: the best engine that is ready for each pair
    summarizer  the name of a summarizing engine, or auto
    limit       process at most this many new or changed articles in one run, 0 for all
    force       make a version of every article, changed or not, and translate every sentence again
    glossary    a folder of glossaries, one file per pair such as sv-en.tsv; "" for none
    desk        the desk that runs it, "" for a run by hand; noted in the edition, changes nothing else
    base_url    where the output folder is published, for links in feeds; "" for a folder that is opened from disk
    site        bring the pages and feeds up to date as well
    timezone    the zone of times that name none, such as Europe/Stockholm
    allow       hosts that may be fetched from though they are inside this network, such as intranet.example
    pause       seconds between two requests to one host
    full_text   fetch the page of an item of which a feed has only a teaser
    time_limit  seconds after which the process of the run is ended (flows/runs/time_limit.py), 0 for none
    dask        where batches are processed: so many worker processes on this machine, or the address of a scheduler of
                Dask such as tcp://10.0.0.7:8786; "" for this process
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
    timezone: str = "UTC"
    allow: tuple[str, ...] = ()
    pause: float = 1.0
    full_text: bool = True
    time_limit: int = 0
    dask: str = ""

    @property
    def key(self) -> str:
        """The options that change an edition, as one canonical text; it is stored with the edition.

        Engines and glossary change it through their signatures, which the edition holds as well.
        """
        return options_key(self.to)


def check(options: Options) -> None:
    """Raise InvalidOptions with all faults of `options`, or return."""
    faults = [
        f"to: {fault}." if (fault := language_fault(options.to)) else "",
        _engine_fault("translator", options.translator, translations),
        _engine_fault("summarizer", options.summarizer, summarizers),
        "" if options.limit >= 0 else f"limit: {options.limit} is negative; 0 means all.",
    ]
    faults += [f"timezone: {fault}." if (fault := zone_fault(options.timezone)) else ""]
    faults += [*_glossary_faults(options.glossary), _dask_fault(options.dask)]
    if options.base_url and not is_safe_link(options.base_url):
        faults.append(f"base_url: {options.base_url!r} is not a web address such as https://news.example/desk.")
    if any(faults):
        raise InvalidOptions(" ".join(filter(None, faults)))


def check_ready(options: Options) -> None:
    """Raise InvalidOptions when an engine that was named can do nothing now: no article is then tried with it.

    An engine that is ready for some languages is accepted; the articles in others fail (flows/pipeline.py).
    """
    translator, summarizer, to = options.translator, options.summarizer, options.to
    ready = translations.is_ready_for_any(translator, to)
    faults = [
        "" if ready else f"translator: {translations.why_not_ready(translator, to)}.",
        f"summarizer: {fault}." if (fault := summarizers.not_ready(summarizer, to)) else "",
    ]
    if any(faults):
        raise InvalidOptions(" ".join(filter(None, faults)))


def language_fault(tag: str) -> str:
    """What is wrong with a language tag, "" when it names a language."""
    if not _TAG.fullmatch(tag):
        return f"{tag!r} is not a language tag such as en or pt-BR"
    fault = tag_fault(tag)
    return f"{tag!r} is not a language: {fault}; expected a tag such as en, pt-BR or zh-Hant" if fault else ""


def time_zones() -> set[str]:
    """The names of the IANA database: not "localtime", which is another zone on each machine, nor "Factory"."""
    return available_timezones() - {"localtime", "Factory"}


def zone_fault(name: str) -> str:
    """What is wrong with the name of a time zone, "" when there is one of this name."""
    if name not in time_zones():
        return f"{name!r} is not a time zone such as Europe/Stockholm or UTC"
    return ""


def _dask_fault(dask: str) -> str:
    if not dask:
        return ""
    if not re.fullmatch(CLUSTER, dask):
        found = "an address with a user or password" if "@" in dask else repr(dask)
        return (
            f"dask: expected a number of worker processes, 1 to 999, or the address of a scheduler such as "
            f"tcp://10.0.0.7:8786; found {found}."
        )
    missing = [package for package in ("distributed", "prefect_dask") if find_spec(package) is None]
    return (
        f"dask: {' and '.join(missing)} not installed: run ./setup.sh dask, or pip install 'wireglot[dask]'."
        if missing
        else ""
    )


def _glossary_faults(folder: str) -> list[str]:
    """Every fault of every glossary in the folder, found before anything is translated."""
    if not folder:
        return []
    if not Path(folder).is_dir():
        return [f"glossary: {folder} is not a folder; it should hold files such as sv-en.tsv."]
    faults = []
    for path in sorted(Path(folder).glob("*-*.tsv")):
        source, _, to = path.stem.partition("-")
        try:
            load_glossary(Path(folder), source, to)
        except InvalidGlossary as fault:
            faults.append(f"glossary: {fault}")
    return faults


def _engine_fault(role: str, name: str, package: ModuleType) -> str:
    known = ("auto", *package.available())
    if name not in known:
        return f"{role}: no engine {name!r}; available: {', '.join(known)}."
    try:
        if name != "auto":
            package.load(name)
    except translations.EngineError as error:
        return f"{role}: {error}"
    return ""
