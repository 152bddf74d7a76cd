"""Codings as a table: one row for one code on one span by one coder."""

from __future__ import annotations

import re
import sys
from math import isfinite
from pathlib import Path

from qualcode.formats.bundle import CodingDraft, Report
from qualcode.formats.tables.reading import stream_text_table
from qualcode.messages import _, plural

NEEDED = ("document", "start", "end", "code", "coder")
_OPTIONAL = ("weight", "text")
_OURS = ("speaker", "created")  # in our own export; the project knows them itself
_POSITION = re.compile(r"\s*\d{1,15}\s*")


def read_codings_csv(path: Path) -> tuple[list[CodingDraft], Report]:
    """The codings in a CSV or TSV file, and what was found wrong with its rows.

    It needs the columns document, start, end, code and coder; weight and text are taken where they are. A row that cannot
    be a coding is an error in the report, with its line; the others go on. Raises UnreadableInput when a column is missing.
    """
    table = stream_text_table(path)
    table.require(*NEEDED)
    report = Report(str(path), "codings")
    drafts = []
    for line, cells in table.records():
        if problem := _problem(cells):
            report.add("error", problem, _("line {line}", line=line))
        else:
            drafts.append(_draft(cells, line))
    report.add("read", plural("{n} coding", "{n} codings", len(drafts)))
    for column in table.columns:
        if column.casefold() not in (*NEEDED, *_OPTIONAL, *_OURS):
            report.add("not carried", _("the column {column!r}", column=column))
    return drafts, report


def _problem(cells: dict[str, str]) -> str:
    """Why a row is no coding, or nothing."""
    for column in ("document", "code", "coder"):
        if not cells[column].strip():
            return _("The cell under {column!r} is empty.", column=column)
    for column in ("start", "end"):
        if not _POSITION.fullmatch(cells[column]):
            return _("{cell!r} under {column!r} is no position.", cell=cells[column], column=column)
    if not int(cells["start"]) < int(cells["end"]):
        return _("The end, {end}, is not after the start, {start}.", start=cells["start"], end=cells["end"])
    if _weight(cells) is None and cells.get("weight", "").strip():
        return _("{cell!r} under {column!r} is no number.", cell=cells["weight"], column="weight")
    return ""


def _weight(cells: dict[str, str]) -> float | None:
    try:
        weight = float(cells.get("weight") or "nan")
    except ValueError:
        return None
    return weight if isfinite(weight) else None


def _draft(cells: dict[str, str], line: int) -> CodingDraft:
    return CodingDraft(
        document=sys.intern(cells["document"].strip()),  # a million rows share a few names
        start=int(cells["start"]),
        end=int(cells["end"]),
        code=sys.intern(cells["code"].strip()),
        coder=sys.intern(cells["coder"].strip()),
        weight=_weight(cells),
        text=cells.get("text") or None,
        line=line,
    )
