"""Signing in and out leaves its traces in the audit trail, and nothing in the browser or the address."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from tests import builders

PASSWORD = "correct horse staple"
BROWSER = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}


def trail() -> list[tuple[str, str, str]]:
    return list(Entry.objects.order_by("pk").values_list("actor", "action", "outcome"))


@pytest.fixture
def no_code(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def sign_in_by_password(user, password: str = PASSWORD, **more: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": password} | more)
    return client


def test_signing_in_and_out_is_written_down(cast, no_code):
    sign_in_by_password(cast.guider).post(reverse("account_logout"))
    guider = f"accounts.user:{cast.guider.pk}"
    assert trail() == [(guider, "person.signed_in", "done"), (guider, "person.signed_out", "done")]


def test_a_refused_sign_in_is_written_down_without_the_address(cast):
    sign_in_by_password(cast.guider, "wrong wrong wrong")
    client = Client()
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": PASSWORD})
    assert trail() == [("anonymous", "person.sign_in_refused", "refused")] * 2
    subjects = Entry.objects.order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == [f"accounts.user:{cast.guider.pk}", "nobody"]


def test_a_changed_password_and_second_factor_are_written_down(cast, sign_in):
    client = sign_in(cast.guider)
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    new = {"oldpassword": PASSWORD, "password1": "seven quiet herons", "password2": "seven quiet herons"}
    client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    sign_in(cast.guider).post(reverse("account_change_password"), new)
    cast.guider.refresh_from_db()
    assert cast.guider.check_password("seven quiet herons")
    assert [action for _actor, action, _outcome in trail()] == [
        "person.recovery_codes_made",
        "person.second_factor_removed",
        "person.password_changed",
    ]


def test_signing_out_asks_the_browser_to_forget(cast, sign_in):
    response = sign_in(cast.guider).post(reverse("account_logout"))
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert Authenticator.objects.filter(user=cast.guider).count() == 1


@pytest.mark.parametrize(("seconds_ago", "is_in"), [(12 * 3600 - 60, True), (12 * 3600 + 1, False)])
def test_a_session_ends_after_twelve_hours_however_busy_it_was(cast, sign_in, seconds_ago, is_in):
    client = sign_in(cast.guider)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - seconds_ago},
        {"method": "mfa", "at": time.time(), "type": "totp"},
    ]
    session.save()
    assert (client.get(reverse("caseload")).status_code == 200) is is_in
    assert ("_auth_user_id" in client.session) is is_in


def test_a_message_is_never_kept_in_a_cookie_of_its_own(cast, sign_in):
    client = sign_in(cast.administrator)
    response = client.post(reverse("person", args=[cast.guider.pk]), {"roles": ["guider", "supervisor"]})
    assert [str(message) for message in get_messages(response.wsgi_request)] != []
    assert set(client.cookies) <= {"sessionid", "csrftoken"}


FILM = "/footage/00000000-0000-0000-0000-000000000001/film.mp4"


@pytest.mark.parametrize(
    ("method", "address", "headers", "back"),
    [
        ("get", "/cases/?status=all", {}, "/cases/?status=all"),
        ("post", "/cases/7/pause/", {"Referer": "http://testserver/cases/7/"}, "/cases/7/"),
        ("post", "/cases/7/pause/", {"Referer": "https://elsewhere.example/cases/7/"}, "/"),
        ("post", "/cases/7/pause/", {}, "/"),
        (
            "get",
            "/cases/7/cycles/",
            {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/7/"},
            "/cases/7/",
        ),
        ("get", FILM, {"Sec-Fetch-Mode": "no-cors", "Referer": "http://testserver/cases/7/"}, "/cases/7/"),
    ],
)
def test_after_signing_in_again_people_are_back_on_the_page_they_were_on(
    cast, no_code, method, address, headers, back
):
    answer = getattr(Client(), method)(address, headers=headers)
    to = answer.headers.get("HX-Redirect") or answer.headers["Location"]
    response = Client().post(to, {"login": cast.guider.email, "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (302, back)


def test_what_was_sent_too_late_is_said_not_to_be_saved(db):
    client = Client()
    client.post("/cases/7/pause/")
    assert "was not saved" in client.get(reverse("account_login")).content.decode()


def test_opening_the_address_of_a_button_gives_a_page_and_changes_nothing(cast, sign_in):
    case = builders.case(cast.guider)
    response = sign_in(cast.guider).get(reverse("resumption", args=[case.pk]), headers=BROWSER)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Nothing was changed" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_a_script_with_the_wrong_method_gets_no_page(cast, sign_in):
    case = builders.case(cast.guider)
    headers = {"Accept": "text/html", "Sec-Fetch-Mode": "cors"}
    response = sign_in(cast.guider).get(reverse("resumption", args=[case.pk]), headers=headers)
    assert (response.status_code, response.content) == (405, b"")
