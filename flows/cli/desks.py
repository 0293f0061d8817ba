"""`wireglot desks`: the desks of wireglot.toml, how their sources do, whether each works now, and a run by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wireglot.flows.cli.screen import print_json, print_status, print_table, print_text
from wireglot.flows.cli.shared_options import ConfigFile, DaskCluster, DeskOutputs, Json

if TYPE_CHECKING:
    from wireglot.fetching import SourceHealth
    from wireglot.flows.desks import Config, Desk
    from wireglot.flows.desks.silence import DeskStatus

OtherConfigFile = Annotated[Path | None, typer.Option("--config", help="The file that holds the desks.")]

app = typer.Typer(help="The desks of wireglot.toml, and how their sources do.", add_completion=False)


@app.callback(invoke_without_command=True)
def desks(ctx: typer.Context, config: ConfigFile = Path("wireglot.toml"), as_json: Json = False) -> None:
    """List the desks, and how each of their sources does; those that fail come first."""
    if ctx.invoked_subcommand:
        return
    from wireglot.flows.sources.source_health import health_of

    read = _read(config)
    health = {desk.name: health_of(desk.sources, desk.outputs) for desk in read.desks}
    statuses = _statuses(read)
    if as_json:
        for status in statuses:
            sources = [_source_row(one) for one in health[status.desk.name]]
            print_json(_desk_row(status.desk) | _runs_row(status) | {"sources": sources})
        return
    print_table([_desk_table_row(status) for status in statuses], fits=True)
    _print_alarms(statuses)
    print_text("")
    _print_sources([(name, one) for name, found in health.items() for one in found])


@app.command()
def check(
    ctx: typer.Context,
    desk: Annotated[str, typer.Argument(metavar="DESK", help="Only this desk.")] = "",
    config: OtherConfigFile = None,
    as_json: Json = False,
) -> None:
    """Try every source once: addresses are fetched, folders and files opened. Nothing becomes an article.

    Status 1 when a source does not work or an output folder cannot be written to, 2 when no source or folder does.
    """
    from wireglot.flows.desks import shared_sources
    from wireglot.flows.runs.check_outputs import outputs_fault

    read = _read(_config_file(ctx, config))
    chosen = [_named(read, desk)] if desk else read.desks
    for warning in shared_sources(read.desks):
        print_status(warning)
    found = [(one.name, health) for one in chosen for health in _checked(one)]
    if as_json:
        for name, health in found:
            print_json({"desk": name} | _source_row(health))
    else:
        _print_sources(found)
    faults = [f"{one.name}: {fault}" for one in chosen if (fault := outputs_fault(one.outputs))]
    for fault in faults:
        print_status(fault)
    _exit(found, all_closed=len(faults) == len(chosen), any_closed=bool(faults))


@app.command()
def health(
    ctx: typer.Context,
    config: OtherConfigFile = None,
    as_json: Json = False,
) -> None:
    """Tell a monitoring system whether every desk does its work: status 1, and a line for each that is silent.

    A desk is silent when its last good run is older than three periods of its schedule.
    Lines and status 1 also for addresses that messages have not reached for an hour. No server is needed.
    """
    statuses = _statuses(_read(_config_file(ctx, config)))
    if as_json:
        for status in statuses:
            print_json({"desk": status.desk.name} | _runs_row(status))
    else:
        _print_alarms(statuses)
    if any(map(_alarms, statuses)):
        raise typer.Exit(1)
    print_status("No desk is silent.")


@app.command()
def notify(
    ctx: typer.Context,
    desk: Annotated[str, typer.Argument(metavar="DESK", help="Only this desk.")] = "",
    config: OtherConfigFile = None,
) -> None:
    """Send a test message to every address that the desks notify. Status 1 when one was not accepted, 2 for none."""
    from wireglot.flows.notifications.messages import trial_message
    from wireglot.flows.notifications.sending import send

    read = _read(_config_file(ctx, config))
    addresses = [
        (one, channel) for one in ([_named(read, desk)] if desk else read.desks) for channel in one.notify.channels
    ]
    errors = [send(channel, trial_message(one.name)) for one, channel in addresses]
    for (one, channel), error in zip(addresses, errors, strict=True):
        print_text(f"{one.name}: {channel}: {error or 'sent'}")
    if not addresses:
        print_status('wireglot: no desk notifies anybody; add notify = { webhook = "https://..." } to a desk.')
        raise typer.Exit(2)
    if any(errors):
        raise typer.Exit(1)


@app.command()
def run(
    ctx: typer.Context,
    desk: Annotated[str, typer.Argument(metavar="DESK", help="The desk to run.", show_default=False)] = "",
    config: OtherConfigFile = None,
    outputs: DeskOutputs = None,
    plain: Annotated[bool, typer.Option("--plain", help="Run without Prefect.")] = False,
    dask: DaskCluster = None,
    as_json: Json = False,
) -> None:
    """Run a desk now, as on its schedule, and end with it. No server is needed."""
    from dataclasses import replace

    from wireglot.flows.cli.run import run_desk

    read = _read(_config_file(ctx, config), outputs)
    named = _named(read, desk)
    cluster = "" if plain and dask is None else named.options.dask if dask is None else dask
    chosen = replace(named, options=replace(named.options, dask=cluster))
    run_desk(chosen, read.path, plain=plain, as_json=as_json)


@app.command()
def prefect_file(ctx: typer.Context, config: OtherConfigFile = None) -> None:
    """Print a prefect.yaml of the desks, for Prefect's own work pools and workers."""
    from wireglot.flows.serving.prefect_file import prefect_file as text_of

    print_text(text_of(_read(_config_file(ctx, config))).rstrip())


def _config_file(ctx: typer.Context, named: Path | None) -> Path:
    """The file that is named here, or before the subcommand."""
    return named or (ctx.parent.params["config"] if ctx.parent else Path("wireglot.toml"))


def _named(config: "Config", name: str) -> "Desk":
    if desk := config.desk(name):
        return desk
    names = ", ".join(desk.name for desk in config.desks)
    print_status(
        f"wireglot: expected the name of a desk, found {repr(name) if name else 'none'}; the desks are: {names}."
    )
    raise typer.Exit(2)


def _checked(desk: "Desk") -> "Sequence[SourceHealth]":
    """How the sources of a desk do now, with what is wrong in them and with its addresses said on stderr."""
    from wireglot.flows.sources.check_sources import check_desk

    checked = check_desk(desk)
    for item in checked.items:
        print_status(item)
    for channel in desk.notify.channels:
        if fault := channel.fault():
            print_status(f"{desk.name}: its {channel} cannot be reached: {fault}.")
    return checked.sources


def _exit(found: "Sequence[tuple[str, SourceHealth]]", *, all_closed: bool, any_closed: bool) -> None:
    """End with the status of the sources, and of the output folders that cannot be written to."""
    failing = sum(bool(health.failures) for _, health in found)
    print_status(f"\n{len(found) - failing} of {len(found)} sources work.")
    if failing or any_closed:
        raise typer.Exit(2 if failing == len(found) or all_closed else 1)


def _read(path: Path, outputs: Path | None = None) -> "Config":
    from wireglot.flows.desks import InvalidDesks, read_config

    try:
        return read_config(path, outputs=outputs)
    except InvalidDesks as error:
        print_status(f"wireglot: {error}")
        raise typer.Exit(2) from error


def _desk_row(desk: "Desk") -> dict[str, Any]:
    from wireglot.articles.reading import name_of

    return {
        "desk": desk.name,
        "schedule": str(desk.schedule or "by hand"),
        "to": desk.options.to,
        "outputs": name_of(desk.outputs),
    }


def _desk_table_row(status: "DeskStatus") -> dict[str, Any]:
    """A row that fits into 80 columns; the outputs are in `--json`."""
    run, desk = status.run, status.desk
    return {
        "desk": desk.name,
        "schedule": str(desk.schedule or "by hand"),
        "to": desk.options.to,
        "sources": len(desk.sources),
        "last run": run.started[:16].replace("T", " ") or "none yet",
        "state": _state(status),
        "outputs": _desk_row(desk)["outputs"],
    }


def _state(status: "DeskStatus") -> str:
    if status.is_silent:
        return "SILENT"
    if status.run.is_running:
        return "running"
    return "killed" if status.run.running else status.run.state  # not that of the run before


def _runs_row(status: "DeskStatus") -> dict[str, Any]:
    """What `--json` prints of the runs of a desk. Its keys are fixed: add, never rename."""
    from wireglot.articles import time_text

    run = status.run
    return {
        "started": run.started,
        "ended": run.ended,
        "state": _state(status).lower(),
        "counts": run.counts,
        "error": run.error,
        "failures": run.failures,
        "last_good": run.good_ended,
        "silent_from": time_text(status.silent_from) if status.silent_from else "",
        "silent": status.is_silent,
        "alarms": _alarms(status),
    }


def _statuses(config: "Config") -> "list[DeskStatus]":
    from datetime import UTC, datetime

    from wireglot.flows.desks.silence import desk_statuses

    return desk_statuses(config, datetime.now(UTC))


def _print_alarms(statuses: "Sequence[DeskStatus]") -> None:
    for status in statuses:
        for alarm in _alarms(status):
            print_text(alarm)


def _alarms(status: "DeskStatus") -> list[str]:
    """A sentence when the desk is silent, and for each address that messages do not reach."""
    from wireglot.flows.notifications.delivery import faults

    desk = status.desk
    silent = [str(status)] if status.is_silent else []
    return [*silent, *faults(desk.outputs, desk.name, desk.notify.channels)]


def _source_row(health: "SourceHealth") -> dict[str, Any]:
    """The object that `--json` prints of a source. Its keys are fixed: add, never rename."""
    from wireglot.flows.sources.source_health import as_row

    row = as_row(health)
    return {
        "source": row.place,
        "name": row.name,
        "kind": row.kind,
        "state": row.state,
        "tried": row.tried,
        "succeeded": row.succeeded,
        "failures": row.failures,
        "items": row.items,
        "newest": row.newest,
        "error": row.error,
    }


def _print_sources(found: "Sequence[tuple[str, SourceHealth]]") -> None:
    """Print the sources of all desks as a table, those that fail first, and below it what is wrong with them."""
    from wireglot.flows.sources.source_health import as_row

    ordered = sorted(found, key=lambda one: (*as_row(one[1]).urgency[:2], one[0]))
    print_table([{"desk": name} | _table_row(health) for name, health in ordered], fits=True)
    errors = [f"{name}: {health.error}" for name, health in ordered if health.failures]
    if errors:
        print_text("\n" + "\n".join(errors))


def _table_row(health: "SourceHealth") -> dict[str, str | int]:
    """A row that fits into 80 columns: minutes and days instead of seconds."""
    from wireglot.flows.sources.source_health import as_row

    row = as_row(health)
    state = "not run yet" if row.state == "never" else row.state
    return {
        "source": row.name or row.place,
        "state": f"failing {row.failures}x" if row.failures else state,
        "last success": row.succeeded[:16].replace("T", " ") or ("never" if row.failures else "-"),
        "items": row.items,
        "newest": row.newest[:10],
    }
