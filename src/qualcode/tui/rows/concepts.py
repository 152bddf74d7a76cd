"""Claims and links between codes as rows of a table, and what speaks for and against one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.actions.concepts import claims, evidence, links, review
from qualcode.actions.concepts.claims import ClaimRow
from qualcode.actions.concepts.evidence import EvidenceRow
from qualcode.actions.concepts.links import LinkRow
from qualcode.messages import _, labelled, noted
from qualcode.project import View
from qualcode.table import Table
from qualcode.text.names import parse_path
from qualcode.tui.view.columns import Column
from qualcode.tui.widgets.lines import Line, Words

_LONGEST = 600  # characters that are shown of a segment

Concept = ClaimRow | LinkRow
"""What segments speak for and against."""


@dataclass(frozen=True)
class Concepts:
    """All claims and links, what speaks for and against each by its guid, and what still waits for somebody."""

    rows: Sequence[Concept]
    evidence: dict[str, list[EvidenceRow]]
    waiting: Sequence[str]

    @classmethod
    def of(cls, view: View) -> Concepts:
        """The concepts of a project as who looks may see them."""
        found: dict[str, list[EvidenceRow]] = {}
        for row in evidence.listing(view):
            found.setdefault(row.about_guid, []).append(row)
        waiting = [labelled(str(name), str(said)) for _what, name, _finding, said in review.review(view).rows]
        return cls([*claims.listing(view), *links.listing(view)], found, waiting)


def words_of(concept: Concept) -> str:
    """A claim or a link in a line."""
    return concept.words if isinstance(concept, LinkRow) else concept.text


def _in_a_row(concept: Concept) -> str:
    """The same, with the names of codes alone: their paths stand below the table."""
    if not isinstance(concept, LinkRow):
        return concept.text
    source, target = (parse_path(path)[-1] for path in (concept.source, concept.target))
    return replace(concept, source=source, target=target).words


def columns() -> list[Column]:
    """The columns of the table."""
    return [
        Column("of", _("memo"), 8, 2, 24),
        Column("number", "", 2, at_right=True),
        Column("words", _("claim, or link between codes"), 24, 8),
        Column("for", _("for"), 5, at_right=True),
        Column("against", _("against"), 8, at_right=True),
        Column("waits", "", 16, from_width=90),
    ]


class ConceptRows:
    """Concepts as rows."""

    def __init__(self, rows: Sequence[Concept]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing: everything is there."""

    def is_marked(self, number: int) -> bool:
        """Nothing is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> Sequence[Words]:
        """What stands in a row under these columns."""
        concept = self._rows[number]
        cells: dict[str, Words] = {
            "of": (_("link"), "muted") if isinstance(concept, LinkRow) else (concept.memo, ""),
            "number": ("" if isinstance(concept, LinkRow) else str(concept.number), "muted"),
            "words": (_in_a_row(concept), ""),
            "for": (str(concept.speaking_for or ""), ""),
            "against": (str(concept.against or ""), "trouble"),
            "waits": (_waits(concept), "trouble"),
        }
        return [cells[column] for column in columns]


def _waits(concept: Concept) -> str:
    if concept.erased:
        return _("evidence erased")
    return "" if concept.speaking_for or concept.against else _("no evidence")


def details(concept: Concept, found: Sequence[EvidenceRow]) -> list[Line]:
    """A concept in full, and the segments that speak for it and against it."""
    lines: list[Line] = [((words_of(concept), "head"),)]
    if isinstance(concept, LinkRow) and concept.note:
        lines.append(((concept.note, ""),))
    for stance, head in (("for", _("Speaks for it")), ("against", _("Speaks against it"))):
        of_stance = [row for row in found if row.stance == stance]
        if of_stance:
            lines += [(), ((noted(head, len(of_stance)), "muted"),)]
            lines += [_evidence(row) for row in of_stance]
    return lines if found else [*lines, (), ((_("No segment speaks for it or against it yet."), "trouble"),)]


def _evidence(row: EvidenceRow) -> Line:
    mark = ("+ " if row.stance == "for" else "− ", "head")
    note = f"  {row.note}" if row.note else ""
    if row.erased:
        return mark, (_("The segment was erased."), "trouble"), (f"  {row.coder}{note}", "muted")
    return (
        mark,
        (quoted(row), ""),
        (f"  {' · '.join(filter(None, (row.document, row.speaker, row.coder)))}{note}", "muted"),
    )


def quoted(row: EvidenceRow) -> str:
    """The words of a segment in a line."""
    words = " ".join((row.quote or "").split())
    return words[:_LONGEST] + ("…" if len(words) > _LONGEST else "")


def written(found: Concepts) -> Table:
    """All evidence as a table, under the columns of ``concepts evidence list``; a concept without any has a row of its own."""
    rows: list[tuple[str | int | None, ...]] = []
    for concept in found.rows:
        there = found.evidence.get(concept.guid, [])
        rows += [
            (
                words_of(concept),
                it.stance,
                it.document,
                it.start,
                it.end,
                it.speaker,
                it.quote,
                it.note or None,
                it.coder,
            )
            for it in there
        ]
        rows += [] if there else [(words_of(concept), *[None] * 8)]
    return Table(("about", "stance", "document", "start", "end", "speaker", "quote", "note", "coder"), rows)
