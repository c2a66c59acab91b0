"""What the guards share."""

import pytest

from tests.guards.everybody import everybody


@pytest.fixture
def world(cast, sign_in):
    return everybody(cast, sign_in)
