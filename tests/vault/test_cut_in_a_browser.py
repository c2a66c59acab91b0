"""Chromium shows the right picture on both sides of both joints of a clip, seeking and playing."""

import pytest
from playwright.sync_api import Page, Route

from tests.vault.cameras import REORDERED, X264, shoot
from vault.ffmpeg import probing
from vault.ffmpeg.cutting import Stretch
from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.runner import Allowance
from vault.frames import FrameTable
from vault.pipeline import smart_cut

pytestmark = pytest.mark.browser

ADDRESS = "http://clip.example/"
LIMITS = Allowance(cpu=300, wall=600, written=10**9)
FIRST, STOP = 7, 101
JOINTS = (30, 90)
PAGE = """<video muted></video>
<script>
const video = document.querySelector("video");
fetch("clip.mp4").then((answer) => answer.blob()).then((clip) => { video.src = URL.createObjectURL(clip); });
const canvas = document.createElement("canvas");
const number = () => {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0);
  const cell = (at) => pen.getImageData(Math.floor((at + 0.5) * canvas.width / 16), 8, 1, 1).data[0];
  if (cell(0) < 160 || cell(1) > 96) return -1;
  return [...Array(14).keys()].reduce((sum, at) => sum * 2 + (cell(at + 2) > 127 ? 1 : 0), 0);
};
const at = (seconds) => new Promise((resolve) => {
  video.addEventListener("seeked", resolve, { once: true });
  video.currentTime = seconds;
});
const played = () => new Promise((resolve) => {
  const seen = [];
  const next = () => { seen.push(number()); video.requestVideoFrameCallback(next); };
  video.requestVideoFrameCallback(next);
  video.addEventListener("ended", () => resolve(seen), { once: true });
  video.currentTime = 0;
  video.play();
});
</script>"""


def clip_of(content: bytes) -> tuple[bytes, Stretch]:
    with MemoryFile() as film, MemoryFile() as target:
        film.fill([content])
        table = FrameTable(tuple(probing.examine(film, "mov", lambda _: None)[1].times))
        wanted = Stretch(table, FIRST, STOP, has_sound=True)
        smart_cut.cut(film, target, wanted, LIMITS, lambda _: None)
        return target.content(), wanted


@pytest.mark.parametrize("video", [X264, REORDERED], ids=["in order", "reordered"])
def test_every_frame_at_the_joints_is_the_right_one(page: Page, video: tuple[str, ...]) -> None:
    clip, wanted = clip_of(shoot(*video, seconds=4))

    def answer(route: Route) -> None:
        if route.request.url.endswith(".mp4"):
            route.fulfill(body=clip, content_type="video/mp4")
        else:
            route.fulfill(body=PAGE, content_type="text/html")

    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    page.wait_for_function("video.readyState >= 2")
    near = {FIRST, FIRST + 1, STOP - 2, STOP - 1} | {j + step for j in JOINTS for step in range(-3, 4)}
    times = {n: (wanted.table.times[n] - wanted.start + 1500) / 90000 for n in sorted(near)}
    for n, seconds in times.items():
        page.evaluate("(seconds) => at(seconds).then(() => null)", seconds)
        page.wait_for_function("(n) => number() === n", arg=n)
    # A busy machine may leave frames out while it plays; those it shows come once and in order.
    shown = page.evaluate("() => played()")
    assert shown == sorted(set(shown))
    assert set(shown) <= set(range(FIRST, STOP))
    assert len(shown) > 1
