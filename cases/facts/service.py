"""How a service does as a whole, in counts: waits and workload. No names of clients."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission, roles_with
from cases.models import Case, Cases

LOOKED_BACK = timedelta(days=365)
# In days from the referral.
CONTACT_TARGET, FILM_TARGET, REVIEW_TARGET = 14, 42, 56
FIRST_FILM = Min(
    "cycles__filmed_sessions__held_on",
    filter=Q(cycles__filmed_sessions__kind="filming"),
)
FIRST_REVIEW = Min(
    "cycles__filmed_sessions__held_on",
    filter=Q(
        cycles__filmed_sessions__kind="shared_review", cycles__filmed_sessions__finished_at__isnull=False
    ),
)
UNDER_WAY = (Case.Status.ENGAGING, Case.Status.ACTIVE)


@dataclass(frozen=True)
class Wait:
    """From the day a referral was received to the first time of something. `target` is in days."""

    name: str | Promise
    target: int
    ended: list[int] = field(default_factory=list)
    going_on: list[int] = field(default_factory=list)

    @property
    def median(self) -> int | None:
        return round(median(self.ended)) if self.ended else None

    @property
    def still(self) -> int:
        return len(self.going_on)

    @property
    def over(self) -> int:
        """Of those that wait still."""
        return sum(days > self.target for days in self.going_on)


def waits(cases: Cases, *, today: date) -> list[Wait]:
    """Ended: of referrals of the last twelve months. Going on: of every case that is not finished.

    The hoped-for days (14, 42, 56) are Attune's own choice and no published standard; they only say what the
    board counts as long: `docs/adr/0035-referrals.md`.
    """
    contact = Wait(_("First contact"), CONTACT_TARGET)
    film, review = Wait(_("First film"), FILM_TARGET), Wait(_("First shared review"), REVIEW_TARGET)
    rows = (
        cases.filter(Q(referred_on__gt=today - LOOKED_BACK) | ~Q(status__in=Case.FINISHED))
        .annotate(first_film=FIRST_FILM, first_review=FIRST_REVIEW)
        .values_list("status", "referred_on", "first_contact_on", "first_film", "first_review")
    )
    for status, referred_on, contact_on, filmed_on, review_on in rows:
        film_on = filmed_on if filmed_on and filmed_on <= today else None
        was_met = contact_on or film_on or status in (Case.Status.ACTIVE, Case.Status.PAUSED)
        for wait, ended_on, is_over in (
            (contact, contact_on, bool(was_met)),
            (film, film_on, film_on is not None),
            (review, review_on, review_on is not None),
        ):
            if ended_on and referred_on > today - LOOKED_BACK:
                wait.ended.append((ended_on - referred_on).days)
            elif not is_over and status not in Case.FINISHED:
                wait.going_on.append((today - referred_on).days)
    return [contact, film, review]


@dataclass(frozen=True)
class Load:
    """The cases of one guider, by where they stand."""

    guider: User
    undecided: int
    waiting: int
    under_way: int
    paused: int

    @property
    def total(self) -> int:
        return self.undecided + self.waiting + self.under_way + self.paused


def workload(cases: Cases, organisation_id: int) -> list[Load]:
    """By name. Who has left is listed as long as they have cases."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    going_on = cases.exclude(status__in=Case.FINISHED).values_list("guider", "status")
    for guider, status, number in going_on.annotate(number=Count("pk")).order_by():
        counts[guider][status] = number
    able = Q(
        is_active=True,
        roles_held__role__in=roles_with(Permission.WORK_CASES),
        roles_held__until=None,
    )
    listed = User.objects.filter(Q(pk__in=list(counts)) | able, organisation_id=organisation_id)
    return [_load(guider, counts[guider.pk]) for guider in listed.distinct().order_by("name", "pk")]


def _load(guider: User, by_status: dict[str, int]) -> Load:
    def number(statuses: Iterable[str]) -> int:
        return sum(by_status.get(status, 0) for status in statuses)

    return Load(
        guider,
        undecided=number([Case.Status.REFERRED]),
        waiting=number([Case.Status.WAITING]),
        under_way=number(UNDER_WAY),
        paused=number([Case.Status.PAUSED]),
    )
