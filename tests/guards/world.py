"""One case with everything in it, for the access matrix."""

from types import SimpleNamespace

from accounts.models import User
from cases.models import Case, Participation, Person
from clips.models import (
    AgreedPoint,
    Clip,
    EarlyMark,
    Keepsake,
    KeepsakePicture,
    Moment,
    Reflection,
    SelectedClip,
    Selection,
    ShownClip,
    Still,
)
from consent.models import Destruction, Hold, Restriction
from consent.scopes import Purpose
from sessions.models import Cycle, FilmedSession, Footage, Upload
from supervision.actions import ensure_pathways
from supervision.models import (
    Enrolment,
    PickedMoment,
    Remark,
    Showing,
    ShowingClip,
    Stage,
    Submission,
    SubmittedClip,
    SupervisionSession,
    VerpMeeting,
)
from tests import builders, consent_builders
from tests.guards import world_referral
from tests.guards.world_circumstances import circumstances
from tests.guards.world_documents import documents_of
from tests.guards.world_follow_up import follow_up_of
from tests.guards.world_measures import scored
from tests.guards.world_notes import notes_of
from tests.guards.world_report import released_by
from tests.guards.world_visit import visits
from vault import files
from vault.frames import FrameTable
from vault.models import Job, Recording

NOISE = b"[]" + b" " * 500
TABLE = FrameTable(tuple(3600 * frame for frame in range(25)))


def full_case(guider: User, supervisor: User, of: User) -> dict[str, object]:
    """The ids of one case with a submitted selection and an open shared review. Its film is sealed noise.

    It is the guider's own practice too, and its clip is before the group that the supervisor leads.
    """
    case = builders.case(guider, status="active")
    parent, child = builders.person(case), builders.person(case, Participation.Role.CHILD)
    unborn = builders.person(case, Participation.Role.UNBORN, due_on="2026-09-01")
    question = builders.helping_question(case, rated_by=parent)
    scopes = ("film", "shared_review", "supervision", "accreditation", "group_supervision")
    given = dict.fromkeys((*scopes, "keepsake", "clips_to_family"), "given")
    record = consent_builders.answers(case, parent, **given)
    consent_builders.answers(case, child, **given)
    cycle = Cycle.objects.create(case=case, number=1)
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    footage = _film(case, filming, guider, parent, child)
    render = _made(footage, "clip", "video/mp4")
    clip = Clip.objects.create(footage=footage, in_frame=1, out_frame=20, made_by=guider, render=render)
    selection = Selection.objects.create(cycle=cycle)
    SelectedClip.objects.create(selection=selection, clip=clip, position=1)
    submission = Submission.objects.create(selection=selection, submitted_by=guider, supervisor=supervisor)
    submitted = SubmittedClip.objects.create(
        submission=submission, clip=clip, footage=footage, render=render, position=1, in_frame=1, out_frame=20
    )
    consent_builders.grant(footage.custody, supervisor)
    review = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.SHARED_REVIEW)
    shown = ShownClip.objects.create(
        filmed_session=review, clip=clip, footage=footage, render=render, position=1, in_frame=1, out_frame=20
    )
    still = Still.objects.create(
        footage=footage, frame=3, kept_by=guider, picture=_made(footage, "still", "image/jpeg")
    )
    gone = consent_builders.film(case, parent, state="destroyed")
    return _before_the_group(case, clip, supervisor) | {
        "case_id": case.pk,
        "question_id": question.pk,
        **visits(case),
        "person_id": parent.pk,
        "unborn_id": unborn.pk,
        "record_id": record.pk,
        "form_id": record.form_id,
        "other_id": record.form_id,
        "language": "en",
        "variant": "standard",
        "authority_id": consent_builders.authority(parent, child).pk,
        "paper_id": consent_builders.scanned(consent_builders.authority(parent, child, "delegated"), case).pk,
        "cycle_id": cycle.pk,
        "filmed_session_id": filming.pk,
        "footage_id": footage.pk,
        "custody_id": footage.custody_id,
        "purpose": Purpose.PREPARATION.value,
        "upload_id": Upload.objects.create(footage=footage, length=10).pk,
        "mark_id": EarlyMark.objects.create(footage=footage, at_ms=40, marked_by=guider).pk,
        "moment_id": Moment.objects.create(footage=footage, frame=3, marked_by=guider).pk,
        "still_id": still.pk,
        "picture_id": KeepsakePicture.objects.create(
            keepsake=Keepsake.objects.create(case=case, offered_by=guider),
            still=still,
            position=1,
            picture=_made(footage, "keepsake", "image/jpeg"),
        ).pk,
        "clip_id": clip.pk,
        "principle": "attentive",
        "review_id": review.pk,
        "shown_id": shown.pk,
        "review_film_id": _film(case, review, guider, parent).pk,
        "key": "7b1f3a52-93c1-4a7e-9d52-0b6a4fb1c9a0",
        "reflection_id": Reflection.objects.create(shown=shown, said_by=parent, words="We smile").pk,
        "point_id": AgreedPoint.objects.create(filmed_session=review, kind="strength", words="Smiles").pk,
        "submission_id": submission.pk,
        "submitted_id": submitted.pk,
        "picked_id": PickedMoment.objects.create(
            submission=submission, footage=footage, in_frame=1, out_frame=9
        ).pk,
        "remark_id": Remark.objects.create(
            submission=submission,
            footage=footage,
            frame=1,
            end_frame=9,
            is_proposal=True,
            words="Here",
            written_by=supervisor,
        ).pk,
        "destruction_id": Destruction.objects.create(
            case=case, recording=gone.recording, reason="removed", files=1, bytes=1, hashes=[]
        ).pk,
        "hold_id": Hold.objects.create(
            case=case, kind="legal", reason="The court asked for it.", review_on="2027-01-01", set_by=of
        ).pk,
        "restriction_id": Restriction.objects.create(
            case=case, person=unborn, reason="She asked for it.", set_by=guider
        ).pk,
        **released_by(of),
        "code": "opened",
        **notes_of(case),
        **follow_up_of(case),
        **documents_of(case),
        **scored(case),
        **circumstances(case, child, parent),
    }


def _before_the_group(case: Case, clip: Clip, leader: User) -> dict[str, object]:
    course = builders.group(leader, case.guider)
    place = builders.own_practice(case, course).verp_place
    showing = Showing.objects.create(cycle=case.cycles.get())
    shown = ShowingClip.objects.create(
        showing=showing,
        clip=clip,
        footage=clip.footage,
        render=clip.render,
        position=1,
        in_frame=1,
        out_frame=20,
    )
    meeting = VerpMeeting.objects.create(course=course, minutes=180)
    meeting.attended.add(place)
    consent_builders.grant(clip.footage.custody, leader, Purpose.GROUP_SUPERVISION)
    return {
        "course_id": course.pk,
        "place_id": place.pk,
        "group_meeting_id": meeting.pk,
        "showing_id": showing.pk,
        "group_clip_id": shown.pk,
    }


def _film(case: Case, filming: FilmedSession, guider: User, *people: Person) -> Footage:
    """Ready to play: the bytes of its files are really sealed, though no player could show them."""
    custody, _working = consent_builders.sealed_film(case, people, NOISE)
    recording = custody.recording
    recording.state, recording.frame_table, recording.frame_count = "ready", TABLE.pack(), TABLE.count
    recording.duration_ms = TABLE.duration_ms
    recording.save(update_fields=["state", "frame_table", "frame_count", "duration_ms"])
    for role, content_type in (("strip", "image/jpeg"), ("waveform", "application/json")):
        _sealed(recording, role, content_type)
    return Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="film.mp4", added_by=guider
    )


def _made(footage: Footage, role: str, content_type: str) -> Job:
    recording = footage.custody.recording
    job = Job.objects.create(recording=recording, kind=role, queue="interactive", state="done")
    _sealed(recording, role, content_type, job=job)
    return job


def _sealed(recording: Recording, role: str, content_type: str, **fields: object) -> None:
    made = files.begin(recording=recording, role=role, content_type=content_type, **fields)
    files.append(file=made, start=0, pieces=[NOISE], total=len(NOISE))
    made.refresh_from_db()
    made.sha256, made.complete = "0" * 64, True
    made.save(update_fields=["sha256", "complete"])


def both_cases(cast: SimpleNamespace) -> tuple[dict[str, object], dict[str, object]]:
    """The guider's case, and the trainee's (whose supervisor is the cast's)."""
    own = full_case(cast.guider, cast.supervisor, cast.administrator)
    trained = full_case(cast.trainee, cast.supervisor, cast.administrator)
    pair = cast.supervisor.trainee_pairs.get()
    people = {"pair_id": pair.pk} | world_referral.unassigned(cast.administrator)
    people |= road(cast.supervisor, cast.trainee)
    return own | people, trained | people | {"clip_id": trained["submitted_id"]}


def case_sent_outside(cast: SimpleNamespace) -> dict[str, object]:
    """Another case of the trainee, whose clips somebody of another organisation has before them."""
    sent = full_case(cast.trainee, cast.outsider, cast.administrator)
    pair = builders.pair(cast.outsider, cast.trainee)
    meeting = SupervisionSession.objects.create(supervisor=cast.outsider, kind="individual", minutes=60)
    meeting.attendances.create(trainee=cast.trainee)
    ids = world_referral.unassigned(cast.administrator) | {
        "pair_id": pair.pk,
        "trainee_id": cast.trainee.pk,
        "meeting_id": meeting.pk,
    }
    ids |= world_referral.unassigned(cast.administrator)
    return sent | ids | {"stage_meeting_id": cast.supervisor.stage_meetings.get().pk}


def road(supervisor: User, trainee: User) -> dict[str, object]:
    """The trainee on a pathway, with a meeting nobody has signed and an end of a stage to assess."""
    ensure_pathways()
    stage = Stage.objects.first()
    enrolment = Enrolment.objects.create(
        trainee=trainee, pathway=stage.pathway, stage=stage, first_stage=stage, enrolled_by=supervisor
    )
    meeting = SupervisionSession.objects.create(supervisor=supervisor, kind="individual", minutes=60)
    meeting.attendances.create(trainee=trainee)
    end = enrolment.stage_meetings.create(stage=stage, assessor=supervisor, asked_by=supervisor)
    return {"trainee_id": trainee.pk, "meeting_id": meeting.pk, "stage_meeting_id": end.pk}
