"""The record of supervision: who reads which entry, and what of it, in each state.

r  the entry is there        n  number of the case       v  what was decided      l  learning points
m  minutes                   s  the trainee has signed   c  they can sign here    o  leads to the clips
"""

from copy import copy

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_roles
from accounts.models import SupervisionPair, User
from cases.models import Case
from consent.actions import destroy_film, withdraw
from supervision.actions import confirm_reading, decide, remark
from supervision.models import Attendance, Decision, Submission, SupervisionSession
from supervision.road import road_of
from tests import builders
from tests.supervision.conftest import FAMILY, send

TABLE = {
    # state                              author     supervisor
    "nothing brought": ("", ""),
    "waiting": ("rno", ""),
    "decided": ("rnvlmo", "rvlmo"),
    "signed": ("rnvlmso", "rvlmso"),
    "handed over while it waits": ("rn", ""),
    "handed over": ("rnvlmc", "rvlm"),
    "signed, handed over": ("rnvlms", "rvlms"),
    "pair ended while it waits": ("rno", ""),
    "pair ended": ("rnvlmo", "rvlm"),
    "handed over, pair ended": ("rnvlmc", "rvlm"),
    "case closed": ("rnvlmo", "rvlmo"),
    "film destroyed": ("rnvlmo", "rvlmo"),
    "supervision withdrawn": ("rnvlmo", "rvlmo"),
    "everything withdrawn": ("rnvlmo", "rvlmo"),
    "trainee is a guider": ("rnvlmo", "rvlm"),
    "trainee is a guider, handed over": ("rnvlm", "rvlm"),
    "trainee is a supervisor": ("rnvlm", "rvlm"),
    "trainee is an administrator": ("403", "rvlm"),
    "supervisor is a guider": ("rnvlmo", ""),
    "supervisor is an administrator": ("rnvlmo", "403"),
}
# Of the family, of the film, and of what was said about it.
HIDDEN = (
    *FAMILY,
    "Juniper",
    "Robin",
    "Clip at",
    "Which first?",
    "How warm",
    "She waits",
    "/footage/",
    "<video",
)


def roles(scene, who, code):
    change_roles(person=getattr(scene, who), roles={code}, by=scene.cast.administrator)


STEPS = {
    "signed": lambda scene: confirm_reading(submission=scene.submission, by=scene.trainee),
    "handed over": lambda scene: Case.objects.update(guider=scene.cast.guider),
    "pair ended": lambda _scene: SupervisionPair.objects.update(until=timezone.now()),
    "case closed": lambda _scene: Case.objects.update(
        status="closed", closed_on="2026-03-01", closing_reason="completed"
    ),
    "film destroyed": lambda scene: destroy_film(
        custody=scene.footage.custody, reason="removed", by=scene.trainee
    ),
    "supervision withdrawn": lambda scene: take_back(scene, "supervision"),
    "everything withdrawn": lambda scene: take_back(scene, ""),
    "trainee is a guider": lambda scene: roles(scene, "trainee", "guider"),
    "trainee is a supervisor": lambda scene: roles(scene, "trainee", "supervisor"),
    "trainee is an administrator": lambda scene: roles(scene, "trainee", "administrator"),
    "supervisor is a guider": lambda scene: roles(scene, "supervisor", "guider"),
    "supervisor is an administrator": lambda scene: roles(scene, "supervisor", "administrator"),
}


def take_back(scene, scope):
    withdraw(case=scene.case, person=scene.child, scope=scope, by=scene.trainee)


def reach(scene, state):
    if state == "nothing brought":
        return
    scene.submission = send(scene)
    facts = {"submission": scene.submission, "footage": scene.footage, "frame": 1}
    remark(**facts, words="She waits", by=scene.supervisor)
    if state != "waiting" and not state.endswith("while it waits"):
        end(scene)
    for part in state.removesuffix(" while it waits").split(", "):
        STEPS.get(part, lambda _scene: None)(scene)


def end(scene):
    said = {"words": "How warm", "learning_points": "Wait longer, Robin.", "minutes": 25}
    decide(submission=scene.submission, verdict="released", by=scene.supervisor, **said)


def read(scene, client):
    answer = client.get(reverse("supervision-record"))
    if answer.status_code != 200:
        return str(answer.status_code)
    page = answer.content.decode().partition("<main")[2]
    assert [words for words in HIDDEN if words in page] == []
    here = Submission.objects.values_list("pk", flat=True).first()
    facts = {
        "r": page.count("<dt>Brought</dt>") == 1 and "2 clips" in page,
        "n": f"Case {scene.case.number}, cycle 1" in page,
        "v": "Released" in page,
        "l": "Wait longer, [Child]." in page,
        "m": "25 min" in page,
        "s": "<dt>Read</dt>" in page and "Not confirmed yet" not in page,
        "c": "I have read this" in page,
        "o": f'"{reverse("submission", args=[here])}"' in page if here else False,
    }
    return "".join(letter for letter, holds in facts.items() if holds)


@pytest.mark.parametrize("state", TABLE)
def test_who_reads_what_of_the_record(chosen, sign_in, state):
    reach(chosen, state)
    another = builders.user("supervisor", chosen.cast.organisation, "another")
    builders.pair(another, builders.user("trainee", chosen.cast.organisation, "second"))
    others = (another, chosen.cast.guider, chosen.cast.stranger, chosen.cast.administrator)
    found = [
        read(chosen, sign_in(User.objects.get(pk=person.pk)))
        for person in (chosen.trainee, chosen.supervisor, *others)
    ]
    assert found == [*TABLE[state], "", "", "", "403"]


def test_what_was_decided_before_a_hand_over_is_signed_after_it_and_counts(submitted, sign_in):
    end(submitted)
    Case.objects.update(guider=submitted.cast.guider)
    where = reverse("reading", args=[submitted.submission.pk])
    for who in ("guider", "supervisor", "stranger"):
        assert sign_in(getattr(submitted.cast, who)).post(where).status_code in (403, 404)
    assert Decision.objects.get().read_at is None
    assert road_of(submitted.trainee).supervised == []
    answer = sign_in(submitted.trainee).post(where)
    assert answer.headers["Location"] == reverse("supervision-record")
    assert [each.minutes for each in road_of(submitted.trainee).supervised] == [25]


def test_the_record_is_found_from_the_queue_and_the_progress_and_by_who_has_finished(submitted, sign_in):
    where = f'href="{reverse("supervision-record")}"'

    def leads(client, page):
        return where in client.get(reverse(page)).content.decode()

    trainee, supervisor = sign_in(submitted.trainee), sign_in(submitted.supervisor)
    assert [leads(trainee, page) for page in ("submissions", "progress", "caseload")] == [True, True, False]
    assert leads(supervisor, "submissions")
    assert not leads(sign_in(submitted.cast.guider), "caseload")
    roles(submitted, "trainee", "guider")
    assert leads(sign_in(User.objects.get(pk=submitted.trainee.pk)), "caseload")


@pytest.mark.parametrize("who", ["trainee", "supervisor"])
def test_the_record_asks_the_same_number_of_questions_however_long_it_is(
    submitted, sign_in, django_assert_max_num_queries, who
):
    client = sign_in(getattr(submitted, who))

    def add(number):
        made = [
            Submission(
                selection=submitted.selection, submitted_by=submitted.trainee, supervisor=submitted.supervisor
            )
            for _ in range(number)
        ]
        decisions = [
            Decision(submission=one, verdict="released", decided_by=submitted.supervisor)
            for one in Submission.objects.bulk_create(made)
        ]
        Decision.objects.bulk_create(decisions)

    def ask():
        with django_assert_max_num_queries(40) as asked:
            page = client.get(reverse("supervision-record")).content.decode()
        return page.count("<dt>Decided</dt>"), len(asked)

    add(3)
    few = ask()
    add(297)
    assert ask() == (300, few[1])


MEETINGS = {
    # state                          the trainee   the other trainee   supervisor
    "as it is": ("t", "o", "to"),
    "pair ended": ("t", "o", "to"),
    "trainee is a guider": ("t", "o", "to"),
    "trainee is an administrator": ("403", "o", "to"),
    "supervisor is a guider": ("t", "o", ""),
}


@pytest.mark.parametrize("state", MEETINGS)
def test_who_reads_of_a_meeting_and_whose_signature(chosen, sign_in, state):
    other = builders.user("trainee", chosen.cast.organisation, "other-trainee")
    meeting = SupervisionSession.objects.create(supervisor=chosen.supervisor, kind="group", minutes=75)
    for trainee in (chosen.trainee, other):
        meeting.attendances.create(trainee=trainee)
    STEPS.get(state, lambda _scene: None)(chosen)

    def read(person):
        answer = sign_in(User.objects.get(pk=person.pk)).get(reverse("supervision-record"))
        text = answer.content.decode()
        assert ("75 min" in text) == ("has not signed yet" in text)
        names = {"t": ">Trainee:", "o": ">Other-Trainee:"}
        said = "".join(letter for letter, words in names.items() if words in text)
        return said if answer.status_code == 200 else str(answer.status_code)

    assert tuple(read(person) for person in (chosen.trainee, other, chosen.supervisor)) == MEETINGS[state]
    assert [read(getattr(chosen.cast, who)) for who in ("guider", "stranger", "administrator")] == [
        "",
        "",
        "403",
    ]


def test_every_meeting_is_listed_with_the_same_number_of_questions(
    submitted, sign_in, django_assert_max_num_queries
):
    client = sign_in(submitted.trainee)

    def ask():
        with django_assert_max_num_queries(40) as asked:
            text = client.get(reverse("supervision-record")).content.decode()
        return text.count("has not signed yet"), len(asked)

    def add(number):
        held = SupervisionSession(supervisor=submitted.supervisor, kind="individual", minutes=60)
        made = SupervisionSession.objects.bulk_create(copy(held) for _ in range(number))
        Attendance.objects.bulk_create(Attendance(meeting=one, trainee=submitted.trainee) for one in made)

    add(3)
    few = ask()
    add(297)
    assert ask() == (300, few[1])
