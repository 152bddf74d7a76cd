"""One flow of text in an RTF file (the body, a note, a text box), with the rows of tables that are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.formats.passage import Passage

_MOST_CELLS = 1000  # programs make no row longer than 63


@dataclass(slots=True)
class _Row:
    cells: list[Passage] = field(default_factory=list)
    cell: Passage = field(default_factory=Passage)

    def end_cell(self, level: int) -> None:
        if self.cell.is_open or not self.cell.paragraphs:
            self.cell.end_paragraph(level)
        self.cells.append(self.cell)
        self.cell = Passage()

    def all(self) -> list[Passage]:
        """Its cells, and what was written after the last."""
        return [*self.cells, self.cell] if self.cell.paragraphs else self.cells


class Story:
    """A flow of text. A depth of 0 is outside of tables, 1 in a cell, 2 in a cell of a table in a cell …

    ``drops_spaces`` where white space at its beginning only sets off the mark of a note.
    """

    def __init__(self, drops_spaces: bool = False) -> None:
        self.passage = Passage()
        self.boxes: list[Passage] = []
        self.in_row = False
        self.drops_spaces = drops_spaces
        self._rows: list[_Row] = []

    def at(self, depth: int) -> Passage:
        """Where text at this depth is written; rows that lie deeper end."""
        while len(self._rows) > depth:
            self.end_row(len(self._rows))
        return self._at(depth)

    def end_paragraph(self, depth: int, level: int = 0) -> None:
        """End the paragraph at this depth; the text boxes in it follow."""
        passage = self.at(depth)
        passage.end_paragraph(level)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            passage.add(box)

    def end_cell(self, depth: int, level: int = 0) -> None:
        """End the cell at this depth, 1 or more; ``level`` is that of the heading that its last paragraph is."""
        self.at(depth)
        row = self._rows[depth - 1]
        row.end_cell(level)
        if len(row.cells) >= _MOST_CELLS:
            self.end_row(depth)

    def end_row(self, depth: int) -> None:
        """Write the row at this depth, 1 or more."""
        while len(self._rows) >= depth:
            row = self._rows.pop()
            if cells := row.all():
                self._at(len(self._rows)).add_row(cells)

    def finish(self) -> Passage:
        """The whole flow, with what was left open ended."""
        self.at(0)
        if self.passage.is_open:
            self.end_paragraph(0)
        for box in self.boxes:
            self.passage.add(box)
        return self.passage

    def _at(self, depth: int) -> Passage:
        while len(self._rows) < depth:
            self._rows.append(_Row())
        return self._rows[depth - 1].cell if depth else self.passage
