"""Visits in calendar programs: read by an independent reader, without a word about anybody."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions, ics
from cases.models import CalendarFeed, Case, Visit
from cases.rules import VisitPlan
from cases.views.calendar import PER_MINUTE
from tests import builders
from vig.log import WithoutSecrets


@pytest.fixture
def visit(family):
    return Visit.objects.create(
        case=family.case, day=date(2026, 7, 6), starts_at=time(9, 30), place="home", purpose="filming"
    )


@pytest.fixture
def ahead(family):
    """Tomorrow, so that the calendar of today holds it."""
    day = timezone.localdate() + timedelta(days=1)
    return Visit.objects.create(
        case=family.case, day=day, starts_at=time(9), place="clinic", purpose="follow_up"
    )


def read(content):
    [calendar] = icalendar.Calendar.from_ical(content, multiple=True)
    return calendar, list(calendar.walk("VEVENT"))


def event_of(visit, **changes):
    [event] = read(ics.calendar([visit], **changes))[1]
    assert event.errors == []
    return event


def test_an_independent_reader_reads_what_a_calendar_needs(visit):
    calendar, [event] = read(ics.calendar([visit]))
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert event["UID"] == str(visit.uid)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Visit (filming)", "At home")
    assert (event["STATUS"], event["SEQUENCE"], event["CLASS"]) == ("CONFIRMED", 0, "PRIVATE")
    assert abs(event["DTSTAMP"].dt - visit.changed_at) < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 9, 30, tzinfo=UTC)),
        (date(2026, 7, 6), datetime(2026, 7, 6, 8, 30, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 8, 30, tzinfo=UTC)),
    ],
)
def test_the_time_of_the_clock_in_the_service_is_right_in_summer_and_winter(visit, day, begins):
    visit.day = day
    event = event_of(visit)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (begins, begins + timedelta(hours=1))


def test_another_time_zone_is_another_time(visit, settings):
    settings.TIME_ZONE = "America/Toronto"
    with timezone.override("America/Toronto"):
        assert event_of(visit)["DTSTART"].dt == datetime(2026, 7, 6, 13, 30, tzinfo=UTC)


def test_without_a_time_it_stands_on_its_day_and_blocks_nothing(visit):
    visit.starts_at = None
    event = event_of(visit)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 7, 6), date(2026, 7, 7))
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_move_and_a_cancellation_are_newer_than_what_the_calendar_has(cast, ahead):
    first = event_of(ahead)
    plan = VisitPlan(day=ahead.day, starts_at=time(11), place="remote", medium="video_call")
    moved = event_of(actions.move_visit(visit=ahead, plan=plan, by=cast.guider))
    off = event_of(actions.record_attendance(visit=ahead, attendance="cancelled_by_client", by=cast.guider))
    events = (first, moved, off)
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {event["UID"] for event in events} == {str(ahead.uid)}
    assert str(moved["LOCATION"]) == "Video call"
    assert first["DTSTAMP"].dt <= moved["DTSTAMP"].dt <= off["DTSTAMP"].dt


@pytest.mark.parametrize("state", ["on_time", "late_seen", "late_not_seen", "not_attended"])
def test_a_visit_that_was_missed_was_not_cancelled(cast, visit, state):
    actions.record_attendance(visit=visit, attendance=state, by=cast.guider)
    visit.refresh_from_db()
    assert event_of(visit)["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    "line",
    ["a" * 75, "a" * 76, "SUMMARY:" + "é" * 80, "SUMMARY:" + "😀" * 40, "x" * 149, "x" * 150, "", "ab" * 400],
)
def test_lines_are_folded_at_75_bytes_and_no_character_is_cut(line):
    pieces = ics.folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_every_line_ends_as_the_standard_says(visit):
    content = ics.calendar([visit])
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == len(content.split(b"\r\n")) - 1


@pytest.mark.parametrize(
    "text", ["a, b; c", "back\\slash", "two\nlines", "a:b", "\\n is no line", "Größe; 中文"]
)
def test_text_is_escaped_and_read_back(text):
    line = f"SUMMARY:{ics.escaped(text)}"
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")
    assert str(event["SUMMARY"]) == text


@pytest.fixture
def feed(cast, client):
    """`feed()` asks for the guider's calendar as a calendar program does: without signing in."""
    token = actions.renew_feed(by=cast.guider)
    return lambda path=token: client.get(reverse("calendar-feed", args=[path]))


def test_the_own_visits_are_read_without_signing_in(cast, feed, ahead):
    theirs = Visit.objects.create(
        case=builders.case(cast.other_guider), day=ahead.day, place="home", purpose="other"
    )
    answer = feed()
    _calendar, events = read(answer.content)
    assert [event["UID"] for event in events] == [str(ahead.uid)]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert str(theirs.uid).encode() not in answer.content


def test_nothing_in_it_says_who_or_which_case(cast, feed, ahead, family):
    builders.helping_question(family.case, rated_by=family.client)
    text = feed().content.decode()
    for words in ("Ada", "Bo", family.case.number, "enjoy", cast.guider.name, cast.guider.email, "Rosehill"):
        assert words not in text
    names = {line.partition(":")[0].partition(";")[0] for line in text.split("\r\n") if line}
    assert names == {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "UID",
        "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "CLASS", "END",
    }  # fmt: skip


def test_what_is_long_past_has_left_the_calendar(feed, ahead):
    Visit.objects.create(
        case=ahead.case, day=timezone.localdate() - timedelta(days=31), place="home", purpose="other"
    )
    assert [event["UID"] for event in read(feed().content)[1]] == [str(ahead.uid)]


def test_visits_of_a_paused_case_are_off_and_of_a_case_handed_over_gone(cast, feed, ahead):
    Case.objects.update(status="paused")
    assert [event["STATUS"] for event in read(feed().content)[1]] == ["CANCELLED"]
    Case.objects.update(status="active", guider=cast.other_guider)
    assert read(feed().content)[1] == []


def test_whatever_is_wrong_the_answer_is_the_same(cast, feed, ahead):
    old = actions.renew_feed(by=cast.guider)
    answers = [feed(), feed("x" * 43), feed("short")]
    actions.revoke_feed(by=cast.guider)
    answers.append(feed(old))
    token = actions.renew_feed(by=cast.guider)
    cast.guider.roles_held.update(until=timezone.now())
    answers.append(feed(token))
    cast.guider.roles_held.update(until=None)
    cast.guider.is_active = False
    cast.guider.save(update_fields=["is_active"])
    answers.append(feed(token))
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, b"")}
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_only_the_hash_of_the_address_is_kept_and_the_trail_has_neither(cast, trail):
    token = actions.renew_feed(by=cast.guider)
    [kept] = CalendarFeed.objects.values_list("token_sha256", flat=True)
    assert (len(kept), len(token) >= 43, token in kept) == (64, True, False)
    actions.revoke_feed(by=cast.guider)
    actions.revoke_feed(by=cast.guider)
    assert trail() == [("calendar.renewed", {}), ("calendar.revoked", {})]


def test_who_asks_too_often_waits_whatever_the_address(feed):
    for _ask in range(PER_MINUTE):
        feed("x" * 43)
    answers = [feed(), feed("x" * 43)]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(429, "60")] * 2


def test_the_log_never_holds_an_address(feed, caplog):
    feed("an-address-nobody-may-read")
    [record] = [each for each in caplog.records if each.name == "django.request"]
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /calendar/-/visits.ics"


def test_the_page_tells_the_address_once_and_takes_it_back(cast, sign_in):
    client, url = sign_in(cast.guider), reverse("calendar")
    assert "Make my address" in client.get(url).content.decode()
    made = client.post(url)
    address = made.context["address"]
    assert made.content.decode().count(f'value="{address}"') == 1
    assert f'href="{address.replace("http:", "webcal:")}"' in made.content.decode()
    later = client.get(url).content.decode()
    assert ("Make a new address" in later, address in later) == (True, False)
    assert client.get(address).status_code == 200
    client.post(reverse("calendar-removal"))
    assert client.get(address).status_code == 404


def test_one_visit_is_a_file_for_its_guider_only(cast, sign_in, ahead):
    url = reverse("visit-file", args=[ahead.pk])
    answer = sign_in(cast.guider).get(url)
    assert [event["UID"] for event in read(answer.content)[1]] == [str(ahead.uid)]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="visit.ics"'
    assert sign_in(cast.other_guider).get(url).status_code == 404


def test_three_hundred_visits_take_as_many_queries_as_three(feed, ahead, django_assert_num_queries):
    with django_assert_num_queries(3):
        feed()
    many = [Visit(case=ahead.case, day=ahead.day, place="home", purpose="other") for _each in range(300)]
    Visit.objects.bulk_create(many)
    with django_assert_num_queries(3):
        assert len(read(feed().content)[1]) == 301
