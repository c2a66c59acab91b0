"""What a part of a film and a piece of an upload ask of the databases: each comes thousands of times."""

import os
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sessions.models import Upload
from tests import consent_builders
from tests.sessions.conftest import CHUNK, begin, send

INNERMOST = re.compile(r"\([^()]*\)")
CURSOR = re.compile(r"^DECLARE .*? FOR ")  # how PostgreSQL reads many rows
FILM = os.urandom(3 * CHUNK)
# What is no question of its own: the bounds of transactions.
BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def asked():
    """`asked(work)`: the tables that its statements name first, those of both databases."""

    def asked(work):
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["keystore"]) as keys,
        ):
            work()
        statements = [query["sql"] for query in (*main, *keys)]
        return [verb_and_table(sql) for sql in statements if not sql.startswith(BOUNDS)]

    return asked


def verb_and_table(sql):
    """Of a statement without its inner ones."""
    sql = CURSOR.sub("", sql.replace('"', ""))
    while INNERMOST.search(sql):
        sql = INNERMOST.sub("", sql)
    words = sql.split()
    before = {"SELECT": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE", "WITH": "FROM"}[words[0]]
    upper = [word.upper() for word in words]
    table = words[upper.index(before) + 1]
    return f"{words[0].lower()} {table}"


def test_a_part_of_a_film_asks_the_gate_anew_and_nothing_twice(scene, sign_in, asked):
    custody, _file = consent_builders.sealed_film(scene.case, [scene.parent, scene.child], FILM)
    footage = scene.filming.footage.create(custody=custody, file_name="film.mp4", added_by=scene.guider)
    client, address = sign_in(scene.guider), reverse("footage-film", args=[footage.pk])

    def watch():
        answer = client.get(address, headers={"Range": f"bytes=0-{len(FILM) - 1}"})
        assert (answer.status_code, answer.content) == (206, FILM)

    watch()
    assert asked(watch) == [
        "select django_session",
        "select accounts_roleheld",
        "select mfa_authenticator",
        "select vig_sessions_footage",
        "select vault_sealedfile",
        "select audit_head",
        "select consent_custody",
        "select consent_appearance",
        "select consent_scopedecision",
        "select consent_withdrawal",
        "insert audit_entry",
        "update audit_head",
        "select vault_segment",
        "with chain",
    ]


def test_a_piece_of_an_upload_asks_little(scene, sign_in, asked):
    client = sign_in(scene.guider)
    begin(client, scene.filming, len(FILM), scene.parent)
    upload = Upload.objects.get()

    def go_on():
        assert send(client, upload, FILM[:CHUNK]).status_code == 204

    assert asked(go_on) == [
        "select django_session",
        "select accounts_roleheld",
        "select mfa_authenticator",
        "select vig_sessions_upload",
        "select cases_case",
        "update vig_sessions_upload",
        "select vault_sealedfile",
        "select vault_sealedfile",
        "select vault_sealedfile",
        "insert vault_segment",
        "update vault_sealedfile",
        "select vault_sealedfile",
        "update vig_sessions_upload",
        "with chain",
    ]
