"""The headings, clauses, pages and notes of a text after a revision.

They are those the new file brings, else the old ones moved with their words and, where the document has numbered clauses,
those in new or changed text. One that is still there keeps its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row

from qualcode.actions.revising.text_change import TextChange
from qualcode.messages import _
from qualcode.store import models, queries
from qualcode.store.anchors import rearrange
from qualcode.store.session import Work
from qualcode.text.numbered import numbered_sections
from qualcode.text.sections import Section
from qualcode.text.span import Span

_LINES = ("heading", "clause")  # kinds that are one line of the text
Carried = tuple[int | None, Section]
"""A section of the new text, and the number of the old one that it is."""


def carry(change: TextChange, old: Sequence[Section], given: Sequence[Section] | None) -> list[Carried]:
    """The sections of the new text in order; ``given`` are those its file sets apart, None where it says nothing."""
    moved = list(_moved(change, old))
    clauses = any(section.kind == "clause" for section in old)
    if given is None:
        kept = [section for _number, section in moved]
        found = numbered_sections(change.new, [it for it in kept if it.kind == "heading"]) if clauses else []
        moved = [(number, _numbered_anew(change, section, found)) for number, section in moved]
        present = {(it.kind, it.start) for it in kept}
        fresh = [it for it in found if (it.kind, it.start) not in present and change.touches(it.start - 1, it.end)]
        wanted = [*moved, *((None, section) for section in fresh)]
    else:
        all_given = (
            given if not clauses or any(it.kind == "clause" for it in given) else numbered_sections(change.new, given)
        )
        numbers = {(section.kind, section.start): number for number, section in reversed(moved)}
        wanted = [(numbers.pop((it.kind, it.start), None), it) for it in all_given]
    return sorted(wanted, key=lambda it: (it[1].start, it[1].level, it[1].end))


def _numbered_anew(change: TextChange, section: Section, found: Sequence[Section]) -> Section:
    """A clause that stands under another number by now, with that number for its label."""
    if section.kind != "clause" or change.new.startswith(section.label, section.start):
        return section
    labels = {it.start: it.label for it in found if it.kind == "clause"}
    return replace(section, label=labels.get(section.start, section.label))


def _moved(change: TextChange, old: Sequence[Section]) -> Iterator[tuple[int, Section]]:
    placements = change.place([Span(section.start, section.end) for section in old])
    anchors = change.place([Span(it.anchor, it.anchor + 1) for it in old if it.anchor is not None])
    marks = iter(anchors)
    for number, (section, placement) in enumerate(zip(old, placements)):
        mark = next(marks).span if section.anchor is not None else None
        if placement.span is not None:
            span = _line(change, placement.span) if section.kind in _LINES else placement.span
            anchor = None if mark is None else mark.start
            label = _label(change, section, span)
            yield number, replace(section, start=span.start, end=span.end, label=label, anchor=anchor)


def _line(change: TextChange, span: Span) -> Span:
    """As much of a span as is on the line it begins on."""
    end = change.new.find("\n", span.start, span.end)
    return Span(span.start, end) if end > span.start else span


def _label(change: TextChange, section: Section, span: Span) -> str:
    """A label that was the whole line still is."""
    whole = section.label == Span(section.start, section.end).of(change.old).strip()
    return span.of(change.new).strip() if whole else section.label


def carry_sections(work: Work, document_id: int, change: TextChange, given: Sequence[Section] | None) -> Iterator[str]:
    """Give a document the sections of its new text, and say what became of them."""
    rows = queries.sections(work, document_id)
    carried = carry(change, [_section(row) for row in rows], given)
    wanted = [(None if number is None else rows[number].id, asdict(section)) for number, section in carried]
    rearrange(work.journal, models.Section, document_id, wanted)
    new = sum(number is None for number, _section in carried)
    gone = len(rows) - (len(carried) - new)
    if new or gone:
        yield _("sections: {kept} kept, {new} new, {gone} gone", kept=len(rows) - gone, new=new, gone=gone)


def _section(row: Row[Any]) -> Section:
    return Section(row.level, row.label, row.start, row.end, row.kind, row.anchor)
