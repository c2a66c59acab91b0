"""Moments, clips and their principles; the selection for a shared review; what was shown and said there.

A mark is a frame index of the working copy. `out_frame` is exclusive. All times derive from the frame table.
There is no negative tag and no score on a person anywhere: only strengths, and working points the client
agreed to.
"""

from clips.models.copies import CopiedClip, PersonalCopy, PrintedRecord
from clips.models.keepsakes import Keepsake, KeepsakePicture, TakenHome, TakenItem
from clips.models.marks import LONGEST_BEFORE, Clip, EarlyMark, Moment, PrincipleTick, Still, Turn
from clips.models.reviews import AgreedPoint, Contact, FilmJoin, OnScreen, Reflection, ShownClip, Sign
from clips.models.selections import ClipPlan, SelectedClip, Selection
from clips.models.studio import AnsweredRequest, Edit, StudioSettings

__all__ = [
    "LONGEST_BEFORE",
    "AgreedPoint",
    "AnsweredRequest",
    "Clip",
    "ClipPlan",
    "Contact",
    "CopiedClip",
    "EarlyMark",
    "Edit",
    "FilmJoin",
    "Keepsake",
    "KeepsakePicture",
    "Moment",
    "OnScreen",
    "PersonalCopy",
    "PrincipleTick",
    "PrintedRecord",
    "Reflection",
    "SelectedClip",
    "Selection",
    "ShownClip",
    "Sign",
    "Still",
    "StudioSettings",
    "TakenHome",
    "TakenItem",
    "Turn",
]
