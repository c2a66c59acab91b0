"""Sign-in by invitation only."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.http import HttpRequest

from accounts import actions
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        actions.note_sign_in(by=user)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            actions.note_sign_out(by=request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        actions.note_refused_sign_in(email=str(credentials.get("email", "")), by="anonymous")

    def set_password(self, user: User, password: str) -> None:
        actions.change_password(password=password, by=user)

    def is_reauthentication_required(self, **_app: Any) -> bool:
        """A sign-in of the last minutes is as good as asking again."""
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT
