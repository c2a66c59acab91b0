"""A step, and how pressing it is."""

from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils.translation import gettext as _


class Urgency(IntEnum):
    """The order of the caseload."""

    NEEDS_CARE = 1
    TO_DO = 2
    PLANNED = 3
    WAITING = 4
    RESTING = 5


def invitation(urgency: Urgency) -> str:
    """The words on the button."""
    if urgency == Urgency.NEEDS_CARE:
        return _("Look at it now")
    return _("Start") if urgency == Urgency.TO_DO else _("Open")


@dataclass(frozen=True)
class Step:
    sentence: str
    hint: str
    url_name: str
    args: tuple[object, ...]
    urgency: Urgency = Urgency.TO_DO
    fragment: str = ""

    @property
    def action(self) -> str:
        return invitation(self.urgency)

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.args) + (f"#{self.fragment}" if self.fragment else "")
