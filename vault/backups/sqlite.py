"""The main database where it is a SQLite file: copied by SQLite itself, while the product runs."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from vault.backups.sealed import Refused, make_durable

NAME = "database.sqlite3"


def size() -> int:
    return own_file().stat().st_size


def dump(target: Path, tables: dict[str, str], without: tuple[str, ...]) -> dict[str, int]:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(own_file(), timeout=30)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        with copy:
            for table in without:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own name
        rows = {label: _count(copy, table) for label, table in tables.items()}
    make_durable(target)
    return rows


def restore(file: Path) -> None:
    """In one transaction: whoever reads meanwhile sees all of it or nothing."""
    connection.close()
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(own_file(), timeout=30)) as target:
        try:
            is_whole = source.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            is_whole = False
        if not is_whole:
            raise Refused(f"{file} is damaged. Take another generation.")
        source.backup(target)


def check_alone() -> None:
    """SQLite locks by itself."""


def own_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _count(copy: sqlite3.Connection, table: str) -> int:
    return int(copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - our own names
