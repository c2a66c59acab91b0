"""The one obvious next step of a case.

Each question in `case.py` and `cycle.py` looks at the facts and answers with a step, or with nothing.
The first answer counts.
"""

from cases.facts import CaseFacts
from cases.models import Case
from cases.next_step.case import QUESTIONS
from cases.next_step.cycle import CYCLE_QUESTIONS
from cases.next_step.steps import Step, Urgency, invitation
from cases.next_step.visits import Reminder, reminder

__all__ = [
    "CYCLE_QUESTIONS",
    "QUESTIONS",
    "Reminder",
    "Step",
    "Urgency",
    "invitation",
    "next_step",
    "reminder",
]


def next_step(facts: CaseFacts) -> Step | None:
    """None when the case is finished."""
    if facts.status in Case.FINISHED:
        return None
    return next(step for question in QUESTIONS if (step := question(facts)))
