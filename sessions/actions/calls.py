"""Say whether a meeting was held by video call, and what has become of the platform's recording of it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import Case
from cases.rules import check_in_charge
from sessions.models import FilmedSession
from sessions.rules.calls import check_answer
from sessions.rules.cycles import check_is_open


@transaction.atomic
def say_call(*, filmed_session: FilmedSession, call: str, by: User) -> None:
    """Saying the same again changes nothing: the first confirmation stands."""
    case = Case.objects.select_for_update().get(pk=filmed_session.cycle.case_id)
    meeting = FilmedSession.objects.select_for_update().get(pk=filmed_session.pk)
    check_in_charge(by, case)
    check_is_open(meeting.cycle)
    check_answer(call)
    if meeting.call == call:
        return
    is_deleted = call == FilmedSession.Call.DELETED
    meeting.call = call
    meeting.copy_deleted_at = timezone.now() if is_deleted else None
    meeting.copy_deleted_by = by if is_deleted else None
    meeting.save(update_fields=["call", "copy_deleted_at", "copy_deleted_by"])
    record(by=by, action="meeting.call_said", subject=meeting, case=case, call=call)
