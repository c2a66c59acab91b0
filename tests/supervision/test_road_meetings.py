"""Meetings of supervision: what fits together, both signatures, and what counts from when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from supervision.actions import correct_session, hold_session, sign_session
from supervision.models import SupervisionSession
from supervision.road import road_of
from supervision.rules.meetings import SessionFacts
from tests import builders, consent_builders
from tests.supervision.conftest import choose_clips, send

TODAY = timezone.localdate()


@pytest.fixture
def facts(cast):
    return SessionFacts(
        kind="individual", is_remote=False, held_on=TODAY, minutes=90, trainees=[cast.trainee]
    )


def held(cast, facts, **changes):
    return hold_session(facts=replace(facts, **changes), by=cast.supervisor)


def minutes_of(trainee):
    return [(each.minutes, each.kind) for each in road_of(trainee).supervised]


def test_minutes_count_once_both_have_signed(cast, facts):
    meeting = held(cast, facts)
    assert minutes_of(cast.trainee) == []
    sign_session(meeting=meeting, by=cast.trainee)
    assert minutes_of(cast.trainee) == [(90, "individual")]


def test_nothing_changes_after_both_have_signed(cast, facts):
    meeting = held(cast, facts)
    correct_session(meeting=meeting, facts=replace(facts, minutes=60), by=cast.supervisor)
    sign_session(meeting=meeting, by=cast.trainee)
    with pytest.raises(ValidationError, match="Both have signed"):
        correct_session(meeting=meeting, facts=replace(facts, minutes=30), by=cast.supervisor)
    with pytest.raises(ValidationError, match="signed this already"):
        sign_session(meeting=meeting, by=cast.trainee)
    assert minutes_of(cast.trainee) == [(60, "individual")]


def test_pressing_twice_writes_one_meeting_and_after_the_signature_another(cast, facts):
    first = held(cast, facts)
    assert held(cast, facts) == first
    assert held(cast, facts, minutes=30) != first
    sign_session(meeting=first, by=cast.trainee)
    assert held(cast, facts) != first


def test_what_was_written_by_mistake_is_removed_until_it_is_signed(cast, facts, sign_in):
    client = sign_in(cast.supervisor)
    mistake, kept = held(cast, facts), held(cast, facts, minutes=30)
    sign_session(meeting=kept, by=cast.trainee)
    for meeting in (mistake, kept):
        client.post(reverse("meeting-removal", args=[meeting.pk]))
    assert list(SupervisionSession.objects.all()) == [kept]
    assert minutes_of(cast.trainee) == [(30, "individual")]


@pytest.mark.parametrize("who", ["guider", "supervisor", "other_guider"])
def test_only_who_took_part_signs(cast, facts, who):
    meeting = held(cast, facts)
    with pytest.raises(ValidationError, match="Only those who took part"):
        sign_session(meeting=meeting, by=getattr(cast, who))
    assert minutes_of(cast.trainee) == []


REFUSED = [
    ({"held_on": TODAY + timedelta(days=1)}, "still to come"),
    ({"minutes": 0}, "from one minute"),
    ({"minutes": 601}, "from one minute"),
    ({"trainees": []}, "who took part"),
    ({"kind": "written"}, "Choose: individual"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_what_does_not_fit_together_is_refused(cast, facts, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        held(cast, facts, **changes)
    assert not SupervisionSession.objects.exists()


@pytest.mark.parametrize(("kind", "fits"), [("individual", [1]), ("pair", [1, 2]), ("group", [1, 2, 3])])
def test_how_many_take_part_in_which_form(cast, facts, kind, fits):
    others = [builders.user("trainee", cast.organisation, f"trainee-{number}") for number in (2, 3)]
    for other in others:
        builders.pair(cast.supervisor, other)
    people, accepted = [cast.trainee, *others], []
    for number in (1, 2, 3):
        try:
            held(cast, facts, kind=kind, trainees=people[:number])
        except ValidationError:
            continue
        accepted.append(number)
    assert accepted == fits


def test_nobody_is_named_whom_one_does_not_supervise(cast, facts):
    other = builders.user("trainee", cast.organisation, "other-trainee")
    with pytest.raises(ValidationError, match="you supervise now"):
        held(cast, facts, trainees=[other])
    with pytest.raises(ValidationError, match="Only a supervisor"):
        hold_session(facts=facts, by=cast.trainee)
    assert not SupervisionSession.objects.exists()


def test_a_group_looks_only_at_films_whose_people_agreed_to_it(cast, facts):
    chosen = choose_clips(cast, cast.trainee)
    brought = [send(chosen)]
    held(cast, facts, looked_at=brought)
    with pytest.raises(ValidationError, match="group supervision"):
        held(cast, facts, kind="group", looked_at=brought)
    for person in (chosen.parent, chosen.child):
        consent_builders.answers(chosen.case, person, group_supervision="given")
    held(cast, facts, kind="group", looked_at=brought)
    assert [meeting.kind for meeting in SupervisionSession.objects.order_by("pk")] == ["individual", "group"]


def test_from_the_supervisors_page_to_the_trainees_signature(cast, sign_in):
    brought = send(choose_clips(cast, cast.trainee))
    supervisor, trainee = sign_in(cast.supervisor), sign_in(cast.trainee)
    sent = {
        "trainees": [cast.trainee.pk],
        "kind": "individual",
        "is_remote": "on",
        "held_on": TODAY.isoformat(),
        "minutes": 50,
        "looked_at": [brought.pk],
        "learning_points": "Wait a little longer.",
    }
    refused = supervisor.post(reverse("meeting-new"), sent | {"minutes": 0})
    assert (refused.status_code, SupervisionSession.objects.exists()) == (422, False)
    assert supervisor.post(reverse("meeting-new"), sent).status_code == 302
    meeting = SupervisionSession.objects.get()
    correction = reverse("meeting-correction", args=[meeting.pk])
    assert "Wait a little longer." in supervisor.get(correction).content.decode()
    supervisor.post(correction, sent | {"minutes": 55})
    page = reverse("meeting", args=[meeting.pk])
    read = trainee.get(page).content.decode()
    assert [words in read for words in ("55 min", "Wait a little longer.", "sign", "Correct it")] == [
        True,
        True,
        True,
        False,
    ]
    trainee.post(reverse("meeting-signature", args=[meeting.pk]))
    assert minutes_of(cast.trainee) == [(55, "individual")]
    assert supervisor.get(correction).status_code == 403


def test_the_note_of_a_meeting_leads_to_the_clips_only_whom_they_are_open_to(cast, facts, sign_in):
    brought = send(choose_clips(cast, cast.trainee))
    meeting = held(cast, facts, looked_at=[brought])
    page, clips = reverse("meeting", args=[meeting.pk]), reverse("submission", args=[brought.pk])
    both = [sign_in(cast.trainee), sign_in(cast.supervisor)]

    def read():
        texts = [client.get(page).content.decode() for client in both]
        return [("Trainee, brought on" in text, clips in text) for text in texts]

    assert read() == [(True, True), (True, True)]
    Case.objects.update(guider=cast.guider)
    assert read() == [(True, False), (True, False)]
