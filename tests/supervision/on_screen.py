"""A submission with a real film."""

from types import SimpleNamespace

from cases.models import Case
from clips.models import Selection
from consent import actions as consent_actions
from sessions.models import Cycle, FilmedSession, Footage
from tests import builders, consent_builders, vault_builders
from tests.supervision.conftest import GIVEN, add_clip, send


def filmed(cast: SimpleNamespace) -> SimpleNamespace:
    """Two clips of 20 s of film are with the supervisor: frames 50 to 69, and 300 to 349."""
    case = builders.case(cast.trainee, status=Case.Status.ACTIVE)
    parent = builders.person(case, name="Juniper Canary", born_on="1991-02-03")
    builders.helping_question(case)
    consent_builders.answers(case, parent, **GIVEN)
    cycle = Cycle.objects.create(case=case, number=1)
    recording = vault_builders.ready_recording(case.key, vault_builders.film(20, rate=25), by=cast.trainee)
    custody = consent_actions.take_custody(recording=recording, case=case, persons=[parent], by=cast.trainee)
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    footage = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="kitchen.mp4", added_by=cast.trainee
    )
    selection = Selection.objects.create(cycle=cycle)
    short = add_clip(selection, footage, 50, title="He waits")
    type(short).objects.filter(pk=short.pk).update(out_frame=70)
    add_clip(selection, footage, 200)
    scene = SimpleNamespace(
        cast=cast, trainee=cast.trainee, supervisor=cast.supervisor, case=case, parent=parent, footage=footage
    )
    scene.selection = selection
    scene.submission = send(scene)
    return scene
