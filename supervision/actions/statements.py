"""Write a reflective statement, and hand it in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from supervision.models import Enrolment, ReflectiveStatement
from supervision.rules.statements import check_hand_in, check_write


@transaction.atomic
def save_statement(*, words: str, hand_in: bool, by: User) -> ReflectiveStatement:
    """Of the stage that runs. Handed in, it is read by supervisor and assessor and never changes."""
    enrolment = Enrolment.objects.current().select_for_update().filter(trainee=by).first()
    if enrolment is None:
        raise ValidationError(_("You are not on a pathway now."))
    statement, _created = ReflectiveStatement.objects.get_or_create(
        enrolment=enrolment, stage_id=enrolment.stage_id
    )
    check_write(statement)
    statement.words, statement.saved_at = words, timezone.now()
    if hand_in:
        check_hand_in(words)
        statement.submitted_at = statement.saved_at
    statement.save()
    record(by=by, action="statement.handed_in" if hand_in else "statement.saved", subject=statement)
    return statement
