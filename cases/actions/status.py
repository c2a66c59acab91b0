"""The case's own row: locked before any change, and moved from status to status."""

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.models import Case

PAST = {
    "accept": "accepted",
    "activate": "activated",
    "begin": "begun",
    "close": "closed",
    "decline": "declined",
    "enlist": "enlisted",
    "pause": "paused",
    "reconsider": "reconsidered",
    "redirect": "redirected",
    "reopen": "reopened",
    "resume": "resumed",
}


def locked(case: Case) -> Case:
    """The case as it is now: a hand-over or a closing in between cannot be missed."""
    return Case.objects.select_for_update().get(pk=case.pk)


def in_charge(case: Case, by: User) -> Case:
    current = locked(case)
    rules.check_in_charge(by, current)
    return current


def for_work(case: Case, by: User) -> Case:
    """The case, locked, if `by` is in charge of it and it is not finished."""
    current = in_charge(case, by)
    rules.check_open(current)
    return current


def move(case: Case, verb: str, *also_saved: str, by: User, **codes: str) -> Case:
    """The caller holds the lock and has set the fields named in `also_saved`."""
    case.status = rules.check_move(case, verb)
    case.save(update_fields=["status", *also_saved])
    record(by=by, action=f"case.{PAST[verb]}", subject=case, case=case, **codes)
    return case


def carry_on(case: Case, by: User) -> Case:
    """Straight on to active where a helping question stands."""
    return move(case, "activate", by=by) if rules.current_question(case) else case
