"""The cards of the queue, and what is new on each for whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from supervision.models import Submission
from supervision.screens.people import words_for


@dataclass(frozen=True)
class Card:
    submission: Submission
    asked: str
    news: list[str]


def cards(submissions: Iterable[Submission], viewer: User) -> list[Card]:
    """Of submissions `with_news`."""
    return [
        Card(
            submission,
            words_for(viewer, submission.selection.cycle.case)(submission.question),
            _news(submission),
        )
        for submission in submissions
    ]


def _news(submission: Submission) -> list[str]:
    facts = vars(submission)
    news = []
    if facts["is_new"]:
        news.append(_("Brought again") if facts["is_again"] else _("New"))
    if facts["is_decided_since"]:
        news.append(_("New: decided"))
    if facts["new_remarks"]:
        number = facts["new_remarks"]
        news.append(ngettext("%(number)d new remark", "%(number)d new remarks", number) % {"number": number})
    return news
