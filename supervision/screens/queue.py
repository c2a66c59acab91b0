"""The cards of the queue."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from supervision.models import Submission
from supervision.screens.people import words_for


@dataclass(frozen=True)
class Card:
    submission: Submission
    asked: str


def cards(submissions: Iterable[Submission], viewer: User) -> list[Card]:
    return [
        Card(submission, words_for(viewer, submission.selection.cycle.case)(submission.question))
        for submission in submissions
    ]
