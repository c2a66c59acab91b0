"""The throw-away servers of the test suite really serve."""

import boto3
import psycopg2
import pytest
from redis import Redis as RedisClient

from tools import servers

pytestmark = pytest.mark.servers


def test_postgres_has_both_databases(postgres_server: servers.Postgres) -> None:
    for name in ("attune", "attune_keystore"):
        connection = psycopg2.connect(
            host=servers.HOST, port=postgres_server.port, user=postgres_server.user, dbname=name
        )
        with connection, connection.cursor() as cursor:
            cursor.execute("select current_database()")
            assert cursor.fetchone() == (name,)
        connection.close()


def test_redis_keeps_what_it_is_given(redis_server: servers.Redis) -> None:
    with RedisClient.from_url(redis_server.url) as client:
        client.set("kept", "yes")
        assert client.get("kept") == b"yes"


def test_the_bucket_gives_back_a_range(s3_server: servers.Bucket) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=s3_server.endpoint,
        aws_access_key_id=s3_server.access_key,
        aws_secret_access_key=s3_server.secret_key,
        region_name="us-east-1",
    )
    client.put_object(Bucket=s3_server.bucket, Key="sealed/one", Body=b"0123456789")
    answer = client.get_object(Bucket=s3_server.bucket, Key="sealed/one", Range="bytes=3-5")
    assert answer["Body"].read() == b"345"
