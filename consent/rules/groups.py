"""Who is in the same running group as the guider whose own practice a case is. Asked of the database."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User, VerpCourse, VerpPlace
from accounts.roles import Permission
from cases.models import Case
from consent.models import Grant
from consent.scopes import Purpose


def group_of(case: Case) -> QuerySet[VerpCourse]:
    """The running group in which the guider in charge has the place that this case belongs to; or none."""
    places = VerpPlace.objects.current().filter(case=case, member=case.guider_id)
    return VerpCourse.objects.filter(pk__in=places.values("course"))


def reached_by(user: User, case: Case) -> QuerySet[VerpCourse]:
    """That group, if somebody else has a place in it now, or leads it."""
    places = VerpPlace.objects.current().filter(member=user).exclude(member=case.guider_id)
    led = VerpCourse.objects.led_by(user)
    return group_of(case).filter(Q(pk__in=places.values("course")) | Q(pk__in=led.values("pk")))


def shown_in_group(given: QuerySet[Grant], user: User, case: Case) -> QuerySet[Grant]:
    """Of what was opened to this person: what was shown while they had their place, or led the group."""
    groups = group_of(case).values("pk")
    places = VerpPlace.objects.current().filter(member=user, course__in=groups)
    beside = places.exclude(member=case.guider_id).filter(joined_at__lte=OuterRef("given_at"))
    led = VerpCourse.objects.led_by(user).filter(pk__in=groups)
    return given.filter(Exists(beside) | Exists(led))


def check_may_be_let_in(user: User, purpose: str, case: Case) -> None:
    """To whom the guider in charge may open film at all."""
    if purpose == Purpose.GROUP_SUPERVISION:
        if not reached_by(user, case).exists():
            raise ValidationError(_("Film of your own practice is opened to your group only."))
    elif purpose != Purpose.SUPERVISION:
        raise ValidationError(_("Film is opened to others for supervision only."))
    elif user.pk == case.guider_id or not user.may(Permission.SUPERVISE):
        raise ValidationError(_("Film can only be opened to a supervisor."))
