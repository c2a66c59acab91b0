"""Who a session belongs to, with the roles that every page asks for, in one question."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import RoleHeld, User


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> User | None:
        held = list(RoleHeld.objects.filter(user_id=user_id, until=None).select_related("user"))
        if not held:
            found: User | None = super().get_user(user_id)
            return found
        user = held[0].user
        user.role_codes = frozenset(each.role for each in held)
        return user if self.user_can_authenticate(user) else None
