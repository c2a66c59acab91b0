"""Bytes of film: which, for whom, and never without an audit entry."""

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory

from audit.models import Entry
from consent.actions import withdraw
from consent.media import serve
from consent.ranges import Unsatisfiable, part_of
from consent.scopes import Purpose
from tests import builders
from tests import consent_builders as build

MIB = 1024 * 1024
CONTENT = bytes(range(251)) * 10_000  # 2.4 MiB
SIZE = len(CONTENT)


@pytest.fixture
def case(cast):
    return builders.case(cast.guider)


@pytest.fixture
def parent(case):
    person = builders.person(case, name="Amina")
    build.answers(case, person, film="given")
    return person


@pytest.fixture
def film(case, parent):
    return build.sealed_film(case, [parent], CONTENT)


@pytest.fixture
def get(cast, film):
    """`get(range, method, user, purpose, …headers)` asks for the film."""
    custody, file = film

    def get(wanted=None, method="get", user=None, purpose=Purpose.PREPARATION, file=file, **headers):
        if wanted is not None:
            headers["Range"] = wanted
        request = getattr(RequestFactory(), method)("/film.mp4", headers=headers)
        request.user = user or cast.guider
        return serve(request, custody=custody, file=file, purpose=purpose)

    return get


def film_entries():
    return Entry.objects.filter(action="film.read").order_by("pk")


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, MIB),
        ("bytes=0-99999999999", 0, MIB),
        ("bytes=100-199", 100, 200),
        (f"bytes={MIB - 3}-", MIB - 3, 2 * MIB - 3),
        (f"bytes=262143-{262145}", 262143, 262146),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE),
        (f"bytes={SIZE - 10}-{SIZE + 10}", SIZE - 10, SIZE),
        ("bytes=-1", SIZE - 1, SIZE),
        ("bytes=-500", SIZE - 500, SIZE),
        (f"bytes=-{SIZE * 2}", 0, MIB),
        (f"bytes=-{2 * MIB}", SIZE - 2 * MIB, SIZE - MIB),
        (None, 0, MIB),
        ("frames=1-2", 0, MIB),
    ],
)
def test_a_range_gives_exactly_those_bytes_and_at_most_1_mib(get, wanted, start, end):
    answer = get(wanted)

    assert answer.status_code == 206
    assert answer.content == CONTENT[start:end]
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(end - start)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    entry = film_entries().get()
    assert (entry.outcome, entry.purpose) == ("allowed", "preparation")
    assert entry.detail == {"role": "working", "method": "GET", "start": start, "end": end}


@pytest.mark.parametrize(
    "wanted",
    [
        f"bytes={SIZE}-",
        f"bytes={SIZE + 5}-{SIZE + 9}",
        "bytes=-0",
        "bytes=-",
        "bytes=",
        "bytes=5-2",
        "bytes=0-1,5-9",
        "bytes=a-b",
        "bytes=0x1-2",
        "bytes=²-3",
        "bytes=1-2-3",
        "bytes=" + "9" * 400 + "-",
    ],
)
def test_what_cannot_be_answered_is_refused_without_a_byte_of_film(get, wanted):
    answer = get(wanted)

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content == b"Ask for one part of the film at a time, within its length."


def test_an_empty_file_has_no_part():
    with pytest.raises(Unsatisfiable):
        part_of(0, "bytes=0-")


def test_a_film_below_1_mib_is_sent_whole_when_nothing_is_asked_in_particular(get, case, parent, cast):
    custody, small = build.sealed_film(case, [parent], b"small" * 9)
    request = RequestFactory().get("/film.mp4")
    request.user = cast.guider

    answer = serve(request, custody=custody, file=small, purpose=Purpose.PREPARATION)

    assert (answer.status_code, answer.content) == (200, b"small" * 9)
    assert "Content-Range" not in answer.headers


def test_head_tells_the_size_and_sends_nothing(get):
    answer = get("bytes=0-9", method="head")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Length"] == str(SIZE)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert film_entries().get().detail == {"role": "working", "method": "HEAD"}


def test_a_strip_is_sent_in_one_piece(cast, case, parent):
    custody, strip = build.sealed_film(case, [parent], CONTENT, role="strip")
    request = RequestFactory().get("/strip.jpg", headers={"Range": "bytes=0-1"})
    request.user = cast.guider

    answer = serve(request, custody=custody, file=strip, purpose=Purpose.PREPARATION)

    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"


def refused(answer, status, sentence):
    assert (answer.status_code, answer.content.decode()) == (status, sentence)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert film_entries().latest("pk").outcome == "refused"


def test_a_refusal_is_one_plain_sentence_without_a_name_and_is_written_down(get, cast):
    refused(get(user=cast.stranger), 403, "This film is not open to you for this purpose.")
    refused(get(user=cast.administrator), 403, "Your role does not open film for this purpose.")
    refused(
        get(purpose=Purpose.SHARED_REVIEW),
        403,
        "Amina has not been asked about “Watching clips together in a shared review” yet.",
    )
    assert not any("Amina" in str(entry.detail) for entry in film_entries())


@pytest.mark.parametrize("method", ["get", "head"])
def test_from_the_withdrawal_on_there_is_not_one_byte(get, case, parent, cast, method):
    assert get("bytes=0-1").status_code == 206

    withdraw(case=case, person=parent, scope="film", by=cast.guider)

    refused(get("bytes=0-1", method=method), 410, "This film has been destroyed.")


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 206), ("none", 206), ("cross-site", 403), ("same-site", 403)]
)
def test_film_is_not_shown_inside_other_sites(get, site, status):
    answer = get("bytes=0-1", **{"Sec-Fetch-Site": site})

    assert answer.status_code == status
    assert film_entries().get().outcome == ("allowed" if status == 206 else "refused")


def test_what_is_not_made_yet_is_not_found(get):
    assert get(file=None).status_code == 404


def test_a_file_of_another_film_an_unfinished_file_and_the_original_are_not_found(get, case, parent):
    _other, elsewhere = build.sealed_film(case, [parent], b"other")
    assert get(file=elsewhere).status_code == 404

    _custody, original = build.sealed_film(case, [parent], b"other", role="original")
    assert get(file=original).status_code == 404


def test_an_unfinished_file_is_not_found(get, film):
    _custody, file = film
    file.complete = False
    assert get(file=file).status_code == 404


def test_without_an_audit_entry_nothing_is_sent(get, cast):
    def no_audit(execute, sql, params, many, context):
        if "audit_entry" in sql and sql.startswith("INSERT"):
            raise DatabaseError("disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_audit):
        answer = get("bytes=0-1")

    assert answer.status_code == 503
    assert answer.content == b"The film cannot be shown at this moment. Please try again."
    assert answer.headers["Cache-Control"] == "no-store"
    assert not film_entries().exists()


def test_the_entry_comes_first_and_a_damaged_film_is_an_error_and_not_half_a_film(get, film):
    _custody, file = film
    file.segments.all().delete()

    answer = get("bytes=0-1")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    assert answer.content == b"The film cannot be read at this moment. Please try again."
    assert film_entries().get().outcome == "allowed"
