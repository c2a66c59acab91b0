"""A referral is decided about, waits for its turn, and has its first contact."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.status import in_charge, move
from cases.models import Case, Referral
from cases.rules import ReferrerFacts

DECISION = ("decided_on", "decision_reason", "redirected_to")


@transaction.atomic
def decide(*, case: Case, verb: str, reason: str, by: User, redirected_to: str = "") -> Case:
    """Taken on at once (`accept`) or for later (`enlist`), passed on (`redirect`) or declined (`decline`)."""
    case = in_charge(case, by)
    rules.check_decision(verb, reason=reason, redirected_to=redirected_to)
    case.decided_on, case.decision_reason = timezone.localdate(), reason
    case.redirected_to = redirected_to
    codes = {"reason": reason} | ({"to": redirected_to} if redirected_to else {})
    return move(case, verb, *DECISION, by=by, **codes)


@transaction.atomic
def begin(*, case: Case, by: User) -> Case:
    """The turn of a case that waited has come."""
    return move(in_charge(case, by), "begin", by=by)


@transaction.atomic
def reconsider(*, case: Case, by: User) -> Case:
    """A referral that was declined or passed on is looked at again."""
    case = in_charge(case, by)
    rules.check_move(case, "reconsider")
    before = case.decision_reason
    case.decided_on, case.decision_reason, case.redirected_to = None, "", ""
    return move(case, "reconsider", *DECISION, by=by, before=before)


@transaction.atomic
def record_first_contact(*, case: Case, first_contact_on: date, by: User) -> Case:
    """The day on which waiting for a first contact ended. A slip is put right by recording it again."""
    case = in_charge(case, by)
    rules.check_first_contact(case, first_contact_on)
    before, case.first_contact_on = case.first_contact_on, first_contact_on
    case.save(update_fields=["first_contact_on"])
    days = {"on": first_contact_on.isoformat()} | ({"before": before.isoformat()} if before else {})
    record(by=by, action="case.first_contact", subject=case, case=case, **days)
    return case


@transaction.atomic
def write_referrer(*, case: Case, facts: ReferrerFacts, by: User) -> Referral:
    """Who asked and for what, as it is known today."""
    case = in_charge(case, by)
    words = {name: getattr(facts, name).strip() for name in ReferrerFacts.__dataclass_fields__}
    referral, _created = Referral.objects.update_or_create(case=case, defaults=words)
    record(by=by, action="referral.described", subject=referral, case=case)
    return referral
