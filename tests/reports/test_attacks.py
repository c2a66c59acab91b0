"""Attackers who know all of our rules and hold everything that was released. They find nothing.

The first solves integer programs over all tables of all reports of a release together; the second subtracts
releases from each other; the third looks for anything that somebody typed.
"""

import io
import random
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, router, transaction
from django.utils import timezone
from scipy.optimize import Bounds, LinearConstraint, milp

from reports import actions
from reports.ledger import TAG, apart
from reports.making import Made, make
from reports.models import Release, ReportFile
from reports.periods import Period
from reports.profiles import PROFILES, STANDARD, possible
from reports.rules import check_far_enough_apart
from reports.tables import HIDDEN, Cell
from tests import builders
from tests.guards.world import both_cases
from tests.papers import text_of
from tests.reports.history import YEAR, caseload
from tests.tree import APPS

SERVICES = 50
SIZES = (20, 26, 33, 41, 52, 68, 85, 110)
LARGEST = 10_000
PERIOD = Period(YEAR)
# What everybody may read about our templates: which tables are breakdowns of which total.
ADDS_UP = {
    "received": ("by_source", "by_reason", "by_decision"),
    "first_contact": ("first_contact_by_target",),
    "first_film": ("first_film_by_target",),
    "first_review": ("first_review_by_target",),
    "closed": ("furthest", "by_closing_reason", "by_rating"),
    "visits": ("by_attendance", "by_medium"),
    "open": ("by_interpreter",),
    "children": ("by_age",),
    "films": ("films_on_time",),
    "in_training": ("by_stage",),
}
CANARY = "Qx7"
# The only text of the database that is meant to be read in a report, and the reports' own rows.
MEANT = {"accounts.Organisation.name"}


def cells_of(made: Made) -> dict[str, list[Cell]]:
    """All counts, by table. A total that stands in several reports is the same in each."""
    found: dict[str, list[Cell]] = {}
    for report in made.reports:
        for table in report.tables:
            if table.kind == "count":
                cells = [cell for row in table.cells for cell in row]
                assert found.setdefault(table.code, cells) == cells
    return found


def recovered(cells: dict[str, list[Cell]], profile) -> tuple[list[str], int]:
    """The hidden cells of which only one number is possible, and how many were attacked."""
    exact, attacked = [], 0
    for total, parts in ADDS_UP.items():
        names = [(code, index) for code in (total, *parts) for index in range(len(cells[code]))]
        sums = np.array([[(code == part) - (code == total) for code, _i in names] for part in parts])
        ranges = [known(cells[code][index], code == total, profile) for code, index in names]
        if solve(sums, ranges, 0, 1) is None:  # the attacker learns that hidden numbers are not all small
            ranges = [known(cells[code][index], True, profile) for code, index in names]
        for at in alike(names, cells):
            attacked += 1
            low, high = (solve(sums, ranges, at, sign) for sign in (1, -1))
            assert low is not None
            if low == high:
                exact.append(f"{names[at]} is {low}")
    return exact, attacked


def known(cell: Cell, may_be_large: bool, profile) -> range:
    """A hidden total, or one of numbers that were all hidden together, may be any number."""
    return range(LARGEST) if cell == HIDDEN and may_be_large else possible(cell, profile)


def alike(names: list[tuple[str, int]], cells: dict[str, list[Cell]]) -> list[int]:
    """One hidden cell of each table: its neighbours stand in the same equations."""
    first: dict[str, int] = {}
    for at, (code, index) in enumerate(names):
        if cells[code][index] == HIDDEN:
            first.setdefault(code, at)
    return list(first.values())


def solve(sums: np.ndarray, ranges: list[range], at: int, sign: int) -> int | None:
    aim = np.zeros(len(ranges))
    aim[at] = sign
    found = milp(
        aim,
        constraints=LinearConstraint(sums, 0, 0),
        bounds=Bounds([each[0] for each in ranges], [each[-1] for each in ranges]),
        integrality=np.ones(len(ranges)),
    )
    return round(found.x[at]) if found.success else None


def service(seed: int, cases: int):
    organisation = builders.organisation(f"Service {seed}")
    caseload(builders.user("guider", organisation, f"g{seed}"), cases, seed)
    return organisation


def test_integer_programs_over_a_whole_release_recover_no_hidden_cell_of_fifty_services(cast):
    exact, attacked = [], 0
    profiles = list(PROFILES.values())
    for seed in range(SERVICES):
        organisation = service(seed, SIZES[seed % len(SIZES)])
        for profile, merged in ((STANDARD, False), (STANDARD, True), (profiles[seed % len(profiles)], False)):
            made = make(organisation, PERIOD, profile, merged=merged)
            assert set(ADDS_UP) | {part for parts in ADDS_UP.values() for part in parts} <= set(
                cells_of(made)
            )
            found, tried = recovered(cells_of(made), profile)
            exact += [f"{organisation}, {profile.code}: {each}" for each in found]
            attacked += tried
    assert exact == []
    assert attacked > 10 * SERVICES


def test_the_attack_works_where_nothing_protects():
    """A masked cell beside exact neighbours and an exact total is found at once (domain.md 6.3)."""
    ranges = [range(51, 52), range(1, 8), range(12, 13), range(16, 17), range(20, 21)]
    sums = np.array([[-1, 1, 1, 1, 1]])
    assert [solve(sums, ranges, 1, sign) for sign in (1, -1)] == [3, 3]


def test_no_two_releases_that_are_let_out_are_one_to_seven_cases_apart():
    let_out, refused = [], 0
    for seed in range(SERVICES):
        dice = random.Random(seed)  # noqa: S311 - invented cohorts, not a secret
        everybody = [number.to_bytes(TAG) for number in range(80)]
        cohorts: list[Release] = []
        for _quarter in range(8):
            chosen = (
                dice.sample(everybody, 70) if dice.random() < 0.5 else everybody[: dice.randrange(60, 80)]
            )
            cohort = b"".join(sorted(chosen))
            try:
                check_far_enough_apart(cohort, cohorts)
            except ValidationError:
                refused += 1
                continue
            let_out += [apart(cohort, bytes(other.cohort)) for other in cohorts]
            cohorts.append(Release(year=2025, quarter=1, cohort=cohort, released_at=timezone.now()))
    assert [difference for difference in let_out if 0 < difference < 8] == []
    assert min(len(let_out), refused) > SERVICES


@pytest.mark.parametrize("number", range(1, 8))
def test_subtracting_the_next_quarter_finds_nobody_because_it_is_not_released(cast, number):
    for _each in range(30):
        builders.case(cast.guider, referred_on="2024-01-01", opened_at="2024-01-01T00:00Z")
    released_quarter(cast, 1)
    for _each in range(number):
        builders.case(cast.guider, referred_on="2025-05-01", opened_at="2025-05-01T00:00Z")
    with pytest.raises(ValidationError, match=f"Only {number} case"):
        released_quarter(cast, 2)
    assert Release.objects.count() == 1


def released_quarter(cast, quarter: int) -> Release:
    draft = actions.ask_for_draft(
        organisation=cast.organisation,
        period=Period(YEAR, quarter),
        profile=STANDARD,
        merged=False,
        by=cast.administrator,
    )
    actions.make_draft(draft_id=draft.pk)
    draft.refresh_from_db()
    return actions.release(draft=draft, by=cast.administrator)


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every field of every model in which words can stand, without code lists."""
    for label in (*APPS, "vig_sessions"):
        for model in apps.get_app_config(label).get_models() if label in apps.app_configs else []:
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if is_text and not field.choices and f"{model._meta.label}.{field.name}" not in MEANT:
                    yield model, field


def planted() -> set[str]:
    done = set()
    for model, field in text_fields():
        for row in models.QuerySet(model).all():
            word = f"{CANARY}{len(done):03}{row.pk}"[: field.max_length or 200]
            try:
                with transaction.atomic(using=router.db_for_write(model)):
                    value = [word] if isinstance(field, models.JSONField) else word
                    models.QuerySet(model).filter(pk=row.pk).update(**{field.name: value})
            except DatabaseError:
                continue
            done.add(f"{model._meta.label}.{field.name}")
    return done


def readable(file: ReportFile) -> str:
    content = bytes(file.content)
    if file.format == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist())
    return text_of(content) if file.format == "pdf" else content.decode("utf-8-sig")


def test_nothing_that_anybody_typed_is_in_any_byte_of_any_export(cast):
    both_cases(cast)
    caseload(cast.guider, 40)
    fields = planted()
    assert len(fields) > 60, sorted(fields)
    release = released_quarter(cast, 1)
    files = list(ReportFile.objects.filter(release=release))
    texts = {file.format: readable(file) for file in files}
    assert [name for name, text in texts.items() if CANARY.lower() in text.lower()] == []
    numbers, days = ids_and_days(release)
    found = defaultdict(set)
    for name, text in texts.items():
        found[name] = {sign for sign in numbers | days if sign in text}
    assert {name: signs for name, signs in found.items() if signs} == {}


def ids_and_days(release: Release) -> tuple[set[str], set[str]]:
    """Every identifier, and every day of a case or a person, however it might be written."""
    own = {str(each) for each in release.snapshots.values_list("pk", flat=True)}
    numbers, days = set(), set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            is_day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
            if not is_day and not isinstance(field, models.UUIDField):
                continue
            for value in models.QuerySet(model).values_list(field.name, flat=True):
                if isinstance(value, uuid.UUID):
                    numbers |= {str(value), value.hex}
                elif is_day and value and value != timezone.localdate(release.released_at):
                    days |= {value.isoformat(), f"{value:%d/%m/%Y}", f"{value:%d.%m.%Y}"}
    return numbers - own - {each.replace("-", "") for each in own}, days
