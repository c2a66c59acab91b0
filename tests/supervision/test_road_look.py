"""The pages of the road in a real browser: nothing stands in anybody's way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from vig.demo import people, road

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]


def test_everybody_can_use_the_pages_of_the_road(live_server, sign_in, db_both, page: Page):
    cast = people.gather()
    road.tell_all(cast)
    trainee = cast.trainee.pk
    meeting = cast.trainee.attendances.last().meeting_id
    end = cast.supervisor.stage_meetings.get().pk
    pages = {
        cast.trainee: [("progress",), ("statement",), ("meeting", meeting), ("supervision-record",)],
        cast.supervisor: [
            ("trainees",),
            ("trainee", trainee),
            ("enrolment-new", trainee),
            ("meeting-new",),
            ("stage-meeting", end),
            ("supervision-record",),
        ],
    }
    broken = []
    for person, addresses in pages.items():
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {"name": name, "value": one.value, "url": live_server.url}
                for name, one in sign_in(person).cookies.items()
            ]
        )
        for name, *ids in addresses:
            answer = page.goto(live_server.url + reverse(name, args=ids))
            assert (name, answer.status) == (name, 200)
            found = Axe().run(page).response["violations"]
            broken += [(name, rule["id"], node["target"]) for rule in found for node in rule["nodes"]]
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert (name, wide) == (name, False)
    assert broken == []
