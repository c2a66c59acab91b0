"""The files of a released report: what each says, and that no spreadsheet finds a formula in one."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.utils import timezone

from reports.bars import draw, lengths
from reports.files import MAKERS, csv_bytes, json_bytes, pdf_bytes, xlsx_bytes
from reports.files.safe_cells import UnsafeCell, number, words
from reports.tables import Report, Table
from tests.papers import facts_of, text_of
from tests.reports.frozen_builders import PEOPLE, REPORT, TABLES, frozen

# Every sign a spreadsheet may begin a formula with: plain, full-width, and behind what does not print.
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "%0", "|cmd", "=cmd|' /C calc'!A0",
    "\t=1", "\r=1", "\n=1", " =1", "\r\n+1",
    "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "\u202e=1", "\x00=1",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "\uff051", "\uff5ccmd", " \uff1d1", "\u2060\uff1d1",
    "'=1", '"=1', "\"'+1", "\u2028=1", "\ufe631", "\ufe621",
]  # fmt: skip
FIRST_SIGNS = "=+-@%|\uff1d\uff0b\uff0d\uff20\uff05\uff5c\t\r\n "


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def texts_of(content: bytes) -> list[str]:
    cells = (cell for sheet in book_of(content) for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, str)]


def report_that_says(text: str) -> Report:
    table = Table("a", text, (text,), (text,), ((10,),))
    return replace(REPORT, organisation=text, tables=(table,), definitions=(text,), notes=(text,))


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_snapshot_gives_the_same_bytes_whenever_it_is_made(kind, monkeypatch):
    first = MAKERS[kind](frozen())
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert MAKERS[kind](frozen()) == first


def test_the_csv_holds_one_table_after_the_other():
    content = csv_bytes(frozen())
    assert content.startswith(b"\xef\xbb\xbfService,Rosehill Children's Service,,\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    rows = rows_of(content)
    assert {len(row) for row in rows} == {4}
    at = rows.index(["Referrals by source and decision", "Referrals", "", ""])
    assert rows[at + 1 : at + 4] == [
        ["", "Taken on", "Declined", "Passed on"],
        ["Health visitor", "30", "10", "*"],
        ["Midwife", "20", "*", "10"],
    ]
    assert ["Other", "–", "–", "–"] in rows
    assert ["Per cent", "Number", "", ""] in rows
    assert ["Age", "People", "", ""] in rows


def test_the_workbook_holds_numbers_as_numbers_and_a_sheet_for_each_report():
    book = book_of(xlsx_bytes(frozen()))
    assert book.sheetnames == ["Referrals", "People", "Notes"]
    column = [(cell.value, cell.data_type) for cell in book["Referrals"]["B"]]
    assert column[2:7] == [(45, "n"), (1250, "n"), (10, "n"), ("*", "s"), ("–", "s")]
    shapes = {cell.value: cell.number_format for cell in book["Referrals"]["B"] if cell.data_type == "n"}
    assert (shapes[80], shapes[45], shapes[22]) == ('0"%"', "#,##0", "#,##0")
    assert book.properties.created == datetime(2026, 4, 2, 9, 30)  # noqa: DTZ001 - as the format keeps it
    assert book.properties.creator == "Rosehill Children's Service"


def test_sheets_of_one_title_have_names_of_their_own():
    titles = (f"Notes: [a/b] {'x' * 40}",) * 3 + ("Notes",)
    parts = tuple(replace(frozen().parts[0], title=title) for title in titles)
    names = book_of(xlsx_bytes(replace(frozen(), parts=parts))).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 5
    assert all(len(name) <= 31 for name in names)


def test_the_json_can_be_checked_against_the_hashes_that_it_names():
    content = json_bytes(frozen())
    said = json.loads(content)
    for part, report in zip(said["reports"], (REPORT, PEOPLE), strict=True):
        again = json.dumps(part["report"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(again.encode()).hexdigest() == part["sha256"]
        assert Report.from_json(again) == report
    assert json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == content


def test_what_all_reports_say_is_said_once_and_the_rest_with_the_report_it_belongs_to():
    assert frozen().definitions == [
        "Referrals: A star stands for a number that is hidden.",
        "People: Age on the day of the referral.",
        "Totals are rounded on their own.",
    ]
    assert frozen().notes == list(REPORT.notes)


def test_the_paper_is_tagged_and_says_each_number_in_its_row():
    pdf = pdf_bytes(frozen())
    text = text_of(pdf)
    for said in (
        "Referrals by source",
        "Midwife 1250",
        "hidden",
        "no data",
        "Their first film 80 %",
        "Days",
    ):
        assert said in text
    assert b"pdfuaid:part" in pdf
    facts = facts_of(pdf)
    assert (facts["Title"], facts["Author"]) == ("Caseload report", REPORT.organisation)
    assert "Apr  2" in facts["CreationDate"]


@pytest.mark.parametrize("kind", MAKERS)
def test_every_file_says_where_it_comes_from(kind):
    content = MAKERS[kind](frozen())
    text = {
        "csv": lambda: content.decode("utf-8-sig"),
        "json": content.decode,
        "xlsx": lambda: "\n".join(texts_of(content)),
        "pdf": lambda: text_of(content),
    }[kind]()
    origins = [said for part in frozen().parts for said in (str(part.number), part.sha256)]
    words = ["2026-Q1", "standard", *origins, *REPORT.definitions, *REPORT.notes]
    assert [said for said in words if said not in text] == []


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_the_csv(text):
    cells = [cell for row in rows_of(csv_bytes(frozen(report_that_says(text)))) for cell in row if cell]
    assert [cell for cell in cells if cell[0] in FIRST_SIGNS] == []
    assert not any(sign in cell for cell in cells for sign in "\t\r\n")
    assert cells.count(words(text)) >= 6


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_the_workbook(text):
    book = book_of(xlsx_bytes(frozen(report_that_says(text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = [cell.value for cell in cells if cell.value and cell.data_type == "s"]
    texts += [*book.sheetnames, book.properties.creator]
    assert [value for value in texts if value[0] in FIRST_SIGNS and value not in book.sheetnames] == []
    assert texts.count(words(text)) >= 6


@pytest.mark.parametrize(
    "text", ["Midwife", "0 to 5 months", "Children's centre", "Über uns", "(none)", "50 % of them"]
)
def test_plain_words_stay_as_they_are(text):
    assert words(text) == text


@pytest.mark.parametrize("cell", [-1, 1.5, True, None, "10", "=1", "", "–1"])
def test_a_cell_is_a_whole_number_or_one_of_two_signs(cell):
    with pytest.raises(UnsafeCell):
        number(cell)


def test_bars_are_drawn_from_the_numbers_that_may_be_seen():
    assert lengths(TABLES[0]) == [[45 / 1250], [1.0], [10 / 1250], [None], [None]]
    assert lengths(TABLES[2]) == [[0.8], [0.35]]
    assert lengths(Table("a", "A", ("a", "b"), ("n",), ((0,), (0,)))) == [[0.0], [0.0]]
    assert [draw(table) is None for table in TABLES] == [False, False, False, True, True]


def test_a_hidden_number_leaves_no_trace_in_the_drawing():
    drawing = draw(TABLES[1])
    assert [(group.label, [bar.said for bar in group.bars]) for group in drawing.groups] == [
        ("Health visitor", ["30", "10"]),
        ("Midwife", ["20", "10"]),
        ("Self-referral", ["15", "10", "0"]),
    ]
    assert drawing.left_out
    assert [bar.pattern for bar in drawing.groups[1].bars] == [0, 2]
    assert [name for name, _pattern in drawing.keys] == ["Taken on", "Declined", "Passed on"]
