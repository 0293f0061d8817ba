"""The parameters of the flow as Prefect shows and checks them: a form with titles, help, choices and bounds.

Prefect's server refuses a run whose parameters do not fit this schema, so that no run exists that could only fail. What
depends on the machine that runs (whether an engine is ready, a glossary is there) is checked when it starts.
"""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core.core_schema import (
    CoreSchema,
    no_info_after_validator_function,
    no_info_before_validator_function,
)

from wireglot import summarizers, translations
from wireglot.articles.languages import known_languages
from wireglot.flows.options import CLUSTER, LONGEST_RUN, Options, time_zones
from wireglot.flows.sources.source import LONGEST_PAUSE, Source

_TAG = rf"({'|'.join(known_languages())})([-_][A-Za-z0-9]{{2,8}})*"
_FORM = ConfigDict(frozen=True, extra="forbid")


def _all_required(schema: dict[str, Any]) -> None:
    """Prefect replaces a parameter as a whole: `--param options={"limit": 3}` would lose what else the desk chose."""
    schema["required"] = list(schema["properties"])


def _choices(*names: str) -> dict[str, Any]:
    return {"enum": list(names)}


class RunOptions(BaseModel):
    """How the articles are processed."""

    model_config = _FORM | ConfigDict(title="Options", json_schema_extra=_all_required)

    to: str = Field(
        "en", title="Reader's language", description="A tag such as en, sv, pt-BR or zh-Hant.", pattern=f"^{_TAG}$"
    )
    translator: str = Field(
        "auto",
        title="Translator",
        description="auto takes the best engine that is ready for each language.",
        json_schema_extra=_choices("auto", *translations.available()),
    )
    summarizer: str = Field(
        "auto",
        title="Summarizer",
        description="auto takes the best engine that is ready for the text.",
        json_schema_extra=_choices("auto", *summarizers.available()),
    )
    limit: int = Field(
        0, title="Limit", description="Process at most this many new or changed articles; 0 for all.", ge=0
    )
    force: bool = Field(
        False, title="Force", description="Make a version of every article, changed or not, and translate it again."
    )
    full_text: bool = Field(
        True, title="Full text", description="Fetch the page of an item of which a feed has only a teaser."
    )
    site: bool = Field(True, title="Site", description="Bring the pages and feeds up to date as well.")
    pause: float = Field(
        1.0, title="Pause", description="Seconds between two requests to one host.", ge=0, le=LONGEST_PAUSE
    )
    allow: list[str] = Field(
        [], title="Allowed hosts", description="Hosts inside this network that may be fetched from: intranet.example."
    )
    glossary: str = Field(
        "", title="Glossary", description="A folder of glossaries, one file for each pair such as sv-en.tsv."
    )
    timezone: str = Field(
        "UTC",
        title="Time zone",
        description="Of times in the texts that name none.",
        json_schema_extra=_choices(*sorted(time_zones())),
    )
    base_url: str = Field(
        "", title="Published at", description="The address of the output folder on the web, for links in feeds."
    )
    dask: str = Field(
        "",
        title="Dask",
        description="A number of worker processes on this machine, or the address of a scheduler; empty for none.",
        pattern=f"^({CLUSTER})?$",
    )
    time_limit: int = Field(
        0,
        title="Time limit",
        description="Seconds after which the process of the run is ended; 0 for none.",
        ge=0,
        le=LONGEST_RUN,
    )
    desk: str = Field("", title="Desk", description="The name that is noted in the versions. Set by the desk.")

    def chosen(self) -> Options:
        return Options(**self.model_dump() | {"allow": tuple(self.allow)})


class SourceOptions(BaseModel):
    """A source with settings of its own; what is empty is as in the options of the run."""

    model_config = _FORM | ConfigDict(title="Source with settings")

    at: str = Field(title="Address or path", min_length=1)
    name: str = Field("", title="Name", description="What people call it.")
    language: str = Field(
        "",
        title="Language",
        description="Of its texts, where they claim none: a tag such as sv.",
        pattern=f"^({_TAG})?$",
    )
    full_text: bool | None = Field(
        None, title="Full text", description="Fetch the page of an item of which the feed has only a teaser."
    )
    pause: float | None = Field(
        None, title="Pause", description="Seconds between two requests to one host.", ge=0, le=LONGEST_PAUSE
    )
    allow: list[str] = Field(
        [], title="Allowed hosts", description="Hosts inside this network, besides those of the run."
    )
    move: bool = Field(False, title="Move files", description="Move the files of a folder to done/ and failed/.")

    def chosen(self) -> Source:
        return Source(**self.model_dump() | {"allow": tuple(self.allow)})


@dataclass(frozen=True, slots=True)
class Form:
    """Annotates a value of the pipeline with the form that Prefect shows for it, and checks it by that."""

    model: type[RunOptions | SourceOptions]

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        filled_in = no_info_after_validator_function(lambda form: form.chosen(), handler.generate_schema(self.model))
        return no_info_before_validator_function(_entries, filled_in)


def _entries(value: Any) -> Any:
    """The entries of the form; of a value that a caller in Python gives, too."""
    return asdict(value) | {"allow": list(value.allow)} if isinstance(value, Options | Source) else value


OptionsParameter = Annotated[Options, Form(RunOptions)]
SourceParameter = Annotated[str, Field(min_length=1, title="Address or path")] | Annotated[Source, Form(SourceOptions)]
SourceParameters = Annotated[list[SourceParameter], Field(min_length=1)]
OutputFolder = Annotated[str, Field(min_length=1)]
