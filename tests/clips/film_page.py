"""A short film that went through the real preparation, and its pages in a browser."""

from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from clips.actions import choose
from clips.models import Clip
from consent import actions as consent_actions
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders, vault_builders

SECONDS, RATE = 6, 25


def scene_of(
    cast: SimpleNamespace,
    kind: str = FilmedSession.Kind.FILMING,
    content: bytes = b"",
    **answers: str,
) -> SimpleNamespace:
    """A parent and a child who agreed to be filmed; on a review film the parent and the guider."""
    case = builders.case(cast.guider)
    is_review = kind == FilmedSession.Kind.SHARED_REVIEW
    parent = builders.person(case, name="Juniper")
    other = builders.person(case, "guider", "Ash") if is_review else builders.person(case, "child", "Robin")
    builders.helping_question(case)
    base = "film_the_review" if is_review else "film"
    for person in (parent, other):
        consent_builders.answers(case, person, **({base: "given", "shared_review": "given"} | answers))
    filmed = FilmedSession.objects.create(cycle=Cycle.objects.create(case=case, number=1), kind=kind)
    content = content or vault_builders.film(SECONDS, rate=RATE)
    recording = vault_builders.ready_recording(case.key, content, by=cast.guider, kind=filmed.recording_kind)
    custody = consent_actions.take_custody(
        recording=recording, case=case, persons=[parent, other], by=cast.guider
    )
    footage = Footage.objects.create(
        filmed_session=filmed, custody=custody, file_name="kitchen.mp4", added_by=cast.guider
    )
    return SimpleNamespace(
        guider=cast.guider, case=case, parent=parent, other=other, cycle=filmed.cycle, footage=footage
    )


def add_clips(scene: SimpleNamespace, *titles: str, chosen: bool = False) -> list[Clip]:
    """Clips of one second, one after the other."""
    made = []
    for place, title in enumerate(titles):
        clip = Clip.objects.create(
            footage=scene.footage, in_frame=place * RATE, out_frame=(place + 1) * RATE, title=title,
            made_by=scene.guider,
        )  # fmt: skip
        if chosen:
            choose(clip=clip, by=scene.guider)
        made.append(clip)
    return made


def enter(page: Page, live_server: Any, client: Any) -> None:
    """Signed in; what goes wrong in the page is kept in `page.said`."""
    page.context.add_cookies(
        [{"name": name, "value": one.value, "url": live_server.url} for name, one in client.cookies.items()]
    )
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda line: page.said.append(line.text) if line.type == "error" else None)


def open_studio(page: Page, live_server: Any, scene: SimpleNamespace) -> None:
    page.goto(live_server.url + reverse("studio", args=[scene.footage.pk]))
    expect(page.locator("#player.ready")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator("#save[data-status=saved]")).to_be_visible()


def range_of(clip: Clip) -> tuple[int, int]:
    clip.refresh_from_db()
    return clip.in_frame, clip.out_frame


def x_of(page: Page, frame: float) -> float:
    """Where a frame is while the whole film is shown."""
    box = page.locator("[data-view]").bounding_box()
    return box["x"] + box["width"] * frame / (RATE * SECONDS)


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _seen(*rows: Locator) -> list[dict[str, float]]:
    """Where they stand once they have been scrolled into view, the first one last: it must be reached."""
    for row in reversed(rows):
        row.scroll_into_view_if_needed()
    boxes = [row.bounding_box() for row in rows]
    assert all(boxes)
    return boxes


def drag(page: Page, grip: Locator, onto: Locator) -> None:
    """With the mouse, by steps, until a little beyond the middle of another row."""
    start, end = _seen(grip, onto)
    below = end["y"] > start["y"]
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + end["height"] * (0.8 if below else 0.2), steps=6)
    page.mouse.up()


def touch_drag(page: Page, grip: Locator, onto: Locator) -> None:
    """With a finger: real touches, so that the browser may take them for scrolling where it is allowed to."""
    start, end = _seen(grip, onto)
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    goal = end["y"] + end["height"] * (0.8 if end["y"] > start["y"] else 0.2)
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *at: float) -> None:
        points = [{"x": x, "y": each} for each in at]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", y)
    for part in range(1, 7):
        send("touchMove", y + (goal - y) * part / 6)
    send("touchEnd")
