"""What stood on the screen while a shared review was filmed, what was said meanwhile, and the two joined."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from clips.actions.capture import Beside, keep_screen, keep_words, note_sign
from clips.actions.joining import join_film
from clips.models import OnScreen, ShownClip
from sessions.models import FilmedSession, Footage
from vault.frames import table_of
from vig.demo.casework import Story

# Seconds since the first clip came on the screen: which clip, from which frame, and whether it played.
ON_SCREEN = ((0, 0, 0, True), (7, 0, 170, False), (19, 1, 0, True), (26, 1, 180, False), (38, 0, 90, False))


def watch(story: Story, review: FilmedSession, footage: Footage) -> None:
    began = timezone.now() - timedelta(minutes=1)
    first, second = review.shown_clips.order_by("position")
    rows = [
        OnScreen(
            key=uuid4(),
            shown=(first, second)[number],
            frame=frame,
            is_playing=is_playing,
            is_blank=False,
            at=began + timedelta(seconds=after),
        )
        for after, number, frame, is_playing in ON_SCREEN
    ]
    keep_screen(review=review, seen=rows, by=story.by)
    _talk(story, first, second, began)
    seen = OnScreen.objects.select_related("shown").get(key=rows[0].key)
    table = table_of(footage.custody.recording)
    join_film(footage=footage, seen=seen, frame=table.index_at(4), by=story.by)


def _talk(story: Story, first: ShownClip, second: ShownClip, began: datetime) -> None:
    child = story.people[1]
    keep_words(
        key=uuid4(),
        shown=first,
        said_by=story.client,
        words="Oh. The look comes first, and then the sound.",
        beside=Beside(about="sees", contact="initiative", noticed_by=story.client),
        begun_at=began + timedelta(seconds=14),
        by=story.by,
    )
    keep_words(
        key=uuid4(),
        shown=second,
        said_by=story.client,
        words="I think we both like this.",
        beside=Beside(about="child_feels", contact="reception", noticed_by=child),
        begun_at=began + timedelta(seconds=33),
        by=story.by,
    )
    note_sign(
        key=uuid4(),
        shown=second,
        frame=180,
        person=story.client,
        kind="smiled",
        at=began + timedelta(seconds=28),
        by=story.by,
    )
