"""A film as long as a real one: ten minutes of a phone's 1080p, about 230 MB."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.conftest import SHARED

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def ten_minutes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("footage")
    long = ["--case-footage", "10", "--loop", "4", "--mbps", "3"]
    maker = [sys.executable, str(SHARED / "make_footage.py"), *long, str(folder)]
    subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
    [film] = folder.iterdir()
    yield film
    film.unlink()


def test_a_ten_minute_film_uploads_with_speed_and_time_left_and_gives_three_clips(as_, ten_minutes):
    guider = as_("guider")
    case = steps.open_case(guider, ("Laurel Journey", "Carer"), ("Wren Journey", "Other family member"))
    steps.agree_helping_question(guider, case, now=2, hoped_for=7)
    for name in ("Laurel Journey", "Wren Journey"):
        steps.sign_consent(guider, case, name, "film", "shared_review")
    steps.plan_filming(guider, case)

    steps.begin_upload(guider, ten_minutes, "Laurel Journey", "Wren Journey")
    expect(guider.locator(".upload-speed")).to_contain_text(re.compile(r"MB of .* per second.* left"))
    steps.wait_until_prepared(guider)

    steps.open_studio(guider)
    expect(guider.locator("#time-all")).to_contain_text("10:00")
    steps.choose_by_keys(guider, places=(0.2, 0.55, 0.9))
    expect(guider.locator("#time")).to_contain_text(re.compile(r"^(8:[45]|9:0)"))
    guider.get_by_role("link", name="Go on to the selection").click()
    expect(guider.get_by_text("Ready", exact=True)).to_have_count(3, timeout=steps.PREPARED)
