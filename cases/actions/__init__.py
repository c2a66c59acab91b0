"""Verbs of casework: the only place that writes a case, its people, its helping question and its ratings."""

from cases.actions.calendar import renew_feed, revoke_feed
from cases.actions.corrections import change_participant, note_objection
from cases.actions.course import close_case, reopen_case
from cases.actions.doubles import look_for_doubles
from cases.actions.follow_up import settle_follow_up
from cases.actions.hand_over import end_overlap, hand_over, hand_over_several
from cases.actions.imports import import_referrals
from cases.actions.measures import (
    add_measure,
    add_scale,
    choose_scale,
    confirm_direction,
    remove_scale,
    remove_score,
    score,
    switch_measure,
    take_measure,
)
from cases.actions.needs import note_interpreting, note_safeguarding
from cases.actions.notes import discard_draft, keep_draft, sign_note
from cases.actions.opening import open_case, open_own_practice
from cases.actions.pause import pause, resume
from cases.actions.people import (
    add_participant,
    end_authority,
    end_participation,
    record_authority,
    record_birth,
)
from cases.actions.question import (
    add_question,
    agree_question,
    lead_with,
    note_unrated,
    rate,
    rate_both,
    reword_question,
    set_question_status,
)
from cases.actions.referral import begin, decide, reconsider, record_first_contact, write_referrer
from cases.actions.unassigned import assign, remove_unassigned, take_on, write_down
from cases.actions.visits import (
    correct_attendance,
    move_visit,
    plan_visit,
    record_attendance,
    remove_visit,
)

__all__ = [
    "add_measure",
    "add_participant",
    "add_question",
    "add_scale",
    "agree_question",
    "assign",
    "begin",
    "change_participant",
    "choose_scale",
    "close_case",
    "confirm_direction",
    "correct_attendance",
    "decide",
    "discard_draft",
    "end_authority",
    "end_overlap",
    "end_participation",
    "hand_over",
    "hand_over_several",
    "import_referrals",
    "keep_draft",
    "lead_with",
    "look_for_doubles",
    "move_visit",
    "note_interpreting",
    "note_objection",
    "note_safeguarding",
    "note_unrated",
    "open_case",
    "open_own_practice",
    "pause",
    "plan_visit",
    "rate",
    "rate_both",
    "reconsider",
    "record_attendance",
    "record_authority",
    "record_birth",
    "record_first_contact",
    "remove_scale",
    "remove_score",
    "remove_unassigned",
    "remove_visit",
    "renew_feed",
    "reopen_case",
    "resume",
    "revoke_feed",
    "reword_question",
    "score",
    "set_question_status",
    "settle_follow_up",
    "sign_note",
    "switch_measure",
    "take_measure",
    "take_on",
    "write_down",
    "write_referrer",
]
