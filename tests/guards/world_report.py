"""A released report, for the access matrix."""

from accounts.models import User
from reports.models import Release, ReportFile


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
    return {"report_file_id": file.pk, "period": "2026-Q3"}
