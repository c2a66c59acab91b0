"""Sentences that the studio's script shows; it has no others."""

from django.utils.translation import gettext as _

from clips.models import Turn


def studio_words() -> dict[str, str]:
    return (
        {
            "saving": _("Saving…"),
            "saved": _("All saved"),
            "offline": _("Not saved yet: no connection. Trying again…"),
            "signed_out": _("Not saved yet: you have been signed out."),
            "refused": _("This was not saved."),
            "moment": _("Moment at {time}"),
            "clip": _("Clip {number}"),
            "moment_removed": _("Moment removed."),
            "clip_removed": _("Clip removed."),
            "undo": _("Undo"),
            "make_clip": _("Make clip"),
            "remove_moment": _("Remove moment at {time}"),
            "choose": _("Choose for the review"),
            "chosen": _("Chosen for the review"),
            "earlier": _("Show {title} earlier"),
            "later": _("Show {title} later"),
            "other_film": _("from another film of this cycle"),
            "short": _("A little short. Most clips last 10 to 30 seconds."),
            "long": _("A little long. Most clips last 10 to 30 seconds."),
            "many": _("Around three clips are usually enough for one review."),
            "at": _("{time}, frame {frame}"),
            "broken": _("The film could not be loaded. Check the connection, then try again."),
            "no_longer": _("The film can no longer be shown."),
        }
        | _marking()
        | _words_of_facts()
        | _choosing()
        | _together()
    )


def _marking() -> dict[str, str]:
    return {
        "marked": _("Moment marked at {time}"),
        "no_moment": _("There is no moment here to make a clip of. Mark one first."),
        "clip_made": _("Clip made round {time}"),
        "no_clip": _("Open or make a clip first."),
        "in_frame": _("Start of {title}"),
        "out_frame": _("End of {title}"),
        "whole": _("Place of {title}"),
        "from_to": _("{start} to {end}"),
        "snapped_moment": _("at a moment"),
        "snapped_clip": _("at the edge of a clip"),
        "snapped_playhead": _("at the playhead"),
        "snapped_silence": _("at a pause in the sound"),
        "snapping_on": _("Snapping is on."),
        "snapping_off": _("Snapping is off."),
    }


def _choosing() -> dict[str, str]:
    return {
        "shortlist_one": _("Shortlist {title}"),
        "choose_one": _("Choose {title} for the review"),
        "is_shortlisted": _("{title} is on the shortlist."),
        "is_candidate": _("{title} is no longer on the shortlist."),
        "is_chosen": _("{title} is chosen for the review."),
        "is_not_chosen": _("{title} is no longer chosen."),
        "grip": _("Move {title}: drag, or press the up and down arrows"),
        "moved": _("{title} is now number {place} of {count}."),
        "left": _("Left"),
        "right": _("Right"),
        "pane_play": _("Play or pause {title}"),
        "pane_frameBack": _("{title}: one frame back"),
        "pane_frameOn": _("{title}: one frame on"),
        "pane_hear": _("Hear {title}"),
        "pane_shortlist": _("Shortlist {title}"),
        "pane_choose": _("Choose: {title}"),
        "pane_chosen": _("Chosen: {title}"),
        "choose_word": _("Choose"),
        "is_chosen_word": _("Chosen"),
        "nothing_to_compare": _("Make two clips first, then compare them."),
        "still_kept": _("Still kept at {time}"),
        "still_at": _("Still at {time}"),
        "remove_still": _("Remove still at {time}"),
        "still_removed": _("Still removed."),
        "length_of_one": _("1 clip, {time}"),
        "length_of_all": _("{count} clips, {time} in all"),
    }


def _together() -> dict[str, str]:
    """Undo, other windows and other people."""
    return {
        "redo": _("Redo"),
        "failing": _("Not saved yet: the server had a problem. Trying again…"),
        "not_undone": _("Not undone, because the last change is not saved yet. Try again when it is."),
        "signed_out_lead": _("Nothing is lost: sign in again to go on."),
        "somebody_else": _(
            "Somebody else is signed in now, so nothing is saved under their name. "
            "Sign out there, then sign in again yourself to go on."
        ),
        "removed": _("Removed"),
        "yes": _("Yes"),
        "no": _("No"),
        "field_shortlisted": _("On the shortlist"),
        "field_frame": _("Moment"),
        "field_note": _("Note"),
        "field_order": _("Order of the review"),
    }


def _words_of_facts() -> dict[str, str]:
    return {
        "field_title": _("Title"),
        "field_answer": _("How it answers the helping question"),
        "field_range": _("Start and end"),
        "field_turns": _("Turn by turn"),
        "field_before_seconds": _("Seconds of what came just before"),
        "ticked": _("{count} ticked"),
        "turn": _("{who}: {kind}"),
        "turn_by": _("{who}: {kind} by {channel}"),
        "turn_go": _("Show the film at {time}"),
        "before": _("{seconds} s"),
        **{f"kind_{kind.value}": str(kind.label) for kind in Turn.Kind},
        **{f"channel_{channel.value}": str(channel.label) for channel in Turn.Channel},
    }
