"""A meeting by video call: what the platform recorded must be gone from there before a cycle counts."""

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sessions.models import Cycle, FilmedSession

Call = FilmedSession.Call


def check_answer(call: str) -> None:
    if call not in Call.values:
        raise ValidationError(_("Choose one of these answers."))


def check_copies_are_deleted(cycle: Cycle) -> None:
    sentence = copy_still_there(cycle)
    if sentence:
        raise ValidationError(sentence)


def copy_still_there(cycle: Cycle) -> str:
    """What stands in the way, in words; empty where no platform has a copy."""
    waiting = cycle.filmed_sessions.filter(call__in=(Call.UNSAID, Call.RECORDED)).order_by("held_on", "pk")
    first = waiting.first()
    if first is None:
        return ""
    day = {"day": date_format(first.held_on, "j F")}
    if first.call == Call.UNSAID:
        return _("Say first whether the platform recorded the video call of %(day)s.") % day
    return (
        _(
            "The platform still has its recording of the video call of %(day)s. Bring it in here if you "
            "want to keep it, delete it there, and say so on the page of that meeting."
        )
        % day
    )
