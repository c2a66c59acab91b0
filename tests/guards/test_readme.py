"""What the README names exists: commands of make, files, folders and versions."""

import re

from tests.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MADE_AT_RUN_TIME = {"data", "build", "node_modules", ".venv"}


def test_every_make_command_exists() -> None:
    commands = "\n".join(re.findall(r"`[^`]+`|^ {4}.*$|^make .*$", README, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", commands))
    assert named - set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) == set()
    assert "run" in named


def test_every_file_and_folder_exists() -> None:
    linked = {target.split("#")[0] for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)]+)\)", README)}
    quoted = set(re.findall(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:md|py|toml|yml|json))`", README))
    named = {path for path in linked | quoted if path.split("/")[0] not in MADE_AT_RUN_TIME}
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_the_python_versions_are_those_of_the_project() -> None:
    low, high = re.findall(
        r'requires-python = ">=3\.(\d+),<3\.(\d+)"', (ROOT / "pyproject.toml").read_text()
    )[0]
    named = {int(minor) for minor in re.findall(r"Python 3\.(\d+)", README)}
    assert named <= set(range(int(low), int(high)))
