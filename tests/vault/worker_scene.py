"""Steps of `test_worker_killed.py`, run in their own process: `python -m tests.vault.worker_scene STEP`."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from uuid import uuid4  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests import builders  # noqa: E402
from tests.vault import scan  # noqa: E402
from tests.vault_builders import film, received_recording  # noqa: E402
from vault import keys, reading  # noqa: E402
from vault.actions import sweeping  # noqa: E402
from vault.models import Job, Key, Recording, SealedFile, Segment  # noqa: E402
from vault.storage import sealed_storage  # noqa: E402


def begin() -> None:
    """An empty installation with one film whose working copy has to be made anew."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("migrate", "vault", database="keystore", verbosity=0, skip_checks=True)
    call_command("create_master_key", stdout=sys.stderr)
    guider = builders.user("guider", builders.organisation("Rosehill"))
    content = film(8, 30, (960, 540), key_every=8)
    received_recording(uuid4(), content, by=guider)


def secrets() -> None:
    """What must be readable nowhere: stretches of the film, and every key."""
    film = reading.read_all(SealedFile.objects.get(role=SealedFile.Role.ORIGINAL))
    opened = [keys.unwrap(key) for key in Key.objects.values_list("pk", flat=True)]
    found = {"film": scan.windows(film), "keys": [*opened, *keys.master_keys().values()]}
    sys.stdout.write(json.dumps({name: [each.hex() for each in all_] for name, all_ in found.items()}))


def expire() -> None:
    """As if the time of every lease had passed; then the sweep that comes every 30 s."""
    Job.objects.filter(state=Job.State.LEASED).update(leased_until=timezone.now())
    sweeping.sweep()


def show() -> None:
    known = set(Segment.objects.values_list("name", flat=True))
    sweeping.sweep_orphans()
    state = {
        "recording": Recording.objects.get().state,
        "jobs": {job.kind: [job.state, job.attempt] for job in Job.objects.all()},
        "stage": [job.progress for job in Job.objects.filter(kind=Job.Kind.TRANSCODE)],
        "complete": sorted(SealedFile.objects.filter(complete=True).values_list("role", flat=True)),
        "incomplete": SealedFile.objects.filter(complete=False).count(),
        "unknown_objects": len([name for name, _changed in sealed_storage().listing() if name not in known]),
    }
    sys.stdout.write(json.dumps(state))


if __name__ == "__main__":
    {"begin": begin, "secrets": secrets, "expire": expire, "show": show}[sys.argv[1]]()
