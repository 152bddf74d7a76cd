"""A theory memo as a paper of its own: its text, its claims, and the words behind each."""

from __future__ import annotations

from pathlib import Path

from qualcode import messages
from qualcode.actions.concepts import claims, evidence
from qualcode.actions.report.concepts import by_subject, claim_blocks
from qualcode.actions.report.draft import Draft, Wanted
from qualcode.formats.bundle import Report
from qualcode.formats.reports.parts import Paper, Paragraph, Quotation, Section, Terms
from qualcode.formats.reports.writing import require_ending, write_paper
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.view import View


def write(view: View, memo: str, path: Path) -> Report:
    """Write a memo to a file (.md, .html or .docx), each claim with the segments for and against it; tells what is in it.

    Raises NotFound or WrongUse for a memo that is none or an ending that says no format, Unreachable where the file cannot be written.
    """
    require_ending(path)
    draft = Draft(view, Wanted())
    paper = _paper(draft, memo)
    write_paper(paper, path)
    told = Report(str(path), path.suffix.lower().lstrip("."))
    blocks = [block for section in paper.sections for block in section.blocks]
    quotes = sum(isinstance(block, Quotation) for block in blocks)
    told.add("written", plural("{n} passage quoted", "{n} passages quoted", quotes))
    for sentence in draft.left_out:
        told.add("not carried", sentence)
    return told


def _paper(draft: Draft, memo: str) -> Paper:
    row = claims.memo_named(draft.view, memo)
    coders = {it.id: it.name for it in queries.coders(draft.view)}
    facts = Terms(
        [
            (_("Project"), queries.project(draft.view).name),
            (_("By"), coders[row.coder_id]),
            (_("Written on"), row.created_at.date().isoformat()),
        ]
    )
    made = claims.listing(draft.view, row.guid.hex)
    found = by_subject(evidence.listing(draft.view))
    sections = [Section(_("Memo"), [Paragraph(draft.unquoted(row.text))])]
    if made:
        sections.append(Section(_("Claims"), claim_blocks(draft, made, found)))
    return Paper(claims.called(row), messages.language(), facts, sections)
