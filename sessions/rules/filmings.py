"""When a filming may be set aside because nothing of it can be used, and taken up again."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.models import FilmedSession
from sessions.rules.cycles import check_is_open
from sessions.rules.states import FILMED_SESSION


def check_move(filming: FilmedSession, verb: str) -> None:
    check_is_open(filming.cycle)
    if filming.kind != FilmedSession.Kind.FILMING or (filming.state, verb) not in FILMED_SESSION:
        raise ValidationError(
            _("This is not possible while this meeting is “%(state)s”.") % {"state": filming.state.label}
        )


def check_set_aside(filming: FilmedSession, reason: str) -> None:
    check_move(filming, "set aside")
    if reason not in FilmedSession.NothingUsable.values:
        raise ValidationError(_("Say what happened."))
    if filming.held_on > timezone.localdate():
        raise ValidationError(_("This filming is still to come. Say what happened once you have been there."))
    if filming.footage.filter(clips__isnull=False).exists():
        raise ValidationError(
            _("There are clips of this film already, so something of it can be used. Remove them first.")
        )


def can_set_aside(filming: FilmedSession) -> bool:
    """Whether the page offers it; what is still in the way is said when it is pressed."""
    is_filming = filming.kind == FilmedSession.Kind.FILMING and filming.held_on <= timezone.localdate()
    return is_filming and filming.cycle.state == "open" and (filming.state, "set aside") in FILMED_SESSION
