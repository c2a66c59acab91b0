"""Referrals from a CSV file: good and bad rows, encodings, separators, dates, and the way to and fro."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import imports
from cases.imports.dates import parse, separators_with_day_first
from cases.imports.writing import as_text, from_text
from cases.models import Case, Person, Referral, ReferralImport, UnassignedReferral
from tests import builders

HEADINGS = [column.heading for column in imports.COLUMNS]
GOOD = {
    "Received": "2026-03-04",
    "Referred by": "Midwife",
    "Reason": "perinatal",
    "Status": "On the waiting list",
    "Name": "Zoë Example",
    "Part in the case": "Parent",
    "Second name": "Bump",
    "Second part in the case": "Unborn child",
    "Second due date": "2027-01-20",
    "Asked for": "=1+1",
}


def line(separator=",", **changes):
    cells = GOOD | {name.replace("_", " "): cell for name, cell in changes.items()}
    return separator.join(f'"{cells.get(heading, "")}"' for heading in HEADINGS)


def file(*lines, separator=","):
    return "\r\n".join([separator.join(HEADINGS), *lines])


def rows(content, columns=imports.OF_CASES):
    return imports.rows_of(imports.read(content, columns), columns)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_are_recognised(encoding, separator):
    [row] = rows(file(line(separator), separator=separator).encode(encoding))
    assert row.errors == []
    assert row.facts["people"][0].name == "Zoë Example"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-04-03", date(2026, 4, 3)),
        ("03.04.2026", date(2026, 4, 3)),
        ("3.4.2026", date(2026, 4, 3)),
        ("23/04/2026", date(2026, 4, 23)),
        ("23-04-2026", date(2026, 4, 23)),
        ("04/04/2026", date(2026, 4, 4)),
        ("03/04/2026", "can be 3 April 2026 or 4 March 2026"),
        ("03-04-2026", "can be 3 April 2026 or 4 March 2026"),
        ("04/23/2026", "not a day of the calendar"),
        ("31.02.2026", "not a day of the calendar"),
        ("3.4.26", "not a date I can read"),
        ("yesterday", "not a date I can read"),
    ],
)
def test_a_date_is_read_or_refused_with_a_sentence_and_never_guessed(cell, day):
    if isinstance(day, date):
        assert parse(cell, separators_with_day_first([cell])) == day
    else:
        with pytest.raises(ValidationError, match=day):
            parse(cell, separators_with_day_first([cell]))


def test_one_day_that_can_only_be_read_one_way_settles_the_others_of_its_kind():
    settled = separators_with_day_first(["03/04/2026", "23/04/2026"])
    assert parse("03/04/2026", settled) == date(2026, 4, 3)
    with pytest.raises(ValidationError, match="can be"):
        parse("03-04-2026", settled)


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"Received": ""}, "Received: This is missing."),
        ({"Received": str(TOMORROW)}, "cannot be in the future"),
        ({"Referred_by": "Neighbour"}, "“Neighbour” is not on the list: Health visitor"),
        ({"Name": ""}, "Name: This is missing."),
        ({"Name": "A" * 151}, "at most 150 letters"),
        ({"Second_due_date": ""}, "give the due date"),
        ({"Status": "Closed"}, "A new case is undecided"),
        ({"Date_of_birth": "1/2/90"}, "not a date I can read"),
    ],
)
def test_a_bad_row_says_what_to_mend_in_plain_words(changes, sentence):
    good, bad = rows(file(line(Name="Ada"), line(**changes)).encode())
    assert good.errors == []
    assert sentence in " ".join(bad.errors)
    assert bad.number == 3


def test_a_row_that_stands_twice_comes_in_once():
    first, second = rows(file(line(), line()).encode())
    assert (first.errors, second.errors) == (
        [],
        ["This is the same as line 2, so it would come in twice."],
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "columns are missing: Received"),
        (b"Received,Referred by,Reason,Shoe size\r\n", "not known here or stand twice: Shoe size"),
        (b"Received,Received\r\n", "not known here or stand twice"),
        (",".join(HEADINGS).encode(), "no referrals below the headings"),
        (file(line()).encode("utf-16"), "cannot be read as text"),
        (b"\x81" + file(line()).encode("cp1252"), "cannot be read as text"),
        ((file(line()) + '\r\n"open').encode(), "quotation mark is left open"),
        (file(*[line()] * 501).encode(), "This file has 501 referrals"),
        (b" " * (imports.MOST_BYTES + 1), "too large"),
    ],
    ids=range(9),
)
def test_a_file_that_cannot_be_read_says_why(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        imports.read(content, imports.OF_CASES)


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-3", "@name", "'quoted", "plain"])
def test_what_looks_like_a_formula_goes_out_as_text_and_comes_back_the_same(cell):
    assert from_text(as_text(cell)) == cell
    assert as_text(cell)[0] not in "=+-@"


def upload(client, content, **more):
    sent = {"file": SimpleUploadedFile("any.csv", content), "of_cases": "yes"} | more
    return client.post(reverse("referral-import"), sent)


def confirm(client, preview, *numbers, name="referral-import-confirmation"):
    data = {"sealed": preview.context["sealed"], "row": numbers}
    return client.post(reverse(name), data)


def test_the_good_rows_come_in_and_the_bad_ones_come_back_to_mend(cast, sign_in):
    client = sign_in(cast.guider)
    preview = upload(client, file(line(), line(Name="Bad", Received="31.02.2026"), line(Name="Cy")).encode())
    assert (Case.objects.count(), "2 of 3 are good" in preview.content.decode()) == (0, True)
    done = confirm(client, preview, 2, 4)
    assert "2 referrals have come in" in done.content.decode()
    cases = Case.objects.visible_to(cast.guider).order_by("pk")
    assert [(case.status, case.source) for case in cases] == [("waiting", "midwife")] * 2
    assert Referral.objects.first().asked_for == "=1+1"
    mending = confirm(client, done, name="referral-import-mending").content
    [row] = rows(mending)
    assert (row.cells["client_name"], row.cells["asked_for"]) == ("Bad", "=1+1")
    assert b"'=1+1" in mending
    assert "not a day of the calendar" in mending.decode("utf-8-sig")
    mended = upload(client, mending.replace(b"31.02.2026", b"28.02.2026"))
    confirm(client, mended, 2)
    assert sorted(Person.objects.filter(participations__is_client=True).values_list("name", flat=True)) == [
        "Bad",
        "Cy",
        "Zoë Example",
    ]


def test_a_row_left_unticked_comes_back_too(cast, sign_in):
    client = sign_in(cast.guider)
    done = confirm(client, upload(client, file(line(), line(Name="Cy")).encode()), 3)
    assert Case.objects.count() == 1
    [row] = rows(confirm(client, done, name="referral-import-mending").content)
    assert row.cells["client_name"] == "Zoë Example"


def test_nothing_comes_in_without_a_tick(cast, sign_in):
    client = sign_in(cast.guider)
    response = confirm(client, upload(client, file(line()).encode()))
    assert (response.url, Case.objects.count()) == (reverse("referral-import"), 0)


def test_the_same_file_does_not_come_in_twice(cast, sign_in):
    client, content = sign_in(cast.guider), file(line()).encode()
    preview = upload(client, content)
    confirm(client, preview, 2)
    assert "already, so nothing was imported" in upload(client, content).content.decode()
    confirm(client, preview, 2)
    assert (Case.objects.count(), ReferralImport.objects.count()) == (1, 1)
    assert upload(sign_in(cast.other_guider), content).context["good"][0].number == 2


def test_somebody_who_may_be_here_already_is_not_ticked(cast, sign_in):
    case = builders.case(cast.guider)
    builders.person(case, "parent", "Zoe Example")
    page = upload(sign_in(cast.guider), file(line()).encode()).content.decode()
    assert "May be here already:" in page
    assert reverse("case", args=[case.pk]) in page
    assert 'value="2" aria-label="Line 2 comes in">' in page


def test_an_administrator_brings_in_coded_facts_alone(cast, sign_in):
    client = sign_in(cast.administrator)
    refused = upload(client, file(line()).encode()).content.decode()
    assert "not known here or stand twice: Status, Name" in refused
    assert "Zoë" not in refused
    content = b"Received;Referred by;Reason\r\n2026-03-04;GP;Other\r\n2026-03-04;GP;Other\r\n"
    confirm(client, upload(client, content), 2, 3)
    assert list(UnassignedReferral.objects.values_list("source", "reason")) == [("gp", "other")] * 2
    assert Case.objects.count() == 0


def test_a_guider_can_bring_in_referrals_that_nobody_has_yet(cast, sign_in):
    client = sign_in(cast.guider)
    content = b"Received,Referred by,Reason\r\n2026-03-04,GP,Other\r\n"
    confirm(client, upload(client, content, of_cases="no"), 2)
    assert (UnassignedReferral.objects.count(), Case.objects.count()) == (1, 0)


@pytest.mark.parametrize("change", ["another person", "another word", "too late"])
def test_a_preview_is_confirmed_by_who_saw_it_as_it_was_and_soon(cast, sign_in, change, monkeypatch):
    client = sign_in(cast.guider)
    sealed = upload(client, file(line()).encode()).context["sealed"]
    if change == "another person":
        client = sign_in(cast.other_guider)
    elif change == "another word":
        sealed = sealed[:-1] + "?"
    else:
        monkeypatch.setattr("cases.forms.imports.HALF_AN_HOUR", -1)
    response = client.post(reverse("referral-import-confirmation"), {"sealed": sealed, "row": [2]})
    assert (response.url, Case.objects.count()) == (reverse("referral-import"), 0)
    assert "older than half an hour" in client.get(response.url).content.decode()


def test_nothing_of_a_file_is_kept_by_the_server_but_its_mark(cast, sign_in):
    client = sign_in(cast.guider)
    preview = upload(client, file(line()).encode())
    assert "Zoë" not in str(dict(client.session))
    confirm(client, preview, 2)
    entry = Entry.objects.get(action="referrals.imported")
    assert entry.detail == {"rows": 1, "of_cases": True}
    assert "Zoë" not in str(ReferralImport.objects.values().get())


@pytest.mark.parametrize(("who", "columns"), [("guider", "OF_CASES"), ("administrator", "UNASSIGNED")])
def test_the_template_can_be_uploaded_as_it_is(cast, sign_in, who, columns):
    content = sign_in(getattr(cast, who)).get(reverse("referral-import-template")).content
    [row] = rows(content, getattr(imports, columns))
    assert [error for error in row.errors if "future" not in error] == []
