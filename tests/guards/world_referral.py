"""A referral that nobody is in charge of yet, for the access matrix."""

from accounts.models import User
from tests import builders


def unassigned(written_by: User) -> dict[str, object]:
    return {"referral_id": builders.unassigned_referral(written_by).pk}
