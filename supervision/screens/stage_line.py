"""The stage of the trainee beside a submission, and what the two took from their last meeting."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from supervision.models import Submission, SupervisionSession
from supervision.road import Standing, road_of
from supervision.screens.people import without_names_of_cases
from supervision.screens.road import bars_of

BARS = 3  # cycles, clients, hours: meetings are only a guide


def stage_line(submission: Submission, viewer: User) -> dict[str, Any]:
    """Only for the trainee, as long as they are one, and their supervisor: nobody else who has the case."""
    trainee, supervisor = submission.submitted_by, submission.supervisor
    is_trainee = viewer.pk == trainee.pk and viewer.may(Permission.BRING_TO_SUPERVISION)
    if not is_trainee and viewer.pk != supervisor.pk:
        return {}
    standing = road_of(trainee).now
    meetings = SupervisionSession.objects.filter(supervisor=supervisor, attendances__trainee=trainee)
    last = meetings.exclude(learning_points="").order_by("-held_on", "-pk").first()
    words = str if is_trainee else without_names_of_cases(trainee)
    return {
        "standing": standing,
        "stage_bars": bars_of(standing)[:BARS] if standing else [],
        "stage_ends": end_of_stage(standing) if standing else "",
        "last_meeting": last,
        "learned_in_meeting": words(last.learning_points) if last else "",
    }


def end_of_stage(standing: Standing) -> str:
    """Who holds the meeting that ends it, else when it would be by the months that are a guide."""
    if standing.meeting:
        return _("%(name)s is asked to hold the end of the stage") % {"name": standing.meeting.assessor.name}
    if standing.is_done:
        return _("Has all it asks for")
    if not (standing.since and standing.stage.months):
        return ""
    month = date_format(_months_on(standing.since, standing.stage.months), "F Y")
    return _("End of the stage about %(month)s") % {"month": month}


def _months_on(day: date, months: int) -> date:
    """The first day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
