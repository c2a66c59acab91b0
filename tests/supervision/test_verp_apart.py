"""The own practice of staff is kept out of reports, counts, roads and submissions."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from clips.consent_line import consent_line_of
from reports.counts import Counted, Scope
from reports.periods import Period
from reports.subjects import SUBJECTS
from sessions.models import Cycle, FilmedSession
from supervision.actions import (
    end_showing,
    enrol,
    ensure_pathways,
    show_to_group,
    write_meeting,
)
from supervision.models import Stage
from supervision.portfolio import portfolio_of
from supervision.road import road_of
from supervision.rules.submissions import check_submission
from supervision.rules.verp import MeetingFacts
from tests import builders, consent_builders, verp_builders

TODAY = timezone.localdate()


@pytest.fixture
def scene(cast: SimpleNamespace) -> SimpleNamespace:
    return verp_builders.scene(cast)


def work_of(case: Case) -> None:
    """Filmed, reviewed, rated and closed in the first quarter of 2026, as a report would count it."""
    on = date(2026, 2, 3)
    cycle = case.cycles.first() or Cycle.objects.create(case=case, number=1)
    Cycle.objects.filter(pk=cycle.pk).update(state="complete", completed_on=on, completed_by=case.guider)
    for kind in ("filming", "shared_review"):
        FilmedSession.objects.create(cycle=cycle, kind=kind, held_on=on, finished_at=timezone.now())
    Case.objects.filter(pk=case.pk).update(
        referred_on=date(2026, 1, 5),
        opened_at=datetime(2026, 1, 5, tzinfo=UTC),
        status="closed",
        closed_on=date(2026, 3, 1),
        closing_reason="completed",
    )


def test_reports_say_the_same_with_and_without_the_own_practice_of_staff(cast, scene):
    family = builders.case(cast.guider)
    builders.person(family)
    Case.objects.filter(pk=scene.case.pk).update(referred_on=date(2020, 1, 1))
    work_of(family)

    def counted() -> list[Counted]:
        scope = Scope(cast.organisation, Period(2026, 1))
        return [subject.count(scope) for subject in SUBJECTS]

    place = Case.objects.get(pk=scene.case.pk).verp_place
    with_family_alone = counted()
    work_of(scene.case)
    film = consent_builders.film(scene.case, state="destroyed")
    scene.case.destructions.create(
        recording=film.recording,
        reason="removed",
        files=1,
        bytes=1,
        hashes=[],
        key_destroyed_at=datetime(2026, 2, 4, tzinfo=UTC),
    )
    assert counted() == with_family_alone
    # The same case as casework would be counted: the numbers do depend on it.
    Case.objects.filter(pk=scene.case.pk).update(verp_place=None)
    assert counted() != with_family_alone
    Case.objects.filter(pk=scene.case.pk).update(verp_place=place)


def test_the_board_counts_it_apart(cast, scene, sign_in):
    builders.case(cast.guider, status="active")
    client = sign_in(cast.administrator)
    board = client.get(reverse("board")).context
    assert (board["total"], board["own_practice"], len(board["rows"])) == (1, 1, 1)
    apart = client.get(reverse("board"), {"status": "own"}).context
    assert [row.case for row in apart["rows"]] == [scene.case]


def test_it_counts_on_no_road_and_stands_in_no_portfolio(cast):
    ensure_pathways()
    stage = Stage.objects.first()
    enrol(trainee=cast.trainee, stage=stage, begun_on=TODAY, carried={}, reason="", by=cast.supervisor)
    group = verp_builders.course(builders.user("supervisor", cast.organisation, "second"), cast.trainee)
    before = road_of(cast.trainee).now.tally
    own = verp_builders.own_practice(group, cast.trainee)
    showing = show_to_group(cycle=own.cycle, question="", by=cast.trainee)
    end_showing(showing=showing, ending="talked", by=cast.trainee)
    facts = MeetingFacts(held_on=TODAY, minutes=180, attended=[own.place])
    write_meeting(course=group, facts=facts, by=group.led_by)
    assert Cycle.objects.get().state == "complete"
    assert road_of(cast.trainee).now.tally == before
    assert portfolio_of(cast.trainee).cycles == []


def test_the_own_practice_is_brought_to_no_supervisor_and_has_no_shared_review(cast, scene, sign_in):
    group = verp_builders.course(builders.user("supervisor", cast.organisation, "second"), cast.trainee)
    own = verp_builders.own_practice(group, cast.trainee)
    with pytest.raises(ValidationError) as refusal:
        check_submission(selection=own.cycle.selection, by=cast.trainee)
    assert refusal.value.messages == ["This is your own practice: show the clips to your group instead."]
    client = sign_in(cast.trainee)
    client.post(reverse("review-new", args=[own.cycle.pk]))
    client.post(reverse("submission-new", args=[own.cycle.pk]), {"supervisor": cast.supervisor.pk})
    assert (own.cycle.filmed_sessions.count(), own.cycle.selection.submissions.count()) == (1, 0)
    page = client.get(reverse("selection", args=[own.cycle.pk])).content.decode()
    assert (reverse("showing-new", args=[own.cycle.pk]) in page, "Bring to supervision" in page) == (
        True,
        False,
    )


def test_beside_the_film_stands_who_agreed_to_the_group_and_no_review(scene):
    consent_builders.answers(scene.case, scene.pupil, group_supervision="refused")
    lines = consent_line_of(scene.footage).lines
    assert [(str(line.words), [part for part, _answer in line.lacking]) for line in lines] == [
        ("film", []),
        ("the group", ["Pupil"]),
    ]


def test_on_the_consent_pages_the_group_stands_where_the_shared_review_does(scene, sign_in):
    consent_builders.answers(scene.case, scene.pupil, group_supervision="refused")
    client = sign_in(scene.presenter)
    overview = client.get(reverse("consent", args=[scene.case.pk])).context["overview"]
    assert [each.name for each in overview.missing_for_review] == ["Robin Canary"]
    form = client.get(reverse("consent-new", args=[scene.case.pk, scene.pupil.pk])).context["form"]
    assert [field.name for field in form.for_the_work()] == ["group_supervision"]
    assert "shared_review" in [field.name for field in form.if_you_like()]
