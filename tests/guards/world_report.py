"""A released report, for the access matrix."""

from accounts.models import User
from reports.models import Extract, Release, ReportFile


def released_by(administrator: User) -> dict[str, object]:
    release = Release.objects.create(
        organisation=administrator.organisation,
        year=2020 + Release.objects.count(),
        quarter=1,
        profile="standard",
        merged=False,
        cohort=b"",
        released_by=administrator,
    )
    file = ReportFile.objects.create(release=release, format="csv", content=b"", sha256="0" * 64)
    extract = Extract.objects.create(
        organisation=administrator.organisation,
        year=2025,
        quarter=1,
        purpose="A study",
        asked_by=administrator,
    )
    return {"extract_id": extract.pk, "report_file_id": file.pk, "period": "2026-Q3"}
