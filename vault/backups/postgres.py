"""The main database where it is PostgreSQL: by its own client programs, which get the password unseen."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from vault.backups.sealed import Refused, make_durable

NAME = "database.dump"
ASIDE = "attune_before_restore"


def size() -> int:
    return int(_ask("SELECT pg_database_size(current_database())"))


def dump(target: Path, tables: dict[str, str], without: tuple[str, ...]) -> dict[str, int]:
    """Rows are counted in the very snapshot that is dumped."""
    program = _program("pg_dump")
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _ask("SELECT pg_export_snapshot()")
        options = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}"]
        options += [f"--exclude-table-data=public.{table}" for table in without]
        file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as sink:
            _run([program, "--no-password", *options], sink)
        rows = {label: int(_ask(f'SELECT count(*) FROM "{table}"')) for label, table in tables.items()}  # noqa: S608
    make_durable(target)
    return rows


def restore(file: Path) -> None:
    """What was there is set aside until the restored database is whole, and comes back if it never is."""
    program = _program("pg_restore")
    schemas = "SELECT count(*) FROM pg_namespace WHERE nspname = %s"
    if _ask(schemas, ASIDE):  # an earlier attempt was cut short: what it set aside is what was there
        _do("DROP SCHEMA IF EXISTS public CASCADE", "CREATE SCHEMA public")
    else:
        _do(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public")
    options = ["--no-owner", "--no-acl", "--schema=public", "--single-transaction", "--exit-on-error"]
    try:
        _run([program, "--no-password", *options, f"--dbname={_settings()['NAME']}", str(file)])
    except Refused:
        _do("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    _do(f"DROP SCHEMA {ASIDE} CASCADE")
    connection.close()


def check_alone() -> None:
    others = _ask(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    if others:
        raise Refused("Attune is still running. Stop the web server, the workers and the clock first.")


def _settings() -> dict[str, str]:
    return {name: str(value) for name, value in connection.settings_dict.items()}


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise Refused(
            f"{name} is not on this machine. Install PostgreSQL's client programs (the package "
            "postgresql-client), not older than the server."
        )
    return found


def _run(command: list[str], sink: IO[bytes] | None = None) -> None:
    ours = _settings()
    found = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = os.environ | {name: ours[setting] for name, setting in found.items() if ours[setting]}
    done = subprocess.run(  # noqa: S603 - a program of ours with names from the settings
        command, env=environment, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.PIPE, check=False
    )
    if done.returncode:
        # The first line says what is wrong; those below may quote rows.
        words = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise Refused(f"{Path(command[0]).name} did not succeed: {words}")


def _ask(question: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchone()[0]


def _do(*statements: str) -> None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
