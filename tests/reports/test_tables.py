"""A report as data: its shape is checked, its text is always the same, and it comes back as it was."""

import json

import pytest

from reports.tables import HIDDEN, NO_DATA, Report, Table

TABLE = Table("referrals", "Referrals", ("All", "GP"), ("Number",), ((20,), (HIDDEN,)))


def report(**fields):
    about = {"template": "referrals", "organisation": "Übung", "period": "2026-Q1", "profile": "standard"}
    return Report(**about | {"tables": (TABLE,), "definitions": ("A star is hidden.",)} | fields)


def test_a_report_comes_back_from_its_text_as_it_was():
    assert Report.from_json(report().to_json()) == report()
    assert Report.from_json(report(notes=("Totals only.",)).to_json().encode()).notes == ("Totals only.",)


def test_the_text_is_canonical():
    text = report().to_json()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text == Report.from_json(text).to_json()
    assert "Übung" in text


@pytest.mark.parametrize(
    ("cells", "accepted"),
    [
        (((20,), (HIDDEN,)), True),
        (((0,), (NO_DATA,)), True),
        (((20,),), False),
        (((20,), (1, 2)), False),
        (((20,), (-1,)), False),
        (((20,), (True,)), False),
        (((20,), (1.5,)), False),
        (((20,), ("20",)), False),
        (((20,), (None,)), False),
        (((20,), ("=1+1",)), False),
    ],
)
def test_a_table_has_a_head_for_everything_and_only_cells(cells, accepted):
    def made() -> Table:
        return Table("referrals", "Referrals", ("All", "GP"), ("Number",), cells)

    if accepted:
        assert made().cells == cells
        return
    with pytest.raises(ValueError, match="referrals"):
        made()


def test_hidden_cells_are_counted_and_no_data_is_not_hidden():
    second = Table("waits", "Waits", ("Film",), ("Median", "Over"), ((NO_DATA, HIDDEN),), "days")
    both = report(tables=(TABLE, second))
    assert (both.hidden, both.size) == (2, 4)
