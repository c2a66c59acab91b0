"""Who is told what on the pages of accounts."""

from tests.guards.answers.kinds import (
    ADMINISTRATORS,
    ADMINISTRATORS_WRITE,
    ONWARDS,
    OPEN,
    OWN_ADMINISTRATOR,
    SIGNED_IN,
)

ANSWERS = {
    "account_change_password": SIGNED_IN,
    "account_inactive": OPEN,
    "account_login": "200 302 302 302 302 302 302 302 302",
    "account_logout": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "home": ONWARDS,
    "invitation": "410 410 410 410 410 410 410 410 410",
    "mfa_activate_totp": ONWARDS,
    "mfa_authenticate": ONWARDS,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_download_recovery_codes": "302 404 404 404 404 404 404 404 404",
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_view_recovery_codes": "302 404 404 404 404 404 404 404 404",
    "pair-across": OWN_ADMINISTRATOR,
    "pair-end": ADMINISTRATORS_WRITE,
    "pair-invitation": "302 403 403 403 403 403 404 404 403",
    "pair-new": ADMINISTRATORS_WRITE,
    "people": ADMINISTRATORS,
    "person": OWN_ADMINISTRATOR,
    "person-invitation": OWN_ADMINISTRATOR,
    "person-new": ADMINISTRATORS,
    "person-removal": OWN_ADMINISTRATOR,
    "second-factor-removal": OWN_ADMINISTRATOR,
    "session": SIGNED_IN,
}
