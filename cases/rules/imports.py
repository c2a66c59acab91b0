"""Whether a file of referrals may come in."""

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from cases.models import ReferralImport


def fingerprint(content: bytes) -> str:
    return salted_hmac("cases.imports", content, algorithm="sha256").hexdigest()


def check_may_import(user: User, *, of_cases: bool) -> None:
    """Guiders bring in cases of their own; for the service, who works or oversees cases."""
    may_work, may_oversee = user.may(Permission.WORK_CASES), user.may(Permission.OVERSEE_CASES)
    if not may_work and (of_cases or not may_oversee):
        raise ValidationError(_("Only somebody who works with cases can import cases with names."))


def check_not_imported(user: User, mark: str, *, of_cases: bool) -> None:
    """Cases: by this person. Unassigned referrals: by anybody of the service, since all can see them."""
    before = ReferralImport.objects.filter(
        organisation=user.organisation_id, fingerprint=mark, of_cases=of_cases
    )
    if of_cases:
        before = before.filter(imported_by=user)
    found = before.order_by("imported_at").first()
    if found:
        raise ValidationError(
            _("This file came in on %(day)s already, so nothing was imported. Upload only the rows to mend.")
            % {"day": date_format(localtime(found.imported_at), "j F Y")}
        )
