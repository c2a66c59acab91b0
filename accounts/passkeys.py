"""Passkeys as a second factor beside the authenticator app, kept by django-allauth."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy

from audit.actions import record


class AddView(webauthn.AddWebAuthnView):  # type: ignore[misc]
    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="webauthn")
        record(by=self.request.user, action="person.passkey_added", subject=self.request.user)
        return response


class RemoveView(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    success_url = reverse_lazy("mfa_index")

    @transaction.atomic
    def form_valid(self, form: object) -> HttpResponse:
        record(by=self.request.user, action="person.passkey_removed", subject=self.request.user)
        response: HttpResponse = super().form_valid(form)
        return response


add = AddView.as_view()
remove = RemoveView.as_view()
reauthenticate = webauthn.reauthenticate_webauthn
