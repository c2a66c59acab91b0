"""The pages of visits in a real browser, on a phone: nothing stands in anybody's way."""

from datetime import time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from cases.models import Visit
from sessions.models import Cycle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def visits(family):
    today = timezone.localdate()
    facts = {"case": family.case, "place": "home", "purpose": "filming", "starts_at": time(10)}
    ahead, now = (Visit.objects.create(day=day, **facts) for day in (today + timedelta(days=3), today))
    held = {"attendance": "cancelled_by_service", "service_reason": "illness"}
    Visit.objects.create(day=today - timedelta(days=7), attendance_by=family.case.guider, **facts, **held)
    return ahead, now


def test_everybody_can_use_the_pages_of_visits_on_a_phone(cast, visits, live_server, sign_in, page: Page):
    ahead, now = visits
    cycle = Cycle.objects.create(case=ahead.case, number=1)
    page.set_viewport_size({"width": 390, "height": 844})
    cookies = sign_in(cast.guider).cookies.items()
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies]
    )
    broken = []
    for name, *ids in (
        ("visit-new", ahead.case_id),
        ("visit-move", ahead.pk),
        ("visit-filming", ahead.pk),
        ("visit-removal", ahead.pk),
        ("filming-new", cycle.pk),
        ("calendar",),
        ("case", ahead.case_id),
    ):
        answer = page.goto(live_server.url + reverse(name, args=ids))
        assert (name, answer.status) == (name, 200)
        for more in page.locator("details.visit-more").all():
            more.locator("summary").click()
        found = Axe().run(page).response["violations"]
        broken += [(name, rule["id"], node["target"]) for rule in found for node in rule["nodes"]]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert (name, wide) == (name, False)
    assert broken == []
    page.get_by_role("button", name="Attended on time").click()
    page.get_by_text("Recorded: Attended on time.").wait_for()
    now.refresh_from_db()
    assert now.attendance == "on_time"
