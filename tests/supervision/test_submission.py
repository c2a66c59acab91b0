"""The supervisor's screen and the film behind it: who sees what, before, during and after."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SupervisionPair
from cases.models import Case
from consent.actions import destroy_film, withdraw
from supervision.actions import decide, remark
from supervision.models import Decision, Remark, Submission
from tests import builders, consent_builders
from tests.supervision.conftest import FAMILY, choose_clips, send
from vault import files
from vault.models import Job, SealedFile

FIRST_BYTES = {"headers": {"Range": "bytes=0-9"}}


def media(submission, footage) -> dict[str, str]:
    args = [submission.pk, footage.pk]
    film = {part: reverse(f"submission-{part}", args=args) for part in ("film", "strip", "frames")}
    return film | {"clip": reverse("submitted-film", args=[submission.clips.first().pk])}


def answers(client, addresses):
    return {part: client.get(address, **FIRST_BYTES).status_code for part, address in addresses.items()}


def page(client, submission, **extra):
    return client.get(reverse("submission", args=[submission.pk]), **extra)


@pytest.fixture
def rendered(submitted: SimpleNamespace) -> SimpleNamespace:
    """The first submitted clip has been cut into a file of its own."""
    recording = submitted.footage.custody.recording
    job = Job.objects.create(recording=recording, kind="clip", queue="interactive", state="done")
    made = files.begin(recording=recording, role="clip", content_type="video/mp4", job=job)
    files.append(file=made, start=0, pieces=[b"clip" * 10], total=40)
    SealedFile.objects.filter(pk=made.pk).update(sha256="0" * 64, complete=True)
    submitted.submission.clips.update(render=job)
    return submitted


def test_the_supervisor_watches_until_the_decision(rendered, sign_in):
    client = sign_in(rendered.supervisor)
    where = media(rendered.submission, rendered.footage)
    assert answers(client, where) == {"film": 206, "strip": 200, "frames": 200, "clip": 206}
    decide(submission=rendered.submission, verdict="released", words="", minutes=5, by=rendered.supervisor)
    assert answers(client, where) == dict.fromkeys(where, 403)
    shown = page(client, rendered.submission).content.decode()
    assert "The film is closed to you since this was decided" in shown
    assert "<video" not in shown


def test_nobody_else_reaches_the_film_or_the_screen(rendered, sign_in):
    where = media(rendered.submission, rendered.footage)
    for who, status in (("stranger", 403), ("guider", 403), ("trainee", 403), ("administrator", 403)):
        assert answers(sign_in(getattr(rendered.cast, who)), where) == dict.fromkeys(where, status)
    another = type(rendered.supervisor).objects.get(pk=rendered.cast.other_guider.pk)
    another.roles_held.update(role="supervisor")
    assert answers(sign_in(another), where) == dict.fromkeys(where, 404)
    assert page(sign_in(another), rendered.submission).status_code == 404


def test_a_film_outside_the_submission_is_not_there(submitted, sign_in):
    other = choose_clips(submitted.cast, submitted.trainee)
    address = reverse("submission-film", args=[submitted.submission.pk, other.footage.pk])
    assert sign_in(submitted.supervisor).get(address, **FIRST_BYTES).status_code == 404


@pytest.mark.parametrize("scope", ["supervision", "film", ""])
def test_taking_back_consent_closes_the_film_at_once_and_the_screen_still_stands(rendered, sign_in, scope):
    client = sign_in(rendered.supervisor)
    where = media(rendered.submission, rendered.footage)
    remark(
        submission=rendered.submission,
        footage=rendered.footage,
        frame=1,
        words="Here",
        by=rendered.supervisor,
    )
    withdraw(case=rendered.case, person=rendered.child, scope=scope, by=rendered.trainee)
    assert set(answers(client, where).values()) <= {403, 404, 410}
    shown = page(client, rendered.submission)
    assert shown.status_code == 200
    assert "<video" not in shown.content.decode()
    assert "Here" in shown.content.decode()
    assert page(sign_in(rendered.trainee), rendered.submission).status_code == 200


def test_a_destroyed_film_leaves_a_screen_that_says_so(submitted, sign_in):
    destroy_film(custody=submitted.footage.custody, reason="removed", by=submitted.trainee)
    shown = page(sign_in(submitted.trainee), submitted.submission).content.decode()
    assert "This film has been destroyed." in shown


def test_the_end_of_the_pair_closes_the_film(submitted, sign_in):
    SupervisionPair.objects.update(until=timezone.now())
    where = media(submitted.submission, submitted.footage)["film"]
    assert sign_in(submitted.supervisor).get(where, **FIRST_BYTES).status_code == 403


@pytest.mark.parametrize("end", ["pair", "hand-over"])
def test_who_no_longer_supervises_the_guider_in_charge_reads_and_writes_nothing_more(submitted, sign_in, end):
    if end == "pair":
        SupervisionPair.objects.update(until=timezone.now())
    else:
        Case.objects.update(guider=submitted.cast.guider)
    client, number = sign_in(submitted.supervisor), submitted.submission.pk
    assert page(client, submitted.submission).status_code == 404
    assert "Robin" not in client.get(reverse("submissions")).content.decode()
    said = {"verdict": "released", "words": "", "minutes": 5}
    assert client.post(reverse("decision-new", args=[number]), said).status_code == 404
    assert Decision.objects.count() == 0


def test_clips_left_with_somebody_who_no_longer_supervises_can_be_brought_to_another(submitted, sign_in):
    SupervisionPair.objects.update(until=timezone.now())
    other = builders.user("supervisor", submitted.cast.organisation, "next")
    builders.pair(other, submitted.trainee)
    made = send(SimpleNamespace(**(vars(submitted) | {"supervisor": other})))
    assert page(sign_in(other), made).status_code == 200
    assert list(Submission.objects.with_supervisor()) == [made]


def test_after_a_hand_over_the_old_guider_sees_nothing_and_the_new_one_reads(submitted, sign_in):
    Case.objects.update(guider=submitted.cast.guider)
    assert page(sign_in(submitted.trainee), submitted.submission).status_code == 404
    assert page(sign_in(submitted.cast.guider), submitted.submission).status_code == 200


def test_the_supervisor_meets_roles_and_ages_and_no_name_of_the_family(submitted, sign_in):
    consent_builders.answers(submitted.case, submitted.child, supervision="given")
    client = sign_in(submitted.supervisor)
    refused = client.post(
        reverse("remarks", args=[submitted.submission.pk]), {"words": ""}, headers={"HX-Request": "true"}
    )
    kept = client.post(
        reverse("remarks", args=[submitted.submission.pk]),
        {"words": "Look", "frame": 120, "footage": submitted.footage.pk},
        headers={"HX-Request": "true"},
    )
    pages = [
        client.get(reverse("submissions")),
        page(client, submitted.submission),
        client.post(reverse("decision-new", args=[submitted.submission.pk]), {"verdict": "returned"}),
        client.get(reverse("submission-frames", args=[submitted.submission.pk, submitted.footage.pk])),
        refused,
        kept,
    ]
    texts = [answer.content.decode() for answer in pages]
    assert [(name, text) for name in FAMILY for text in texts if name in text] == []
    assert submitted.case.number not in "".join(texts)
    assert "Parent, 3" in texts[1]
    assert "Receiving initiatives" in texts[1]
    withdraw(case=submitted.case, person=submitted.child, scope="supervision", by=submitted.trainee)
    closed = page(client, submitted.submission).content.decode()
    assert "This film is not open to you for this purpose." in closed
    assert [name for name in FAMILY if name in closed] == []


def test_a_remark_is_answered_with_the_list_and_an_empty_form(submitted, sign_in):
    sent = {"words": "Look how he waits", "frame": 120, "footage": submitted.footage.pk}
    answer = sign_in(submitted.supervisor).post(
        reverse("remarks", args=[submitted.submission.pk]), sent, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert (answer.status_code, text.count("Look how he waits")) == (200, 1)
    assert "<html" not in text
    assert Remark.objects.get().frame == 120


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_words_of_a_refused_remark_stay_in_their_field(submitted, sign_in, headers):
    sent = {"words": "A long thought", "frame": 5000, "footage": submitted.footage.pk}
    client = sign_in(submitted.supervisor)
    where = reverse("remarks", args=[submitted.submission.pk])
    answer = client.post(where, sent, headers=headers)
    assert answer.status_code == 422
    assert "A long thought</textarea>" in answer.content.decode()
    assert "This moment is outside the film." in answer.content.decode()
    decide(submission=submitted.submission, verdict="released", words="", minutes=5, by=submitted.supervisor)
    answer = client.post(where, sent | {"frame": 5}, headers=headers)
    assert answer.status_code == 422
    assert "A long thought</textarea>" in answer.content.decode()
    assert Remark.objects.count() == 0


def test_words_of_a_refused_decision_stay_in_their_field(submitted, sign_in):
    client = sign_in(submitted.supervisor)
    where = reverse("decision-new", args=[submitted.submission.pk])
    answer = client.post(where, {"verdict": "released", "words": "So warm", "minutes": "many"})
    assert answer.status_code == 422
    assert "So warm</textarea>" in answer.content.decode()
    decide(
        submission=submitted.submission, verdict="released", words="First", minutes=5, by=submitted.supervisor
    )
    answer = client.post(where, {"verdict": "returned", "words": "So warm", "minutes": "5"})
    assert "This submission has been decided already." in answer.content.decode()
    assert "So warm</textarea>" in answer.content.decode()
    assert Decision.objects.get().words == "First"


def test_the_supervisor_releases(submitted, sign_in):
    answer = sign_in(submitted.supervisor).post(
        reverse("decision-new", args=[submitted.submission.pk]), {"verdict": "released", "minutes": ""}
    )
    assert answer.headers["Location"] == reverse("submissions")
    assert (Decision.objects.get().verdict, Decision.objects.get().minutes) == ("released", 0)


def test_the_trainee_is_led_on(submitted, sign_in):
    client = sign_in(submitted.trainee)
    again = reverse("submission-new", args=[submitted.cycle.pk])
    studio = reverse("studio", args=[submitted.footage.pk])
    review = reverse("review-new", args=[submitted.cycle.pk])
    assert "Next step" not in page(client, submitted.submission).content.decode()
    facts = {"submission": submitted.submission, "words": "Earlier", "minutes": 5, "by": submitted.supervisor}
    decide(verdict="returned", **facts)
    returned = page(client, submitted.submission).content.decode()
    assert (again in returned, studio in returned, review in returned) == (True, True, False)
    assert "Next step" not in page(sign_in(submitted.supervisor), submitted.submission).content.decode()
    second = send(submitted)
    assert "Next step" not in page(client, submitted.submission).content.decode()
    decide(verdict="released", **(facts | {"submission": second}))
    released = page(client, second).content.decode()
    assert (again in released, review in released) == (False, True)


def test_bringing_clips_says_what_is_missing_and_keeps_the_question(chosen, sign_in):
    client = sign_in(chosen.trainee)
    where = reverse("submission-new", args=[chosen.cycle.pk])
    assert "Submit to supervision" in client.get(where).content.decode()
    withdraw(case=chosen.case, person=chosen.child, scope="supervision", by=chosen.trainee)
    blocked = client.get(where).content.decode()
    assert "Ask first: Robin Canary." in blocked
    assert "Submit to supervision" not in blocked
    kept = client.post(where, {"supervisor": chosen.supervisor.pk, "question": "Which one first?"})
    assert kept.status_code == 422
    assert "Which one first?</textarea>" in kept.content.decode()
    assert Submission.objects.count() == 0


def test_bringing_clips_leads_to_what_was_brought(chosen, sign_in):
    client = sign_in(chosen.trainee)
    where = reverse("submission-new", args=[chosen.cycle.pk])
    answer = client.post(where, {"supervisor": chosen.supervisor.pk, "question": "Which one first?"})
    made = reverse("submission", args=[Submission.objects.get().pk])
    assert answer.headers["Location"] == made
    assert made in client.get(where).content.decode()


def test_no_two_fields_of_the_screen_share_their_label(submitted, sign_in):
    shown = page(sign_in(submitted.supervisor), submitted.submission).content.decode()
    ids = re.findall(r' id="([^"]+)"', shown)
    assert sorted(ids) == sorted(set(ids))
