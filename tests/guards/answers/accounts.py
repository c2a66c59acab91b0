"""Who is told what on the pages of accounts."""

from tests.guards.answers.kinds import (
    ADMINISTRATORS,
    ADMINISTRATORS_WRITE,
    ONWARDS,
    OPEN,
    OWN_ADMINISTRATOR,
    SIGNED_IN,
)

NOBODYS_OWN = "302 404 404 404 404 404 404 404 404"  # only for whoever has one

ANSWERS = {
    "account_change_password": SIGNED_IN,
    "account_inactive": OPEN,
    "account_login": "200 302 302 302 302 302 302 302 302",
    "account_logout": SIGNED_IN,
    "account_reauthenticate": ONWARDS,
    "home": ONWARDS,
    "invitation": "410 410 410 410 410 410 410 410 410",
    "language": "405 405 405 405 405 405 405 405 405",
    "mfa_activate_totp": ONWARDS,
    "mfa_authenticate": ONWARDS,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_download_recovery_codes": NOBODYS_OWN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": ONWARDS,
    "mfa_remove_webauthn": NOBODYS_OWN,
    "mfa_view_recovery_codes": NOBODYS_OWN,
    "pair-across": OWN_ADMINISTRATOR,
    "pair-end": ADMINISTRATORS_WRITE,
    "pair-invitation": "302 403 403 403 403 403 404 404 403",
    "pair-new": ADMINISTRATORS_WRITE,
    "people": ADMINISTRATORS,
    "person": OWN_ADMINISTRATOR,
    "person-invitation": OWN_ADMINISTRATOR,
    "person-new": ADMINISTRATORS,
    "person-removal": OWN_ADMINISTRATOR,
    "person-sign-ins": OWN_ADMINISTRATOR,
    "person-sign-ins-end": ADMINISTRATORS_WRITE,
    "second-factor-removal": OWN_ADMINISTRATOR,
    "session": SIGNED_IN,
    "sign-ins": SIGNED_IN,
    "sign-ins-end": "302 405 405 405 405 405 405 405 405",
}
