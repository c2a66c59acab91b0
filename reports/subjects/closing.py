"""Why cases were closed."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.counts import Breakdown, Counted, Population, Scope, Subject, tally
from reports.dimensions import CLOSINGS


def closed_cases(number: int) -> Population:
    return Population("closed", _("Cases closed"), number)


def count(scope: Scope) -> Counted:
    found = scope.closed.order_by().values_list("closing_reason").annotate(number=Count("pk"))
    counts = tally(CLOSINGS, found)
    return Counted(
        [closed_cases(sum(counts.values()))],
        [Breakdown("closed", "by_closing_reason", _("By reason"), CLOSINGS, counts, with_shares=True)],
    )


SUBJECT = Subject(
    "closing",
    gettext_lazy("Reasons for closing"),
    count,
    (gettext_lazy("A case belongs to the period in which it was closed and is closed still."),),
)
