"""Showing once more who one is: how, and that what was typed is kept meanwhile."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from accounts import actions
from accounts.models import User
from audit.models import Entry

PASSWORD = "correct horse staple"


@pytest.fixture
def away(cast, sign_in, let_time_pass):
    """An administrator who was at lunch."""
    client = sign_in(cast.administrator)
    let_time_pass(client, 1200)
    return client


def code_of(user: User) -> dict[str, str]:
    secret = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]
    return {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))}


def change_of_roles(client, person, roles):
    return client.post(reverse("person", args=[person.pk]), {"roles": roles}, follow=True)


def roles_of(person) -> frozenset[str]:
    return User.objects.get(pk=person.pk).role_codes


def test_a_form_sent_too_late_is_kept_until_the_code_is_given(cast, away):
    page = reverse("person", args=[cast.guider.pk])
    asked = change_of_roles(away, cast.guider, ["guider", "supervisor"])
    assert asked.redirect_chain[-1][0] == f"{reverse('mfa_reauthenticate')}?next={page.replace('/', '%2F')}"
    assert roles_of(cast.guider) == {"guider"}
    done = away.post(reverse("mfa_reauthenticate"), code_of(cast.administrator) | {"next": page})
    assert (done.status_code, done.url) == (302, page)
    assert roles_of(cast.guider) == {"guider", "supervisor"}


def test_a_wrong_code_changes_nothing_and_loses_nothing(cast, away):
    page = reverse("person", args=[cast.guider.pk])
    change_of_roles(away, cast.guider, ["supervisor"])
    refused = away.post(reverse("mfa_reauthenticate"), {"code": "000000", "next": page})
    assert (refused.status_code, roles_of(cast.guider)) == (200, {"guider"})
    away.post(reverse("mfa_reauthenticate"), code_of(cast.administrator) | {"next": page})
    assert roles_of(cast.guider) == {"supervisor"}


def test_the_password_is_not_enough_for_who_has_a_second_factor(cast, away):
    page = reverse("person", args=[cast.guider.pk])
    change_of_roles(away, cast.guider, ["supervisor"])
    again = away.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
    assert again.url.startswith(reverse("mfa_reauthenticate"))
    assert roles_of(cast.guider) == {"guider"}


def test_what_was_kept_is_not_done_for_whoever_lost_the_role_meanwhile(cast, away):
    page = reverse("person", args=[cast.guider.pk])
    change_of_roles(away, cast.guider, ["supervisor"])
    actions.change_roles(person=cast.guider, roles={"administrator"}, by=cast.administrator)
    actions.change_roles(person=cast.administrator, roles={"guider"}, by=cast.guider)
    done = Entry.objects.count()
    answer = away.post(reverse("mfa_reauthenticate"), code_of(cast.administrator) | {"next": page})
    assert answer.status_code == 403
    assert roles_of(cast.guider) == {"administrator"}
    assert list(Entry.objects.order_by("pk")[done:].values_list("outcome", flat=True)) == ["refused"]


def test_the_demonstration_asks_for_the_password(cast, client, settings, let_time_pass):
    settings.SECOND_FACTOR_REQUIRED = False
    client.post(reverse("account_login"), {"login": cast.administrator.email, "password": PASSWORD})
    let_time_pass(client, 1200)
    page = reverse("person-new")
    assert client.get(page).url.startswith(reverse("account_reauthenticate"))
    done = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
    assert (done.url, client.get(page).status_code) == (page, 200)


def test_a_part_of_a_page_sends_the_whole_page(cast, away):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/"}
    answer = away.get(reverse("person-new"), headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in/again/?next=%2Fpeople%2F")
