"""What is done in a cycle: opened, filmed, uploaded, reviewed, counted or ended."""

from sessions.actions.calls import say_call
from sessions.actions.cycles import (
    abandon_cycle,
    complete_cycle,
    finish_review,
    open_cycle,
    plan_filming,
    start_review,
)
from sessions.actions.filmings import set_aside, take_up_again
from sessions.actions.footage import (
    cancel_upload,
    change_people,
    note_phone_copy,
    prepare_again,
    remove_footage,
    remove_stale_uploads,
    see_footage,
)
from sessions.actions.originals import destroy_due_originals, destroy_original
from sessions.actions.uploads import (
    current_offset,
    finish_upload,
    receive_bytes,
    start_upload,
)
from sessions.actions.visits import film_at_new_visit, film_at_visit, move_visit

__all__ = [
    "abandon_cycle",
    "cancel_upload",
    "change_people",
    "complete_cycle",
    "current_offset",
    "destroy_due_originals",
    "destroy_original",
    "film_at_new_visit",
    "film_at_visit",
    "finish_review",
    "finish_upload",
    "move_visit",
    "note_phone_copy",
    "open_cycle",
    "plan_filming",
    "prepare_again",
    "receive_bytes",
    "remove_footage",
    "remove_stale_uploads",
    "say_call",
    "see_footage",
    "set_aside",
    "start_review",
    "start_upload",
    "take_up_again",
]
