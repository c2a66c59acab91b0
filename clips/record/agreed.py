"""Consent: decisions per person and purpose, what was taken back, and what stopped the use of film."""

from django.utils.translation import gettext as _

from cases.models import Case
from clips import written
from clips.personal_lines import Line, line


def consents(case: Case) -> list[Line]:
    signed = case.consent_records.select_related("person", "signer", "form", "witness")
    return [
        written.of_consent(record)
        for record in signed.prefetch_related("decisions").order_by("signed_at", "pk")
    ]


def withdrawals(case: Case) -> list[Line]:
    taken = case.withdrawals.select_related("person", "recorded_by").order_by("withdrawn_at", "pk")
    return [line((_("Person"), each.person.name)) + written.of_withdrawal(each) for each in taken]


def restrictions(case: Case) -> list[Line]:
    stopped = case.restrictions.select_related("person").order_by("set_at", "pk")
    return [
        line((_("Film that shows"), each.person.name if each.person else _("Anybody in the case")))
        + written.of_restriction(each)
        for each in stopped
    ]


def holds(case: Case) -> list[Line]:
    """Without the reason, which only who set the hold and the administrators read."""
    return [
        line(
            (_("Hold"), each.get_kind_display()),
            (_("Set on"), each.set_at),
            (_("By"), each.set_by.name),
            (_("Ended on"), each.ended_at),
        )
        for each in case.holds.select_related("set_by").order_by("set_at", "pk")
    ]
