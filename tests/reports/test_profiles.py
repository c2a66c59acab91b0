"""What a count looks like outside the service, and what nobody can work back from it."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.profiles import PROFILES, STANDARD, possible, shown, shown_days, shown_share
from reports.protection import shown_group
from reports.tables import HIDDEN

counts = st.integers(min_value=0, max_value=10_000)
every_profile = st.sampled_from(list(PROFILES.values()))


# The published rules, number by number (domain.md 6.2 and 6.3).
@pytest.mark.parametrize(
    ("profile", "cells"),
    [
        ("standard", {0: "*", 1: "*", 7: "*", 8: 10, 12: 10, 13: 15, 17: 15, 18: 20, 102: 100}),
        ("mhsds", {0: "*", 1: "*", 4: "*", 5: 5, 7: 5, 8: 10, 12: 10, 13: 15, 102: 100}),
        ("nhs", {0: 0, 1: "*", 7: "*", 8: 10, 12: 10, 13: 15, 102: 100}),
        ("strict", {0: "*", 1: "*", 9: "*", 10: 10, 12: 10, 13: 15, 102: 100}),
        ("dfe", {0: 0, 1: "*", 5: "*", 6: 10, 14: 10, 15: 20, 102: 100}),
    ],
)
def test_each_profile_hides_and_rounds_as_it_is_published(profile, cells):
    assert {count: shown(count, PROFILES[profile]) for count in cells} == cells


@pytest.mark.parametrize(
    ("value", "base", "profile", "cell"),
    [
        (12.4, 8, "standard", 12),
        (12.5, 8, "standard", 13),
        (12.4, 7, "standard", "*"),
        (0.0, 8, "standard", 0),
        (None, 0, "standard", "*"),
        (None, 0, "nhs", "–"),
        (12.4, 9, "strict", "*"),
        (12.4, 10, "strict", 12),
    ],
)
def test_an_average_needs_enough_cases_and_no_data_is_not_nought(value, base, profile, cell):
    assert shown_days(value, base, PROFILES[profile]) == cell


def test_a_centile_needs_twenty_cases():
    assert [shown_days(50, base, STANDARD, least=20) for base in (19, 20)] == ["*", 50]


@pytest.mark.parametrize(
    ("part", "total", "cell"),
    [
        (10, 20, 50),
        (HIDDEN, 20, "*"),
        (10, HIDDEN, "*"),
        (25, 20, 100),
        (10, 30, 33),
        (0, 20, 0),
        (0, 0, "–"),
    ],
)
def test_a_share_is_made_of_what_is_shown_and_of_nothing_else(part, total, cell):
    assert shown_share(part, total, PROFILES["nhs"]) == cell


def test_a_share_of_fewer_than_eight_is_hidden():
    assert shown_share(5, 5, PROFILES["mhsds"]) == HIDDEN


@given(counts, every_profile)
def test_the_true_count_is_always_among_the_possible_ones(count, profile):
    assert count in possible(shown(count, profile), profile)


@given(counts, every_profile)
def test_possible_counts_are_exactly_those_that_look_the_same(count, profile):
    cell = shown(count, profile)
    alike = [other for other in range(max(0, count - 20), count + 20) if shown(other, profile) == cell]
    assert list(possible(cell, profile)) == alike


def test_a_total_that_would_give_a_hidden_count_away_is_hidden():
    total, cells = shown_group(32, [[8, 8, 8, 8, 0, 0]], STANDARD)
    assert (total, cells) == (HIDDEN, [[10, 10, 10, 10, HIDDEN, HIDDEN]])


def test_a_harmless_total_is_shown():
    assert shown_group(34, [[20, 8, 3, 3]], STANDARD) == (35, [[20, 10, HIDDEN, HIDDEN]])


def test_nothing_hidden_needs_no_care():
    assert shown_group(36, [[20, 16]], STANDARD) == (35, [[20, 15]])


def test_breakdowns_that_pin_each_other_down_are_hidden_whole():
    assert shown_group(17, [[17], [8, 9, 0]], STANDARD) == (HIDDEN, [[HIDDEN], [HIDDEN, HIDDEN, HIDDEN]])


def assert_no_hidden_count_can_be_worked_out(look_alikes, sizes):
    """`look_alikes`: released file → all data that would have given exactly this file."""
    checked = 0
    for (_total, cells), data in look_alikes.items():
        flat = [cell for part in cells for cell in part]
        for index, cell in enumerate(flat):
            if cell == HIDDEN and max((c for c in flat if c != HIDDEN), default=0) <= sizes:
                assert len({row[index] for row in data}) >= STANDARD.least_doubt, (cells, _total)
                checked += 1
    assert checked > 50


def test_brute_force_finds_no_hidden_count_in_one_breakdown():
    """The attacker knows our rules and tries all data there could be."""
    look_alikes = defaultdict(list)
    for row in product(range(25), repeat=3):
        total, cells = shown_group(sum(row), [list(row)], STANDARD)
        look_alikes[(total, tuple(map(tuple, cells)))].append(row)
    assert_no_hidden_count_can_be_worked_out(look_alikes, sizes=20)


def test_brute_force_finds_no_hidden_count_beside_several_shown_ones():
    look_alikes = defaultdict(list)
    for row in product(range(8, 13), range(8, 13), range(8, 13), range(8, 13), range(8)):
        total, cells = shown_group(sum(row), [list(row)], STANDARD)
        look_alikes[(total, tuple(map(tuple, cells)))].append(row)
    for (_total, cells), data in look_alikes.items():
        assert cells == ((10, 10, 10, 10, HIDDEN),)
        assert len({row[4] for row in data}) >= STANDARD.least_doubt


def test_brute_force_finds_no_hidden_count_in_two_breakdowns_of_one_total():
    look_alikes = defaultdict(list)
    for first, second, third in product(range(23), range(23), range(23)):
        fourth = first + second - third
        if fourth in range(23):
            row = (first, second, third, fourth)
            total, cells = shown_group(first + second, [row[:2], row[2:]], STANDARD)
            look_alikes[(total, tuple(map(tuple, cells)))].append(row)
    assert_no_hidden_count_can_be_worked_out(look_alikes, sizes=15)
