"""A report as a page shows it: each table with its drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.bars import Drawing, draw
from reports.tables import Report, Table


@dataclass(frozen=True)
class ShownReport:
    title: str
    report: Report
    sha256: str = ""

    @property
    def figures(self) -> Iterable[tuple[Table, Drawing | None]]:
        return [(table, draw(table)) for table in self.report.tables]
