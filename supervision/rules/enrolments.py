"""Who may say where a trainee stands, and when a stage may end."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SupervisionPair, User
from accounts.roles import SUPERVISOR, Permission
from supervision.models import Enrolment, Gate, StageMeeting
from supervision.road import Road


def supervises(by: User, trainee: User) -> bool:
    """Now, and with the role for it."""
    pairs = SupervisionPair.objects.current().filter(supervisor=by, trainee=trainee)
    return by.may(Permission.SUPERVISE) and pairs.exists()


def may_ask_assessor(by: User, trainee: User) -> bool:
    """Somebody of the own organisation: whoever comes from outside is not shown who else supervises here."""
    return supervises(by, trainee) and by.organisation_id == trainee.organisation_id


def check_supervises(by: User, trainee: User) -> None:
    if not supervises(by, trainee):
        raise ValidationError(_("Only this trainee's supervisor can do that."))


def check_not_in_future(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come. Give the day it happened."))


def check_enrolment(*, trainee: User, begun_on: date, carried: dict[str, int], reason: str, by: User) -> None:
    check_supervises(by, trainee)
    if not trainee.may(Permission.BRING_TO_SUPERVISION):
        raise ValidationError(_("Only a trainee guider can be on a pathway."))
    check_not_in_future(begun_on)
    if any(carried.values()) and not reason.strip():
        raise ValidationError(_("Say why the earlier work counts: where it was done, and under which rules."))


def check_gate(*, enrolment: Enrolment, gate: str, by: User) -> None:
    check_supervises(by, enrolment.trainee)
    if gate not in Gate.values:
        raise ValidationError(_("Choose one of the three."))


def assessors_for(enrolment: Enrolment) -> QuerySet[User]:
    """Supervisors of the same organisation; as a rule nobody who has ever supervised the trainee."""
    people = User.objects.filter(
        organisation=enrolment.trainee.organisation_id,
        is_active=True,
        roles_held__role=SUPERVISOR.code,
        roles_held__until=None,
    ).exclude(pk=enrolment.trainee_id)
    if enrolment.stage.assessor_differs:
        people = people.exclude(trainee_pairs__trainee=enrolment.trainee_id)
    return people.order_by("name")


def check_ask(*, road: Road, enrolment: Enrolment, assessor: User, by: User) -> None:
    if not may_ask_assessor(by, enrolment.trainee):
        raise ValidationError(_("Only a supervisor of their own organisation asks an assessor."))
    standing = road.now
    if standing is None or standing.stage != enrolment.stage:
        raise ValidationError(_("There is no stage to end."))
    if not standing.is_done:
        raise ValidationError(_("This stage is not complete yet. What is missing stands beside its bars."))
    if not assessors_for(enrolment).filter(pk=assessor.pk).exists():
        raise ValidationError(_("Whoever has supervised this trainee cannot assess the end of a stage."))


def check_sign(*, road: Road, meeting: StageMeeting, held_on: date, words: str, by: User) -> None:
    """The assessor who was asked, once, for a stage that is complete."""
    if by.pk != meeting.assessor_id or not by.may(Permission.SUPERVISE):
        raise ValidationError(_("Only the assessor who was asked can sign."))
    if meeting.signed_at is not None:
        raise ValidationError(_("This has been signed. It stays as it is."))
    standing = road.now
    if standing is None or standing.stage.pk != meeting.stage_id:
        raise ValidationError(_("The trainee is no longer in this stage."))
    if not assessors_for(meeting.enrolment).filter(pk=by.pk).exists():
        raise ValidationError(_("Whoever has supervised this trainee cannot assess the end of a stage."))
    if not standing.is_done:
        raise ValidationError(_("This stage is not complete yet. What is missing stands beside its bars."))
    check_not_in_future(held_on)
    if standing.since and held_on < standing.since:
        raise ValidationError(_("This day lies before the stage began."))
    if not words.strip():
        raise ValidationError(_("Write down strengths, and what comes next."))


def stages_to_assess(assessor: User) -> int:
    return StageMeeting.objects.filter(assessor=assessor, signed_at=None).count()
