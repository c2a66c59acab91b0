"""What an organisation promises, and keeping it: what is due goes."""

import logging
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.roles import Permission
from audit.actions import record
from cases.models import Case
from consent.actions.destruction import SYSTEM, destroy_film, destroy_part
from consent.models import ConsentRecord, Custody, Destruction, RetentionPolicy
from consent.plans import plans
from consent.rules.retention import due

log = logging.getLogger(__name__)


@transaction.atomic
def adopt_policy(
    *,
    organisation: Organisation,
    mode: str,
    raw_days: int,
    clips_days: int,
    review_days: int,
    record_rule: str,
    ask_again_months: int | None,
    by: User,
) -> RetentionPolicy:
    """Counts for cases whose first consent is signed from now on. What was promised before stays."""
    if not by.may(Permission.OVERSEE_CASES) or by.organisation_id != organisation.pk:
        raise ValidationError(_("Only an administrator of this service decides how long things are kept."))
    policy = RetentionPolicy(
        organisation=organisation,
        mode=mode,
        raw_days=raw_days,
        clips_days=clips_days,
        review_days=review_days,
        record=record_rule,
        ask_again_months=ask_again_months,
        made_by=by,
    )
    policy.full_clean()
    policy.save()
    record(
        by=by,
        action="retention.adopted",
        subject=policy,
        mode=mode,
        raw_days=raw_days,
        clips_days=clips_days,
        review_days=review_days,
        record_rule=record_rule,
    )
    return policy


def ensure_policy(organisation: Organisation) -> None:
    """Nobody signs without a promise: a new organisation begins with film as a temporary tool, for 60 days.

    Where people had signed before there were policies, an administrator decides.
    """
    if (
        RetentionPolicy.objects.filter(organisation=organisation).exists()
        or ConsentRecord.objects.filter(case__organisation=organisation).exists()
    ):
        return
    policy = RetentionPolicy.objects.create(
        organisation=organisation, mode=RetentionPolicy.Mode.TOOL, record=RetentionPolicy.Record.CHILD
    )
    record(by=SYSTEM, action="retention.adopted", subject=policy, mode=policy.mode)


@transaction.atomic
def destroy_due(*, custody: Custody, today: date) -> Destruction | None:
    """What is due of this film goes, unless the case was opened again or a hold was set meanwhile."""
    case = Case.objects.select_for_update().get(pk=custody.case_id)
    mine = [plan for plan in plans(Case.objects.filter(pk=case.pk)) if plan.custody == custody]
    part = due(mine[0].steps, today) if mine and not mine[0].is_held else None
    if part is None:
        return None
    if part == Destruction.Part.FILM:
        return destroy_film(custody=custody, reason=Destruction.Reason.RETENTION, by=SYSTEM)
    return destroy_part(custody=custody, part=part, by=SYSTEM)


def end_retention() -> None:
    """All that is due today, each film in a transaction of its own."""
    today = timezone.localdate()
    for plan in plans(Case.objects.all()):
        if plan.is_held or due(plan.steps, today) is None:
            continue
        try:
            destroy_due(custody=plan.custody, today=today)
        except Exception:  # one film must not keep the others from going; the next sweep tries again
            log.exception("The film %s is due and could not be destroyed yet.", plan.custody.pk)
