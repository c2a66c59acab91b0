"""Starts of a referral by setting: which parts are chosen beforehand, and what helps to know."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from cases.forms.people import PersonForm
from cases.models import Participation

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Role = Participation.Role


@dataclass(frozen=True)
class Start:
    """The first of the roles is the one whom the work is for."""

    code: str
    label: "StrPromise"
    hint: "StrPromise"
    roles: tuple[str, ...] = ()


STARTS = (
    Start(
        "parent-and-child",
        _("Parent and child"),
        _("Two carers and several children are fine: add a row for each."),
        (Role.PARENT, Role.CHILD),
    ),
    Start(
        "expecting",
        _("Expecting"),
        _("A child who is not born yet has a due date. After the birth the case and its history go on."),
        (Role.PARENT, Role.UNBORN),
    ),
    Start(
        "care",
        _("Foster, adoptive or kinship"),
        _(
            "Choose the part that is right for the carer. Who may decide for the child is recorded on its "
            "own, with its document; the order and the placement are on the child’s page."
        ),
        (Role.FOSTER_CARER, Role.CHILD, Role.PARENT),
    ),
    Start(
        "school",
        _("School or nursery"),
        _(
            "The work is for the member of staff. Whoever may decide for the pupil consents for them. Others "
            "who come into the picture are added to the case as “only in the picture”."
        ),
        (Role.STAFF, Role.PUPIL, Role.PARENT),
    ),
    Start(
        "health",
        _("Health or care"),
        _(
            "A patient or resident signs for themselves. Where they cannot decide, somebody with a power of "
            "attorney or a deputy signs, with the document."
        ),
        (Role.STAFF, Role.RESIDENT),
    ),
    Start("other", _("Other"), _("Choose each part yourself.")),
)


def start_of(code: str) -> Start | None:
    return next((start for start in STARTS if start.code == code), None)


def begin_with(start: Start | None, people: BaseFormSet[PersonForm]) -> None:
    """Choose the parts beforehand. A row in which nothing else is written is still nobody."""
    if start is None:
        return
    people.extra = max(len(start.roles) - people.min_num, 0)
    for index, (row, role) in enumerate(zip(people.forms, start.roles, strict=False)):
        row.initial = {"role": role, "is_client": index == 0}
