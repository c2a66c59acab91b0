"""How long people waited from their referral, by what they waited for."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import F, Min
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from cases.facts.service import CONTACT_TARGET, FILM_TARGET, REVIEW_TARGET
from reports.counts import Breakdown, Counted, Days, Population, Scope, Subject
from reports.dimensions import TARGETS
from reports.milestones import FILMED, REVIEWED


@dataclass(frozen=True)
class Step:
    code: str
    title: StrPromise
    first: F | Min
    target: int


STEPS = (
    Step("first_contact", gettext_lazy("Referral to first contact"), F("first_contact_on"), CONTACT_TARGET),
    Step("first_film", gettext_lazy("Referral to first film"), FILMED, FILM_TARGET),
    Step("first_review", gettext_lazy("Referral to first shared review"), REVIEWED, REVIEW_TARGET),
)


def count(scope: Scope) -> Counted:
    waits = {step: _waits(scope, step) for step in STEPS}
    return Counted(
        [Population(step.code, str(step.title), len(found)) for step, found in waits.items()],
        [_by_target(step, found) for step, found in waits.items()],
        days=[Days("waits", _("Waits in days"), {str(step.title): found for step, found in waits.items()})],
    )


def _by_target(step: Step, waits: list[int]) -> Breakdown:
    over = sum(wait > step.target for wait in waits)
    title = _("%(wait)s, by target") % {"wait": step.title}
    counts = {"within": len(waits) - over, "over": over}
    return Breakdown(step.code, f"{step.code}_by_target", title, TARGETS, counts, with_shares=True)


def _waits(scope: Scope, step: Step) -> list[int]:
    """Of the cases whose wait ended in the period."""
    ended = scope.cases.annotate(first=step.first).filter(first__range=scope.period.days)
    pairs = ended.order_by().values_list("referred_on", "first")
    return [(cast("date", first) - referred).days for referred, first in pairs.iterator()]


SUBJECT = Subject(
    "waits",
    gettext_lazy("Waits"),
    count,
    (
        gettext_lazy("A wait belongs to the period in which it ended."),
        format_lazy(
            gettext_lazy(
                "The targets: {contact} days to the first contact, {film} to the first film, {review} to the"
                " first shared review."
            ),
            contact=CONTACT_TARGET,
            film=FILM_TARGET,
            review=REVIEW_TARGET,
        ),
        gettext_lazy("Median and 90th centile are in whole days, over 8 cases or more and 20 or more."),
    ),
)
