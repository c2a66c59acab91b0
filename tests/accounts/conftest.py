"""Rate limits and used codes live in the cache: each test starts with an empty one."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
