"""Referrals and what was decided about them."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, UnassignedReferral
from reports.counts import Breakdown, Counted, Population, Scope, Subject, tally
from reports.dimensions import DECISIONS, REASONS, SOURCES

Status = Case.Status
DECIDED = {
    Status.REFERRED: "waiting",
    Status.WAITING: "waiting",
    Status.DECLINED: "declined",
    Status.REDIRECTED: "redirected",
}


def count(scope: Scope) -> Counted:
    """Referrals that nobody is in charge of yet are counted too; they wait."""
    received = scope.cases.filter(referred_on__range=scope.period.days)
    unassigned = UnassignedReferral.objects.filter(
        organisation=scope.organisation, referred_on__range=scope.period.days
    )
    found = [
        *received.values_list("source", "reason", "status").annotate(number=Count("pk")),
        *(
            (source, reason, Status.REFERRED, number)
            for source, reason, number in unassigned.order_by()
            .values_list("source", "reason")
            .annotate(number=Count("pk"))
        ),
    ]
    code = "received"
    by_source = tally(SOURCES, ((source, number) for source, _reason, _status, number in found))
    by_reason = tally(REASONS, ((reason, number) for _source, reason, _status, number in found))
    decided = tally(
        DECISIONS, ((DECIDED.get(status, "taken_on"), number) for _source, _reason, status, number in found)
    )
    return Counted(
        [Population(code, _("Referrals received"), sum(by_source.values()))],
        [
            Breakdown(code, "by_source", _("By source"), SOURCES, by_source),
            Breakdown(code, "by_reason", _("By reason"), REASONS, by_reason),
            Breakdown(code, "by_decision", _("By decision"), DECISIONS, decided, with_shares=True),
        ],
    )


SUBJECT = Subject(
    "referrals",
    gettext_lazy("Referrals and decisions"),
    count,
    (
        gettext_lazy("A referral belongs to the period in which it was received."),
        gettext_lazy("The decision is the one that stood when the report was made."),
    ),
)
