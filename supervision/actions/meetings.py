"""Write down a meeting of supervision, correct it, sign it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from supervision.models import Attendance, SupervisionSession
from supervision.rules.meetings import SessionFacts, check_change, check_session, check_signature


@transaction.atomic
def hold_session(*, facts: SessionFacts, by: User) -> SupervisionSession:
    """The supervisor signs by saving; it counts for each trainee once they have signed too.

    The same meeting that nobody has signed yet is taken first, so that pressing twice writes one.
    """
    User.objects.select_for_update().get(pk=by.pk)
    check_session(facts=facts, by=by)
    same = _same(facts, by)
    if same is not None:
        return same
    meeting = SupervisionSession(supervisor=by)
    _write(meeting, facts)
    record(by=by, action="supervision.held", subject=meeting, minutes=facts.minutes, kind=facts.kind)
    return meeting


@transaction.atomic
def correct_session(*, meeting: SupervisionSession, facts: SessionFacts, by: User) -> None:
    """Until the first trainee has signed."""
    meeting = SupervisionSession.objects.select_for_update().get(pk=meeting.pk)
    check_change(meeting=meeting, by=by)
    check_session(facts=facts, by=by)
    meeting.attendances.all().delete()
    _write(meeting, facts)
    record(by=by, action="supervision.corrected", subject=meeting, minutes=facts.minutes, kind=facts.kind)


@transaction.atomic
def remove_session(*, meeting: SupervisionSession, by: User) -> None:
    """Written by mistake; until the first trainee has signed."""
    meeting = SupervisionSession.objects.select_for_update().get(pk=meeting.pk)
    check_change(meeting=meeting, by=by)
    record(by=by, action="supervision.removed", subject=meeting, minutes=meeting.minutes, kind=meeting.kind)
    meeting.delete()


def _same(facts: SessionFacts, by: User) -> SupervisionSession | None:
    alike = SupervisionSession.objects.filter(
        supervisor=by,
        kind=facts.kind,
        is_remote=facts.is_remote,
        held_on=facts.held_on,
        minutes=facts.minutes,
        learning_points=facts.learning_points.strip(),
    ).exclude(attendances__signed_at__isnull=False)
    people = {trainee.pk for trainee in facts.trainees}
    for meeting in alike.prefetch_related("attendances"):
        if {row.trainee_id for row in meeting.attendances.all()} == people:
            return meeting
    return None


def _write(meeting: SupervisionSession, facts: SessionFacts) -> None:
    meeting.kind, meeting.is_remote, meeting.held_on = facts.kind, facts.is_remote, facts.held_on
    meeting.minutes, meeting.learning_points = facts.minutes, facts.learning_points.strip()
    meeting.signed_at = timezone.now()
    meeting.save()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, trainee=trainee) for trainee in facts.trainees)
    meeting.looked_at.set(facts.looked_at)


@transaction.atomic
def sign_session(*, meeting: SupervisionSession, by: User) -> None:
    """The trainee agrees to what is written. From here on it never changes."""
    meeting = SupervisionSession.objects.select_for_update().get(pk=meeting.pk)
    check_signature(attendance=meeting.attendances.filter(trainee=by).first())
    meeting.attendances.filter(trainee=by).update(signed_at=timezone.now())
    record(by=by, action="supervision.signed", subject=meeting, minutes=meeting.minutes)
