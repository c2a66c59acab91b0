"""Which addresses ask once more who is there, and that nothing they guard happens before."""

import pytest
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.urls import reverse

from accounts.access import PUBLIC, marker_of
from accounts.step_up import ALL, CHANGES, asked_again_for
from audit.models import Entry
from tests import builders
from tests.guards.test_urls import patterns
from tests.guards.world import both_cases

ASKS = {
    # What leaves Attune.
    "case-record": ALL,
    "copy-new": ALL,
    "extract-file": ALL,
    "extract-release": CHANGES,
    "extracts": CHANGES,
    "family-clips-taken-home": ALL,
    "keepsake-taken-home": ALL,
    "report-file": ALL,
    "report-release": CHANGES,
    # What somebody may do, and how they get in.
    "mfa_add_webauthn": ALL,
    "mfa_deactivate_totp": ALL,
    "mfa_download_recovery_codes": ALL,
    "mfa_generate_recovery_codes": ALL,
    "mfa_remove_webauthn": ALL,
    "mfa_view_recovery_codes": ALL,
    "pair-across": ALL,
    "pair-invitation": ALL,
    "person": CHANGES,
    "person-invitation": ALL,
    "person-new": ALL,
    "person-removal": ALL,
    "second-factor-removal": ALL,
    # What lets film be destroyed that had to be kept.
    "hold": CHANGES,
}
OF_ADMINISTRATORS = {"report-release", "report-file", "hold"} | {
    name for name in ASKS if name.startswith(("person", "pair-", "second-factor"))
}


def test_these_addresses_ask_again_and_no_others():
    asking = {
        pattern.name: asked_again_for(pattern.callback)
        for _route, pattern in patterns()
        if asked_again_for(pattern.callback)
    }
    assert asking == ASKS


def test_taking_a_consent_back_never_asks_again():
    """It takes no more steps than giving it did."""
    assert not {"withdrawal-new", "consent-new"} & ASKS.keys()


def test_only_what_needs_a_sign_in_asks_again():
    public = {pattern.name for _route, pattern in patterns() if marker_of(pattern.callback) == PUBLIC}
    assert public & ASKS.keys() == set()


def test_each_of_them_asks_whoever_proved_themselves_six_minutes_ago(cast, sign_in, let_time_pass, settings):
    settings.ROW_EXTRACT = True
    research_lead = builders.user("research_lead", cast.organisation)
    own, _trained = both_cases(cast)
    ids = own | {"person_id": cast.guider.pk, "pk": 1}
    parameters = {pattern.name: list(pattern.pattern.converters) for _route, pattern in patterns()}
    asked = []
    for name, methods in ASKS.items():
        in_charge = cast.administrator if name in OF_ADMINISTRATORS else cast.guider
        client = sign_in(research_lead if name.startswith("extract") else in_charge)
        let_time_pass(client, 360)
        before = Entry.objects.count()
        address = reverse(name, kwargs={key: ids[key] for key in parameters[name]})
        for method in methods:
            answer = getattr(client, method.lower())(address)
            if answer.status_code == 302 and answer.url.startswith("/sign-in/again/?next="):
                asked.append((name, method))
        assert Entry.objects.count() == before
    assert sorted(asked) == sorted((name, method) for name, methods in ASKS.items() for method in methods)


@pytest.mark.parametrize(("seconds", "asks"), [(290, False), (310, True)])
def test_a_proof_is_good_for_five_minutes(cast, sign_in, let_time_pass, seconds, asks):
    client = sign_in(cast.administrator)
    let_time_pass(client, seconds)
    assert (client.get(reverse("person-new")).status_code == 302) is asks
    assert STATE_SESSION_KEY not in client.session
