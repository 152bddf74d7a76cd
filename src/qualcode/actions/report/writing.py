"""Writing a report to a file, and saying what is in it and what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qualcode.actions.privacy.consent import without_record
from qualcode.actions.report.account import account
from qualcode.actions.report.draft import Wanted
from qualcode.formats.bundle import Report
from qualcode.formats.reports.parts import Figures, Paper, Quotation, every_section
from qualcode.formats.reports.writing import require_ending, write_paper
from qualcode.messages import _, listed, plural, some_of
from qualcode.store.view import View


def write_report(view: View, path: Path, wanted: Wanted | None = None, today: date | None = None) -> Report:
    """Write the report of a project to ``path`` and tell what was written and what was left out.

    Raises WrongUse for an ending other than .html, .docx and .md, Unreachable where the file cannot be written, and what
    ``account`` raises; there is no file then.
    """
    require_ending(path)
    wanted = wanted or Wanted()
    paper, left_out = account(view, wanted, today)
    write_paper(paper, path)
    told = Report(str(path), path.suffix.lower().lstrip("."))
    told.add("written", _amount(paper, path.stat().st_size))
    for sentence in left_out:
        told.add("not carried", sentence)
    if wanted.pictures and path.suffix.lower() == ".md":
        told.add("not carried", _("Markdown holds no pictures in one file: take .html or .docx."))
    if wanted.quotes and (unrecorded := without_record(view)):
        told.add("warning", _("Nothing is recorded of the consent of: {cases}.", cases=some_of(unrecorded)))
    return told


def _amount(paper: Paper, size: int) -> str:
    blocks = [block for _depth, section in every_section(paper.sections) for block in section.blocks]
    return listed(
        [
            plural("{n} section", "{n} sections", len(paper.sections)),
            plural("{n} table", "{n} tables", sum(isinstance(block, Figures) for block in blocks)),
            plural("{n} passage quoted", "{n} passages quoted", sum(isinstance(block, Quotation) for block in blocks)),
            _("{size} KB", size=f"{max(size // 1000, 1):,}"),
        ]
    )
