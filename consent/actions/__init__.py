"""Film is taken into custody and opened, consent signed and taken back, film destroyed."""

from consent.actions.custody import (
    add_appearance,
    end_access,
    open_access,
    remove_appearance,
    take_custody,
)
from consent.actions.destruction import (
    complete_certificate,
    destroy_film,
    destroy_part,
    end_quarantine,
)
from consent.actions.documents import add_document, open_sheet, remove_document
from consent.actions.erasures import Repeated, reapply_erasures, remember_erasures
from consent.actions.forms import ensure_form, save_form, settle_form
from consent.actions.holds import end_hold, review_hold, set_hold
from consent.actions.papers import keep_document, open_paper
from consent.actions.restrictions import lift_restriction, restrict
from consent.actions.retention import adopt_policy, end_retention, ensure_policy
from consent.actions.signing import sign
from consent.actions.withdrawal import withdraw

__all__ = [
    "Repeated",
    "add_appearance",
    "add_document",
    "adopt_policy",
    "complete_certificate",
    "destroy_film",
    "destroy_part",
    "end_access",
    "end_hold",
    "end_quarantine",
    "end_retention",
    "ensure_form",
    "ensure_policy",
    "keep_document",
    "lift_restriction",
    "open_access",
    "open_paper",
    "open_sheet",
    "reapply_erasures",
    "remember_erasures",
    "remove_appearance",
    "remove_document",
    "restrict",
    "review_hold",
    "save_form",
    "set_hold",
    "settle_form",
    "sign",
    "take_custody",
    "withdraw",
]
