"""Consent per person and purpose, who appears in a film, withdrawal, and what was destroyed."""

from consent.models.custody import QUARANTINE, Appearance, Custody, Grant
from consent.models.destruction import Destruction
from consent.models.documents import Document, Sheet
from consent.models.forms import FormVersion
from consent.models.papers import Paper
from consent.models.restriction import Restriction
from consent.models.retention import WARNING, Hold, RetentionPolicy
from consent.models.signing import ConsentRecord, ScopeDecision, Withdrawal

__all__ = [
    "QUARANTINE",
    "WARNING",
    "Appearance",
    "ConsentRecord",
    "Custody",
    "Destruction",
    "Document",
    "FormVersion",
    "Grant",
    "Hold",
    "Paper",
    "Restriction",
    "RetentionPolicy",
    "ScopeDecision",
    "Sheet",
    "Withdrawal",
]
