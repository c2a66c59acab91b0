"""The pages on the way in, and the pages about one's own account, wear our look."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from vig.demo.people import PASSWORD

OWN_PAGES = [
    ("mfa_index", "Security settings"),
    ("mfa_deactivate_totp", "Remove the authenticator app?"),
    ("mfa_generate_recovery_codes", "Make recovery codes"),
    ("account_change_password", "Change password"),
    ("mfa_reauthenticate", "Is it still you?"),
    ("account_logout", "Sign out?"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "heading"), [("account_login", "Welcome back"), ("account_inactive", "This account is closed")]
)
def test_a_page_at_the_door_is_ours(name: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in Client().get(reverse(name)).content.decode()


@pytest.mark.parametrize(("name", "heading"), OWN_PAGES)
def test_a_page_about_the_own_account_is_ours(cast, sign_in, name: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in sign_in(cast.guider).get(reverse(name)).content.decode()


def test_recovery_codes_are_made_and_shown(cast, sign_in) -> None:
    client = sign_in(cast.guider)
    made = client.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert made.content.decode().count("<li>") >= 10


def test_setting_up_the_second_step_shows_the_code_to_scan_and_the_key(cast) -> None:
    page = sign_in_by_password(cast.guider).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert '<code class="secret">' in page


def test_the_second_step_is_asked_after_the_password(cast, sign_in) -> None:
    sign_in(cast.guider)
    assert "<h1>One more step</h1>" in sign_in_by_password(cast.guider).content.decode()


def sign_in_by_password(user) -> HttpResponse:
    typed = {"login": user.email, "password": "correct horse staple"}
    return Client().post(reverse("account_login"), typed, follow=True)


@pytest.mark.django_db
def test_a_demonstration_offers_its_four_people_at_the_door(settings) -> None:
    settings.DEMO = True
    page = Client().get(reverse("account_login")).content.decode()
    assert re.findall(r'value="(\w+)@demo\.example"', page) == [
        "guider",
        "trainee",
        "supervisor",
        "administrator",
    ]
    assert page.count(f'name="password" value="{PASSWORD}"') == 4


@pytest.mark.django_db
def test_outside_a_demonstration_nobody_is_offered_a_way_in() -> None:
    assert "demo.example" not in Client().get(reverse("account_login")).content.decode()
