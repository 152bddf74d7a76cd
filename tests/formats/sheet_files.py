"""Workbooks for tests: written by a library that only writes, and changed part by part where it would not write so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook

Rows = Sequence[Sequence[Any]]
Range = tuple[int, int, int, int, str]

FORMATS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss"}


def write_workbook(path: Path, merged: Sequence[Range] = (), **sheets: Rows) -> Path:
    """A workbook with these sheets; texts stay texts. ``merged`` are ranges of the first: rows and columns from 0, and a text."""
    with Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in FORMATS.items()}
        for number, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if type(cell) in formats:
                        sheet.write_datetime(at, column, cell, formats[type(cell)])
                    elif isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write(at, column, cell)
            for it in merged if number == 0 else ():
                sheet.merge_range(*it)
    return path


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The same package with one part changed."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def open_document(path: Path, rows: str) -> Path:
    """An OpenDocument workbook with one sheet; ``rows`` is its XML, with ``t`` for the namespace of tables."""
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" '
            'm:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>',
        )
        names = ["office", "text", "table"]
        spaces = " ".join(f'xmlns:{it}="urn:oasis:names:tc:opendocument:xmlns:{it}:1.0"' for it in names)
        rows = rows.replace("<t:", "<table:").replace("</t:", "</table:").replace(" t:", " table:")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='S'>{rows}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return path
