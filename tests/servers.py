"""Real servers as fixtures: one of each for the whole test run, started when first asked for."""

from collections.abc import Iterator

import pytest

from tools import servers


@pytest.fixture(scope="session")
def s3_server() -> Iterator[servers.Bucket]:
    """An S3-compatible store with one bucket: `.endpoint`, `.bucket`, `.access_key`, `.secret_key`."""
    with servers.bucket() as made:
        yield made


@pytest.fixture(scope="session")
def redis_server() -> Iterator[servers.Redis]:
    """A Redis for one test run: `.url`, `.port`."""
    with servers.redis() as made:
        yield made


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Postgres]:
    """A PostgreSQL cluster with empty databases `attune` and `attune_keystore`: `.environment`."""
    with servers.postgres() as made:
        yield made
