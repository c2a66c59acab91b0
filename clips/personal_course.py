"""How the work went, for the copy of what is kept about a person: pauses, and who was in charge."""

from django.utils.translation import gettext as _

from cases.models import Case
from clips.personal_lines import Line, day_of, line


def course_of(case: Case) -> list[Line]:
    return [*_pauses(case), *_hand_overs(case)]


def _pauses(case: Case) -> list[Line]:
    return [
        line(
            (_("The work rested from"), day_of(pause.began_on)),
            (_("Until"), day_of(pause.ended_on)),
            (_("Why"), pause.get_reason_display()),
        )
        for pause in case.pauses.all()
    ]


def _hand_overs(case: Case) -> list[Line]:
    return [
        line(
            (_("Handed over from"), each.before.name),
            (_("To"), each.after.name),
            (_("When"), each.handed_over_at),
            (_("Why"), each.get_reason_display()),
            (_("Both worked in the case until"), day_of(each.until)),
        )
        for each in case.hand_overs.select_related("before", "after")
    ]
