"""Verbs of casework: the only place that writes a case, its people, its helping question and its ratings."""

from cases.actions.corrections import change_participant, note_objection
from cases.actions.course import accept, close_case, decline, hand_over, pause, reopen_case, resume
from cases.actions.opening import open_case, open_own_practice
from cases.actions.people import (
    add_participant,
    end_authority,
    end_participation,
    record_authority,
    record_birth,
)
from cases.actions.question import agree_question, rate, rate_both

__all__ = [
    "accept",
    "add_participant",
    "agree_question",
    "change_participant",
    "close_case",
    "decline",
    "end_authority",
    "end_participation",
    "hand_over",
    "note_objection",
    "open_case",
    "open_own_practice",
    "pause",
    "rate",
    "rate_both",
    "record_authority",
    "record_birth",
    "reopen_case",
    "resume",
]
