"""The verbs of supervision."""

from supervision.actions.decisions import confirm_reading, decide
from supervision.actions.enrolments import ask_assessor, end_stage, enrol, ensure_pathways, set_gate
from supervision.actions.looks import look
from supervision.actions.meetings import correct_session, hold_session, remove_session, sign_session
from supervision.actions.picks import pick, remove_pick
from supervision.actions.portfolio import export_portfolio
from supervision.actions.remarks import remark, suggest, take_over
from supervision.actions.statements import save_statement
from supervision.actions.submissions import submit
from supervision.actions.verp import (
    correct_meeting,
    end_showing,
    set_goal,
    show_to_group,
    write_meeting,
    write_to_showing,
)

__all__ = [
    "ask_assessor",
    "confirm_reading",
    "correct_meeting",
    "correct_session",
    "decide",
    "end_showing",
    "end_stage",
    "enrol",
    "ensure_pathways",
    "export_portfolio",
    "hold_session",
    "look",
    "pick",
    "remark",
    "remove_pick",
    "remove_session",
    "save_statement",
    "set_gate",
    "set_goal",
    "show_to_group",
    "sign_session",
    "submit",
    "suggest",
    "take_over",
    "write_meeting",
    "write_to_showing",
]
