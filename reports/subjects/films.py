"""Whether film was destroyed when it was promised. What an information governance lead asks first."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.models import Destruction
from consent.plans import plans
from reports.counts import Breakdown, Counted, Figures, Population, Scope, Subject
from reports.dimensions import DESTROYED
from vault.models import Recording

# The clock looks once an hour; a day is plenty.
AT_ONCE = timedelta(days=1)


def count(scope: Scope) -> Counted:
    destroyed = Destruction.objects.filter(
        part=Destruction.Part.FILM,
        case__in=scope.cases,
        key_destroyed_at__gte=scope.period.begins,
        key_destroyed_at__lt=scope.period.ends,
    )
    total = destroyed.count()
    on_time = destroyed.filter(key_destroyed_at__lte=F("decided_at") + AT_ONCE).count()
    counts = {"on_time": on_time, "late": total - on_time}
    overdue = {_("Overdue, and not on hold"): {_("Number"): _overdue(scope)}}
    return Counted(
        [Population("films", _("Films destroyed"), total)],
        [Breakdown("films", "films_on_time", _("By time"), DESTROYED, counts, with_shares=True)],
        [Figures("films_overdue", _("Films that should be gone"), overdue)],
    )


def _overdue(scope: Scope) -> int:
    left = scope.cases.exclude(custodies__recording__state__in=Recording.OVER).filter(
        closed_on__lte=scope.period.last_day, custodies__isnull=False
    )
    before = timezone.localdate() - AT_ONCE
    return sum(plan.steps[0][0].on < before and not plan.is_held for plan in plans(left.distinct()))


SUBJECT = Subject(
    "films",
    gettext_lazy("Film destroyed"),
    count,
    (
        gettext_lazy(
            "On time: nobody could see it any more a day after it was decided. A hold makes it later."
        ),
        gettext_lazy("Overdue is as it stood on the day on which the report was made."),
    ),
)
