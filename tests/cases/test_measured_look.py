"""The measured case of the demonstration in a real browser: charts and forms stand in nobody's way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from cases.models import Case
from vig.demo import measured, people

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


@pytest.fixture
def page(page: Page, live_server, sign_in, db_both) -> Page:
    cast = people.gather()
    measured.tell(cast)
    page.set_viewport_size({"width": 390, "height": 844})
    cookies = sign_in(cast.guider).cookies.items()
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies]
    )
    return page


def test_everybody_can_use_the_charts_the_ratings_and_the_scores_on_a_phone(live_server, page: Page):
    case = Case.objects.get(scores__moment="baseline")
    measure = case.organisation.measures.get()
    broken = []
    for name, *ids in (("case",), ("rating-new",), ("helping-question",), ("score-new", measure.pk)):
        answer = page.goto(live_server.url + reverse(name, args=[case.pk, *ids]))
        assert (name, answer.status) == (name, 200)
        found = Axe().run(page).response["violations"]
        broken += [(name, rule["id"], node["target"]) for rule in found for node in rule["nodes"]]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert (name, wide) == (name, False)
    assert broken == []
    page.goto(live_server.url + reverse("helping-question", args=[case.pk]))
    page.get_by_label("As agreed together").fill("How does she stop?")
    page.get_by_text("What would there be more of?").wait_for()
