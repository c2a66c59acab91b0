"""A hold stops every destruction and opens nothing; what was taken back meanwhile goes when it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from consent.actions import destroy_film, end_hold, review_hold, set_hold, withdraw
from consent.models import Destruction, Hold
from consent.rules import permits
from consent.scopes import Purpose, Scope
from consent.tasks import sweep
from tests import builders
from tests import consent_builders as build
from vault.models import Job, Key, Recording, SealedFile, Segment

WHY = "A safeguarding enquiry has asked us to keep everything."
SOON = timezone.localdate() + timedelta(days=30)
LONG_AGO = timezone.now() - timedelta(days=90)


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def parent(case):
    person = builders.person(case, name="Amina")
    build.answers(case, person, **dict.fromkeys(Scope, "given"))
    return person


@pytest.fixture
def film(case, parent):
    custody, _file = build.sealed_film(case, [parent], b"film" * 100)
    return custody


@pytest.fixture
def hold(cast, case):
    return set_hold(case=case, kind="safeguarding", reason=WHY, review_on=SOON, by=cast.administrator)


def state(film):
    return Recording.objects.get(custody=film).state


def may_watch(cast, film):
    return permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=film).allowed


@pytest.mark.parametrize("who", ["guider", "administrator"])
def test_the_guider_in_charge_and_administrators_set_a_hold(cast, case, who):
    set_hold(case=case, kind="legal", reason=f"  {WHY} ", review_on=SOON, by=getattr(cast, who))
    held = Hold.objects.get()
    assert (held.kind, held.reason, held.set_by, held.ended_at) == ("legal", WHY, getattr(cast, who), None)
    entry = Entry.objects.get(action="hold.set")
    assert entry.detail == {"kind": "legal", "review_on": str(SOON)}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": "Because of the law"}, "at least 20 characters"),
        ({"review_on": timezone.localdate()}, "within a year from now"),
        ({"review_on": timezone.localdate() + timedelta(days=400)}, "within a year from now"),
        ({"by": "other_guider"}, "Only the guider in charge or an administrator"),
        ({"by": "supervisor"}, "Only the guider in charge or an administrator"),
        ({"by": "stranger"}, "Only the guider in charge or an administrator"),
    ],
)
def test_a_hold_needs_a_reason_a_day_and_somebody_entitled(cast, case, changed, sentence):
    facts = {"kind": "legal", "reason": WHY, "review_on": SOON, "by": "guider"} | changed
    with pytest.raises(ValidationError, match=sentence):
        set_hold(case=case, **facts | {"by": getattr(cast, facts["by"])})
    assert not Hold.objects.exists()


def test_only_an_administrator_ends_it_and_gives_a_reason(cast, case, hold):
    for who, reason in (("guider", WHY), ("administrator", "It is over")):
        with pytest.raises(ValidationError):
            end_hold(hold=hold, reason=reason, by=getattr(cast, who))
    with pytest.raises(ValidationError, match="Only an administrator"):
        review_hold(hold=hold, review_on=SOON, by=cast.guider)
    assert Hold.objects.get().ended_at is None

    end_hold(hold=hold, reason="The enquiry has ended without further steps.", by=cast.administrator)

    assert Hold.objects.get().ended_by == cast.administrator
    with pytest.raises(ValidationError, match="ended already"):
        end_hold(hold=hold, reason=WHY, by=cast.administrator)


def test_a_hold_stops_the_guiders_removal_and_the_quarantine(cast, case, hold):
    other = builders.person(case)
    unagreed = build.film(case, other, received_at=LONG_AGO)

    with pytest.raises(ValidationError, match="under a hold"):
        destroy_film(custody=unagreed, reason="removed", by=cast.guider)
    sweep()

    assert (state(unagreed), Destruction.objects.count()) == ("waiting", 0)
    end_hold(hold=hold, reason="The enquiry has ended without further steps.", by=cast.administrator)
    sweep()
    assert (state(unagreed), Destruction.objects.get().reason) == ("destroyed", "quarantine")


@pytest.mark.parametrize("answer", ["given", "refused"])
def test_a_hold_opens_and_closes_nothing(cast, case, answer):
    person = builders.person(case)
    build.answers(case, person, film=answer)
    film = build.film(case, person)
    before = permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=film)
    set_hold(case=case, kind="complaint", reason=WHY, review_on=SOON, by=cast.guider)
    assert permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=film) == before
    assert before.allowed == (answer == "given")


@pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
def test_taking_back_under_a_hold_closes_at_once_and_destroys_when_the_hold_ends(
    cast, case, parent, film, hold, sign_in
):
    job = Job.objects.create(recording=film.recording, kind="clip", queue="interactive")
    build.grant(film, cast.supervisor)
    second = set_hold(case=case, kind="legal", reason=WHY, review_on=SOON, by=cast.guider)
    page = sign_in(cast.guider).get(reverse("withdrawal-new", args=[case.pk, parent.pk])).content.decode()
    assert "destroyed when the hold ends" in page

    withdraw(case=case, person=parent, scope=Scope.FILM, by=cast.guider)

    certificate = Destruction.objects.get()
    assert (state(film), certificate.delayed_by, certificate.files) == ("shut", hold, 0)
    assert (certificate.waits, certificate.key_destroyed_at) == (True, None)
    assert (Job.objects.get(pk=job.pk).state, film.grants.filter(ended_at=None).count()) == ("cancelled", 0)
    assert SealedFile.objects.get().complete
    build.answers(case, parent, **dict.fromkeys(Scope, "given"))
    assert not may_watch(cast, film)
    shown = sign_in(cast.guider).get(reverse("destruction", args=[certificate.pk])).content.decode()
    assert "the film is destroyed when the hold ends" in shown

    end_hold(hold=hold, reason="The enquiry has ended without further steps.", by=cast.administrator)
    assert state(film) == "shut"
    end_hold(hold=second, reason="The court has returned all of its papers.", by=cast.administrator)

    certificate = Destruction.objects.get()
    assert (state(film), certificate.reason, certificate.files) == ("destroyed", "withdrawal", 1)
    assert certificate.key_destroyed_at <= certificate.bytes_destroyed_at
    assert (len(certificate.hashes), Segment.objects.count()) == (1, 0)
    assert not Key.objects.filter(pk=film.recording.key).exists()
    shown = sign_in(cast.guider).get(reverse("destruction", args=[certificate.pk])).content.decode()
    assert "Nobody could watch the film meanwhile." in shown
