"""The codebook as it stands in a report: every code with its rules, by the branches of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from qualcode.actions import codes
from qualcode.actions.codes import CodeRow
from qualcode.actions.report.draft import Draft
from qualcode.formats.reports.parts import Block, Paragraph, Section, Terms
from qualcode.messages import _, listed, plural
from qualcode.text.names import parse_path

T = TypeVar("T")


def codebook(draft: Draft) -> Section:
    """A section for each branch of the tree, and in it one for each code."""
    tree = codes.listing(draft.view)
    if not tree:
        return Section(
            _("Codebook"), [Paragraph(draft.leave_out(_("The codebook is empty: the project has no codes.")))]
        )
    branches = [
        Section(title, _entry(draft, first) if first.depth == 0 else (), [_section(draft, code) for code in below])
        for title, (first, *below) in branched((code.path, code) for code in tree)
    ]
    if missing := sum(1 for code in tree if code.is_codable and not code.definition):
        draft.leave_out(plural("{n} code has no definition.", "{n} codes have no definition.", missing))
    said = plural("{n} entry, in the order of the tree.", "{n} entries, in the order of the tree.", len(tree))
    return Section(_("Codebook"), [Paragraph(said)], branches)


def branched(entries: Iterable[tuple[str, T]]) -> Iterator[tuple[str, list[T]]]:
    """Things that belong to codes, given with the codes' paths in the order of the tree, by the first names of these."""
    at: dict[str, list[T]] = {}
    for path, entry in entries:
        at.setdefault(parse_path(path)[0], []).append(entry)
    return iter(at.items())


def _section(draft: Draft, code: CodeRow) -> Section:
    return Section(" / ".join(code.names[1:]), _entry(draft, code))


def _entry(draft: Draft, code: CodeRow) -> list[Block]:
    said = [(label, draft.unquoted(text)) for label, text in _rules(code) if text]
    if said:
        return [Terms(said)]
    return [Paragraph(_("No definition is recorded."))] if code.is_codable else []


def _rules(code: CodeRow) -> Iterator[tuple[str, str]]:
    yield _("Definition"), code.definition
    yield _("Include"), code.include
    yield _("Exclude"), code.exclude
    yield _("Examples"), "\n".join(code.examples)
    yield _("Also called"), listed(code.aliases)
    yield _("For"), listed(code.for_kinds)
    marks = [
        *([_("a heading: it groups codes and is not applied itself")] if not code.is_codable else []),
        *([_("the codes below it exclude each other")] if code.alternatives else []),
        *([_("retired: no longer applied")] if code.retired else []),
        *([_("settled")] if code.status == "settled" else []),
    ]
    yield _("Note"), listed(marks)
