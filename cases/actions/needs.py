"""An interpreter is needed or not; a plan for a child's safety begins, changes or ends."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import in_charge
from cases.models import Case, Interpreting, Safeguarding


@transaction.atomic
def note_interpreting(*, case: Case, need: str, by: User, language: str = "") -> Interpreting:
    case = in_charge(case, by)
    rules.check_interpreting(need=need, language=language)
    noted, _created = Interpreting.objects.update_or_create(
        case=case, defaults={"need": need, "language": language}
    )
    record(by=by, action="case.interpreting", subject=noted, case=case, need=need, language=language)
    return noted


@transaction.atomic
def note_safeguarding(*, case: Case, plan: str, since: date, by: User) -> Safeguarding:
    case = in_charge(case, by)
    rules.check_safeguarding(case, plan=plan, since=since)
    noted = Safeguarding.objects.create(case=case, plan=plan, since=since, noted_by=by)
    record(by=by, action="case.safeguarding", subject=noted, case=case, plan=plan, since=since.isoformat())
    return noted
