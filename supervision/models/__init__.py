"""Supervision: a trainee submits a selection, a supervisor remarks at the second, releases or returns it."""

from supervision.models.submissions import (
    Decision,
    Remark,
    Submission,
    Submissions,
    SubmittedClip,
    in_force,
)

__all__ = [
    "Decision",
    "Remark",
    "Submission",
    "Submissions",
    "SubmittedClip",
    "in_force",
]
