"""Bad files through the whole door: the upload as a browser sends it, the worker, the page that says why."""

import unicodedata
from base64 import b64encode
from html import escape

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from sessions.models import Footage, Upload
from sessions.rules.uploads import NAME_LENGTH, display_name
from sessions.views.tus import metadata_in, number_in
from tests.sessions.conftest import begin, send
from tests.vault import refusals
from tests.vault.small_films import small_film
from tests.vault_builders import work_off
from vault.models import Recording

GIB = 1024**3
FILES = {
    "film.mp4": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
    "IMG_1.MOV": b"\x89PNG\r\n\x1a\n" + bytes(99),
}
FILES |= {"x.mp4": b"x"}
SENTENCES = {"film.mp4": refusals.UNKNOWN, "IMG_1.MOV": refusals.PHOTO, "x.mp4": refusals.UNKNOWN}
SPLIT = "Cut it shorter on the phone, or upload it in two parts."
LENGTHS = {
    0: (400, "This file is empty. Choose the film itself."),
    4 * GIB + 1: (413, f"This film has 4.0\xa0GB, and at most 4.0\xa0GB can be taken. {SPLIT}"),
    10**19 - 1: (413, f"This film has 8881.8\xa0PB, and at most 4.0\xa0GB can be taken. {SPLIT}"),
}


@pytest.fixture
def client(sign_in, scene):
    return sign_in(scene.guider)


def uploaded(client, scene, name, content):
    assert begin(client, scene.filming, len(content), scene.parent, name=name).status_code == 201
    assert send(client, Upload.objects.get(), content).status_code == 204
    work_off()
    return Recording.objects.get()


@pytest.mark.parametrize("name", FILES)
def test_the_page_says_why_a_file_was_refused(client, scene, name):
    recording = uploaded(client, scene, name, FILES[name])
    assert (recording.state, recording.failure) == ("failed", SENTENCES[name])
    assert [file.role for file in recording.files.all()] == ["original"]
    page = client.get(reverse("filming", args=[scene.filming.pk])).content.decode()
    assert escape(SENTENCES[name]) in page


def test_a_film_with_the_wrong_ending_is_a_film(client, scene):
    assert uploaded(client, scene, "holiday.exe", small_film("webm")).state == "ready"


@pytest.mark.parametrize("length", LENGTHS)
def test_a_length_beyond_the_limit_is_refused_before_any_byte(client, scene, length):
    before = Entry.objects.count()
    response = begin(client, scene.filming, length, scene.parent)
    assert (response.status_code, response.content.decode()) == LENGTHS[length]
    assert (Upload.objects.count(), Footage.objects.count(), Recording.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == before


@given(st.text())
def test_any_name_becomes_a_line_that_can_be_shown(name):
    shown = display_name(name)
    assert 0 < len(shown) <= NAME_LENGTH
    assert [letter for letter in shown if unicodedata.category(letter)[0] == "C" or letter in "/\\"] == []


@given(st.text())
def test_a_number_in_a_header_is_a_number_or_refused(text):
    request = RequestFactory().get("/", headers={"Upload-Length": text})
    try:
        number = number_in(request, "Upload-Length")
    except ValidationError:
        assert not text.isascii() or not text.isdigit() or len(text) > 19
    else:
        assert number == int(text)


@given(st.dictionaries(st.from_regex("[a-z]+", fullmatch=True), st.text()))
def test_metadata_come_out_as_they_were_put_in(pairs):
    header = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in pairs.items())
    assert metadata_in(RequestFactory().get("/", headers={"Upload-Metadata": header})) == pairs


@given(st.text(alphabet=st.sampled_from("ab=,+/ \t\0é"), max_size=30))
def test_other_metadata_are_read_or_refused(header):
    request = RequestFactory().get("/", headers={"Upload-Metadata": header})
    try:
        found = metadata_in(request)
    except ValidationError:
        return
    assert all(isinstance(part, str) for pair in found.items() for part in pair)
