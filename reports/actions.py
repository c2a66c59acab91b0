"""Previewing the reports of a period, releasing them for good, and handing out what was frozen."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Organisation, User
from audit.actions import record
from reports.counts import Scope
from reports.extract.coarsening import Coarse
from reports.extract.extract_file import csv_bytes, extract_of
from reports.files import MAKERS, FrozenRelease, FrozenReport
from reports.handing_on import nudge
from reports.making import make
from reports.models import Download, Draft, Extract, Release, ReportFile, Snapshot
from reports.periods import Period
from reports.profiles import DisclosureProfile
from reports.rules import (
    check_can_be_released,
    check_enough_rows,
    check_is_over,
    check_may_release_extract,
    check_not_extracted,
    check_not_released,
    check_still_waits,
)
from reports.shaping import Moved
from reports.subjects import TITLES
from reports.tables import Report

State = Draft.State
LOST_AFTER, GIVEN_UP_AFTER = timedelta(minutes=5), timedelta(hours=1)


@transaction.atomic
def ask_for_draft(
    *, organisation: Organisation, period: Period, profile: DisclosureProfile, merged: bool, by: User
) -> Draft:
    """It takes the place of an earlier one; the worker makes it."""
    check_is_over(period)
    check_not_released(period, list(Release.objects.filter(organisation=organisation)))
    key = {"organisation": organisation, "year": period.year, "quarter": period.quarter}
    Draft.objects.filter(**key).delete()
    draft = Draft.objects.create(**key, profile=profile.code, merged=merged, asked_by=by)
    record(by=by, action="report.draft_asked", subject=draft, period=str(period), profile=profile.code)
    transaction.on_commit(lambda: nudge(draft.pk), robust=True)
    return draft


def make_draft(*, draft_id: int) -> None:
    """Done by the worker. Doing it twice gives the same."""
    mine = Draft.objects.filter(pk=draft_id)
    mine.unfinished().update(state=State.RUNNING, progress=0)
    draft = mine.select_related("organisation").filter(state=State.RUNNING).first()
    if draft is None:
        return
    try:
        made = make(
            draft.organisation,
            draft.period,
            draft.rule,
            merged=draft.merged,
            progress=lambda percent: mine.update(progress=percent),
        )
    except Moved:
        mine.update(state=State.FAILED)
        return
    mine.update(
        state=State.READY,
        progress=100,
        contents=[report.to_json() for report in made.reports],
        cohort=made.cohort,
        made_at=timezone.now(),
    )


def sweep_drafts() -> None:
    """What was asked for while the queue was down, or was cut off, is made after all, for an hour."""
    now = timezone.now()
    unfinished = Draft.objects.unfinished()
    unfinished.filter(asked_at__lt=now - GIVEN_UP_AFTER).update(state=State.FAILED)
    for draft_id in unfinished.filter(asked_at__lt=now - LOST_AFTER).values_list("pk", flat=True):
        nudge(draft_id)


@transaction.atomic
def release(*, draft: Draft, by: User) -> Release:
    """Freeze what was previewed, for good. From now on the ledger knows which cases it counted."""
    organisation = Organisation.objects.select_for_update().get(pk=draft.organisation_id)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    check_can_be_released(draft, list(Release.objects.filter(organisation=organisation)))
    made = Release.objects.create(
        organisation=organisation,
        year=draft.year,
        quarter=draft.quarter,
        profile=draft.profile,
        merged=draft.merged,
        cohort=draft.cohort,
        released_by=by,
    )
    with translation.override(settings.LANGUAGE_CODE):
        _make_files(tuple(_freeze(report, made) for report in draft.reports), made)
    draft.delete()
    hashes = dict(made.snapshots.order_by("template").values_list("template", "sha256"))
    record(by=by, action="report.released", subject=made, period=str(made.period), sha256=hashes)
    return made


@transaction.atomic
def hand_out(*, file: ReportFile, by: User) -> bytes:
    """The same bytes, always. Who took them is written down before they leave."""
    made = Download.objects.create(file=file, taken_by=by)
    record(by=by, action="report.downloaded", subject=made, file=file.pk, sha256=file.sha256)
    return bytes(file.content)


@transaction.atomic
def ask_for_extract(*, period: Period, purpose: str, by: User) -> Extract:
    """Nothing is made yet: who may be in it is asked at the moment of release."""
    _rows_that_may_leave(Scope(by.organisation, period))
    extract = Extract.objects.create(
        organisation=by.organisation, year=period.year, quarter=period.quarter, purpose=purpose, asked_by=by
    )
    record(by=by, action="extract.asked", subject=extract, period=str(period))
    return extract


@transaction.atomic
def release_extract(*, extract: Extract, by: User) -> Extract:
    """The second person's word. The bytes are made now, from what holds now, and never again."""
    scope = Scope(Organisation.objects.select_for_update().get(pk=extract.organisation_id), extract.period)
    extract = Extract.objects.select_for_update().get(pk=extract.pk)
    check_may_release_extract(extract, by)
    made = _rows_that_may_leave(scope)
    with translation.override(settings.LANGUAGE_CODE):
        extract.content = csv_bytes(scope, made)
    extract.rows, extract.dropped = len(made.rows), made.dropped
    extract.sha256 = _sha256(extract.content)
    extract.released_by, extract.released_at = by, timezone.now()
    extract.save()
    record(
        by=by, action="extract.released", subject=extract, period=str(extract.period), sha256=extract.sha256
    )
    return extract


@transaction.atomic
def remove_extract(*, extract: Extract, by: User) -> None:
    """Taken back by who asked for it, or turned down by another. That it was asked for stays in the trail."""
    extract = Extract.objects.visible_to(by).select_for_update(of=("self",)).get(pk=extract.pk)
    check_still_waits(extract)
    record(by=by, action="extract.removed", subject=extract, period=str(extract.period))
    extract.delete()


@transaction.atomic
def hand_out_extract(*, extract: Extract, by: User) -> bytes:
    record(by=by, action="extract.downloaded", subject=extract, sha256=extract.sha256)
    return bytes(extract.content)


def _rows_that_may_leave(scope: Scope) -> Coarse:
    check_is_over(scope.period)
    check_not_extracted(
        scope.period,
        list(Extract.objects.released().filter(organisation=scope.organisation).defer("content")),
    )
    with translation.override(settings.LANGUAGE_CODE):
        made = extract_of(scope)
    check_enough_rows(len(made.rows))
    return made


def _freeze(report: Report, made: Release) -> FrozenReport:
    content = report.to_json().encode()
    snapshot = Snapshot.objects.create(
        release=made, template=report.template, content=content, sha256=_sha256(content)
    )
    return FrozenReport(str(TITLES[report.template]), report, snapshot.pk, snapshot.sha256)


def _make_files(parts: tuple[FrozenReport, ...], made: Release) -> None:
    """Every format here and now, so that a later version of the program hands out the same bytes."""
    frozen = FrozenRelease(parts, made.released_at)
    for code, maker in MAKERS.items():
        content = maker(frozen)
        ReportFile.objects.create(release=made, format=code, content=content, sha256=_sha256(content))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
