"""Reading referrals from a CSV file: bytes to a table, a table to rows, each good or with its errors.

Nothing here writes, and nothing is kept: what is read goes into the page, signed, and comes back from it.
"""

from cases.imports.columns import COLUMNS, OF_CASES, UNASSIGNED, Column, template
from cases.imports.mending import mending_file
from cases.imports.reading import MOST_BYTES, MOST_ROWS, Table, read
from cases.imports.rows import Row, rows_of

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "MOST_ROWS",
    "OF_CASES",
    "UNASSIGNED",
    "Column",
    "Row",
    "Table",
    "mending_file",
    "read",
    "rows_of",
    "template",
]
