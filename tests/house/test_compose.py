"""docker-compose.yml: known programs and variables, no secret in the text, one open door."""

import re
import shutil
from importlib.util import find_spec
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from tests.tree import ROOT, modules

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if "build" in service)
# What an image of others brings by itself.
BROUGHT = {"postgres": [], "redis": ["redis-server"], "nginx": ["nginx"], "bucket": ["server"]}


def test_every_part_of_an_installation_is_there() -> None:
    ours = {"web", "worker-interactive", "worker-bulk", "beat", "prepare", "backup"}
    assert set(SERVICES) == ours | {"nginx", "postgres", "redis", "bucket"}


def test_only_nginx_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


@pytest.mark.parametrize("name", SERVICES)
def test_every_part_reaps_its_children_and_keeps_its_program_unchanged(name: str) -> None:
    assert SERVICES[name]["init"] is True
    assert SERVICES[name]["read_only"] is True


@pytest.mark.parametrize("name", OURS)
def test_our_parts_run_without_rights_and_with_a_command_that_exists(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    program, *arguments = service["command"]
    assert shutil.which(program, path=f"{ROOT / '.venv' / 'bin'}") or (ROOT / program).is_file()
    if program == "gunicorn":
        assert find_spec(arguments[0])
    if program == "celery":
        assert find_spec(arguments[arguments.index("-A") + 1])
    if program == "python":
        assert arguments[0] == "manage.py"
        assert arguments[1] in get_commands()


@pytest.mark.parametrize("name", BROUGHT)
def test_parts_of_others_start_what_their_image_brings(name: str) -> None:
    assert SERVICES[name].get("command", [])[:1] == BROUGHT[name]


def test_no_secret_stands_in_the_file() -> None:
    inline = [
        f"{name}: {key}"
        for name, service in SERVICES.items()
        for key in service.get("environment", {})
        if re.search(r"PASSWORD|SECRET|ACCESS_KEY|BROKER_URL|TOKEN", key) and not key.endswith("_FILE")
    ]
    assert inline == []
    assert all(list(secret) == ["file"] for secret in COMPOSE["secrets"].values())


def test_every_named_secret_volume_and_network_is_declared() -> None:
    for service in SERVICES.values():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert set(service["networks"]) <= set(COMPOSE["networks"])
        named = {volume.split(":")[0] for volume in service.get("volumes", [])}
        assert {volume for volume in named if not volume.startswith("./")} <= set(COMPOSE["volumes"])
        assert [volume for volume in named if volume.startswith("./") and not (ROOT / volume).exists()] == []


def test_every_variable_is_one_that_the_settings_read() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in modules("vig", "vault"))
    known = set(re.findall(r"ATTUNE_[A-Z0-9_]+", source))
    for name in OURS:
        given = {key.removesuffix("_FILE") for key in SERVICES[name]["environment"]}
        assert given <= known


def test_only_the_preparing_part_may_write_master_keys() -> None:
    writing = [name for name in OURS if "keys:/var/lib/attune-keys" in SERVICES[name]["volumes"]]
    assert writing == ["prepare"]
