"""Who watched this film, between these times? Asked of the page, answered from the trail, by an index."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from audit.actions import record
from audit.models import Entry
from tests import builders
from tests.tree import APPS, modules
from vig.trail import ENTRIES_ON_A_PAGE
from vig.trail_form import TrailForm
from vig.trail_words import ACTIONS, label_of, words_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WRITTEN = re.compile(r'action="([a-z_]+\.[a-z_]+)"')


def watched(who, case, *, film=12, hours=0, **fields) -> Entry:
    """Written as it was at that time, which `record` cannot do: it writes now."""
    number = Entry.objects.count()
    facts = {"action": "film.read", "purpose": "preparation", "outcome": "allowed"} | fields
    entry = Entry(
        at=NOON + timedelta(hours=hours),
        actor=f"accounts.user:{who.pk}",
        subject=f"vault.recording:{film}",
        case=f"cases.case:{case.pk}",
        hash=f"{number:064x}",
        **facts,
    )
    entry.save(force_insert=True)
    return entry


@pytest.fixture
def ask(cast, sign_in):
    client = sign_in(cast.administrator)
    return lambda **query: client.get(reverse("audit"), query)


def numbers(page) -> list[int]:
    return [row.entry.pk for row in page.context["rows"]]


def test_who_watched_a_film_between_two_times_is_named_with_when(cast, ask):
    case = builders.case(cast.guider)
    watched(cast.guider, case, hours=-3)
    inside = [watched(cast.guider, case), watched(cast.guider, case, hours=1)]
    watched(cast.guider, case, film=13)
    refused = watched(cast.other_guider, case, hours=1, outcome="refused")
    watched(cast.guider, case, hours=5)
    page = ask(about="film 12", since="2026-03-02T11:00", until="2026-03-02T14:00")
    assert numbers(page) == [refused.pk, *(entry.pk for entry in reversed(inside))]
    assert [(each.who, each.times) for each in page.context["openings"]] == [(cast.guider.name, 2)]
    words = page.content.decode()
    assert "Watched film" in words
    assert "Preparing clips" in words
    assert "Film 12" in words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"outcome": "refused"}, ["refused"]),
        ({"purpose": "supervision"}, ["supervised"]),
        ({"about": "Film 13"}, ["other film"]),
        ({"about": "vault.recording:13"}, ["other film"]),
        ({"since": "2026-03-02T14:00"}, ["late"]),
        ({"until": "2026-03-02T10:00"}, ["early"]),
        ({"about": "Film 999"}, []),
    ],
)
def test_the_trail_is_searched_by(cast, ask, query, found):
    case = builders.case(cast.guider)
    made = {
        "refused": watched(cast.guider, case, outcome="refused"),
        "supervised": watched(cast.guider, case, purpose="supervision"),
        "other film": watched(cast.guider, case, film=13),
        "late": watched(cast.guider, case, hours=3),
        "early": watched(cast.guider, case, hours=-3),
    }
    assert numbers(ask(**query)) == [made[name].pk for name in found]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"about": "the film of Anna"}, "Write a word and a number"),
        ({"since": "yesterday"}, "Enter a valid date/time."),
        ({"since": "2026-03-02T14:00", "until": "2026-03-02T12:00"}, "This is before the time in"),
    ],
)
def test_a_question_that_cannot_be_read_gets_a_sentence_and_no_entries(cast, ask, query, sentence):
    watched(cast.guider, builders.case(cast.guider))
    page = ask(**query)
    assert sentence in page.content.decode()
    assert numbers(page) == []


def test_another_service_stays_closed_also_when_its_film_is_asked_for(cast, ask):
    watched(cast.stranger, builders.case(cast.stranger), film=20)
    page = ask(about="Film 20")
    assert (numbers(page), page.context["openings"]) == ([], [])


def test_somebody_from_elsewhere_has_no_name_here(cast, ask):
    watched(cast.stranger, builders.case(cast.guider))
    words = ask(about="Film 12").content.decode()
    assert "Somebody from elsewhere" in words
    assert cast.stranger.name not in words


def test_pages_follow_each_other_without_a_gap(cast, ask):
    case = builders.case(cast.guider)
    made = [watched(cast.guider, case).pk for _ in range(ENTRIES_ON_A_PAGE * 2 + 1)]
    first = ask()
    second = ask(before=first.context["older"])
    third = ask(before=second.context["older"])
    assert [*numbers(first), *numbers(second), *numbers(third)] == made[::-1]
    assert (third.context["older"], numbers(ask(before="x")), numbers(ask(before="9" * 30))) == (
        None,
        numbers(first),
        numbers(first),
    )


def test_the_page_asks_as_often_with_three_entries_as_with_three_hundred(
    cast, ask, django_assert_max_num_queries
):
    case = builders.case(cast.guider)
    for _ in range(3):
        watched(cast.guider, case)
    ask(about="Film 12")
    with django_assert_max_num_queries(60) as few:
        ask(about="Film 12")
    for _ in range(300):
        watched(cast.guider, case)
    with django_assert_max_num_queries(len(few)):
        ask(about="Film 12")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a short table whole")
@pytest.mark.parametrize(
    "query",
    [
        {"about": "Film 12"},
        {"about": "Film 12", "since": "2026-03-01T00:00", "until": "2026-03-02T14:00"},
        {},
    ],
)
def test_a_question_is_answered_by_an_index(cast, query):
    case = builders.case(cast.guider)
    rows = [
        Entry(
            at=NOON + timedelta(seconds=number),
            actor=f"accounts.user:{cast.guider.pk}",
            action="film.read",
            subject=f"vault.recording:{number % 60}",
            case=f"cases.case:{case.pk}",
            hash=f"{number:064x}",
        )
        for number in range(3000)
    ]
    QuerySet(Entry).bulk_create(rows)
    plan = TrailForm(cast.administrator, query).entries()[:51].explain()
    of_the_trail = [line for line in plan.splitlines() if "audit_entry" in line]
    assert len(of_the_trail) >= 1
    assert [line for line in of_the_trail if "USING INDEX" not in line] == []


def test_every_action_that_is_written_down_has_plain_words():
    source = "\n".join(path.read_text(encoding="utf-8") for path in modules(*APPS))
    assert sorted(set(WRITTEN.findall(source)) - set(ACTIONS)) == []


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Film 12", "vault.recording:12"),
        ("  film 12 ", "vault.recording:12"),
        ("document 3", "consent.document:3"),
        ("vault.recording:12", "vault.recording:12"),
        ("Film", None),
        ("Film of Anna", None),
        ("12", None),
        ("", None),
    ],
)
def test_what_people_write_is_understood(written, label):
    assert label_of(written) == label


def test_what_has_no_word_stays_as_it_is():
    assert (words_of("backup"), words_of("page:person"), words_of("cases.case:7")) == (
        "backup",
        "page:person",
        "Case 7",
    )


def test_an_entry_written_now_is_on_the_newest_page(cast, ask):
    case = builders.case(cast.guider)
    made = record(by=cast.guider, action="case.opened", subject=case, case=case)
    assert numbers(ask()) == [made.pk]
