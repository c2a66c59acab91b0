"""Consent per person and purpose, who appears in a film, withdrawal, and what was destroyed."""

from consent.models.custody import QUARANTINE, Appearance, Custody, Grant
from consent.models.destruction import Destruction
from consent.models.signing import ConsentRecord, FormVersion, ScopeDecision, Withdrawal

__all__ = [
    "QUARANTINE",
    "Appearance",
    "ConsentRecord",
    "Custody",
    "Destruction",
    "FormVersion",
    "Grant",
    "ScopeDecision",
    "Withdrawal",
]
