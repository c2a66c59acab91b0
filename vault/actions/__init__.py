"""Everything that changes a recording."""

from vault.actions.destruction import Destroyed, destroy, discard_file
from vault.actions.masters import retire_masters, rotate_master
from vault.actions.parts import destroy_cut, destroy_keepsakes, destroy_raw, shut
from vault.actions.receiving import UnableToFinish, append_original, finish_original, start_recording
from vault.actions.requests import (
    UnableToRender,
    let_go,
    request_clip,
    request_keepsake,
    request_still,
    retry,
)
from vault.actions.resting import rest, wake
from vault.actions.sweeping import destroy_keys_of_gone
from vault.files import UnableToAppend

__all__ = [
    "Destroyed",
    "UnableToAppend",
    "UnableToFinish",
    "UnableToRender",
    "append_original",
    "destroy",
    "destroy_cut",
    "destroy_keepsakes",
    "destroy_keys_of_gone",
    "destroy_raw",
    "discard_file",
    "finish_original",
    "let_go",
    "request_clip",
    "request_keepsake",
    "request_still",
    "rest",
    "retire_masters",
    "retry",
    "rotate_master",
    "shut",
    "start_recording",
    "wake",
]
