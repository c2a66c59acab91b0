"""Casework: a case, the people in it and their roles, the helping question and its ratings.

Nothing here assumes mother, baby or family: people take part in roles.
"""

from cases.models.case import Case, Cases
from cases.models.circumstances import LegalStatus, Placement, Relationship
from cases.models.closing import Closing, FollowUp
from cases.models.codes import DecisionReason, Destination
from cases.models.corrections import Correction, Fact, Objection
from cases.models.course import HandOver, Pause
from cases.models.measures import Measure, MeasureScale, Score
from cases.models.needs import Interpreting, Safeguarding
from cases.models.notes import Note, NoteDraft, NoteKind, NoteVersion
from cases.models.people import Authority, Participation, Person
from cases.models.question import HelpingQuestion, Rating, Unrated
from cases.models.referral import Referral, ReferralImport
from cases.models.unassigned import UnassignedReferral, UnassignedReferrals
from cases.models.visits import CalendarFeed, Visit, VisitMove

__all__ = [
    "Authority",
    "CalendarFeed",
    "Case",
    "Cases",
    "Closing",
    "Correction",
    "DecisionReason",
    "Destination",
    "Fact",
    "FollowUp",
    "HandOver",
    "HelpingQuestion",
    "Interpreting",
    "LegalStatus",
    "Measure",
    "MeasureScale",
    "Note",
    "NoteDraft",
    "NoteKind",
    "NoteVersion",
    "Objection",
    "Participation",
    "Pause",
    "Person",
    "Placement",
    "Rating",
    "Referral",
    "ReferralImport",
    "Relationship",
    "Safeguarding",
    "Score",
    "UnassignedReferral",
    "UnassignedReferrals",
    "Unrated",
    "Visit",
    "VisitMove",
]
