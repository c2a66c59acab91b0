"""Who is told what on the pages of sessions."""

from tests.guards.answers.kinds import ALL_GUIDERS, CASEWORK_WRITES, OWN_CASE

ANSWERS = {
    "cycle-abandonment": OWN_CASE,
    "cycles": OWN_CASE,
    "film-news": ALL_GUIDERS,
    "film-news-end": CASEWORK_WRITES,
    "filming": OWN_CASE,
    "filming-new": OWN_CASE,
    "footage-attempt": CASEWORK_WRITES,
    "footage-film": OWN_CASE,
    "footage-frames": OWN_CASE,
    "footage-people": OWN_CASE,
    "footage-progress": OWN_CASE,
    "footage-removal": OWN_CASE,
    "footage-strip": OWN_CASE,
    "footage-waveform": OWN_CASE,
    "filming-taking-up": CASEWORK_WRITES,
    "known-films": OWN_CASE,
    "meeting-call": CASEWORK_WRITES,
    "nothing-usable": OWN_CASE,
    "phone-copy": CASEWORK_WRITES,
    "upload": CASEWORK_WRITES,
    "upload-new": CASEWORK_WRITES,
    "visit-filming": OWN_CASE,
    "visit-move": OWN_CASE,
}
