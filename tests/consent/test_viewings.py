"""Who watched the film, when and for which purpose, as the family is told."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from audit.models import Entry
from clips.models import Clip
from consent.scopes import Purpose
from consent.viewings import access_list
from sessions.models import FilmedSession
from tests import builders
from tests import consent_builders as build
from tests.guards.world import full_case
from tests.papers import facts_of, text_of

NEVER = "%s film was asked for and not shown, because it was not allowed at that moment."


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def film(case):
    parent = builders.person(case, name="Amina")
    return build.film(case, parent, received_at="2026-03-02T10:00Z")


@pytest.fixture
def watched(monkeypatch, cast, case):
    """`watched("3 10:02", custody, …)`: an entry of March 2026, as a player would have left it."""

    def watched(at, custody, by=None, purpose=Purpose.PREPARATION, outcome="allowed", **detail):
        day, _space, clock = at.partition(" ")
        moment = timezone.make_aware(datetime.fromisoformat(f"2026-03-{int(day):02}T{clock}"))
        monkeypatch.setattr(audit.timezone, "now", lambda: moment)
        audit.record(
            by=by or cast.guider,
            action="film.read",
            subject=custody.recording,
            case=case,
            purpose=purpose,
            outcome=outcome,
            **({"role": "working", "method": "GET"} | detail),
        )
        monkeypatch.undo()

    return watched


def lines(listed):
    return [
        (day.on.day, [(each.when, each.by, each.what, each.why) for each in day.viewings])
        for day in listed.days
    ]


def test_the_parts_of_one_viewing_are_told_as_one(case, film, watched):
    for minute in range(2, 20):
        watched(f"3 10:{minute:02}", film)

    assert lines(access_list(case)) == [
        (
            3,
            [
                (
                    "10:02 to 10:19",
                    "Guider, guider",
                    "Film of 2 March 2026",
                    "to find and prepare good moments",
                )
            ],
        )
    ]


def test_what_lies_apart_is_counted_and_days_are_told_apart_the_newest_first(case, film, watched):
    for at in ("3 10:02", "3 10:10", "3 15:00", "3 15:15", "5 09:00"):
        watched(at, film)

    assert [(day, [each[0] for each in viewings]) for day, viewings in lines(access_list(case))] == [
        (5, ["09:00"]),
        (3, ["2 times, 10:02 to 15:15"]),
    ]


def test_people_purposes_and_films_are_told_apart(cast, case, film, watched):
    review = build.film(case, kind="review", received_at="2026-03-09T10:00Z")
    second = build.film(case, received_at="2026-03-02T18:00Z")
    watched("10 10:00", film, role="strip")
    watched("10 10:01", second, purpose=Purpose.SHARED_REVIEW)
    watched("10 10:02", review, by=cast.supervisor, purpose=Purpose.SUPERVISION)
    watched("10 10:03", film, by="accounts.user:999999", purpose=Purpose.SUPERVISION, role="still")

    prepares, shows, helps = (
        "to find and prepare good moments",
        "to watch together in a shared review",
        "to help the guider do this work well",
    )
    assert lines(access_list(case)) == [
        (
            10,
            [
                ("10:00", "Guider, guider", "Small pictures along the film of 2 March 2026 (1)", prepares),
                ("10:01", "Guider, guider", "Film of 2 March 2026 (2)", shows),
                ("10:02", "Supervisor, supervisor", "Film of the shared review on 9 March 2026", helps),
                ("10:03", "Supervisor", "Still picture from the film of 2 March 2026 (1)", helps),
            ],
        )
    ]


def test_what_was_refused_or_never_sent_is_no_viewing(case, film, watched, cast):
    watched("3 10:00", film, method="HEAD")
    watched("3 10:01", film, role="")
    assert (access_list(case).days, access_list(case).refusals) == ([], "")

    watched("3 10:02", film, outcome="refused")
    watched("3 10:03", film, outcome="refused")
    assert access_list(case).refusals == NEVER % "1 time"

    watched("3 10:04", film, outcome="refused", by=cast.other_guider)
    assert (access_list(case).days, access_list(case).refusals) == ([], NEVER % "2 times")


def test_a_list_for_one_person_holds_only_the_films_that_show_them(case, film, watched):
    sister = builders.person(case, "sibling", name="Sana")
    other = build.film(case, sister, received_at="2026-03-04T10:00Z")
    watched("5 10:00", film)
    watched("5 10:01", other)

    assert [each[2] for each in lines(access_list(case, sister))[0][1]] == ["Film of 4 March 2026"]


def test_who_really_opened_clips_and_films_is_on_the_page_and_on_paper(cast, sign_in):
    world = full_case(cast.trainee, cast.supervisor, cast.administrator)
    Clip.objects.filter(pk=world["clip_id"]).update(title="Zoë waits & *smiles*")
    FilmedSession.objects.filter(footage=world["footage_id"]).update(held_on="2026-03-02")
    guider, supervisor = sign_in(cast.trainee), sign_in(cast.supervisor)
    for client, name, key in (
        (guider, "footage-film", "footage_id"),
        (guider, "clip-film", "clip_id"),
        (supervisor, "submitted-film", "submitted_id"),
    ):
        assert client.get(reverse(name, args=[world[key]])).status_code in (200, 206)
    address = reverse("viewings", args=[world["case_id"]])
    assert address in guider.get(reverse("case", args=[world["case_id"]])).content.decode()
    assert address in guider.get(reverse("consent", args=[world["case_id"]])).content.decode()

    page = guider.get(address)
    paper = guider.get(reverse("viewings-paper", args=[world["case_id"]]))

    clip = "Clip “Zoë waits & *smiles*” from the film of 2 March 2026"
    (day,) = page.context["listed"].days
    assert [(each.by, each.what) for each in day.viewings] == [
        ("Trainee, guider", "Film of 2 March 2026"),
        ("Trainee, guider", clip),
        ("Supervisor, supervisor", clip),
    ]
    assert (facts_of(paper.content)["Tagged"], paper.headers["Cache-Control"]) == ("yes", "no-store")
    text = text_of(paper.content)
    assert [each.what for each in day.viewings if " ".join(each.what.split()) not in text] == []
    made = Entry.objects.filter(case=f"cases.case:{world['case_id']}", action__startswith="viewings.")
    assert list(made.order_by("pk").values_list("action", "actor")) == [
        ("viewings.listed", f"accounts.user:{cast.trainee.pk}"),
        ("viewings.printed", f"accounts.user:{cast.trainee.pk}"),
    ]


def test_many_viewings_ask_the_database_no_more_than_few(cast, case, film, watched):
    def cost(rows):
        for number in range(rows):
            watched(f"{4 + number % 20} 10:00", film, purpose=list(Purpose)[number % 3])
        with CaptureQueriesContext(connection) as asked:
            access_list(case)
        return len(asked)

    assert User.objects.count() > 3
    few = cost(3)
    assert cost(300) == few
