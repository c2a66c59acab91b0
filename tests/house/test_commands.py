"""`manage.py sweep` and `manage.py health`: for the person at the terminal, and for a nightly job."""

from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from vault.models import Recording
from vig import health

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


def run(name: str) -> list[str]:
    out = StringIO()
    try:
        call_command(name, stdout=out)
    except CommandError as end:
        return [*out.getvalue().splitlines(), str(end)]
    return out.getvalue().splitlines()


def test_the_sweep_does_everything_that_the_clock_does() -> None:
    assert run("sweep") == [f"{name}: done" for name in django_settings.CELERY_BEAT_SCHEDULE]


def test_a_sweep_that_fails_keeps_no_other_from_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> None:
        raise OSError("the bucket does not answer")

    monkeypatch.setattr("sessions.actions.remove_stale_uploads", unreachable)
    said = run("sweep")
    assert [line for line in said if not line.endswith(": done")] == [
        "sweep-uploads: failed",
        "1 of the sweeps failed. The log says why.",
    ]
    assert len(said) == len(django_settings.CELERY_BEAT_SCHEDULE) + 1


def test_health_says_what_the_page_says(cast: object) -> None:
    assert run("health") == [f"{check.name}: {check.state}. {check.words}" for check in health.checks()]


def test_what_does_not_work_ends_with_an_error(settings: object, tmp_path: object) -> None:
    settings.MASTER_KEY_DIR = tmp_path
    said = run("health")
    assert "Keys: Not working. The master key cannot be read" in "\n".join(said)
    assert said[-1].startswith("Not working: ")
    assert not Recording.objects.exists()
