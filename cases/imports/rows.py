"""A line of a file becomes a referral, or says in plain words what is to be mended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.enums import ChoicesType
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases import rules
from cases.imports.columns import Column
from cases.imports.dates import parse, separators_with_day_first
from cases.imports.reading import Table
from cases.models import Case, Participation, Referral
from cases.rules import PersonFacts, ReferrerFacts

CHOICES: dict[str, ChoicesType] = {
    "source": Case.Source,
    "reason": Case.Reason,
    "status": Case.Status,
    "client_role": Participation.Role,
    "other_role": Participation.Role,
}
DATES = ("referred_on", "client_born_on", "other_born_on", "other_due_on")
LONGEST_WORDS = 2000


@dataclass
class Row:
    """A referral of the file. `facts` are those that `open_case` or `write_down` take."""

    number: int
    cells: dict[str, str]
    errors: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    # Cases of the guider's own in which these people may take part already.
    known: list[Case] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.errors


def rows_of(table: Table, columns: tuple[Column, ...]) -> list[Row]:
    day_first = separators_with_day_first(
        cells[name] for _number, cells in table.lines for name in DATES if name in cells
    )
    rows = [_row(number, cells, columns, day_first) for number, cells in table.lines]
    _refuse_twins(rows, columns)
    return rows


def _row(number: int, cells: dict[str, str], columns: tuple[Column, ...], day_first: frozenset[str]) -> Row:
    row = Row(number, {column.name: cells.get(column.name, "") for column in columns})
    values: dict[str, Any] = {}
    for column in columns:
        cell = row.cells[column.name]
        try:
            values[column.name] = _value(column, cell, day_first)
        except ValidationError as refusal:
            row.errors.append(f"{column.heading}: {refusal.messages[0]}")
    if row.is_good:
        _finish(row, values)
    return row


def _value(column: Column, cell: str, day_first: frozenset[str]) -> Any:
    if not cell:
        if column.required:
            raise ValidationError(_("This is missing."))
        return None if column.name in DATES else ""
    if column.name in DATES:
        return parse(cell, day_first)
    if column.name in CHOICES:
        return _code(CHOICES[column.name], cell)
    longest = _longest(column.name)
    if len(cell) > longest:
        raise ValidationError(_("Please write at most %(number)s letters.") % {"number": longest})
    return cell


def _longest(name: str) -> int:
    if name == "asked_for":
        return LONGEST_WORDS
    return Referral._meta.get_field("referrer").max_length or LONGEST_WORDS


def _code(choices: ChoicesType, cell: str) -> str:
    """By its code, or by its words in English or in the language of the page."""
    asked = cell.casefold()
    known = {code.casefold(): code for code in choices.values}
    known |= {str(label).casefold(): code for code, label in choices.choices}
    with override("en"):
        known |= {str(label).casefold(): code for code, label in choices.choices}
    if asked not in known:
        raise ValidationError(
            _("“%(cell)s” is not on the list: %(words)s.")
            % {"cell": cell, "words": ", ".join(str(label) for label in choices.labels)}
        )
    return str(known[asked])


def _finish(row: Row, values: dict[str, Any]) -> None:
    """The facts together, checked by the same rules as on the pages."""
    facts: dict[str, Any] = {name: values[name] for name in ("referred_on", "source", "reason")}
    checks: list[Callable[[], None]] = [lambda: _check_day(facts["referred_on"])]
    if "client_name" in values:
        facts["status"] = values["status"] or Case.Status.REFERRED
        facts["people"] = [_person(values, "client"), _person(values, "other")]
        facts["referrer"] = ReferrerFacts(
            **{name: values[name] for name in ReferrerFacts.__dataclass_fields__}
        )
        checks.append(lambda: rules.check_first_status(facts["status"]))
        checks.append(lambda: rules.check_first_people(facts["people"]))
    for check in checks:
        try:
            check()
        except ValidationError as refusal:
            row.errors += refusal.messages
    row.facts = facts


def _check_day(day: date) -> None:
    rules.check_not_in_future(day, _("The day of the referral"))


def _person(values: dict[str, Any], which: str) -> PersonFacts:
    return PersonFacts(
        name=values[f"{which}_name"],
        role=values[f"{which}_role"],
        is_client=which == "client",
        born_on=values[f"{which}_born_on"],
        due_on=values.get(f"{which}_due_on"),
    )


def _refuse_twins(rows: list[Row], columns: tuple[Column, ...]) -> None:
    """A family that stands twice. Rows without names can well be alike."""
    if not any(column.name == "client_name" for column in columns):
        return
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(cell.casefold() for cell in row.cells.values())
        if key in seen:
            row.errors.append(
                _("This is the same as line %(number)s, so it would come in twice.") % {"number": seen[key]}
            )
        seen.setdefault(key, row.number)
