"""What an installation says about itself: nonsense and weak secrets are refused before anything starts."""

import os
import runpy
import secrets
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.tree import ROOT
from vig import environment as env

STRONG = secrets.token_urlsafe(48)
PRODUCTION = {
    "ATTUNE_MODE": "production",
    "ATTUNE_SECRET_KEY": STRONG,
    "ATTUNE_HOSTS": "attune.example.org",
    "ATTUNE_DATABASE_HOST": "127.0.0.1",
    "ATTUNE_DATABASE_PASSWORD": secrets.token_urlsafe(24),
    "ATTUNE_BROKER_URL": "redis://:a-password@127.0.0.1:6379/0",
}
DEMO = {"ATTUNE_MODE": "demo", "ATTUNE_SECRET_KEY": "anything"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ATTUNE_SECRET_KEY": ""}, "ATTUNE_SECRET_KEY_FILE must name a file"),
        ({"ATTUNE_SECRET_KEY": "changeme"}, "ATTUNE_SECRET_KEY_FILE must name a file"),
        ({"ATTUNE_SECRET_KEY": "a" * 60}, "ATTUNE_SECRET_KEY_FILE must name a file"),
        ({"ATTUNE_SECRET_KEY_FILE": "/nowhere"}, "ATTUNE_SECRET_KEY_FILE cannot be read"),
        ({"ATTUNE_HOSTS": ""}, "ATTUNE_HOSTS must name"),
        ({"ATTUNE_HOSTS": "*"}, "ATTUNE_HOSTS must name"),
        ({"ATTUNE_DATABASE_HOST": ""}, "ATTUNE_DATABASE_HOST is not set"),
        ({"ATTUNE_DATABASE_PASSWORD": "attune"}, "ATTUNE_DATABASE_PASSWORD_FILE must name a file"),
        ({"ATTUNE_BROKER_URL": "redis://127.0.0.1:6379/0"}, "a Redis that asks for a password"),
        ({"ATTUNE_BROKER_URL": ""}, "a Redis that asks for a password"),
        ({"ATTUNE_MODE": "prod"}, "ATTUNE_MODE must be one of"),
    ],
)
def test_production_refuses(change: dict[str, str], sentence: str, tmp_path: Path) -> None:
    assert sentence in start(PRODUCTION | change, tmp_path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ATTUNE_HOSTS": "attune.example.org"}, "it only answers on this machine"),
        ({"ATTUNE_DATABASE_HOST": "127.0.0.1"}, "keeps to its own SQLite files"),
    ],
)
def test_the_demonstration_refuses(change: dict[str, str], sentence: str, tmp_path: Path) -> None:
    assert sentence in start(DEMO | change, tmp_path)


def test_both_start_when_they_are_told_what_they_need(tmp_path: Path) -> None:
    assert start(PRODUCTION, tmp_path) == ""
    assert start(DEMO, tmp_path) == ""


def test_a_secret_file_wins_over_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(f"{STRONG}\n")
    monkeypatch.setenv("ATTUNE_TRIAL", "other")
    monkeypatch.setenv("ATTUNE_TRIAL_FILE", str(tmp_path / "secret"))
    assert env.secret("ATTUNE_TRIAL") == STRONG


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("yes", True), ("OFF", False), ("", False)])
def test_flags_are_read(written: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTUNE_TRIAL", written)
    assert env.flag("ATTUNE_TRIAL") is meant


def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTUNE_TRIAL", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="must be 1 or 0"):
        env.flag("ATTUNE_TRIAL")
    with pytest.raises(ImproperlyConfigured, match="must be a whole number"):
        env.number("ATTUNE_TRIAL", 1)


def start(environment: dict[str, str], folder: Path) -> str:
    """Read the settings afresh in that environment; what they say when they refuse."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATTUNE_")}
    with mock.patch.dict(os.environ, kept | {"ATTUNE_DATA_DIR": str(folder)} | environment, clear=True):
        try:
            runpy.run_path(str(ROOT / "vig" / "settings.py"))
        except ImproperlyConfigured as refusal:
            return str(refusal)
    return ""
