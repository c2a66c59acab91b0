"""Models and migrations agree; migrations stand alone; `sessions` keeps its own label."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.tree import APPS, ROOT, name

# What models themselves name: their upload paths, validators, fields and code lists.
MAY_IMPORT = {"models", "fields", "validators", "scopes", "principles", "roles"}


@pytest.mark.django_db(databases=["default", "keystore"])
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_import_nothing_of_the_project_but_what_models_name() -> None:
    strange = {
        f"{name(path)} imports {imported}"
        for app in APPS
        for path in (ROOT / app / "migrations").glob("[0-9]*.py")
        for imported in imports(path)
        if imported.split(".")[0] in APPS
        and imported.split(".")[1:2]
        and imported.split(".")[1] not in MAY_IMPORT
    }
    assert strange == set()


def test_filmed_sessions_keep_clear_of_djangos_own_sessions() -> None:
    config = apps.get_app_config("vig_sessions")
    assert config.name == "sessions"
    assert {model._meta.db_table.startswith("vig_sessions_") for model in config.get_models()} == {True}
    assert [model.__name__ for model in config.get_models() if model.__name__ == "Session"] == []


def imports(path: Path) -> list[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = [node for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    return [
        node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
        for node in found
        for alias in node.names
    ]
