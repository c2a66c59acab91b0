"""Extracts for research: off unless switched on, two people, nobody stands out, still personal data."""

import csv
import hashlib
import io
from collections import Counter, defaultdict

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from cases.models import Participation
from consent.models import Withdrawal
from reports import actions
from reports.extract.extract_file import BANNER, HEADS
from reports.models import Extract
from reports.periods import Period
from reports.rules import check_may_release_extract
from tests import builders
from tests.reports.agreeing import agreeing
from tests.reports.history import YEAR

WHOLE = Period(YEAR)
FIRST_LINES = 7  # banner, four facts, an empty line, the heads


@pytest.fixture
def on(settings):
    settings.ROW_EXTRACT = True


@pytest.fixture
def leads(cast, on) -> tuple[User, User]:
    return tuple(builders.user("research_lead", cast.organisation, name) for name in ("first", "second"))


def asked(by: User) -> Extract:
    return actions.ask_for_extract(period=WHOLE, purpose="=The study of 2026", by=by)


def lines_of(extract: Extract) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bytes(extract.content).decode("utf-8-sig"))))


ADDRESSES = [("extracts", []), ("extract-release", [1]), ("extract-removal", [1]), ("extract-file", [1])]


@pytest.mark.parametrize(("name", "ids"), ADDRESSES)
def test_switched_off_there_is_no_such_address_even_for_a_research_lead(cast, sign_in, name, ids):
    lead = sign_in(builders.user("research_lead", cast.organisation))
    for client in (lead, sign_in(cast.administrator), Client()):
        assert client.get(reverse(name, args=ids)).status_code == 404
        assert client.post(reverse(name, args=ids)).status_code == 404


def test_switched_off_no_page_tells_of_it_and_the_role_cannot_be_given(cast, sign_in):
    client = sign_in(cast.administrator)
    for name in ("person-new", "people", "reports"):
        page = client.get(reverse(name)).content.decode()
        assert ("Research lead" in page, "Extracts" in page) == (False, False)
    client.post(reverse("person", args=[cast.guider.pk]), {"roles": ["guider", "research_lead"]})
    assert User.objects.get(pk=cast.guider.pk).role_codes == {"guider"}


def test_switched_on_only_a_research_lead_gets_in_and_nobody_is_one_by_default(cast, sign_in, leads):
    extract = Extract.objects.create(
        organisation=cast.organisation, year=YEAR, quarter=0, purpose="-", asked_by=leads[0]
    )
    addresses = [reverse("extracts"), reverse("extract-release", args=[extract.pk])]
    for person in ("guider", "trainee", "supervisor", "administrator"):
        client = sign_in(getattr(cast, person))
        assert [client.get(address).status_code for address in addresses] == [403, 403]
    elsewhere = sign_in(builders.user("research_lead", cast.stranger.organisation, "elsewhere"))
    assert elsewhere.post(addresses[1]).status_code == 404
    assert elsewhere.get(reverse("extract-file", args=[extract.pk])).status_code == 404
    lead = sign_in(leads[0])
    assert [lead.get(address).status_code for address in addresses] == [200, 405]
    assert lead.get(reverse("extract-file", args=[extract.pk])).status_code == 404  # not released
    assert lead.get("/").url == reverse("extracts")
    assert lead.get(reverse("board")).status_code == 403
    page = sign_in(cast.administrator).get(reverse("person-new")).content.decode()
    assert "Research lead" in page


def test_one_asks_another_releases_and_the_bytes_never_change(cast, sign_in, leads):
    agreeing(cast, 150)
    first, second = (sign_in(lead) for lead in leads)
    answer = first.post(reverse("extracts"), {"period": str(WHOLE), "purpose": "=The study of 2026"})
    assert answer.status_code == 302
    extract = Extract.objects.get()
    release = reverse("extract-release", args=[extract.pk])
    assert "so somebody else has to release it" in first.post(release, follow=True).content.decode()
    assert Extract.objects.released().count() == 0
    page = second.get(reverse("extracts")).content.decode()
    assert ("=The study of 2026" in page, str(BANNER) in page) == (True, True)
    second.post(release)
    extract.refresh_from_db()
    assert (extract.asked_by, extract.released_by) == leads
    agreeing(cast, 20, seed=2)
    for client in (first, second):
        taken = client.get(reverse("extract-file", args=[extract.pk]))
        assert hashlib.sha256(taken.content).hexdigest() == extract.sha256
    assert taken.headers["Content-Disposition"] == 'attachment; filename="research-extract-2025.csv"'
    assert f"<dd>{extract.dropped}</dd>" in second.get(reverse("extracts")).content.decode()
    assert [entry.action for entry in Entry.objects.filter(action__startswith="extract").order_by("pk")] == [
        "extract.asked",
        "extract.released",
        "extract.downloaded",
        "extract.downloaded",
    ]


@pytest.mark.parametrize("who", [0, 1])
def test_a_request_is_taken_back_or_turned_down_until_it_is_released(cast, sign_in, leads, who):
    agreeing(cast, 150)
    client, extract = sign_in(leads[who]), asked(leads[0])
    removal = reverse("extract-removal", args=[extract.pk])
    elsewhere = sign_in(builders.user("research_lead", cast.stranger.organisation, "elsewhere"))
    assert elsewhere.post(removal).status_code == 404
    assert "Nothing has left." in client.post(removal, follow=True).content.decode()
    assert (Extract.objects.count(), Entry.objects.filter(action="extract.removed").count()) == (0, 1)
    released = actions.release_extract(extract=asked(leads[0]), by=leads[1])
    removal = reverse("extract-removal", args=[released.pk])
    assert "has been released already" in client.post(removal, follow=True).content.decode()
    assert (Extract.objects.count(), Entry.objects.filter(action="extract.removed").count()) == (1, 1)


def test_the_file_says_what_it_is_and_holds_code_words_without_anybody(cast, leads):
    agreeing(cast, 150)
    extract = actions.release_extract(extract=asked(leads[0]), by=leads[1])
    lines = lines_of(extract)
    assert lines[0] == [str(BANNER)]
    assert lines[4] == ["Left out, because they stood out", str(extract.dropped)]
    assert lines[6] == ["Row", *map(str, HEADS.values())]
    body = lines[FIRST_LINES:]
    assert len({line[0] for line in body}) == len(body) == extract.rows >= 20
    for cells in defaultdict(list, {n: [line[n] for line in body] for n in range(1, 10)}).values():
        assert all("=" not in cell and "H1-" not in cell for cell in cells)
    alike = defaultdict(set)
    for line in body:
        alike[tuple(line[1:5])].add(line[9])
    assert min(Counter(tuple(line[1:5]) for line in body).values()) >= 5
    assert min(map(len, alike.values())) >= 2
    text = bytes(extract.content).decode("utf-8-sig")
    assert ("The study" in text, cast.guider.name in text) == (False, False)


def test_a_new_release_numbers_and_orders_its_rows_anew(cast, leads):
    agreeing(cast, 150)
    extract = actions.release_extract(extract=asked(leads[0]), by=leads[1])
    before = lines_of(extract)[FIRST_LINES:]
    Extract.objects.all().delete()
    after = lines_of(actions.release_extract(extract=asked(leads[0]), by=leads[1]))[FIRST_LINES:]
    assert sorted(line[1:] for line in before) == sorted(line[1:] for line in after)
    assert [line[1:] for line in before] != [line[1:] for line in after]
    assert {line[0] for line in before} & {line[0] for line in after} == set()


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (WHOLE, "An extract of 2025 has been released"),
        (Period(YEAR, 3), "An extract of 2025 has been released"),
    ],
)
def test_each_day_is_in_one_extract_only(cast, leads, period, sentence):
    agreeing(cast, 150)
    waiting = asked(leads[1])
    actions.release_extract(extract=asked(leads[0]), by=leads[1])
    with pytest.raises(ValidationError, match=sentence):
        actions.ask_for_extract(period=period, purpose="-", by=leads[0])
    with pytest.raises(ValidationError, match=sentence):
        actions.release_extract(extract=waiting, by=leads[0])
    assert (Extract.objects.count(), Extract.objects.released().count()) == (2, 1)


def test_fewer_than_twenty_rows_and_a_period_that_still_runs_are_refused_and_nothing_typed_is_lost(
    cast, sign_in, leads
):
    agreeing(cast, 15)
    client = sign_in(leads[0])
    sent = {"period": str(WHOLE), "purpose": "A careful study"}
    page = client.post(reverse("extracts"), sent).content.decode()
    assert ("Fewer than 20 rows would remain" in page, "A careful study" in page) == (True, True)
    page = client.post(reverse("extracts"), sent | {"period": "2999"}).content.decode()
    assert "A careful study" in page
    with pytest.raises(ValidationError, match="2999 is not over yet"):
        actions.ask_for_extract(period=Period(2999), purpose="-", by=leads[0])
    assert (Extract.objects.count(), Entry.objects.filter(action="extract.asked").count()) == (0, 0)


def test_consent_taken_back_between_asking_and_releasing_counts(cast, leads):
    agreeing(cast, 150)
    extract = asked(leads[0])
    Withdrawal.objects.bulk_create(
        Withdrawal(case=part.case, person=part.person, scope="", recorded_by=cast.guider)
        for part in Participation.objects.all()
    )
    with pytest.raises(ValidationError, match="Fewer than 20 rows"):
        actions.release_extract(extract=extract, by=leads[1])
    extract.refresh_from_db()
    assert (extract.released_at, bytes(extract.content)) == (None, b"")


@pytest.mark.parametrize(
    ("who", "is_released", "refused"),
    [
        ("second", False, False),
        ("first", False, True),
        ("second", True, True),
        ("administrator", False, True),
        ("elsewhere", False, True),
    ],
)
def test_who_may_release(cast, leads, who, is_released, refused):
    extract = Extract(
        organisation=cast.organisation,
        asked_by=leads[0],
        released_at=timezone.now() if is_released else None,
    )
    elsewhere = builders.user("research_lead", cast.stranger.organisation, "elsewhere")
    by = {"first": leads[0], "second": leads[1], "elsewhere": elsewhere}.get(who, cast.administrator)
    try:
        check_may_release_extract(extract, by)
    except ValidationError:
        assert refused
    else:
        assert not refused


def test_the_database_holds_the_two_people_apart(cast, leads):
    facts = {"organisation": cast.organisation, "year": YEAR, "quarter": 0, "purpose": "-"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Extract.objects.create(
            **facts,
            asked_by=leads[0],
            released_by=leads[0],
            released_at=timezone.now(),
            sha256="0" * 64,
        )
    assert Extract.objects.count() == 0
