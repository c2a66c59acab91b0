"""A consistent copy of the main database, and the way back. Sessions stay out of it: they are ways in."""

from types import ModuleType

from django.apps import apps
from django.db import connection, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from vault.backups import postgres, sqlite
from vault.backups.sealed import Refused

WAYS_IN = ("django_session", "accounts_signin")
# What every installation has from its first minute.
BROUGHT = {"auth.permission", "contenttypes.contenttype", "audit.head"}


def engine() -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]


def tables() -> dict[str, str]:
    """Label and table of everything in the main database but the ways in."""
    return {
        model._meta.label_lower: model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if router.allow_migrate_model("default", model) and model._meta.db_table not in WAYS_IN
    }


def rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for label, table in tables().items():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own
            found[label] = int(cursor.fetchone()[0])
    return found


def is_empty() -> bool:
    return not any(count for label, count in rows().items() if label not in BROUGHT)


def migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def check_known(wanted: list[str]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(wanted) - known:
        raise Refused("This backup was made by a newer Attune. Install that first.")


def check_prepared() -> None:
    here = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if here - set(migrations()):
        raise Refused(
            "The databases of this installation are not prepared. Run `manage.py migrate` and "
            "`manage.py migrate --database=keystore` first."
        )
