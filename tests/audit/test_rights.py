"""On a real PostgreSQL the app's own role adds and reads audit entries, and the database refuses the rest."""

import os
import subprocess
import sys

import psycopg2
import pytest
from psycopg2 import errors

from tests.tree import ROOT
from tools import servers

pytestmark = [pytest.mark.servers, pytest.mark.timeout(200)]
RECORD = "from audit.actions import record; record(by='worker', action='case.opened', subject='cases.case:1')"


@pytest.fixture(scope="module")
def installation(postgres_server: servers.Postgres) -> dict[str, str]:
    """An owner, an app's role, and a migrated trail; the environment of the owner."""
    names = {"ATTUNE_DATABASE_NAME": "rights", "ATTUNE_KEYSTORE_NAME": "rights_keystore"}
    roles = ["CREATE ROLE keeper LOGIN", "CREATE ROLE rights_app LOGIN"]
    databases = [f"CREATE DATABASE {name} OWNER keeper" for name in names.values()]
    closed = [f"REVOKE ALL ON DATABASE {name} FROM PUBLIC" for name in names.values()]
    sql(postgres_server, "postgres", "postgres", *roles, *databases, *closed)
    environment = postgres_server.environment | names | {"ATTUNE_DATABASE_USER": "keeper"}
    assert manage(environment, "migrate", "audit", "-v0", "--skip-checks") == ""
    assert "refuses the rest" in manage(environment, "audit_rights", "rights_app")
    return environment | {"ATTUNE_DATABASE_USER": "rights_app"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'somebody'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE audit_entry ADD COLUMN more text",
        "DROP TABLE audit_entry",
        "CREATE TABLE other (id int)",
    ],
)
def test_the_apps_role_can_neither_change_nor_remove_entries(installation, postgres_server, statement):
    manage(installation, "shell", "-c", RECORD)
    before = rows(postgres_server)
    with pytest.raises(errors.InsufficientPrivilege):
        sql(postgres_server, "rights_app", "rights", statement)
    assert rows(postgres_server) == before > 0


def test_the_apps_role_adds_entries_and_verifies_them(installation, postgres_server):
    before = rows(postgres_server)
    manage(installation, "shell", "-c", RECORD)
    assert rows(postgres_server) == before + 1
    assert f"whole: {before + 1} entries" in manage(installation, "verify_audit")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("keeper", "keeper may still change audit entries"),
        ("postgres", "postgres may still change audit entries"),
        ("nobody_at_all", 'role "nobody_at_all" does not exist'),
        ('a"; DROP TABLE audit_entry; --', "Name the role in small letters"),
    ],
)
def test_a_role_that_could_still_change_entries_is_named(installation, role, sentence):
    owner = installation | {"ATTUNE_DATABASE_USER": "keeper"}
    assert sentence in manage(owner, "audit_rights", role, succeeds=False)


def rows(server: servers.Postgres) -> int:
    with psycopg2.connect(
        host=servers.HOST, port=server.port, user="postgres", dbname="rights"
    ) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM audit_entry")
        return int(cursor.fetchone()[0])


def sql(server: servers.Postgres, user: str, database: str, *statements: str) -> None:
    connection = psycopg2.connect(host=servers.HOST, port=server.port, user=user, dbname=database)
    connection.autocommit = True
    try:
        for statement in statements:
            connection.cursor().execute(statement)
    finally:
        connection.close()


def manage(environment: dict[str, str], *arguments: str, succeeds: bool = True) -> str:
    own = {"ATTUNE_MODE": "test", "ATTUNE_SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "vig.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is succeeds, done.stderr
    return done.stdout + done.stderr if not succeeds else done.stdout
