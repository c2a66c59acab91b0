"""How far the work came in the cases that were closed: from the first film to the third cycle."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.counts import Breakdown, Counted, Scope, Subject, tally
from reports.dimensions import FURTHEST
from reports.milestones import COMPLETED, CYCLES_OF_A_COURSE, FILMED, REVIEWED
from reports.subjects.closing import closed_cases


def count(scope: Scope) -> Counted:
    reached = scope.closed.annotate(film=FILMED, review=REVIEWED, cycles_done=COMPLETED).order_by()
    found = Counter(
        furthest(film, review, cycles)
        for film, review, cycles in reached.values_list("film", "review", "cycles_done").iterator()
    )
    counts = tally(FURTHEST, found.items())
    title = _("How far cases came that were closed")
    return Counted(
        [closed_cases(sum(counts.values()))],
        [Breakdown("closed", "furthest", title, FURTHEST, counts, with_shares=True)],
    )


def furthest(film: date | None, review: date | None, cycles: int) -> str:
    if cycles >= CYCLES_OF_A_COURSE:
        return "third_cycle"
    if review:
        return "review"
    return "film" if film else "nothing"


SUBJECT = Subject(
    "funnel",
    gettext_lazy("From the first film to the third cycle"),
    count,
    (
        gettext_lazy("Each closed case is counted once, where it came furthest."),
        gettext_lazy("A cycle counts when its film and its shared review are both done."),
    ),
)
