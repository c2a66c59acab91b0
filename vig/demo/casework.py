"""The verbs of one demonstration case, each by the product's own actions: the demonstration is real."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions import (
    agree_question,
    open_case,
    rate_both,
    record_authority,
)
from cases.actions.circumstances import record_legal_status, record_placement, record_relationship
from cases.models import Authority, Case, HelpingQuestion, LegalStatus, Person, Rating
from cases.rules import PersonFacts
from clips.actions import change_clip, choose, make_clip, mark_moment, tick
from clips.models import Clip
from consent.actions import keep_document, sign
from consent.evidence import Evidence
from consent.models import ConsentRecord
from consent.scopes import Scope
from sessions.actions import (
    finish_upload,
    open_cycle,
    plan_filming,
    receive_bytes,
    see_footage,
    start_upload,
)
from sessions.models import Cycle, FilmedSession, Footage
from vault.frames import table_of
from vault.models import Job
from vault.tasks import run_job

FILMING: dict[str, str] = {
    Scope.FILM: "given",
    Scope.SHARED_REVIEW: "given",
    Scope.FILM_THE_REVIEW: "given",
    Scope.SUPERVISION: "given",
    Scope.ACCREDITATION: "given",
    Scope.KEEPSAKE: "given",
    Scope.CLIPS_TO_FAMILY: "given",
    Scope.TEACHING_EXTERNAL: "refused",
}
# A page with nothing on it stands for the scan of a document.
DOCUMENT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass
class Story:
    """A case in the making."""

    by: User
    case: Case
    people: list[Person] = field(default_factory=list)
    question: HelpingQuestion | None = None

    @property
    def client(self) -> Person:
        return self.people[0]


def begin(
    by: User,
    *people: PersonFacts,
    source: str,
    reason: str,
    days_ago: int,
    status: str = Case.Status.ENGAGING,
) -> Story:
    """The first of the people is the client."""
    day = timezone.localdate() - timedelta(days=days_ago)
    case = open_case(referred_on=day, source=source, reason=reason, people=people, status=status, by=by)
    return Story(by, case, list(Person.objects.filter(participations__case=case).order_by("pk")))


def ask(story: Story, own_words: str, agreed_wording: str, *, now: int, hoped_for: int) -> Story:
    story.question = agree_question(
        case=story.case, own_words=own_words, agreed_wording=agreed_wording, by=story.by
    )
    rate_both(
        question=story.question,
        moment=Rating.Moment.BASELINE,
        now=now,
        hoped_for=hoped_for,
        rated_by=story.client,
        by=story.by,
    )
    return story


def agree(
    story: Story,
    kind: str = Authority.Kind.PARENTAL_RESPONSIBILITY,
    document: str = "",
    answers: dict[str, str] = FILMING,
) -> Story:
    """Everyone says yes to being filmed; the client signs for the children."""
    for person in story.people:
        authority = None
        said = f"{story.by.name} read the form aloud. {story.client.name}: yes, that is fine with us."
        if person.participations.filter(role__in=["child", "sibling", "pupil"]).exists():
            authority = record_authority(
                case=story.case, holder=story.client, over=person, kind=kind, document=document, by=story.by
            )
        if authority and document:
            keep_document(case=story.case, authority=authority, scans=[DOCUMENT], by=story.by)
        sign(
            case=story.case,
            person=person,
            signer=story.client if authority else person,
            authority=authority,
            answers=answers,
            method=ConsentRecord.Method.SPOKEN,
            evidence=Evidence(present=f"{story.client.name} and {story.by.name}", said=said),
            by=story.by,
        )
    return story


def relate(story: Story, person: Person, kind: str, other: Person) -> None:
    record_relationship(case=story.case, person=person, kind=kind, other=other, by=story.by)


def place(story: Story, child: Person, carer: Person, *, days_ago: int) -> None:
    """With a carer, by agreement with the parents, since so many days."""
    day = timezone.localdate() - timedelta(days=days_ago)
    record_legal_status(
        case=story.case, person=child, kind=LegalStatus.Kind.VOLUNTARY, since=day, by=story.by
    )
    record_placement(case=story.case, person=child, carers=[carer], since=day, by=story.by)


def plan(story: Story, *, days: int, place: str, activity: str) -> FilmedSession:
    """A new cycle with its filming, so many days from today (negative: ago)."""
    cycle = open_cycle(case=story.case, by=story.by)
    day = timezone.localdate() + timedelta(days=days)
    return plan_filming(cycle=cycle, held_on=day, place=place, activity=activity, by=story.by)


def film(story: Story, filming: FilmedSession, content: bytes, name: str = "20260504_0930.mp4") -> Footage:
    """Upload and prepare, exactly as a guider's film is."""
    upload = start_upload(
        filmed_session=filming, persons=story.people, file_name=name, length=len(content), by=story.by
    )
    receive_bytes(upload=upload, start=0, pieces=[content], by=story.by)
    finish_upload(upload=upload, by=story.by)
    work_off(upload.footage)
    footage = Footage.objects.select_related("custody__recording", "custody__case").get(pk=upload.footage_id)
    see_footage(footage=footage, by=story.by)
    return footage


def work_off(footage: Footage) -> None:
    """Do at once what the worker would do in a moment."""
    waiting = Job.objects.filter(recording=footage.custody.recording, state=Job.State.QUEUED)
    for job in list(waiting):
        run_job(job.pk)


def clip(story: Story, footage: Footage, *, at: float, seconds: float, title: str, answer: str = "") -> Clip:
    """Mark a moment and make a clip around it; times in seconds."""
    table = table_of(footage.custody.recording)
    moment = mark_moment(footage=footage, frame=table.index_at(at), by=story.by)
    made = make_clip(
        footage=footage,
        moment=moment,
        in_frame=table.index_at(max(at - seconds * 0.6, 0)),
        out_frame=table.index_at(at + seconds * 0.4),
        by=story.by,
    )
    return change_clip(clip=made, version=made.version, title=title, answer=answer, by=story.by)


def pick(story: Story, cycle: Cycle, *clips: Clip) -> None:
    """Tick what is seen in the clips and choose them in this order."""
    for chosen, (principle, who) in zip(
        clips, [("attentive", 0), ("receive", 0), ("encourage", -1)], strict=False
    ):
        tick(clip=chosen, principle=principle, subject=story.people[who], by=story.by)
        choose(clip=chosen, by=story.by)
    for footage in Footage.objects.filter(filmed_session__cycle=cycle).select_related("custody__recording"):
        work_off(footage)
