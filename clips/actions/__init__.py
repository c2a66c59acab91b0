"""What can be done with moments, clips and the selection for a shared review."""

from clips.actions.clips import change_clip, make_clip, make_clip_of_moment, remove_clip, tick, untick
from clips.actions.early_marks import land_early_marks, mark_early, remove_early_mark
from clips.actions.history import forget_steps, redo, undo
from clips.actions.moments import change_moment, mark_moment, remove_moment
from clips.actions.once import forget_answers, make_once
from clips.actions.selection import choose, reorder, unchoose
from clips.actions.settings import change_settings, reset_settings
from clips.actions.stills import keep_still, remove_still

__all__ = [
    "change_clip",
    "change_moment",
    "change_settings",
    "choose",
    "forget_answers",
    "forget_steps",
    "keep_still",
    "land_early_marks",
    "make_clip",
    "make_clip_of_moment",
    "make_once",
    "mark_early",
    "mark_moment",
    "redo",
    "remove_clip",
    "remove_early_mark",
    "remove_moment",
    "remove_still",
    "reorder",
    "reset_settings",
    "tick",
    "unchoose",
    "undo",
    "untick",
]
