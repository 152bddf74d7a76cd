"""What became of files that were imported: what was read of each, what was changed, and what was not carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from qualcode.actions.importing import import_reports
from qualcode.messages import _, labelled, listed, plural
from qualcode.table import Cell, Table
from qualcode.tui.screens.pages import PageScreen
from qualcode.tui.widgets.lines import Line

Rows = Sequence[dict[str, Cell]]
"""The rows of the report that tell of one file."""


class ReportScreen(PageScreen):
    """A report, file by file."""

    def __init__(self, report: Table) -> None:
        super().__init__(_("Report of the import"), report_lines(report))


def report_lines(report: Table) -> Iterator[Line]:
    """How many came in; then a head for each file, a line for each document that came of it, and what was found.

    Files that came in with a warning, or not at all, stand first: of a folder they are what has to be seen to.
    """
    files = [list(rows) for _file, rows in groupby(report.records(), lambda row: row["file"])]
    if len(files) > 1:
        yield ((_summary(files), "head"),)
        yield ()
    for rows in sorted(files, key=lambda rows: not _wants_a_look(rows)):
        yield from _file_lines(rows)
        yield ()


def _file_lines(rows: Rows) -> Iterator[Line]:
    format_ = listed(str(rows[0][name]) for name in ("format", "encoding") if rows[0][name])
    yield ((str(rows[0]["file"]), "head"), (f"  {format_}", "muted"))
    yield from (line for row in rows if (line := _document(row)))
    for row in rows:
        if row["sentence"]:
            yield finding_line(str(row["finding"]), str(row["sentence"]), str(row["where"] or ""))


def _summary(files: Sequence[Rows]) -> str:
    """How many documents came in, and what became of the others."""
    counted = Counter(row["outcome"] for rows in files for row in rows if row["characters"] is not None)
    unread = sum(rows[0]["outcome"] == "not read" for rows in files)
    new = plural("{n} new document", "{n} new documents", counted["imported"])
    return _("{what}.", what=listed([new, *import_reports.outcomes(counted, unread)]))


def _wants_a_look(rows: Rows) -> bool:
    """Whether a person has to see to a file: nothing came of it, or something is doubtful."""
    return any(row["finding"] in ("error", "warning") or row["outcome"] in ("not read", "new version") for row in rows)


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
        "duplicate": _("a duplicate, left out"),
        "new version": _("a new version, not taken over"),
        "revised": _("revised"),
        "erased": _("erased before"),
    }
