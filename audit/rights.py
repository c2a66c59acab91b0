"""What the database itself lets the app do with the trail: add entries and read them, nothing else.

On PostgreSQL one role owns the tables and migrates them, and Attune connects as another with fewer rights.
"""

from django.db import connection, connections, transaction

ORDINARY = (
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
)
OF_THE_TRAIL = "REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM {role}, PUBLIC"
# An owner may take its own rights back at any time; a superuser counts as a member of every role.
MAY_CHANGE = """
    SELECT has_table_privilege(%(role)s::name, 'audit_entry', 'UPDATE, DELETE, TRUNCATE')
        OR pg_has_role(%(role)s::name, tableowner, 'MEMBER')
    FROM pg_tables WHERE tablename = 'audit_entry'
"""


def give_rights(role: str) -> None:
    """In one transaction for each database: at no moment may the app change an entry."""
    for name in connections:
        with transaction.atomic(using=name), connections[name].cursor() as cursor:
            quote = connections[name].ops.quote_name
            names = {"role": quote(role), "database": quote(str(connections[name].settings_dict["NAME"]))}
            for statement in ORDINARY:
                cursor.execute(statement.format(**names))
            if name == "default":
                cursor.execute(OF_THE_TRAIL.format(**names))


def may_change_entries(role: str = "") -> bool | None:
    """Whether a role (the one connected now, without a name) may; None where the database knows no roles."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(MAY_CHANGE, {"role": role or connection.settings_dict["USER"]})
        return bool(cursor.fetchone()[0])
