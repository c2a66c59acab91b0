"""The second factor, kept by django-allauth: whether a person has one, and whether this session used it."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from audit.actions import record

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def signed_in_for(request: HttpRequest, user: User) -> float:
    """Seconds since this session began with a password."""
    records = get_authentication_records(request, user)
    return time.time() - float(records[0]["at"]) if records else 0.0


def used_second_factor(request: HttpRequest, user: User) -> bool:
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def seconds_since_proof(request: HttpRequest, user: User) -> float:
    """Since the second factor was last shown; since the password, where somebody has none (demonstration)."""
    method = "mfa" if has_second_factor(user) else "password"
    shown = [
        record["at"] for record in get_authentication_records(request, user) if record["method"] == method
    ]
    return time.time() - float(shown[-1]) if shown else float("inf")


class ActivateView(totp.ActivateTOTPView):  # type: ignore[misc]
    """Setting up the second factor proves it, so the same session need not prove it again at once."""

    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        record(by=self.request.user, action="person.second_factor_set_up", subject=self.request.user)
        return response


class DeactivateView(totp.DeactivateTOTPView):  # type: ignore[misc]
    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        record(by=self.request.user, action="person.second_factor_removed", subject=self.request.user)
        response: HttpResponse = super().form_valid(form)
        return response


class GenerateCodesView(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        record(by=self.request.user, action="person.recovery_codes_made", subject=self.request.user)
        response: HttpResponse = super().form_valid(form)
        return response


activate = ActivateView.as_view()
deactivate = DeactivateView.as_view()
generate_codes = GenerateCodesView.as_view()
