"""The form of the flow's parameters: what it shows, what it refuses, and that it knows every option."""

from dataclasses import fields
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from wireglot.flows.options import Options
from wireglot.flows.prefect_runs.parameters import (
    OptionsParameter,
    RunOptions,
    SourceOptions,
    SourceParameter,
    SourceParameters,
)
from wireglot.flows.sources.source import Source

FORMS = [(RunOptions, Options), (SourceOptions, Source)]


@pytest.mark.parametrize(("form", "value"), FORMS)
def test_the_form_has_every_field_with_its_default(form: type[BaseModel], value: type[Options | Source]) -> None:
    defaults = {field.name: field.default for field in fields(value)}
    shown = {
        name: tuple(field.default) if field.annotation == list[str] else field.default
        for name, field in form.model_fields.items()
        if not field.is_required()
    }

    assert set(form.model_fields) == set(defaults)
    assert shown == {name: defaults[name] for name in shown}


@pytest.mark.parametrize(("form", "value"), FORMS)
def test_every_field_has_a_title_and_help(form: type[BaseModel], value: type) -> None:
    for name, field in form.model_fields.items():
        assert field.title, name
        assert (field.description or "").endswith(".") or name == "at", name


def test_options_pass_through_the_form_unchanged() -> None:
    options = Options("pt-BR", "apertium", limit=3, allow=("intranet.example",), desk="nordic", timezone="Asia/Tokyo")
    adapter: TypeAdapter[Options] = TypeAdapter(OptionsParameter)

    assert adapter.validate_python(options) == options
    assert adapter.validate_json(TypeAdapter(Options).dump_json(options)) == options


def test_sources_pass_through_the_form_unchanged() -> None:
    adapter: TypeAdapter[str | Source] = TypeAdapter(SourceParameter)
    source = Source("https://news.example/feed.xml", "Tagblatt", "de", False, 2.0, ("intranet.example",))

    assert adapter.validate_python(source) == source
    assert adapter.validate_python("inbox") == "inbox"


def refused(parameters: dict[str, Any]) -> list[str]:
    """Why Prefect's server refuses the parameters, by its own check."""
    from prefect.utilities.schema_tools.validation import validate

    from wireglot.flows.flow import summarize_articles

    schema = summarize_articles.parameters.model_dump_for_openapi()
    return [error.message for error in validate(parameters, schema, raise_on_error=False)]


WHOLE = {"sources": ["inbox"], "options": TypeAdapter(Options).dump_python(Options(), mode="json")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("to", "xx"),
        ("to", "Swedish"),
        ("translator", "babelfish"),
        ("summarizer", ""),
        ("limit", -1),
        ("limit", "many"),
        ("pause", 3601),
        ("translater", "none"),
    ],
)
def test_prefect_refuses_options_that_cannot_be_used(name: str, value: object) -> None:
    assert refused(WHOLE) == []

    assert refused(WHOLE | {"options": WHOLE["options"] | {name: value}})  # type: ignore[operator]


def test_prefect_refuses_options_that_would_lose_those_of_the_desk() -> None:
    assert "'desk' is a required property" in refused(WHOLE | {"options": {"limit": 3}})


@pytest.mark.parametrize("sources", [[], [""], [{"at": ""}], [{"at": "inbox", "colour": "red"}], "inbox"])
def test_prefect_refuses_sources_that_cannot_be_read(sources: object) -> None:
    assert refused(WHOLE | {"sources": sources})


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant", "sr-Latn", "sv_SE"])
def test_prefect_takes_every_language_that_a_desk_may_have(tag: str) -> None:
    assert refused(WHOLE | {"options": WHOLE["options"] | {"to": tag}}) == []  # type: ignore[operator]


def test_a_partial_form_gets_defaults_in_python() -> None:
    adapter: TypeAdapter[list[str | Source]] = TypeAdapter(SourceParameters)

    assert TypeAdapter(OptionsParameter).validate_python({"limit": 3}) == Options(limit=3)
    assert adapter.validate_python([{"at": "inbox", "name": "In"}]) == [Source("inbox", "In")]
