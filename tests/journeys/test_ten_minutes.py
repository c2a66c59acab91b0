"""A film as long as a real one: ten minutes of a phone's 1080p, about 230 MB."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.vault_builders import FFMPEG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def ten_minutes(tmp_path_factory):
    """Ten seconds, drawn once and repeated."""
    folder = tmp_path_factory.mktemp("footage")
    piece, film = folder / "piece.mp4", folder / "film.mp4"
    picture = "testsrc2=s=1920x1080:r=30:d=10,noise=alls=14:allf=t:all_seed=1,format=yuv420p"
    drawn = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "anoisesrc=r=48000:a=0.1:d=10"]
    rate = ["-b:v", "3M", "-maxrate", "3M", "-bufsize", "3M", "-g", "30", "-bf", "0"]
    subprocess.run(
        [*FFMPEG, *drawn, "-c:v", "libx264", "-preset", "ultrafast", *rate, "-c:a", "aac", piece], check=True
    )
    subprocess.run([*FFMPEG, "-stream_loop", "59", "-i", piece, "-c", "copy", film], check=True)
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
