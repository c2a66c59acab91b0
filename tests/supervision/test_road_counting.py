"""What counts for a stage: the truth tables, on dates and numbers alone."""

from datetime import date, timedelta

import pytest

from supervision.counting import DoneCycle, Span, Supervised, Tally, tallies

MEETINGS = ("individual", "pair", "group")
START = date(2026, 1, 1)


def day(number):
    return START + timedelta(days=number)


def cycles(*pairs):
    return [DoneCycle(day(number), client) for number, client in pairs]


OPEN = [Span(None, MEETINGS)]
TWO = [Span(day(100), MEETINGS), Span(None, MEETINGS)]
CYCLES = [
    ("nothing is done", OPEN, [], [(0, 0)]),
    ("a client counts once, each of their cycles counts", OPEN, [(1, 7), (5, 7), (9, 8)], [(3, 2)]),
    (
        "a cycle before the start counts nowhere, and its client is still new",
        OPEN,
        [(-1, 7), (0, 7)],
        [(1, 1)],
    ),
    ("nobody named as the client: the cycle alone", OPEN, [(1, None)], [(1, 0)]),
    (
        "the day a stage ends belongs to it, the next day to the next",
        TWO,
        [(100, 7), (101, 8)],
        [(1, 1), (1, 1)],
    ),
    ("more clients are those who did not count before", TWO, [(1, 7), (101, 7), (102, 8)], [(1, 1), (2, 1)]),
    ("the order of asking does not matter", TWO, [(102, 7), (1, 7)], [(1, 1), (1, 0)]),
    ("carried numbers come on top", [Span(None, MEETINGS, cycles=4, clients=2)], [(1, 7)], [(5, 3)]),
    (
        "a client met before the start is among the carried",
        [Span(None, MEETINGS, cycles=4, clients=2)],
        [(-1, 7), (1, 7)],
        [(5, 2)],
    ),
]


@pytest.mark.parametrize(
    ("spans", "done", "counted"), [row[1:] for row in CYCLES], ids=[row[0] for row in CYCLES]
)
def test_cycles_and_clients_count_by_the_table(spans, done, counted):
    assert [(made.cycles, made.clients) for made in tallies(START, spans, cycles(*done), [])] == counted


SUPERVISION = [
    ("hours count, not meetings", MEETINGS, [(1, 90, "individual"), (2, 30, "pair")], (120, 2)),
    ("a kind the stage does not name counts nothing", ("individual",), [(1, 60, "group")], (0, 0)),
    ("in writing counts only where the stage says so", MEETINGS, [(1, 25, "written")], (0, 0)),
    ("in writing counts minutes and is no meeting", (*MEETINGS, "written"), [(1, 25, "written")], (25, 0)),
    ("before the start counts nothing", MEETINGS, [(-1, 60, "individual")], (0, 0)),
]


@pytest.mark.parametrize(
    ("kinds", "had", "counted"), [row[1:] for row in SUPERVISION], ids=[row[0] for row in SUPERVISION]
)
def test_supervision_counts_by_the_table(kinds, had, counted):
    supervision = [Supervised(day(number), minutes, kind) for number, minutes, kind in had]
    assert tallies(START, [Span(None, kinds)], [], supervision) == [Tally(0, 0, *counted)]


def test_after_the_last_stage_has_ended_nothing_counts_any_more():
    assert tallies(START, [Span(day(10), MEETINGS)], cycles((11, 7)), []) == [Tally()]
