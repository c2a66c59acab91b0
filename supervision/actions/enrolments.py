"""Put a trainee on a pathway, set the gate, and end a stage."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from supervision import published
from supervision.models import CarriedWork, Enrolment, Pathway, Stage, StageMeeting
from supervision.road import road_of
from supervision.rules.enrolments import check_ask, check_enrolment, check_gate, check_sign


@transaction.atomic
def ensure_pathways() -> None:
    """Every published version that is not here yet. What is here never changes."""
    for code, data in published.pathways().items():
        facts: dict[str, Any] = {key: data[key] for key in ("name", "source")}
        pathway, is_new = Pathway.objects.get_or_create(code=code, version=data["version"], defaults=facts)
        if is_new:
            Stage.objects.bulk_create(
                Stage(pathway=pathway, number=number, **stage)
                for number, stage in enumerate(data["stages"], start=1)
            )


@transaction.atomic
def enrol(
    *, trainee: User, stage: Stage, begun_on: date, carried: dict[str, int], reason: str, by: User
) -> Enrolment:
    """On the pathway of this stage, beginning with it. An enrolment that was open ends and stays readable."""
    User.objects.select_for_update().get(pk=trainee.pk)
    check_enrolment(trainee=trainee, begun_on=begun_on, carried=carried, reason=reason, by=by)
    before = Enrolment.objects.current().filter(trainee=trainee)
    before.update(ended_on=timezone.localdate(), ending=Enrolment.Ending.CHANGED)
    made = Enrolment.objects.create(
        trainee=trainee,
        pathway=stage.pathway,
        first_stage=stage,
        stage=stage,
        begun_on=begun_on,
        gate=stage.gate,
        enrolled_by=by,
    )
    if any(carried.values()):
        CarriedWork.objects.create(
            enrolment=made, stage=stage, reason=reason.strip(), entered_by=by, **carried
        )
    record(
        by=by,
        action="trainee.enrolled",
        subject=made,
        pathway=stage.pathway.code,
        version=stage.pathway.version,
        stage=stage.number,
        carried=carried,
    )
    return made


@transaction.atomic
def set_gate(*, enrolment: Enrolment, gate: str, by: User) -> None:
    """For the stage that runs; the next one begins with its own."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    check_gate(enrolment=enrolment, gate=gate, by=by)
    enrolment.gate = gate
    enrolment.save(update_fields=["gate"])
    record(by=by, action="gate.set", subject=enrolment, gate=gate)


@transaction.atomic
def ask_assessor(*, enrolment: Enrolment, assessor: User, by: User) -> StageMeeting:
    """Ask somebody to hold the meeting that ends the stage; asking another takes the first one's place."""
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    check_ask(road=road_of(enrolment.trainee), enrolment=enrolment, assessor=assessor, by=by)
    asked, _created = StageMeeting.objects.update_or_create(
        enrolment=enrolment,
        stage=enrolment.stage,
        signed_at=None,
        defaults={"assessor": assessor, "asked_by": by, "asked_at": timezone.now()},
    )
    record(by=by, action="assessor.asked", subject=asked, assessor=assessor.pk)
    return asked


@transaction.atomic
def end_stage(*, meeting: StageMeeting, held_on: date, words: str, by: User) -> None:
    """The assessor signs; the next stage begins, or the pathway is finished."""
    enrolment = Enrolment.objects.select_for_update().get(pk=meeting.enrolment_id)
    meeting = StageMeeting.objects.select_for_update().get(pk=meeting.pk)
    road = road_of(enrolment.trainee)
    check_sign(road=road, meeting=meeting, held_on=held_on, words=words, by=by)
    meeting.held_on, meeting.words, meeting.signed_at = held_on, words.strip(), timezone.now()
    meeting.save(update_fields=["held_on", "words", "signed_at"])
    following = enrolment.pathway.stages.filter(number__gt=enrolment.stage.number).first()
    if following is None:
        enrolment.ended_on, enrolment.ending = held_on, Enrolment.Ending.FINISHED
    else:
        enrolment.stage, enrolment.gate = following, following.gate
    enrolment.save(update_fields=["stage", "gate", "ended_on", "ending"])
    record(by=by, action="stage.ended", subject=meeting, stage=meeting.stage.number)
