"""A released report, for the access matrix."""

from accounts.models import User
from reports.models import Release, ReportFile, Snapshot


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
    snapshot = Snapshot.objects.create(release=release, template="referrals", content=b"{}", sha256="0" * 64)
    ReportFile.objects.create(snapshot=snapshot, format="csv", content=b"", sha256="0" * 64)
    return {"snapshot_id": snapshot.pk, "extension": "csv", "period": "2026-Q3"}
