"""Which passwords are taken, how often one may try, and that a refusal tells nothing about who exists."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.forms import PasswordForm
from accounts.models import User

PASSWORD = "correct horse staple"

ACCEPTED = [
    "correct horse staple",
    "zwölf große Bäume",
    "aaaa bbbb cccc dddd eeee",
    "attune my own bicycle",
    "rivers, 7 of them",
    "日本語のとても長い合言葉です",
    "k" * 40 + " long and dull " + "m" * 40,
    "thirty four buses " * 12,
]
REFUSED = [
    "short words",
    "onlyeleven1",
    "password123456",
    "123456789012",
    "1234567890123456",
    "111111111111",
    "!!!!!!!!!!!!!!",
    "attune attune",
    "Attunement2026!",
    "VideoInteractionGuidance",
    "vigvigvigvig2026",
    "healthvisitor1",
    "Rosehill2026!!",
    "rosehill-attune",
    "guider@rosehill.example",
]


@pytest.mark.parametrize("password", ACCEPTED)
def test_long_passwords_of_any_kind_of_sign_are_taken(cast, password):
    validate_password(password, cast.guider)
    form = PasswordForm(cast.guider, {"password": password, "again": password})
    assert (form.is_valid(), form.cleaned_data["password"]) == (True, password)


@pytest.mark.parametrize("password", REFUSED)
def test_short_common_and_obvious_passwords_are_refused(cast, password):
    with pytest.raises(ValidationError):
        validate_password(password, cast.guider)


def tried(address: str, password: str, user: User) -> bool:
    """Whether one more try, from this network address, got in."""
    client = Client(REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return "_auth_user_id" in client.session


def test_twenty_wrong_tries_stop_who_made_them_and_nobody_else(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert not any(tried("192.0.2.7", "wrong wrong wrong", cast.guider) for _try in range(20))
    assert not tried("192.0.2.7", PASSWORD, cast.guider)
    assert tried("198.51.100.9", PASSWORD, cast.guider)


class CountedHasher(MD5PasswordHasher):
    """Counts how often a password is worked through, which is what takes the time."""

    worked = 0

    def encode(self, password: str, salt: str) -> str:
        CountedHasher.worked += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("who", ["joined", "nobody", "invited", "closed"])
def test_a_refusal_takes_the_same_work_and_says_the_same_whoever_it_was(cast, settings, who):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_passwords.CountedHasher"]
    person = User.objects.get(pk=cast.guider.pk)
    if who == "invited":
        actions.invite_again(person=person, by=cast.administrator)
    if who == "closed":
        actions.close_account(person=person, by=cast.administrator)
    login = "nobody@rosehill.example" if who == "nobody" else person.email
    CountedHasher.worked = 0
    answer = Client().post(reverse("account_login"), {"login": login, "password": "wrong wrong wrong"})
    refusal = "The email address and/or password you specified are not correct."
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (200, [refusal])
    assert CountedHasher.worked == 1
