"""What the visits of a case ask for: who came, who is seen today or tomorrow, and where none is planned."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.facts import CaseFacts, VisitFacts
from cases.models import Case
from cases.next_step.steps import Step, Urgency

IN_WORK = frozenset({Case.Status.ENGAGING, Case.Status.ACTIVE})


@dataclass(frozen=True)
class Reminder:
    """A line beside the next step, whatever that is."""

    sentence: str
    is_soon: bool


def attendance_to_record(facts: CaseFacts) -> Step | None:
    past = [visit for visit in facts.visits or [] if visit.day < facts.today]
    if not past:
        return None
    day = date_format(past[0].day, "l j F")
    hint = _("One press is enough. A visit that the service cancelled never counts against anybody.")
    sentence = _("Say who came on %(day)s") % {"day": day}
    return Step(sentence, hint, "case", (facts.pk,), fragment="visits")


def visit_soon(facts: CaseFacts) -> Step | None:
    visit = _soon(facts)
    if visit is None:
        return None
    hint = f"{visit.purpose}. {visit.where}."
    return Step(_sentence(facts, visit), hint, "case", (facts.pk,), Urgency.PLANNED, "visits")


def reminder(facts: CaseFacts) -> Reminder | None:
    """A visit today or tomorrow, or that none is planned where one would be expected."""
    visit = _soon(facts)
    if visit is not None:
        return Reminder(f"{_sentence(facts, visit)}: {visit.purpose}", is_soon=True)
    if (
        facts.visits is None
        or facts.status not in IN_WORK
        or facts.is_own_practice
        or _something_ahead(facts)
    ):
        return None
    return Reminder(_("No visit is planned"), is_soon=False)


def _something_ahead(facts: CaseFacts) -> bool:
    """A visit, or a filming that was planned without one."""
    filmings = [filming for cycle in facts.open_cycles for filming in cycle.filmings]
    days = [visit.day for visit in facts.visits or []] + [filming.held_on for filming in filmings]
    return any(day >= facts.today for day in days)


def _soon(facts: CaseFacts) -> VisitFacts | None:
    days = (facts.today, facts.today + timedelta(days=1))
    return next((visit for visit in facts.visits or [] if visit.day in days), None)


def _sentence(facts: CaseFacts, visit: VisitFacts) -> str:
    is_today = visit.day == facts.today
    if visit.starts_at is None:
        return _("Visit today") if is_today else _("Visit tomorrow")
    words = _("Visit today at %(time)s") if is_today else _("Visit tomorrow at %(time)s")
    return words % {"time": f"{visit.starts_at:%H:%M}"}
