"""F8: the queue delivers a message again and again, to two workers. Each thing is made once."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from audit.actions import label
from audit.models import Entry
from tests.faults.conftest import Starting
from tests.faults.killing import wait_until
from tests.faults.wholeness import problems
from tests.vault_builders import film, ready_recording, received_recording
from vault import actions
from vault.models import Job, SealedFile

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.timeout(900),
]
TIMES = 5


def test_five_messages_for_each_job_and_two_workers_make_each_thing_once(
    cast: SimpleNamespace, case_key: UUID, worker: Starting, send, tmp_path: Path
) -> None:
    recording = ready_recording(case_key, film(), by=cast.guider)
    clips = [
        actions.request_clip(recording=recording, in_frame=at, out_frame=at + 15, by=cast.guider)
        for at in (0, 20, 40)
    ]
    new = received_recording(case_key, film(), by=cast.guider)
    asked = [*clips, new.jobs.get()]
    for job in asked * TIMES:
        send(job)
    with ExitStack() as both:
        for name in ("one", "two"):
            both.enter_context(worker(name))
        wait_until(lambda: not list((tmp_path / "queue").glob("*.msg")), "Messages are left.")
        wait_until(lambda: not Job.objects.exclude(state="done").exists())
    assert set(Job.objects.filter(pk__in=[job.pk for job in asked]).values_list("attempt", flat=True)) == {1}
    made = Counter(SealedFile.objects.filter(complete=True, recording=new).values_list("role", flat=True))
    assert made == {"original": 1, "working": 1, "strip": 1, "waveform": 1}
    assert SealedFile.objects.filter(role="clip", complete=True).count() == len(clips)
    assert Entry.objects.filter(action="clip.rendered").count() == len(clips)
    assert Entry.objects.filter(action="recording.ready", subject=label(new)).count() == 1
    assert problems() == []
