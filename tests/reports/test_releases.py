"""Preview, then release: frozen for good, the ledger refuses what could be subtracted, and who took what."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case
from reports import actions
from reports.ledger import TAG
from reports.models import Download, Draft, Release, ReportFile
from reports.periods import Period
from reports.profiles import PROFILES, STANDARD
from reports.rules import check_far_enough_apart, check_not_released
from reports.subjects import SUBJECTS
from tests import builders
from tests.reports.history import caseload

Q1, Q2 = Period(2025, 1), Period(2025, 2)
NUMBER_OF_FORMATS = 4


def drafted(cast, period: Period = Q1, profile=STANDARD, *, merged: bool = False) -> Draft:
    draft = actions.ask_for_draft(
        organisation=cast.organisation, period=period, profile=profile, merged=merged, by=cast.administrator
    )
    actions.make_draft(draft_id=draft.pk)
    draft.refresh_from_db()
    return draft


def released(cast, period: Period = Q1) -> Release:
    return actions.release(draft=drafted(cast, period), by=cast.administrator)


def referred(cast, number: int, on: date = date(2025, 2, 1)) -> list[Case]:
    """Over and done with in one day, so that they belong to one quarter."""
    return [builders.case(cast.guider, referred_on=on, status="declined") for _each in range(number)]


def test_the_worker_makes_the_preview_and_nothing_is_released(cast, sign_in):
    caseload(cast.guider, 100)
    client, address = sign_in(cast.administrator), reverse("report", args=[Q1])
    assert client.post(address, {"profile": "standard"}).status_code == 302
    draft = Draft.objects.get()
    assert (draft.state, draft.progress, Release.objects.count()) == ("waiting", 0, 0)
    assert "The numbers are being counted: 0 %" in client.get(address).content.decode()
    actions.make_draft(draft_id=draft.pk)
    page = client.get(address)
    draft.refresh_from_db()
    assert (draft.state, draft.progress) == ("ready", 100)
    assert page.context["hidden"] == sum(report.hidden for report in draft.reports) > 0
    words = page.content.decode()
    assert f"{page.context['hidden']} of {page.context['size']} numbers are hidden" in words
    assert "Fewer are hidden when small rows are merged." in words
    assert reverse("report", args=[Period(2025)]) in words
    assert Release.objects.count() == 0


def test_a_new_preview_takes_the_place_of_the_old_one(cast):
    drafted(cast)
    again = drafted(cast, profile=PROFILES["strict"], merged=True)
    assert list(Draft.objects.all()) == [again]
    assert {report.profile for report in again.reports} == {"strict"}


def test_merging_hides_less_and_a_merged_row_says_what_it_is(cast):
    caseload(cast.guider, 150)
    hidden = sum(report.hidden for report in drafted(cast, Period(2025)).reports)
    merged = drafted(cast, Period(2025), merged=True)
    assert sum(report.hidden for report in merged.reports) < hidden / 2
    sources = next(t for t in merged.reports[0].tables if t.code == "by_source")
    assert sources.hidden == 0
    assert 1 < len(sources.row_heads) < len(Case.Source)


def test_what_is_released_is_what_was_previewed_and_never_moves(cast, sign_in):
    caseload(cast.guider, 60)
    draft = drafted(cast)
    previewed = draft.contents
    caseload(cast.guider, 60, seed=2)
    client = sign_in(cast.administrator)
    client.post(reverse("report-release", args=[Q1]))
    release = Release.objects.get()
    assert sorted(bytes(each.content).decode() for each in release.snapshots.all()) == sorted(previewed)
    assert release.snapshots.count() == len(SUBJECTS)
    assert ReportFile.objects.count() == NUMBER_OF_FORMATS
    assert Draft.objects.count() == 0
    for snapshot in release.snapshots.all():
        assert hashlib.sha256(snapshot.content).hexdigest() == snapshot.sha256
    for file in release.files.all():
        address = reverse("report-file", args=[file.pk])
        first, again = client.get(address), client.get(address)
        assert first.content == again.content == bytes(file.content)
        assert hashlib.sha256(first.content).hexdigest() == file.sha256
        name = f"caseload-report-2025-Q1.{file.format}"
        assert first.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_who_released_and_who_took_what_is_written_down_and_shown(cast, sign_in):
    release = released(cast)
    client = sign_in(cast.administrator)
    client.get(reverse("report-file", args=[release.files.get(format="csv").pk]))
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "report.draft_asked",
        "report.released",
        "report.downloaded",
    ]
    assert Download.objects.get().taken_by == cast.administrator
    page = client.get(reverse("report", args=[Q1])).content.decode()
    assert f"Released by {cast.administrator.name}" in page
    assert f"{cast.administrator.name} · CSV" in page
    assert cast.administrator.name in client.get(reverse("reports")).content.decode()


def test_a_service_with_fewer_than_twenty_cases_gets_totals_only(cast):
    referred(cast, 19)
    assert {len(t.row_heads) for report in drafted(cast).reports for t in report.tables} == {1}
    assert all("fewer than 20 cases" in report.notes[-1] for report in drafted(cast).reports)
    referred(cast, 1)
    assert max(len(t.row_heads) for report in drafted(cast).reports for t in report.tables) > 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("2999-Q4", "2999-Q4 is not over yet"), ("2999", "2999 is not over yet")],
)
def test_an_open_period_is_refused_with_a_sentence(cast, sign_in, code, sentence):
    client = sign_in(cast.administrator)
    for response in (client.get(f"/reports/{code}/"), client.post(f"/reports/{code}/")):
        assert response.status_code == 400
        assert sentence in response.content.decode()
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("code", ["2025-Q0", "2025-Q5", "25", "2025-q1", "all"])
def test_there_are_no_other_periods(cast, sign_in, code):
    assert sign_in(cast.administrator).get(f"/reports/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("before", "now", "allowed"),
    [
        (Q1, Q1, False),
        (Q1, Q2, True),
        (Q1, Period(2025), False),
        (Period(2025), Q1, False),
        (Period(2024), Period(2025), True),
    ],
)
def test_a_period_is_released_once_by_quarters_or_as_a_year(before, now, allowed):
    release = Release(year=before.year, quarter=before.quarter)
    if allowed:
        assert check_not_released(now, [release]) is None
        return
    with pytest.raises(ValidationError):
        check_not_released(now, [release])


@pytest.mark.parametrize(
    ("gone", "come", "allowed"),
    [
        (0, 0, True),
        (1, 0, False),
        (0, 1, False),
        (7, 0, False),
        (3, 4, False),
        (8, 0, True),
        (4, 4, True),
        (0, 30, True),
    ],
)
def test_two_releases_are_the_same_cases_or_eight_apart(gone, come, allowed):
    first = [number.to_bytes(TAG) for number in range(50)]
    second = first[gone:] + [number.to_bytes(TAG) for number in range(100, 100 + come)]
    release = Release(year=2025, quarter=1, cohort=b"".join(first), released_at=timezone.now())
    if allowed:
        assert check_far_enough_apart(b"".join(second), [release]) is None
        return
    with pytest.raises(ValidationError, match=f"Only {gone + come} case"):
        check_far_enough_apart(b"".join(second), [release])


def test_a_period_that_is_a_few_cases_from_a_released_one_is_refused_and_says_why(cast, sign_in):
    for number in range(25):
        builders.case(
            cast.guider,
            referred_on=date(2024, 1, 1),
            number=f"S-{number}",
            opened_at=timezone.make_aware(timezone.datetime(2024, 1, 1)),
        )
    released(cast)
    referred(cast, 3, on=date(2025, 5, 1))
    drafted(cast, Q2)
    client = sign_in(cast.administrator)
    page = client.get(reverse("report", args=[Q2])).content.decode()
    assert "Only 3 cases came or went between this period and 2025-Q1" in page
    assert reverse("report-release", args=[Q2]) not in page
    client.post(reverse("report-release", args=[Q2]))
    assert Release.objects.count() == 1
    referred(cast, 5, on=date(2025, 5, 1))
    drafted(cast, Q2)
    client.post(reverse("report-release", args=[Q2]))
    assert Release.objects.count() == 2


def test_the_ledger_remembers_cases_that_are_gone_and_holds_no_case_number(cast):
    cases = referred(cast, 30)
    release = released(cast)
    assert len(release.cohort) == 30 * TAG
    assert not any(case.number.encode() in bytes(release.cohort) for case in cases)
    for case in cases[:3]:
        case.delete()
    with pytest.raises(ValidationError, match="Only 3 cases"):
        check_far_enough_apart(_cohort_of_a_new_draft(cast, release), [release])


def _cohort_of_a_new_draft(cast, release: Release) -> bytes:
    """As if the quarter had not been released."""
    Release.objects.filter(pk=release.pk).update(year=2024)
    return bytes(drafted(cast).cohort)


def test_a_referral_that_becomes_a_case_stays_one(cast):
    builders.unassigned_referral(cast.administrator, referred_on=date(2025, 2, 1), number="R-1")
    before = bytes(drafted(cast).cohort)
    builders.case(cast.guider, referred_on=date(2025, 2, 1), number="R-1")
    assert bytes(drafted(cast).cohort) == before


def test_a_draft_that_is_not_ready_is_not_released(cast, sign_in):
    actions.ask_for_draft(
        organisation=cast.organisation, period=Q1, profile=STANDARD, merged=False, by=cast.administrator
    )
    sign_in(cast.administrator).post(reverse("report-release", args=[Q1]))
    assert Release.objects.count() == 0


def test_a_draft_that_was_lost_is_made_after_all_and_given_up_after_an_hour(cast, monkeypatch):
    nudged: list[int] = []
    monkeypatch.setattr("reports.actions.nudge", nudged.append)
    draft = drafted(cast)
    for minutes, state in ((1, "running"), (6, "running"), (61, "failed")):
        Draft.objects.update(state="running", asked_at=timezone.now() - timedelta(minutes=minutes))
        actions.sweep_drafts()
        assert Draft.objects.get().state == state
    assert nudged == [draft.pk]


def test_another_organisation_has_no_such_report(cast, sign_in):
    file = released(cast).files.get(format="csv")
    foreign = builders.user("administrator", cast.stranger.organisation, "foreign")
    address = reverse("report-file", args=[file.pk])
    assert sign_in(foreign).get(address).status_code == 404
    assert sign_in(cast.guider).get(address).status_code == 403
    assert Download.objects.count() == 0
