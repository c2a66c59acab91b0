"""The use of film is stopped for now: nobody watches it, nothing is made of it, nothing of it is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Participation
from consent.actions import (
    add_appearance,
    destroy_film,
    end_quarantine,
    lift_restriction,
    remove_appearance,
    restrict,
    withdraw,
)
from consent.models import QUARANTINE, Destruction, Restriction
from consent.rules import overdue_in_quarantine, permits
from consent.scopes import Purpose
from tests import builders
from tests import consent_builders as build
from vault.jobs import LeaseLost, enqueue, forgotten, renew, take
from vault.models import Job, Recording

WHY = "She says that the film shows somebody else."
AGAIN = "We looked at it together: it is her after all."
CLOSED = "The use of this film is stopped for now. Nobody watches it until that is lifted."


@pytest.fixture
def case(cast):
    return builders.case(cast.trainee)


@pytest.fixture
def parent(case):
    return agreed(case, builders.person(case, name="Amina"))


@pytest.fixture
def child(case):
    return agreed(case, builders.person(case, Participation.Role.CHILD, name="Zed"))


def agreed(case, person):
    build.answers(case, person, film="given", shared_review="given", supervision="given")
    return person


def verdicts(cast, custody):
    asked = [(cast.trainee, Purpose.PREPARATION), (cast.trainee, Purpose.SHARED_REVIEW)]
    asked.append((cast.supervisor, Purpose.SUPERVISION))
    return [permits(user=user, purpose=purpose, custody=custody).reasons for user, purpose in asked]


def test_film_that_shows_somebody_is_closed_for_every_purpose_and_opened_again(cast, case, parent, child):
    shown, other = build.film(case, parent, child), build.film(case, parent)
    build.grant(shown, cast.supervisor)
    restriction = restrict(case=case, person=child, reason=WHY, by=cast.trainee)

    assert verdicts(cast, shown) == [(CLOSED,)] * 3
    assert permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=other)

    lift_restriction(restriction=restriction, reason=AGAIN, by=cast.trainee)

    assert verdicts(cast, shown) == [()] * 3
    entries = Entry.objects.filter(action__startswith="restriction.").order_by("pk")
    assert list(entries.values_list("action", "actor")) == [
        ("restriction.set", f"accounts.user:{cast.trainee.pk}"),
        ("restriction.lifted", f"accounts.user:{cast.trainee.pk}"),
    ]


def test_a_case_that_is_stopped_closes_all_its_film_and_none_of_another_case(cast, case, parent):
    second = builders.case(cast.trainee)
    elsewhere = build.film(second, agreed(second, builders.person(second)))
    own = build.film(case, parent)

    restrict(case=case, reason=WHY, by=cast.trainee)

    assert permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=own).reasons == (CLOSED,)
    assert permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=elsewhere)


def test_while_one_of_two_stands_the_film_stays_closed(cast, case, parent, child):
    custody = build.film(case, parent, child)
    first = restrict(case=case, person=child, reason=WHY, by=cast.trainee)
    second = restrict(case=case, reason=WHY, by=cast.trainee)

    lift_restriction(restriction=first, reason=AGAIN, by=cast.trainee)
    assert verdicts(cast, custody)[0] == (CLOSED,)
    lift_restriction(restriction=second, reason=AGAIN, by=cast.trainee)
    assert verdicts(cast, custody)[0] == ()


def test_no_work_on_the_film_begins_and_what_has_begun_is_put_back(cast, case, parent):
    recording = build.film(case, parent).recording
    waiting, begun = (enqueue(recording, Job.Kind.PREPARE) for _ in range(2))
    begun = take(begun.pk)
    restriction = restrict(case=case, person=parent, reason=WHY, by=cast.trainee)

    assert take(waiting.pk) is None
    assert list(forgotten()) == []
    with pytest.raises(LeaseLost):
        renew(begun, stage="", share=0.5)
    assert set(Job.objects.values_list("state", "attempt")) == {("queued", 0)}

    lift_restriction(restriction=restriction, reason=AGAIN, by=cast.trainee)
    assert take(waiting.pk).pk == waiting.pk


def test_film_found_to_show_the_person_rests_too_and_wakes_when_that_was_a_mistake(cast, case, parent, child):
    custody = build.film(case, parent)
    restrict(case=case, person=child, reason=WHY, by=cast.trainee)

    def rests():
        return Recording.objects.get(pk=custody.recording_id).is_resting

    assert not rests()
    add_appearance(custody=custody, person=child, by=cast.trainee)
    assert rests()
    remove_appearance(custody=custody, person=child, by=cast.trainee)
    assert not rests()


def test_nothing_goes_by_the_clock_or_the_guider_and_consent_taken_back_still_destroys(cast, case, parent):
    long_ago = timezone.now() - QUARANTINE - timedelta(days=1)
    refused = build.film(case, builders.person(case, "sibling"), received_at=long_ago)
    custody = build.film(case, parent)
    assert overdue_in_quarantine() == [refused]
    restrict(case=case, reason=WHY, by=cast.trainee)

    assert overdue_in_quarantine() == []
    end_quarantine(custody=refused)
    with pytest.raises(ValidationError, match="The use of film is stopped in this case"):
        destroy_film(custody=custody, reason=Destruction.Reason.REMOVED, by=cast.trainee)
    assert not Destruction.objects.exists()

    withdraw(case=case, person=parent, by=cast.trainee)
    assert list(Destruction.objects.values_list("recording", "reason")) == [
        (custody.recording_id, "withdrawal")
    ]


def test_only_the_guider_in_charge_stops_and_lifts_and_says_why(cast, case, parent):
    outsider = builders.person(builders.case(cast.guider))
    for by, person, reason, words in (
        (cast.guider, parent, WHY, "Only the guider in charge"),
        (cast.trainee, parent, "No.", "at least 20 characters"),
        (cast.trainee, outsider, WHY, "has no part in the case"),
    ):
        with pytest.raises(ValidationError, match=words):
            restrict(case=case, person=person, reason=reason, by=by)
    assert not Restriction.objects.exists()

    standing = restrict(case=case, person=parent, reason=WHY, by=cast.trainee)
    with pytest.raises(ValidationError, match="stopped already"):
        restrict(case=case, person=parent, reason=WHY, by=cast.trainee)
    for by, reason in ((cast.guider, AGAIN), (cast.trainee, "")):
        with pytest.raises(ValidationError):
            lift_restriction(restriction=standing, reason=reason, by=by)
    assert Restriction.objects.get().lifted_at is None

    lift_restriction(restriction=standing, reason=AGAIN, by=cast.trainee)
    with pytest.raises(ValidationError, match="lifted already"):
        lift_restriction(restriction=standing, reason=AGAIN, by=cast.trainee)


def test_the_case_says_so_in_a_banner_and_an_open_player_is_told(cast, case, parent, sign_in):
    custody = build.film(case, parent)
    guider = sign_in(cast.trainee)
    overview = guider.get(reverse("consent", args=[case.pk])).content.decode()
    assert reverse("restriction-new", args=[case.pk]) in overview
    permit = reverse("consent-permit", args=[custody.pk, Purpose.PREPARATION])
    assert guider.get(permit).status_code == 200

    page = guider.post(reverse("restriction-new", args=[case.pk]), {"person": parent.pk, "reason": WHY})

    assert page.headers["Location"] == reverse("case", args=[case.pk])
    banner = guider.get(page.headers["Location"]).content.decode()
    assert "The use of film that shows Amina is stopped." in banner
    refused = guider.get(permit)
    assert (refused.status_code, refused.json()["reasons"]) == (403, [CLOSED])

    lifting = reverse("restriction-lifting", args=[Restriction.objects.get().pk])
    assert lifting in banner
    assert guider.post(lifting, {"reason": ""}).status_code == 200
    assert guider.post(lifting, {"reason": AGAIN}).status_code == 302
    assert guider.get(permit).status_code == 200
    assert "is stopped" not in guider.get(reverse("case", args=[case.pk])).content.decode()
