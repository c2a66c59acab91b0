"""The drawn states are those of the code, and each table is whole."""

import pytest
from django.utils.module_loading import import_string

from tools import states

TABLES = [pytest.param(import_string(machine.table), id=machine.title) for machine in states.MACHINES]


def test_the_page_is_what_the_tables_say() -> None:
    written = states.PAGE.read_text(encoding="utf-8")
    assert written == states.page(), "run `make states`"


@pytest.mark.parametrize("table", TABLES)
def test_every_state_of_a_table_is_reached_from_the_first(table) -> None:
    first = next(iter(table))[0]
    reached, before = {first}, set()
    while reached != before:
        before = set(reached)
        reached |= {after for (state, _verb), after in table.items() if state in reached}
    assert reached == set(type(first))


def test_another_line_in_a_table_changes_the_page(monkeypatch) -> None:
    before, table = states.page(), import_string("sessions.rules.states.CYCLE")
    complete, abandoned = list(table.values())
    monkeypatch.setitem(table, (abandoned, "count after all"), complete)
    assert set(states.page().splitlines()) - set(before.splitlines()) == {
        "    abandoned --> complete: count after all"
    }
