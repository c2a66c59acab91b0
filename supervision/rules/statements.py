"""A reflective statement is a draft until it is handed in."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from supervision.models import ReflectiveStatement


def check_write(statement: ReflectiveStatement) -> None:
    if statement.submitted_at is not None:
        raise ValidationError(_("This statement is handed in. It stays as it is."))


def check_hand_in(words: str) -> None:
    if not words.strip():
        raise ValidationError(_("Write a few words first."))
