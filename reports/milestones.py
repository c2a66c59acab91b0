"""The days on which a case had its first film, its first shared review and its third cycle, as questions
to the database. A planned filming without a film is none."""

from django.db.models import Count, Min, Q

from sessions.models import FilmedSession

CYCLES_OF_A_COURSE = 3
FILMED = Min(
    "cycles__filmed_sessions__held_on",
    filter=Q(
        cycles__filmed_sessions__kind=FilmedSession.Kind.FILMING,
        cycles__filmed_sessions__footage__isnull=False,
    ),
)
REVIEWED = Min(
    "cycles__filmed_sessions__held_on",
    filter=Q(
        cycles__filmed_sessions__kind=FilmedSession.Kind.SHARED_REVIEW,
        cycles__filmed_sessions__finished_at__isnull=False,
    ),
)
COMPLETED = Count("cycles", filter=Q(cycles__state="complete"), distinct=True)
