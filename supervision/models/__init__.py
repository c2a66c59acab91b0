"""Supervision: what a trainee brings and what comes back; the meetings; the road to accreditation."""

from supervision.models.enrolments import CarriedWork, Enrolment, StageMeeting, trainees_visible_to
from supervision.models.looks import Look
from supervision.models.meetings import Attendance, SupervisionSession
from supervision.models.pathways import Gate, Pathway, Stage, SupervisionKind
from supervision.models.picks import PickedMoment
from supervision.models.statements import ReflectiveStatement
from supervision.models.submissions import (
    Decision,
    Remark,
    Submission,
    Submissions,
    SubmittedClip,
    in_force,
)

__all__ = [
    "Attendance",
    "CarriedWork",
    "Decision",
    "Enrolment",
    "Gate",
    "Look",
    "Pathway",
    "PickedMoment",
    "ReflectiveStatement",
    "Remark",
    "Stage",
    "StageMeeting",
    "Submission",
    "Submissions",
    "SubmittedClip",
    "SupervisionKind",
    "SupervisionSession",
    "in_force",
    "trainees_visible_to",
]
