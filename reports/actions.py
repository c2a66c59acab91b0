"""Freezing a report, and handing out what was frozen."""

import hashlib
import uuid

from django.db import transaction

from accounts.models import Organisation, User
from audit.actions import record
from reports.caseload import TEMPLATE, caseload_report
from reports.csv_file import csv_bytes
from reports.models import Release, Snapshot
from reports.profiles import DisclosureProfile
from reports.quarters import Quarter
from reports.rules import check_quarter_is_over


@transaction.atomic
def freeze(*, organisation: Organisation, quarter: Quarter, profile: DisclosureProfile, by: User) -> Snapshot:
    """The quarter's report, computed the first time and never again."""
    check_quarter_is_over(quarter)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    key = {
        "organisation": organisation,
        "template": TEMPLATE,
        "year": quarter.year,
        "quarter": quarter.number,
    }
    frozen = Snapshot.objects.filter(**key).first()
    if frozen:
        return frozen
    report = caseload_report(organisation, quarter, profile)
    number = uuid.uuid4()
    content = csv_bytes(report, number)
    made = Snapshot.objects.create(
        id=number,
        **key,
        profile=profile.code,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
    )
    record(by=by, action="report.frozen", subject=made, sha256=made.sha256, hidden=report.hidden)
    return made


@transaction.atomic
def release(*, snapshot: Snapshot, by: User) -> bytes:
    """The frozen bytes. Who took them is written down before they leave."""
    made = Release.objects.create(snapshot=snapshot, released_by=by)
    record(by=by, action="report.released", subject=made, snapshot=str(snapshot.pk), sha256=snapshot.sha256)
    return bytes(snapshot.content)
