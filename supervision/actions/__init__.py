"""The verbs of supervision."""

from supervision.actions.decisions import decide
from supervision.actions.enrolments import ask_assessor, end_stage, enrol, ensure_pathways, set_gate
from supervision.actions.remarks import remark
from supervision.actions.submissions import submit

__all__ = [
    "ask_assessor",
    "decide",
    "end_stage",
    "enrol",
    "ensure_pathways",
    "remark",
    "set_gate",
    "submit",
]
