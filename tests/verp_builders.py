"""A running group: who leads it, two members, and the first one's own practice with two chosen clips."""

from types import SimpleNamespace

from accounts.actions import give_verp_place, open_verp_course
from accounts.models import User, VerpCourse
from clips.models import Clip, Selection
from consent.scopes import Scope
from sessions.models import Cycle, Footage
from supervision.actions import set_goal, show_to_group
from supervision.models import Showing
from tests import builders, consent_builders
from tests.supervision.conftest import add_clip, add_film
from vault import files
from vault.models import Job, SealedFile

GIVEN = {Scope.FILM: "given", Scope.GROUP_SUPERVISION: "given"}
GOAL = "How do I leave Robin room to begin?"


def course(leader: User, *members: User, title: str = "Autumn group") -> VerpCourse:
    made = open_verp_course(title=title, begun_on="2026-09-01", by=leader)
    for member in members:
        give_verp_place(course=made, member=member, by=leader)
    return made


def scene(cast: SimpleNamespace) -> SimpleNamespace:
    """The guider shows; the other guider and the supervisor, who leads, are there to see it."""
    group = course(cast.supervisor, cast.guider, cast.other_guider)
    return SimpleNamespace(
        cast=cast,
        course=group,
        leader=cast.supervisor,
        presenter=cast.guider,
        member=cast.other_guider,
        **vars(own_practice(group, cast.guider)),
    )


def own_practice(group: VerpCourse, member: User) -> SimpleNamespace:
    """A film with a pupil in it, who agreed as the member did, and two clips that are cut."""
    place = group.places.get(member=member, left_at=None)
    case = set_goal(place=place, own_words="I fill every pause.", agreed_wording=GOAL, by=member)
    staff = case.participations.get().person
    pupil = builders.person(case, "pupil", "Robin Canary", born_on="2019-02-03")
    for person in (staff, pupil):
        consent_builders.answers(case, person, **GIVEN)
    cycle = Cycle.objects.create(case=case, number=1)
    footage = add_film(cycle, staff, pupil)
    type(footage.custody.recording).objects.filter(pk=footage.custody.recording_id).update(
        ready_at=footage.created_at
    )
    selection = Selection.objects.create(cycle=cycle)
    clips = [add_clip(selection, footage, start, title=f"Robin at {start}") for start in (100, 500)]
    for clip in clips:
        cut(clip)
    return SimpleNamespace(
        place=place, case=case, staff=staff, pupil=pupil, cycle=cycle, footage=footage, clips=clips
    )


def cut(clip: Clip) -> Job:
    """Rendered: its file is sealed noise."""
    recording = clip.footage.custody.recording
    job = Job.objects.create(recording=recording, kind="clip", queue="interactive", state="done")
    made = files.begin(recording=recording, role="clip", content_type="video/mp4", job=job)
    files.append(file=made, start=0, pieces=[b"clip" * 25], total=100)
    SealedFile.objects.filter(pk=made.pk).update(sha256="0" * 64, complete=True)
    Clip.objects.filter(pk=clip.pk).update(render=job)
    return job


def show(of: SimpleNamespace, question: str = "What does Robin do before I speak?") -> Showing:
    return show_to_group(cycle=of.cycle, question=question, by=of.presenter)


def footage_of(showing: Showing) -> Footage:
    return Footage.objects.get(showing_clips__showing=showing, showing_clips__position=1)
