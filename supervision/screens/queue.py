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
    may_look_first: bool


def cards(submissions: Iterable[Submission], viewer: User) -> list[Card]:
    """Of submissions `with_news`."""
    return [_card(submission, viewer) for submission in submissions]


def _card(submission: Submission, viewer: User) -> Card:
    words = words_for(viewer, submission.selection.cycle.case)
    # Until the supervisor has seen the clips.
    may_look_first = bool(vars(submission)["is_new"])
    return Card(submission, words(submission.question), _news(submission), may_look_first)


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
    if facts["new_suggestions"]:
        number = facts["new_suggestions"]
        words = ngettext("%(number)d new suggestion", "%(number)d new suggestions", number)
        news.append(words % {"number": number})
    return news
