"""The schedule as a table to work on: one plan of columns, written as CSV or XLSX."""

from .columns import Column, columns
from .csv_file import csv_parts
from .xlsx_file import XLSX, Notes, xlsx_bytes

__all__ = ["XLSX", "Column", "Notes", "columns", "csv_parts", "xlsx_bytes"]
