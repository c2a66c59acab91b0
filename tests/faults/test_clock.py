"""F12: a machine's clock jumps by a day. Leases are counted by the database's clock."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from tests.vault_builders import received_recording
from vault import jobs
from vault.models import Job

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
DAY = timedelta(days=1)


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_clock_that_jumps_neither_takes_over_a_living_job_nor_keeps_a_dead_one(
    cast: SimpleNamespace, case_key: UUID, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    living, dead = (received_recording(case_key, b"film", by=cast.guider).jobs.get() for _number in range(2))
    held = jobs.take(living.pk)
    jobs.take(dead.pk)
    Job.objects.filter(pk=dead.pk).update(leased_until=Now() - timedelta(seconds=1))
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + jump)
    assert jobs.take(living.pk) is None
    assert list(jobs.forgotten()) == [dead]
    jobs.renew(held, stage="Copying the film", share=0.5)
    assert jobs.take(dead.pk) is not None
    living.refresh_from_db()
    assert timedelta() < living.leased_until - real() <= jobs.LEASE + timedelta(seconds=2)
