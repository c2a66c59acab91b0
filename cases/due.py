"""The whole caseload in the order of what is due, whatever page of it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from cases.facts import CaseFacts, gather
from cases.models import Case
from cases.next_step import Reminder, Step, Urgency, next_step, reminder


class Stage(TextChoices):
    """How far the work has come."""

    BEFORE = "before", _("Before the first film")
    FIRST = "first", _("First cycle")
    SECOND = "second", _("Second cycle")
    LATER = "later", _("Third cycle or later")


CYCLES = (Stage.BEFORE, Stage.FIRST, Stage.SECOND)


@dataclass(frozen=True)
class Due:
    """A case with what is due in it. The step is None where the case is finished."""

    case: int
    step: Step | None
    reminder: Reminder | None
    stage: Stage

    @property
    def urgency(self) -> int:
        return self.step.urgency if self.step else len(Urgency) + 1

    @property
    def is_soon(self) -> bool:
        return self.reminder is not None and self.reminder.is_soon


def in_order(cases: QuerySet[Case], *, today: date) -> list[Due]:
    """Of equally pressing cases the one that is visited today or tomorrow, then the longest wait.

    What is finished asks for nothing, comes last and costs nothing to rank.
    """
    going_on = cases.exclude(status__in=Case.FINISHED).order_by("referred_on", "pk")
    over = cases.filter(status__in=Case.FINISHED).order_by("-referred_on", "-pk").values_list("pk", flat=True)
    due = [_due(facts) for facts in gather(going_on, today=today).values()]
    finished = [Due(pk, None, None, Stage.BEFORE) for pk in over]
    return sorted(due, key=lambda each: (each.urgency, not each.is_soon)) + finished


def only(listed: Iterable[Due], *, urgency: str, stage: str) -> list[Due]:
    """Those that are asked for; an empty or unknown answer asks for all."""
    urgencies, stages = {str(each.value) for each in Urgency}, set(Stage.values)
    return [
        each
        for each in listed
        if (urgency not in urgencies or str(int(each.urgency)) == urgency)
        and (stage not in stages or (each.step is not None and each.stage == stage))
    ]


def _due(facts: CaseFacts) -> Due:
    return Due(facts.pk, next_step(facts), reminder(facts), _stage(facts))


def _stage(facts: CaseFacts) -> Stage:
    begun = facts.complete_cycles + bool(facts.open_cycles)
    return CYCLES[begun] if begun < len(CYCLES) else Stage.LATER
