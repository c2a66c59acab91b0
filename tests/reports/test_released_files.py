"""The files of a release: made once, handed out byte for byte, every taking written down."""

import hashlib
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse

from audit.models import Entry
from reports.models import Download, ReportFile
from reports.subjects import TITLES
from tests.reports.history import YEAR, caseload
from tests.reports.releases import released

FORMATS = ["pdf", "xlsx", "csv", "json"]


@pytest.fixture
def release(cast):
    caseload(cast.guider, 60)
    return released(cast)


def test_each_format_is_made_once_and_hashed(release):
    files = list(release.files.all())
    assert [file.format for file in files] == FORMATS
    for file in files:
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256
        assert file.name == f"caseload-report-{YEAR}.{file.format}"


def test_a_download_is_byte_for_byte_what_was_frozen_whatever_happens_later(
    cast, sign_in, release, monkeypatch
):
    client = sign_in(cast.administrator)
    files = list(release.files.all())
    frozen = {file.format: bytes(file.content) for file in files}
    caseload(cast.guider, 20, seed=2)
    cast.organisation.name = "=Another name"
    cast.organisation.save()
    monkeypatch.setattr("reports.actions.MAKERS", {})
    for _time in range(2):
        for file in files:
            response = client.get(reverse("report-file", args=[file.pk]))
            assert response.content == frozen[file.format]
            assert response.headers["Content-Disposition"] == f'attachment; filename="{file.name}"'
            assert response.headers["Cache-Control"] == "no-store"


def test_every_download_is_written_down_and_listed(cast, sign_in, release):
    client = sign_in(cast.administrator)
    file = release.files.get(format="xlsx")
    client.get(reverse("report-file", args=[file.pk]))
    assert [(each.file, each.taken_by) for each in Download.objects.all()] == [(file, cast.administrator)]
    entry = Entry.objects.order_by("pk").last()
    assert (entry.action, entry.detail["sha256"]) == ("report.downloaded", file.sha256)
    page = client.get(reverse("report", args=[YEAR]))
    assert f"{cast.administrator.name} · Excel" in page.content.decode()


def test_the_files_know_no_other_moment_than_that_of_the_release(release):
    book = openpyxl.load_workbook(io.BytesIO(bytes(release.files.get(format="xlsx").content)))
    at = release.released_at.astimezone(ZoneInfo("UTC")).replace(tzinfo=None, microsecond=0)
    assert isinstance(book.properties.created, datetime)
    assert book.properties.created == at
    assert [name.casefold() for name in book.sheetnames] == [
        *(str(title)[:31].casefold() for title in TITLES.values()),
        "notes",
    ]


def test_a_service_with_the_name_of_a_formula_harms_nobody(cast):
    caseload(cast.guider, 30)
    cast.organisation.name = "=HYPERLINK(0)"
    cast.organisation.save()
    file = released(cast).files.get(format="csv")
    assert b"Service,'=HYPERLINK(0)" in bytes(file.content)


def test_the_page_shows_bars_beside_tables_and_says_what_is_hidden(cast, sign_in, release):
    page = sign_in(cast.administrator).get(reverse("report", args=[YEAR])).content.decode()
    assert page.count('<svg viewBox="0 0 360') >= 5
    assert page.count("<desc id=") == page.count('<svg viewBox="0 0 360')
    assert '<span aria-hidden="true">*</span><span class="visually-hidden">hidden</span>' in page
    for title in TITLES.values():
        assert f"<h2>{title}</h2>" in page
    assert f'href="{reverse("report-file", args=[release.files.first().pk])}"' in page


def test_a_service_without_any_case_can_still_look(cast, sign_in):
    release = released(cast)
    page = sign_in(cast.administrator).get(reverse("report", args=[YEAR])).content.decode()
    assert "<h2>" in page
    assert ReportFile.objects.filter(release=release).count() == len(FORMATS)
