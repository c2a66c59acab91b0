"""Passwords nobody should choose here: made of the words that everybody connects with this work."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

WORDS = (
    "attunement", "attune", "attuned", "attunes", "video", "interaction", "guidance", "guider", "supervisor",
    "supervision", "trainee", "administrator", "admin", "health", "visitor", "welcome", "password", "parent",
    "baby", "babies", "family", "verp", "vig", "letmein", "qwerty", "demonstration", "only",
)  # fmt: skip
COUNTED = "1234567890" * 20
ENOUGH = 6  # letters that remain when the words, figures and signs are taken away


class ProductWordsValidator:
    def validate(self, password: str, user: User | None = None) -> None:
        if _letters_of_ones_own(password, user) < ENOUGH <= _letters(password):
            raise ValidationError(
                _("This is made of words that everybody would try first. Take a few that belong to you.")
            )
        if len(set(password)) < ENOUGH or password in COUNTED:
            raise ValidationError(_("This repeats a few signs only. Take a few words that belong to you."))

    def get_help_text(self) -> str:
        return _(
            "Three or four words that do not belong together are easy to keep in mind and hard to guess."
        )


def _letters(words: str) -> int:
    return sum(sign.isalpha() for sign in words)


def _letters_of_ones_own(password: str, user: User | None) -> int:
    """The name of the organisation is on every letter it sends."""
    house = re.findall(r"\w{3,}", user.organisation.name.lower()) if user is not None else []
    known = sorted({*WORDS, *house}, key=len, reverse=True)
    return _letters(re.sub("|".join(map(re.escape, known)), "", password.lower()))
