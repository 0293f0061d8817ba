"""The files in deploy/: systemd units and the compose file, checked by systemd's and Docker's own programs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from wireglot.flows.cli.app import app

ROOT = Path(__file__).parent.parent
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.*"))
COMPOSE = ROOT / "deploy" / "compose"
INSTALLED = "/opt/wireglot/bin"


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is missing: no systemd here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """With programs in place of those that an installation has."""
    for name in ("wireglot", "prefect"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    units = [unit for unit in UNITS if unit.suffix in (".service", ".timer")]
    for unit in units:
        text = unit.read_text("utf-8").replace(INSTALLED, str(tmp_path)).replace("/usr/bin/curl", "/bin/sh")
        (tmp_path / unit.name).write_text(text, "utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in units)], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_units_call_commands_that_exist(unit: Path) -> None:
    commands = re.findall(rf"^Exec\w+={INSTALLED}/wireglot (\w+)", unit.read_text("utf-8"), re.M)
    known = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]

    assert [command for command in commands if command not in known] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_file_that_a_unit_names_is_here(unit: Path) -> None:
    named = re.findall(r"/etc/wireglot/(\w+\.env)|(wireglot[\w-]*@?)(?:%n)?(\.service)", unit.read_text("utf-8"))
    files = [f"{env}.example" if env else f"{start}{end}" for env, start, end in named]

    assert [name for name in files if not (unit.parent / name).is_file()] == []


@pytest.mark.process
def test_docker_accepts_the_compose_file() -> None:
    program = compose_program()
    if program is None:
        pytest.skip("docker compose is missing: on Debian, apt-get install docker-compose")
    environment = os.environ | {"POSTGRES_PASSWORD": "letters1"}
    done = subprocess.run([*program, "config"], cwd=COMPOSE, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "prefect:letters1@postgres:5432/prefect" in done.stdout


def test_no_port_of_the_compose_file_is_open_to_the_network() -> None:
    services = yaml.safe_load((COMPOSE / "compose.yaml").read_text("utf-8"))["services"]

    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert all("healthcheck" in service for service in services.values())


def test_the_image_has_the_language_pairs_of_the_set_up() -> None:
    pairs = re.compile(r"apertium-\w+-\w+")

    assert set(pairs.findall((COMPOSE / "Dockerfile").read_text())) == set(
        pairs.findall((ROOT / "setup.sh").read_text())
    )


def compose_program() -> list[str] | None:
    """`docker compose`, or Debian's docker-compose; None where there is neither. No engine needs to run."""
    if shutil.which("docker") and not subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        return ["docker", "compose"]
    return ["docker-compose"] if shutil.which("docker-compose") else None
