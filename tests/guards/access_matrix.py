"""What everybody is told when they ask (GET) for an address. A new address fails until it has a row here.

The case belongs to `guider`; on the addresses of supervision to `trainee`, who submitted to `supervisor`.
302 leads to signing in or on to another page, 404 hides what is not theirs, 403 says the role is not enough,
405 that the address only takes POST or the like.
"""

PEOPLE = (
    "anonymous",
    "stranger",
    "other_guider",
    "guider",
    "trainee",
    "supervisor",
    "administrator",
    "foreign_administrator",
)

OWN_CASE = "302 404 404 200 404 403 403 403"  # the guider in charge reads it
CASEWORK_WRITES = "302 405 405 405 405 403 403 403"  # only takes POST or the like, from those who work cases
ADMINISTRATORS = (
    "302 403 403 403 403 403 200 200"  # of the own organisation; the page itself shows only their own
)
ADMINISTRATORS_WRITE = "302 403 403 403 403 403 405 405"  # only takes POST, from administrators
OWN_ADMINISTRATOR = "302 403 403 403 403 403 200 404"  # the administrator of the same organisation
SUPERVISOR = "302 403 403 403 403 200 403 403"  # the supervisor it was submitted to
SIGNED_IN = "302 200 200 200 200 200 200 200"  # everybody's own page, once signed in
ONWARDS = "302 302 302 302 302 302 302 302"  # leads on to another page
OPEN = "200 200 200 200 200 200 200 200"  # holds no data
ALL_GUIDERS = "302 200 200 200 200 403 403 403"  # everybody who works cases, for their own

SUPERVISION = {
    "decision-new",
    "remarks",
    "submission",
    "submission-film",
    "submission-frames",
    "submission-new",
    "submission-strip",
    "submitted-film",
}
# Pages where everybody makes something of their own, so a POST is nobody else's business.
EVERYBODYS = {"referral-new"}

ANSWERS = {
    "acceptance": CASEWORK_WRITES,
    "account_change_password": SIGNED_IN,
    "account_inactive": OPEN,
    "account_login": "200 302 302 302 302 302 302 302",
    "account_logout": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "alive": OPEN,
    "audit": ADMINISTRATORS,
    "authority-new": OWN_CASE,
    "birth-new": OWN_CASE,
    "board": ADMINISTRATORS,
    "case": OWN_CASE,
    "caseload": ALL_GUIDERS,
    "clip": OWN_CASE,
    "clip-choice": CASEWORK_WRITES,
    "clip-film": OWN_CASE,
    "clip-tick": CASEWORK_WRITES,
    "clips": CASEWORK_WRITES,
    "closure": OWN_CASE,
    "consent": OWN_CASE,
    "consent-new": OWN_CASE,
    "consent-permit": "302 404 404 200 404 404 403 403",
    "consent-record": OWN_CASE,
    "consent-signature": "302 404 404 404 404 403 403 403",
    "consent-summary": OWN_CASE,
    "cycle-abandonment": OWN_CASE,
    "cycles": OWN_CASE,
    "decision-new": "302 403 403 403 403 405 403 403",
    "declination": CASEWORK_WRITES,
    "departure-new": OWN_CASE,
    "destruction": "302 404 404 200 404 403 200 404",
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
    "handover": OWN_ADMINISTRATOR,
    "health": ADMINISTRATORS,
    "helping-question": OWN_CASE,
    "home": ONWARDS,
    "invitation": "410 410 410 410 410 410 410 410",
    "known-films": OWN_CASE,
    "mfa_activate_totp": ONWARDS,
    "mfa_authenticate": ONWARDS,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_download_recovery_codes": "302 404 404 404 404 404 404 404",
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_view_recovery_codes": "302 404 404 404 404 404 404 404",
    "moment": CASEWORK_WRITES,
    "moments": CASEWORK_WRITES,
    "pair-end": ADMINISTRATORS_WRITE,
    "pair-new": ADMINISTRATORS_WRITE,
    "participant": OWN_CASE,
    "participant-new": OWN_CASE,
    "pause": CASEWORK_WRITES,
    "people": ADMINISTRATORS,
    "person": OWN_ADMINISTRATOR,
    "person-invitation": OWN_ADMINISTRATOR,
    "person-new": ADMINISTRATORS,
    "person-removal": OWN_ADMINISTRATOR,
    "phone-copy": CASEWORK_WRITES,
    "point-removal": CASEWORK_WRITES,
    "presentation": OWN_CASE,
    "rating-new": OWN_CASE,
    "referral-new": ALL_GUIDERS,
    "reflection-removal": CASEWORK_WRITES,
    "reflections": CASEWORK_WRITES,
    "remarks": "302 403 403 403 405 405 403 403",
    "report": ADMINISTRATORS,
    "reports": ADMINISTRATORS,
    "resumption": CASEWORK_WRITES,
    "review": OWN_CASE,
    "review-end": CASEWORK_WRITES,
    "review-new": "302 404 404 302 404 403 403 403",
    "review-points": CASEWORK_WRITES,
    "review-ratings": CASEWORK_WRITES,
    "second-factor-removal": OWN_ADMINISTRATOR,
    "selection": OWN_CASE,
    "selection-order": CASEWORK_WRITES,
    "shown-film": OWN_CASE,
    "shown-frames": OWN_CASE,
    "snapshot": OWN_ADMINISTRATOR,
    "studio": OWN_CASE,
    "submission": "302 404 404 404 200 200 403 403",
    "submission-film": SUPERVISOR,
    "submission-frames": SUPERVISOR,
    "submission-new": "302 403 403 403 200 403 403 403",
    "submission-strip": SUPERVISOR,
    "submissions": "302 403 403 403 200 200 403 403",
    "submitted-film": SUPERVISOR,
    "upload": CASEWORK_WRITES,
    "upload-new": CASEWORK_WRITES,
    "withdrawal-new": OWN_CASE,
}
