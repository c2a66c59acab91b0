"""Guiders in training, by stage. Counts of people at work in the service, never a single person's road."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.counts import Breakdown, Counted, Population, Scope, Subject, tally
from reports.dimensions import STAGES
from supervision.models import Enrolment


def count(scope: Scope) -> Counted:
    enrolled = Enrolment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=scope.period.last_day),
        trainee__organisation=scope.organisation,
        begun_on__lte=scope.period.last_day,
    )
    found = enrolled.order_by().values_list("stage__number").annotate(number=Count("pk"))
    counts = tally(
        STAGES, ((str(stage) if str(stage) in STAGES.rows else "later", number) for stage, number in found)
    )
    return Counted(
        [Population("in_training", _("Guiders in training"), sum(counts.values()))],
        [Breakdown("in_training", "by_stage", _("By stage"), STAGES, counts)],
    )


SUBJECT = Subject(
    "workforce",
    gettext_lazy("Workforce and training"),
    count,
    (
        gettext_lazy("Who was on the road to accreditation on the last day of the period."),
        gettext_lazy("The stage is the one on the day on which the report was made."),
    ),
)
