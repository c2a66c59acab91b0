"""What was promised is kept: film goes by itself on its day, with a certificate, and nothing before."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.actions import reopen_case
from cases.models import Case
from clips.models import Clip
from consent.actions import adopt_policy, set_hold, sign
from consent.models import Destruction, RetentionPolicy
from consent.scopes import Scope
from consent.tasks import sweep_retention
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders
from tests import consent_builders as build
from tests.guards.world import TABLE, _made
from vault.models import Recording, SealedFile, Segment

TODAY = timezone.localdate()
DAYS = {"raw_days": 60, "clips_days": 60, "review_days": 60}


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def film(case, parent):
    """A ready film with one clip that has a file."""
    cycle = Cycle.objects.create(case=case, number=1, state="complete", completed_on=TODAY)
    filming = FilmedSession.objects.create(cycle=cycle, kind="filming")
    build.answers(case, parent, **dict.fromkeys(Scope, "given"))
    custody, _file = build.sealed_film(case, [parent], b"film" * 200)
    Recording.objects.filter(custody=custody).update(
        state="ready", frame_table=TABLE.pack(), frame_count=TABLE.count, duration_ms=TABLE.duration_ms
    )
    footage = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="film.mp4", added_by=case.guider
    )
    footage.refresh_from_db()
    Clip.objects.create(
        footage=footage,
        in_frame=1,
        out_frame=9,
        made_by=case.guider,
        render=_made(footage, "clip", "video/mp4"),
    )
    return footage


def promise(case, days_ago=400, **days):
    return RetentionPolicy.objects.create(
        organisation=case.organisation,
        **({"mode": "tool", "record": "adult"} | DAYS | days),
        made_at=timezone.now() - timedelta(days=days_ago),
    )


def close(case, days_ago):
    Case.objects.filter(pk=case.pk).update(
        status="closed", closing_reason="completed", closed_on=TODAY - timedelta(days=days_ago)
    )


def state(film):
    return Recording.objects.get(custody__footage=film).state


@pytest.mark.parametrize(
    ("closed", "adopted", "expected"),
    [
        (59, 400, "ready"),
        (60, 400, "destroyed"),
        (None, 400, "ready"),
        (60, 13, "ready"),
        (60, 14, "destroyed"),
    ],
)
def test_film_goes_on_its_day_after_the_end_and_never_unannounced(case, film, closed, adopted, expected):
    promise(case, days_ago=adopted)
    if closed is not None:
        close(case, closed)

    sweep_retention()

    assert state(film) == expected
    found = [(each.reason, each.part) for each in Destruction.objects.all()]
    assert found == ([("retention", "film")] if expected == "destroyed" else [])


def test_without_a_policy_nothing_goes_by_itself(case, film):
    close(case, 4000)
    sweep_retention()
    assert state(film) == "ready"


def test_opening_again_stops_the_clock_and_a_hold_stops_the_destruction(cast, case, film):
    promise(case)
    close(case, 100)
    hold = {
        "kind": "legal",
        "reason": "The family court asked for it.",
        "review_on": TODAY + timedelta(days=9),
    }
    set_hold(case=case, **hold, by=cast.administrator)
    sweep_retention()
    assert state(film) == "ready"
    case.holds.all().delete()
    reopen_case(case=Case.objects.get(), by=cast.guider)
    sweep_retention()
    assert (state(film), Destruction.objects.count()) == ("ready", 0)


@pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
def test_the_film_goes_first_and_its_clip_is_still_shown(case, film, cast, sign_in):
    promise(case, raw_days=10, clips_days=30)
    close(case, 20)
    clip, guider = Clip.objects.get(), sign_in(cast.guider)

    sweep_retention()
    sweep_retention()

    certificate = Destruction.objects.get()
    assert (state(film), certificate.part, certificate.files) == ("clips", "raw", 1)
    assert certificate.bytes_destroyed_at is not None
    left = Segment.objects.values_list("file__role", flat=True)
    assert set(left) == {"clip"}
    assert guider.get(reverse("clip-film", args=[clip.pk])).status_code in (200, 206)
    gone = guider.get(reverse("footage-film", args=[film.pk]))
    assert (gone.status_code, gone.content.decode()) == (
        410,
        "Its time was up, so it has been destroyed as was promised.",
    )
    assert guider.get(reverse("filming", args=[film.filmed_session_id])).status_code == 200
    assert guider.get(reverse("case", args=[case.pk])).status_code == 200
    studio = guider.get(reverse("studio", args=[film.pk]))
    assert studio.status_code in (200, 302)
    cut = guider.patch(
        reverse("clip", args=[clip.pk]), {"version": 1, "out_frame": 12}, content_type="application/json"
    )
    assert (cut.status_code >= 400, Clip.objects.get().out_frame) == (True, 9)

    close(case, 30)
    sweep_retention()

    assert (state(film), Segment.objects.count()) == ("destroyed", 0)
    assert sorted(Destruction.objects.values_list("part", flat=True)) == ["film", "raw"]


@pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
def test_the_clips_go_first_and_the_film_stays(case, film, cast, sign_in):
    promise(case, raw_days=30, clips_days=10)
    close(case, 20)
    guider = sign_in(cast.guider)

    sweep_retention()
    sweep_retention()

    certificate = Destruction.objects.get()
    assert (state(film), certificate.part, certificate.files) == ("ready", "clips", 1)
    assert certificate.key_destroyed_at is not None
    assert set(SealedFile.objects.filter(complete=True).values_list("role", flat=True)) == {"working"}
    assert guider.get(reverse("footage-film", args=[film.pk])).status_code in (200, 206)
    assert guider.get(reverse("clip-film", args=[Clip.objects.get().pk])).status_code == 410
    assert guider.get(reverse("destruction", args=[certificate.pk])).status_code == 200


def test_the_first_signature_of_a_new_service_brings_the_standard_promise(cast, case, parent):
    for person in (parent, builders.person(case)):
        sign(case=case, person=person, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)
    policy = RetentionPolicy.objects.get()
    assert (policy.mode, policy.raw_days, policy.clips_days, policy.made_by) == ("tool", 60, 60, None)


def test_where_people_had_signed_before_an_administrator_decides(cast, case, parent):
    build.answers(case, parent, film="given")
    sign(case=case, person=parent, answers={"film": "given"}, drawing=build.DRAWING, by=cast.guider)
    assert not RetentionPolicy.objects.exists()


@pytest.mark.parametrize("who", ["guider", "supervisor", "stranger"])
def test_only_an_administrator_of_the_service_changes_the_promise(cast, who):
    facts = {"mode": "record", "record_rule": "adult", "ask_again_months": None, **DAYS}
    with pytest.raises(ValidationError, match="Only an administrator"):
        adopt_policy(organisation=cast.organisation, by=getattr(cast, who), **facts)
    with pytest.raises(ValidationError):
        adopt_policy(organisation=cast.organisation, by=cast.administrator, **facts | {"raw_days": 1096})
    assert not RetentionPolicy.objects.exists()
    adopt_policy(organisation=cast.organisation, by=cast.administrator, **facts)
    assert Entry.objects.get(action="retention.adopted").detail["mode"] == "record"
