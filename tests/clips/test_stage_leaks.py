"""Whatever the stage is sent, in any form: no name, no note and no word of the people of the case."""

import re
from http import HTTPStatus
from types import SimpleNamespace
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Response, expect

from accounts.models import User
from cases.models import Case, HelpingQuestion, Person
from clips.actions import capture, change_clip, mark_moment, reviews
from clips.models import AgreedPoint, Clip, Moment, Reflection, ShownClip
from sessions.models import FilmedSession, Footage
from tests import builders, consent_builders
from tests.clips.reading import until_picture
from tests.clips.stage_page import address_of, begin, loaded, open_stage, review_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
]
CLOSED = "This film is not shown any more."
# Where people's words and names are kept.
KEPT = {
    User: ("name", "email"),
    Person: ("name",),
    Case: ("number",),
    HelpingQuestion: ("own_words", "agreed_wording"),
    FilmedSession: ("place",),
    Footage: ("file_name",),
    Moment: ("note",),
    Clip: ("title", "answer"),
    ShownClip: ("title",),
    Reflection: ("words",),
    AgreedPoint: ("words",),
}


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """Everything that can be written in a case before and in a review, is."""
    scene = review_of(cast)
    builders.person(scene.case, "child", "Robin")
    User.objects.update(name="Marigold Keeper")
    FilmedSession.objects.update(place="Behind the blue curtain", call="recorded")
    mark_moment(footage=scene.footage, frame=30, note="She holds her breath", by=cast.guider)
    change_clip(
        clip=scene.clips[0],
        version=1,
        title="Waiting together",
        answer="The pause is answered",
        by=cast.guider,
    )
    ShownClip.objects.update(title="Waiting together")
    shown = scene.review.shown_clips.first()
    facts = {"words": "I see it first", "said_by": scene.parent, "by": cast.guider}
    beside = capture.Beside(contact="initiative", noticed_by=scene.parent)
    capture.keep_words(key=uuid4(), shown=shown, beside=beside, **facts)
    reviews.reflect(shown=shown, said_by=scene.parent, words="He looks for me", by=cast.guider)
    reviews.agree_point(review=scene.review, kind="strength", words="I wait", shown=shown, by=cast.guider)
    return scene


def kept_words() -> set[str]:
    rows = [row for model, names in KEPT.items() for row in model.objects.values_list(*names)]
    return {word for row in rows for word in row if word}


def test_the_stage_is_sent_no_name_no_note_and_no_word(scene, live_server, sign_in, page: Page):
    answers = listen(page)
    open_stage(page, live_server, sign_in(scene.guider), scene)
    begin(page)
    page.keyboard.press("PageDown")
    loaded(page)
    until_picture(page.locator("video"), 100)
    for name in page.locator("[data-do]").evaluate_all("all => all.map((each) => each.dataset.do)"):
        if name not in ("begin", "sound", "full"):
            page.evaluate(f"document.querySelector('[data-do={name}]').click()")
    consent_builders.answers(scene.case, scene.parent, shared_review="refused")
    expect(page.locator(".presentation-message")).to_have_text(CLOSED)
    later = page.context.new_page()
    answers_later = listen(later)
    later.goto(address_of(live_server, scene))
    expect(later.locator(".presentation-message")).to_have_text(CLOSED)

    sent = [*told_in(page, answers), *told_in(later, answers_later)]
    known = kept_words()
    assert {
        "Juniper",
        "Robin",
        "Marigold Keeper",
        "kitchen.mp4",
        "She holds her breath",
        "I see it first",
    } < known
    assert {word for word in known for text in sent if says(text, word)} == set()
    assert {
        word for word in ("initiative", "noticed", "platform") for text in sent if says(text, word)
    } == set()
    assert {answer.status for answer in answers_later} == {200, 403}


def listen(page: Page) -> list[Response]:
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    return answers


def told_in(page: Page, answers: list[Response]) -> list[str]:
    """All that a page shows and was sent, but the film itself."""
    sent = [page.title(), page.evaluate("document.documentElement.outerHTML")]
    for answer in list(answers):
        sent += [answer.url, *(f"{name}: {value}" for name, value in answer.all_headers().items())]
        has_words = not answer.headers.get("content-type", "").startswith("video/")
        if has_words and answer.status != HTTPStatus.NO_CONTENT:
            sent.append(answer.text())
    return sent


def says(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
