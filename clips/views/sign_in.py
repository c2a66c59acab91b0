"""How long the sign-in lasts: a review must not end with it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.second_factor import signed_in_for
from clips.review_rules import Check

LONG_ENOUGH = 2 * 3600


def sign_in_check(request: SignedInRequest) -> list[Check]:
    """Nothing while it lasts longer than any review."""
    left = settings.SESSION_COOKIE_AGE - signed_in_for(request, request.user)
    if left > LONG_ENOUGH:
        return []
    ends = date_format(timezone.localtime() + timedelta(seconds=left), "H:i")
    sentence = _("You will be signed out at %(time)s, and the film closes then. Sign out and in again first.")
    return [Check(done=False, sentence=sentence % {"time": ends}, blocks=False)]
