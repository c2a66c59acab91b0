"""The bytes of a file become a table: encoding, separator, headings."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.imports.columns import ERRORS, Column
from cases.imports.writing import from_text

MOST_BYTES = 256 * 1024
MOST_ROWS = 500
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Table:
    """Each line with the number it has in the file, the headings being line 1."""

    lines: list[tuple[int, dict[str, str]]]


def read(content: bytes, columns: tuple[Column, ...]) -> Table:
    if len(content) > MOST_BYTES:
        raise ValidationError(_("This file is too large. Split it into files of up to 256 KB."))
    rows = _rows(_text(content))
    names = _names(rows[0] if rows else [], columns)
    lines = [
        (number, {name: from_text(cell.strip()) for name, cell in zip(names, row, strict=False) if name})
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    if not lines:
        raise ValidationError(_("There are no referrals below the headings of this file."))
    if len(lines) > MOST_ROWS:
        raise ValidationError(
            _("This file has %(number)s referrals. Split it into files of up to %(most)s.")
            % {"number": len(lines), "most": MOST_ROWS}
        )
    return Table(lines)


def _text(content: bytes) -> str:
    """UTF-8 with or without a mark, else what Windows writes in Western Europe."""
    unreadable = ValidationError(
        _("This file cannot be read as text. Save it as “CSV (UTF-8)” and upload it again.")
    )
    if b"\x00" in content:
        raise unreadable
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable


def _rows(text: str) -> list[list[str]]:
    heading = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=heading.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise ValidationError(
            _("This file is not a whole CSV file: a quotation mark is left open or a cell is too long.")
        ) from error


def _names(headings: list[str], columns: tuple[Column, ...]) -> list[str]:
    """The name of the column below each heading; empty for what is left out."""
    known = {column.heading.casefold(): column.name for column in columns} | {ERRORS.casefold(): ""}
    found = [" ".join(heading.split()).casefold() for heading in headings]
    unknown = [heading.strip() for heading, key in zip(headings, found, strict=True) if key not in known]
    if any(unknown) or len(set(found)) < len(found):
        raise ValidationError(
            _("These headings are not known here or stand twice: %(names)s. Take them from the template.")
            % {"names": ", ".join(unknown or headings)}
        )
    names = [known[key] for key in found]
    missing = [column.heading for column in columns if column.required and column.name not in names]
    if missing:
        raise ValidationError(
            _("These columns are missing: %(names)s. Take the headings from the template.")
            % {"names": ", ".join(missing)}
        )
    return names
