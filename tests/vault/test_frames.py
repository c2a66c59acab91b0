"""Frame numbers and times: the rules of both seekers, for constant and uneven rates."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.frames import TICKS, FrameTable

steps = st.lists(st.integers(min_value=200, max_value=200_000), min_size=0, max_size=200)
tables = steps.map(lambda deltas: FrameTable(tuple(accumulate([0, *deltas]))))


def constant(rate: tuple[int, int], count: int) -> FrameTable:
    top, bottom = rate
    return FrameTable(tuple((2 * k * TICKS * bottom + top) // (2 * top) for k in range(count)))


@given(tables)
def test_a_table_survives_packing(table: FrameTable) -> None:
    assert FrameTable.unpack(table.pack()) == table


@given(tables, st.data())
def test_every_seek_lands_on_its_frame(table: FrameTable, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, table.count - 1))
    browser, ffmpeg = table.seek_for_browser(n) * TICKS, table.seek_for_ffmpeg(n) * TICKS
    assert max(k for k, time in enumerate(table.times) if time <= browser) == n
    assert min(k for k, time in enumerate(table.times) if time >= ffmpeg) == n


@given(tables, st.data())
def test_the_reported_time_of_a_frame_gives_the_frame_back(table: FrameTable, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, table.count - 1))
    assert table.index_at(table.time_of(n)) == n
    assert table.index_at(table.time_of(n) - 0.0009) == n


@pytest.mark.parametrize(
    ("seconds", "index"), [(-1, 0), (0, 0), (0.0322, 0), (0.0324, 1), (0.05, 1), (0.0667, 2), (99, 9)]
)
def test_the_last_frame_that_began_is_on_screen(seconds: float, index: int) -> None:
    assert constant((30, 1), 10).index_at(seconds) == index


@pytest.mark.parametrize(
    ("rate", "step"),
    [
        ((30, 1), 3000),
        ((25, 1), 3600),
        ((30000, 1001), 3003),
        ((24000, 1001), [15015, 4]),
        ((60000, 1001), [3003, 2]),
    ],
)
def test_a_constant_rate_is_sent_as_three_numbers(rate: tuple[int, int], step: object) -> None:
    assert constant(rate, 5000).as_json() == {"timescale": TICKS, "count": 5000, "step": step}


def test_uneven_times_are_sent_in_full() -> None:
    assert FrameTable((0, 3000, 9000)).as_json() == {"timescale": TICKS, "times": [0, 3000, 9000]}


def test_the_length_counts_the_last_frame_too() -> None:
    assert constant((25, 1), 50).duration_ms == 2000
    assert FrameTable((0,)).duration_ms == 40


@pytest.mark.parametrize("times", [(), (0, 0), (5, 3), (-1, 4)])
def test_a_table_that_cannot_be_is_refused(times: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="frame table"):
        FrameTable(times)


def test_half_an_hour_packs_small() -> None:
    assert len(constant((30000, 1001), 54_000).pack()) < 1000
