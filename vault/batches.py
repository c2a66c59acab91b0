"""Read a long table a little at a time: no open cursor, no table in memory, whatever is written meanwhile."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

BATCH = 500
Row = TypeVar("Row", bound=Model)


def batches(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    """All rows in the order of their primary keys, in lists of at most 500."""
    rows = rows.order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def each(rows: QuerySet[Row]) -> Iterator[Row]:
    for batch in batches(rows):
        yield from batch
