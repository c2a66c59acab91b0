"""`manage.py audit_rights ROLE`: let the role Attune connects with do its work, and change no audit entry.

Run as the role that owns the tables, after each migration. Safe to repeat.
"""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.utils import ProgrammingError

from audit.rights import give_rights, may_change_entries

PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class Command(BaseCommand):
    help = "Give a PostgreSQL role the rights Attune needs; on audit entries only to add and to read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the role that the web server and the workers connect as")

    def handle(self, *_args: Any, role: str, **_options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles: there is nothing to do here.")
        if not PLAIN_NAME.fullmatch(role):
            raise CommandError("Name the role in small letters, digits and underscores.")
        try:
            give_rights(role)
            may_change = may_change_entries(role)
        except ProgrammingError as problem:
            raise CommandError(f"The rights were not given: {str(problem).splitlines()[0]}.") from problem
        if may_change:
            raise CommandError(
                f"{role} may still change audit entries: it owns them, belongs to a role that does, or is a "
                "superuser. Make another role for Attune."
            )
        self.stdout.write(f"{role} may add audit entries and read them, and the database refuses the rest.")
