"""Roles as data. A manager can read this file: what each role is for and what it may do.

A permission says what a role may do at all. Whose case, whose film and when is asked of the object
(querysets named `visible_to`, the consent gate), never of the role alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Permission(StrEnum):
    WORK_CASES = "work_cases"
    BRING_TO_SUPERVISION = "bring_to_supervision"
    SUPERVISE = "supervise"
    OVERSEE_CASES = "oversee_cases"
    MANAGE_PEOPLE = "manage_people"
    RELEASE_REPORTS = "release_reports"
    READ_AUDIT = "read_audit"
    SEE_HEALTH = "see_health"
    EXTRACT_ROWS = "extract_rows"


@dataclass(frozen=True)
class Role:
    code: str
    name: StrPromise
    description: StrPromise
    permissions: frozenset[Permission]


GUIDER = Role(
    "guider",
    _("Guider"),
    _("Works with clients: opens cases, records consent, films, chooses clips, holds shared reviews."),
    frozenset({Permission.WORK_CASES}),
)
TRAINEE = Role(
    "trainee",
    _("Trainee guider"),
    _("A guider in training: the same work, and brings clip selections to a supervisor."),
    frozenset({Permission.WORK_CASES, Permission.BRING_TO_SUPERVISION}),
)
SUPERVISOR = Role(
    "supervisor",
    _("Supervisor"),
    _("Watches the selections that trainees submit, remarks on them, releases or returns them."),
    frozenset({Permission.SUPERVISE}),
)
ADMINISTRATOR = Role(
    "administrator",
    _("Administrator"),
    _("Looks after people, hand-over, retention and anonymised reports. Never sees film or notes."),
    frozenset(
        {
            Permission.OVERSEE_CASES,
            Permission.MANAGE_PEOPLE,
            Permission.RELEASE_REPORTS,
            Permission.READ_AUDIT,
            Permission.SEE_HEALTH,
        }
    ),
)

RESEARCH_LEAD = Role(
    "research_lead",
    _("Research lead"),
    _(
        "Takes extracts for research out of Attune: a row for each case, without names, never alone: somebody"
        " else with this role has to agree. Sees no case, no film and no notes."
    ),
    frozenset({Permission.EXTRACT_ROWS}),
)

ROLES = {role.code: role for role in (GUIDER, TRAINEE, SUPERVISOR, ADMINISTRATOR, RESEARCH_LEAD)}
ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]


def roles_in_use() -> dict[str, Role]:
    """Without the research lead, unless the installation has switched extracts on."""
    return {code: role for code, role in ROLES.items() if role != RESEARCH_LEAD or settings.ROW_EXTRACT}


def roles_with(permission: Permission) -> list[str]:
    """The codes of the roles that allow it."""
    return [role.code for role in ROLES.values() if permission in role.permissions]
