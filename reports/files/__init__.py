"""What released reports look like: made once from their frozen JSON, byte for byte the same each time."""

from reports.files.csv_file import csv_bytes
from reports.files.frozen import FrozenRelease, FrozenReport
from reports.files.json_file import json_bytes
from reports.files.pdf_file import pdf_bytes
from reports.files.xlsx_file import xlsx_bytes

MAKERS = {"pdf": pdf_bytes, "xlsx": xlsx_bytes, "csv": csv_bytes, "json": json_bytes}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}

__all__ = [
    "CONTENT_TYPES",
    "MAKERS",
    "FrozenRelease",
    "FrozenReport",
    "csv_bytes",
    "json_bytes",
    "pdf_bytes",
    "xlsx_bytes",
]
