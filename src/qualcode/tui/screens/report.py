"""What became of files that were imported: what was read of each, what was changed, and what was not carried over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from qualcode.messages import _, labelled, listed, plural
from qualcode.table import Cell, Table
from qualcode.tui.screens.pages import PageScreen
from qualcode.tui.widgets.lines import Line


class ReportScreen(PageScreen):
    """A report, file by file."""

    def __init__(self, report: Table) -> None:
        super().__init__(_("Report of the import"), report_lines(report))


def report_lines(report: Table) -> Iterator[Line]:
    """A head for each file, a line for each document that came of it, and what was found."""
    for file, rows in groupby(report.records(), lambda row: row["file"]):
        found = list(rows)
        format_ = listed(str(found[0][name]) for name in ("format", "encoding") if found[0][name])
        yield ((str(file), "head"), (f"  {format_}", "muted"))
        yield from (line for row in found if (line := _document(row)))
        for row in found:
            if row["sentence"]:
                yield finding_line(str(row["finding"]), str(row["sentence"]), str(row["where"] or ""))
        yield ()


def finding_line(kind: str, sentence: str, where: str) -> Line:
    """A line for a finding, with its kind before it."""
    look = "trouble" if kind in ("error", "warning") else "muted"
    return (f"   {labelled(_kinds().get(kind, kind), '')}", look), (
        labelled(where, sentence) if where else sentence,
        "",
    )


def _document(row: dict[str, Cell]) -> Line:
    """What a document became, in the first of its rows."""
    if row["characters"] is None:
        return ()
    counts = [plural("{n} character", "{n} characters", int(str(row["characters"])))]
    counts += [plural("{n} turn", "{n} turns", int(str(row["turns"])))] if row["turns"] else []
    counts += [plural("{n} speaker", "{n} speakers", int(str(row["speakers"])))] if row["speakers"] else []
    outcome = _outcomes().get(str(row["outcome"]), str(row["outcome"] or ""))
    return (("  → ", "muted"), (str(row["document"]), ""), (f"  {listed([outcome, *counts])}", "muted"))


def _kinds() -> dict[str, str]:
    """What people call the kinds of findings."""
    return {
        "read": _("read"),
        "written": _("written"),
        "changed": _("changed"),
        "not carried": _("not carried"),
        "warning": _("warning"),
        "error": _("error"),
    }


def _outcomes() -> dict[str, str]:
    """What people call what became of a document."""
    return {
        "imported": _("new"),
        "known": _("known already"),
        "new version": _("a new version, not taken over"),
        "revised": _("revised"),
        "erased": _("erased before"),
    }
