"""Supervision: what a trainee brings and what comes back; the meetings; the road to accreditation.

And what staff show each other of their own practice.
"""

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
    is_open,
)
from supervision.models.verp import GroupRemark, Showing, ShowingClip, Showings, VerpMeeting

__all__ = [
    "Attendance",
    "CarriedWork",
    "Decision",
    "Enrolment",
    "Gate",
    "GroupRemark",
    "Look",
    "Pathway",
    "PickedMoment",
    "ReflectiveStatement",
    "Remark",
    "Showing",
    "ShowingClip",
    "Showings",
    "Stage",
    "StageMeeting",
    "Submission",
    "Submissions",
    "SubmittedClip",
    "SupervisionKind",
    "SupervisionSession",
    "VerpMeeting",
    "in_force",
    "is_open",
    "trainees_visible_to",
]
