"""The sentences with which a film is refused, as people read them."""

EMPTY = "This file is empty. Please choose the film again."
PHOTO = "This file is a photo, not a film. Please choose the film itself."
UNKNOWN = (
    "This file is not a film that Attune knows. Films from phones, cameras and browsers (MP4, MOV, WebM, "
    "MKV, AVI, MTS, 3GP) work."
)
DAMAGED = (
    "This film is damaged or was cut off before it was complete, so it cannot be opened. Please copy it from "
    "the camera again."
)
TOO_MANY_TRACKS = (
    "This file has more tracks than a film can have here. Please export it anew on the phone and add that."
)
TOO_LARGE = "The pictures of this film are too large. Please film in 4K or smaller."
ONLY_SOUND = "This file holds sound but no picture. Please choose the film itself."
NO_PICTURE = "This file holds no picture. Please choose the film itself."
OTHER_FORM = (
    "The pictures of this film are in a form that Attune does not read. Please export it as MP4 (H.264) and "
    "add it again."
)
NOTHING_TO_SHOW = "This film holds no picture that can be shown. Please copy it from the camera again."
NO_TIMES = (
    "The pictures of this film carry no times, so it cannot be shown. Please copy it from the camera again."
)
TOO_LONG = (
    "This film is {} minutes long; the longest that can be added is 30 minutes. Please cut it shorter on the "
    "phone and add that."
)
SLOW_MOTION = (
    "This is a slow-motion film of more than 120 pictures a second, which cannot be used. Please film at "
    "normal speed."
)
NO_COPY = (
    "This film is damaged, so no playable copy could be made of it. Please copy it from the camera again."
)
MOSTLY_DAMAGED = "Most of this film is damaged and cannot be shown. Please copy it from the camera again."
PARTLY_DAMAGED = "Part of this film is damaged and may stop for a moment. What you marked in it stays right."
WHOLE = {
    *(EMPTY, PHOTO, UNKNOWN, DAMAGED, TOO_MANY_TRACKS, TOO_LARGE, ONLY_SOUND, NO_PICTURE, OTHER_FORM),
    *(NOTHING_TO_SHOW, NO_TIMES, SLOW_MOTION, NO_COPY, MOSTLY_DAMAGED, PARTLY_DAMAGED),
}


def known(sentence: str) -> bool:
    """Whether this refusal is one of ours; a film's length may stand in it."""
    start, end = TOO_LONG.split("{}")
    long = sentence.startswith(start) and sentence.endswith(end)
    return sentence in WHOLE or (long and sentence[len(start) : -len(end)].isdigit())
