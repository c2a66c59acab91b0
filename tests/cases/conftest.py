"""A case with a client and a child, and the trail's newest entry."""

from types import SimpleNamespace

import pytest

from audit.models import Entry
from tests import builders


@pytest.fixture
def family(cast):
    """The guider's own case: a client, a child, nothing agreed yet."""
    case = builders.case(cast.guider)
    return SimpleNamespace(
        case=case, client=builders.person(case, "parent", "Ada"), child=builders.person(case, "child", "Bo")
    )


@pytest.fixture
def trail():
    """`trail()` gives the action, outcome and codes of each entry so far, oldest first."""

    def trail():
        return [(entry.action, entry.detail) for entry in Entry.objects.order_by("pk")]

    return trail
