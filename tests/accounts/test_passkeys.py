"""A passkey beside the authenticator app, in a real browser with an authenticator of its own."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from audit.models import Entry

PASSWORD = "correct horse staple"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def finger(page: Page) -> None:
    """A finger that is always there."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_a_passkey_is_added_by_keyboard_then_lets_in_and_proves_again(
    cast, live_server, page: Page, finger, sign_in, let_time_pass
):
    door = live_server.url.replace("127.0.0.1", "localhost")
    client = sign_in(cast.administrator)
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": door}]
    )
    page.goto(door + reverse("mfa_add_webauthn"))
    page.get_by_label("A name to know it by").fill("Office laptop")
    page.get_by_role("button", name="Add a passkey").press("Enter")
    page.wait_for_url(re.compile(r"/second-factor/(codes/)?$"))
    page.goto(door + reverse("mfa_index"))
    expect(page.get_by_text("Office laptop").first).to_be_visible()
    assert (
        Entry.objects.get(action="person.passkey_added").subject == f"accounts.user:{cast.administrator.pk}"
    )

    page.context.clear_cookies()
    page.goto(door + reverse("account_login"))
    page.locator("[name=login]").fill(cast.administrator.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.get_by_role("button", name="Use a passkey").press("Enter")
    page.wait_for_url(door + reverse("board"))

    key = next(
        each["value"] for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME
    )
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    let_time_pass(client, 600)
    page.goto(door + reverse("person-new"))
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(door + reverse("person-new"))


def test_a_passkey_of_somebody_else_is_not_there(cast, sign_in):
    client = sign_in(cast.guider)
    theirs = Authenticator.objects.create(
        user=cast.other_guider, type=Authenticator.Type.WEBAUTHN, data={"name": "Theirs", "credential": {}}
    )
    assert client.post(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_the_page_to_add_one_asks_the_browser_and_nobody_who_has_none_is_offered_to_use_it(cast, sign_in):
    page = sign_in(cast.guider).get(reverse("mfa_add_webauthn"))
    assert page.context["js_data"]["creation_options"]["publicKey"]["user"]["name"] == cast.guider.email
    refused = sign_in(cast.guider).post(reverse("mfa_add_webauthn"), {"name": "x", "credential": "{}"})
    assert (refused.status_code, Authenticator.objects.filter(type="webauthn").exists()) == (200, False)
