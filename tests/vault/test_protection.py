"""The tier is chosen by trying to break out of it, and without one production opens no film."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as current
from django.utils import timezone

from tests.vault_builders import film, received_recording
from vault import protecting
from vault.actions import working
from vault.ffmpeg import sandbox, selftest
from vault.ffmpeg.runner import Allowance, run
from vault.ffmpeg.sandbox import Tier
from vault.models import Job, Protection, Recording
from vig import health


@pytest.fixture
def forget() -> Iterator[None]:
    """Each test finds out anew, and leaves no finding behind."""
    selftest._found.cache_clear()
    yield
    selftest._found.cache_clear()


def holds(tier: Tier) -> bool:
    return not selftest._weakness(tier)


@pytest.mark.usefixtures("forget")
def test_whoever_changes_this_has_a_sandbox() -> None:
    """Else the tests of the tiers would all be skipped and nobody would notice."""
    assert selftest.protection().tier in (Tier.BUBBLEWRAP, Tier.LIMITS)


@pytest.mark.usefixtures("forget")
def test_without_bubblewrap_the_next_tier_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    if not holds(Tier.LIMITS):
        pytest.skip("No tier works here without bubblewrap.")
    which = sandbox.shutil.which
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None if name == "bwrap" else which(name))
    found = selftest.protection()
    assert (found.tier, found.refused) == (Tier.LIMITS, ("bubblewrap: bubblewrap is not installed.",))


@pytest.mark.usefixtures("forget")
def test_a_tier_that_shows_our_files_is_not_used(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    if not holds(Tier.BUBBLEWRAP):
        pytest.skip("This tier does not work here.")
    settings.SANDBOX = "bubblewrap"
    monkeypatch.setattr(sandbox, "LIBRARIES", (*sandbox.LIBRARIES, str(current.DATA_DIR)))
    found = selftest.protection()
    assert found.tier == Tier.NONE
    assert found.refused == ("bubblewrap: not safe here (probe: read files of Attune).",)


@pytest.mark.usefixtures("forget")
@pytest.mark.parametrize("tier", [Tier.BUBBLEWRAP, Tier.LIMITS])
def test_a_tier_without_a_limit_of_memory_is_not_used(
    tier: Tier, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    if not holds(tier):
        pytest.skip("This tier does not work here.")
    settings.SANDBOX = tier.value
    monkeypatch.setattr(sandbox, "MEMORY", 64 * 1024**3)
    assert selftest.protection().refused == (
        f"{tier}: not safe here (probe: take more memory than allowed).",
    )


def test_in_production_films_wait_for_a_safe_worker(
    cast: SimpleNamespace, case_key: UUID, settings: Any
) -> None:
    recording = received_recording(case_key, film(1), by=cast.guider)
    job = recording.jobs.get()
    settings.SANDBOX, settings.SANDBOX_REQUIRED = "none", True
    with pytest.raises(selftest.NotProtected):
        run(["ffmpeg"], files=[], allowance=Allowance(1, 1, 1), beat=lambda _seconds: None)
    working.run(job_id=job.pk)
    protecting.report("interactive@here")
    job.refresh_from_db()
    recording.refresh_from_db()
    assert (job.state, job.waits_for, job.attempt) == (Job.State.QUEUED, Job.Wait.SANDBOX, 0)
    assert (recording.state, recording.failure) == (Recording.State.WAITING, "")
    tone, words = health.ffmpeg()
    assert tone == "stop"
    assert words.startswith("Films are opened without a sandbox. So no film is prepared: they all wait.")

    settings.SANDBOX, settings.SANDBOX_REQUIRED = "none", False
    working.run(job_id=job.pk)
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY


def test_the_health_page_says_which_tier_each_living_worker_runs_on(db: None, settings: Any) -> None:
    assert health.ffmpeg()[0] == "wait"
    settings.SANDBOX = "none"
    protecting.report("bulk@demo")
    assert health.ffmpeg() == ("wait", "Films are opened without a sandbox.")
    Protection.objects.update(tier="bubblewrap", words="Films are opened in a sandbox (bubblewrap).")
    assert health.ffmpeg() == ("good", "Films are opened in a sandbox (bubblewrap).")
    Protection.objects.update(seen_at=timezone.now() - timedelta(minutes=6))
    assert health.ffmpeg()[0] == "wait"
    protecting.report("bulk@another")
    assert [row.worker for row in Protection.objects.all()] == ["bulk@another"]
