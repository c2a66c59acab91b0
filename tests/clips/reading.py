"""Reads the number that is burnt into each picture of a test film, as the browser shows it."""

import time
from collections.abc import Iterable

from playwright.sync_api import Locator, Page

from tests.browser import PATIENCE

# The number in the picture: sixteen cells across the top, white is 1; the first two are white, black.
READ_FRAME = """
(video) => {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0);
  const [wide, high] = [canvas.width / 16, Math.floor(canvas.height / 20)];
  const cell = (place) => pen.getImageData(Math.floor((place + 0.5) * wide), high, 1, 1).data[0];
  if (cell(0) < 160 || cell(1) > 96) return -1;
  return [...Array(14).keys()].reduce((number, place) => number * 2 + (cell(place + 2) > 127 ? 1 : 0), 0);
}
"""
# The browser draws a picture some time after it names it.
STANDS_ON = f"(video) => !video.seeking && video.readyState >= 2 ? ({READ_FRAME})(video) : -1"
# Every frame that is presented while the film plays, by its own number.
WATCH = f"""
(video) => {{
  window.shown = [];
  const read = {READ_FRAME};
  const next = () => {{ window.shown.push(read(video)); video.requestVideoFrameCallback(next); }};
  video.requestVideoFrameCallback(next);
}}
"""
# The loop has come round three times or more, and most times only these pictures were shown.
TURNED = """
(wanted) => {
  const turns = [[]];
  window.shown.forEach((frame, place) => {
    if (frame < window.shown[place - 1]) turns.push([]);
    turns.at(-1).push(frame);
  });
  const whole = turns.slice(0, -1);
  const clean = whole.filter((turn) => turn.length > 2 && turn.every((frame) => wanted.includes(frame)));
  return whole.length >= 3 && clean.length > whole.length / 2;
}
"""


def until_picture(video: Locator, number: int) -> None:
    """Until this picture is the one on the screen."""
    until = time.monotonic() + PATIENCE / 1000
    while (shown := video.evaluate(STANDS_ON)) != number and time.monotonic() < until:
        video.page.wait_for_timeout(20)
    assert shown == number


def watch_turns(page: Page, wanted: Iterable[int]) -> None:
    """`WATCH` is under way. No picture before the first wanted one is ever shown, and none after the last one
    in most turns: where something keeps the page waiting, some come through before it turns."""
    wanted = list(wanted)
    page.wait_for_function(TURNED, arg=wanted)
    assert [frame for frame in page.evaluate("window.shown") if frame < wanted[0]] == []
