"""What a device calls a film is text to show: never a path, never in an address, a log or the audit."""

import json
import logging
import os
from html import escape
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from audit.models import Entry
from sessions.models import Footage, Upload
from tests.sessions.conftest import begin, send

# Each name holds ZOO, so that it can be looked for wherever it must not be.
NAMES = {
    "../../ZOO.mp4": "ZOO.mp4",
    "/etc/ZOO": "ZOO",
    "\\\\server\\share\\ZOO.mov": "ZOO.mov",
    "ZOO\0.mp4": "ZOO.mp4",
    "ZOO" + "x" * 297: "ZOO" + "x" * 252,
    "ZOO\u202e4pm.exe": "ZOO4pm.exe",
    "ZOO 👶🏽 親子.mp4": "ZOO 👶🏽 親子.mp4",
    "=cmd|' ZOO'!A0": "=cmd|' ZOO'!A0",
    "CON.ZOO": "CON.ZOO",
    "ZOO.": "ZOO.",
    "%2e%2e%2fZOO": "%2e%2e%2fZOO",
    "ZOO\r\nX-Injected: 1": "ZOOX-Injected: 1",
    '<img src=x onerror="ZOO()">&amp;': '<img src=x onerror="ZOO()">&amp;',
    "{{ ZOO }}{% now %}": "{{ ZOO }}{% now %}",
    "-y ZOO; rm -rf ~ `id` $(id)": "-y ZOO; rm -rf ~ `id` $(id)",
}


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_escaped_and_is_nowhere_else(client, scene, caplog, name):
    caplog.set_level(logging.DEBUG)
    answers = [begin(client, scene.filming, 1000, scene.parent, name=name)]
    answers.append(send(client, Upload.objects.get(), os.urandom(1000)))
    assert [answer.status_code for answer in answers] == [201, 204]
    footage = Footage.objects.get()
    assert footage.file_name == NAMES[name]
    for address in (
        reverse("filming", args=[scene.filming.pk]),
        reverse("footage-removal", args=[footage.pk]),
    ):
        page = client.get(address).content.decode()
        assert page.count("ZOO") == page.count(escape(NAMES[name])) > 0
    assert [header for answer in answers for header in answer.headers.items() if "ZOO" in str(header)] == []
    assert "ZOO" not in json.dumps(list(Entry.objects.values_list("subject", "action", "detail")))
    assert "ZOO" not in caplog.text
    assert [path for path in Path(settings.DATA_DIR).rglob("*") if "ZOO" in path.name] == []
