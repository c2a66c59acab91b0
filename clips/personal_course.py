"""How the work went, for the copy of what is kept about a person: who was in charge, pauses, the end."""

from django.utils.translation import gettext as _

from cases.models import Case, Closing
from clips.personal_lines import Line, day_of, line


def course_of(case: Case) -> list[Line]:
    return [*_pauses(case), *_hand_overs(case)]


def end_of(case: Case, *, with_words: bool) -> list[Line]:
    """The words were agreed with whom the work is for, and are theirs to have."""
    return [*_closed(case), *_ending(case, with_words=with_words), *_follow_ups(case)]


def _closed(case: Case) -> list[Line]:
    if case.closed_on is None:
        return []
    facts = line(
        (_("Closed on"), day_of(case.closed_on)),
        (_("How it ended"), case.get_closing_reason_display()),
        (_("No last rating, because"), case.get_unrated_reason_display()),
    )
    return [facts]


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


def _ending(case: Case, *, with_words: bool) -> list[Line]:
    return [
        line(
            (_("What has grown"), closing.summary if with_words else ""),
            (_("Keepsake"), closing.get_keepsake_offer_display()),
            (_("May we ask again?"), _("Yes") if closing.may_ask_again else _("No")),
        )
        for closing in Closing.objects.filter(case=case)
    ]


def _follow_ups(case: Case) -> list[Line]:
    return [
        line(
            (_("To be asked again from"), day_of(each.due_on)),
            (_("How it went"), each.get_outcome_display()),
            (_("When"), day_of(each.settled_on)),
        )
        for each in case.follow_ups.all()
    ]
