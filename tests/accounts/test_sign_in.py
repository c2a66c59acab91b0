"""Signing in: password, second factor, and nothing with data before both."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.middleware import BEFORE_SECOND_FACTOR

PASSWORD = "correct horse staple"


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_second_factor(user) -> str:
    secret = generate_totp_secret()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return secret


def sign_in_by_password(user) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def all_addresses() -> list[tuple[str, str]]:
    """Every address there is, with made-up ids."""
    named = {name: entries for name, entries in get_resolver().reverse_dict.lists() if isinstance(name, str)}
    return [
        (name, "/" + pattern % dict.fromkeys(parameters, made_up))
        for name, entries in named.items()
        for pattern, parameters in entries[0][0][:1]
        for made_up in ("1", "00000000-0000-0000-0000-000000000001")
    ]


def test_signing_in_without_a_second_factor_leads_to_setting_one_up(cast):
    client = sign_in_by_password(cast.guider)
    response = client.get(reverse("home"))
    assert (response.status_code, response.url) == (302, reverse("mfa_activate_totp"))


def test_a_password_alone_opens_no_page_but_those_that_finish_signing_in(cast):
    client = sign_in_by_password(cast.guider)
    public = {"account_login", "mfa_authenticate", "account_inactive", "invitation", "alive"}
    opened = {
        name
        for name, address in all_addresses()
        if client.get(address).status_code == 200 and name not in BEFORE_SECOND_FACTOR
    }
    assert opened <= public


def test_a_password_alone_stops_at_the_code_when_there_is_a_second_factor(cast):
    give_second_factor(cast.guider)
    client = Client()
    response = client.post(reverse("account_login"), {"login": cast.guider.email, "password": PASSWORD})
    assert response.url == reverse("mfa_authenticate")
    assert client.get(reverse("home")).url.startswith(reverse("account_login"))


def test_password_and_code_open_the_caseload(cast):
    secret = give_second_factor(cast.guider)
    client = sign_in_by_password(cast.guider)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    response = client.get(reverse("home"))
    assert response.url == reverse("caseload")


def test_a_code_works_once(cast):
    secret = give_second_factor(cast.guider)
    used = code(secret)
    sign_in_by_password(cast.guider).post(reverse("mfa_authenticate"), {"code": used})
    second = sign_in_by_password(cast.guider)
    second.post(reverse("mfa_authenticate"), {"code": used})
    assert second.get(reverse("home")).url.startswith(reverse("account_login"))


def test_setting_up_the_second_factor_opens_the_door_of_that_session_only(cast):
    own, other = sign_in_by_password(cast.guider), sign_in_by_password(cast.guider)
    own.get(reverse("mfa_activate_totp"))
    own.post(reverse("mfa_activate_totp"), {"code": code(own.session["mfa.totp.secret"])})
    assert own.get(reverse("home")).url == reverse("caseload")
    assert own.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert other.get(reverse("home")).url == reverse("mfa_reauthenticate")


def test_the_demonstration_asks_for_no_second_factor(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert sign_in_by_password(cast.guider).get(reverse("home")).url == reverse("caseload")


def test_there_is_no_way_to_sign_up(client, db):
    assert client.get("/sign-up/").status_code == 404
    assert "account_signup" not in {name for name, _address in all_addresses()}


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Sec-Fetch-Mode": "cors"}])
def test_a_part_of_a_page_after_the_session_ended_sends_the_whole_page_to_sign_in(client, db, headers):
    response = client.get(reverse("home"), headers=headers)
    assert response.status_code == 401
    assert response.headers["HX-Redirect"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("guider", "caseload"),
        ("trainee", "caseload"),
        ("supervisor", "submissions"),
        ("administrator", "board"),
    ],
)
def test_home_is_where_the_role_works(cast, sign_in, role, name):
    assert sign_in(getattr(cast, role)).get("/").url == reverse(name)


def test_six_wrong_passwords_are_throttled(cast, settings):
    client = Client(REMOTE_ADDR="192.0.2.7")
    wrong = {"login": cast.guider.email, "password": "wrong wrong wrong"}
    for _attempt in range(6):
        client.post(reverse("account_login"), wrong)
    response = client.post(reverse("account_login"), wrong | {"password": PASSWORD})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_wrong_address_and_a_wrong_password_are_told_apart_by_nothing(cast):
    def answer(login: str) -> tuple[int, str]:
        response = Client().post(reverse("account_login"), {"login": login, "password": "wrong wrong wrong"})
        return response.status_code, str(response.context["form"].errors)

    assert answer(cast.guider.email) == answer("nobody@rosehill.example")
