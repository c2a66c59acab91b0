"""The pages of what people can ask for, in a real browser: reached from the consent page, barrier-free."""

import pytest
from django.urls import reverse

from cases.models import Participation
from consent.actions import restrict
from tests.guards.world import full_case

pytestmark = pytest.mark.browser


@pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
def test_what_people_can_ask_for_is_reached_from_the_consent_page_and_has_no_barriers(
    cast, tablet, violations, live_server
):
    world = full_case(cast.trainee, cast.supervisor, cast.administrator)
    case_id, person_id = world["case_id"], world["person_id"]
    case = Participation.objects.filter(case=case_id).first().case
    page = tablet(cast.trainee)
    page.request.get(live_server.url + reverse("footage-film", args=[world["footage_id"]]))
    start = live_server.url + reverse("consent", args=[case_id])

    for name, args in (
        ("viewings", [case_id]),
        ("restriction-new", [case_id]),
        ("copy-new", [case_id, person_id]),
    ):
        page.goto(start)
        page.locator(f'main a[href="{reverse(name, args=args)}"]').click()
        page.wait_for_url(live_server.url + reverse(name, args=args))
        assert violations(page) == [], name

    standing = restrict(case=case, reason="She says that it shows somebody else.", by=cast.trainee)
    for name, args in (
        ("case", [case_id]),
        ("restriction-lifting", [standing.pk]),
        ("participant", [case_id, person_id]),
        ("objection-new", [case_id, person_id]),
    ):
        page.goto(live_server.url + reverse(name, args=args))
        assert violations(page) == [], name
