"""Nothing in a file of ours may be run by a spreadsheet that opens it."""

import unicodedata

from reports.tables import HIDDEN, NO_DATA, Cell

FORMULA = tuple("=+-@%|")
MARK = "'"


class UnsafeCell(ValueError):
    """A cell that is neither a number nor one of the two signs."""


def number(cell: Cell) -> Cell:
    """A whole number, hidden, or no data. Anything else stops the release."""
    if cell in (HIDDEN, NO_DATA):
        return cell
    if not isinstance(cell, int) or isinstance(cell, bool) or cell < 0:
        raise UnsafeCell(repr(cell))
    return cell


def words(text: str) -> str:
    """One line of words. What a spreadsheet could take for a formula gets a mark in front and stays readable.

    Signs that print nothing are left out, so that none of them can stand before the sign that matters, and
    full-width signs count as the plain ones that some spreadsheets turn them into.
    """
    line = " ".join("".join(_printed(letter) for letter in text).split())
    plain = unicodedata.normalize("NFKC", line.lstrip("'\"`"))
    return f"{MARK}{line}" if plain.startswith(FORMULA) else line


def _printed(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if kind in ("Cf", "Co", "Cs", "Cn") else letter
