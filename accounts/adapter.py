"""Sign-in by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import actions
from accounts.models import User
from accounts.step_up import proof_is_old


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        user_agent = request.headers.get("User-Agent", "")
        actions.note_sign_in(session_key=str(request.session.session_key), user_agent=user_agent, by=user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            actions.note_sign_out(by=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        actions.note_refused_sign_in(email=str(credentials.get("email", "")), by="anonymous")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted by account and network address: nobody elsewhere can keep a clinician out."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{self.get_client_ip(request)}"

    def set_password(self, user: User, password: str) -> None:
        actions.change_password(password=password, by=user)

    def is_reauthentication_required(self, **_app: Any) -> bool:
        """A sign-in of the last minutes is as good as asking again."""
        return proof_is_old(context.request, context.request.user)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """Whoever has a second factor shows it: a password alone may be known to somebody else."""
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        second = [method for method in methods if method["id"] != "reauthenticate"]
        for method in second:
            if method["id"] == "mfa_reauthenticate:webauthn":
                method["description"] = _("Use a passkey")
        return second or methods
