"""The answers of a questionnaire, question by question, as a sheet or a statistics program gave them: still all text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import ChoiceDraft, Report
from qualcode.formats.sheets.grid import place
from qualcode.messages import _, listed
from qualcode.text.names import name_key, nearest


@dataclass
class Answers:
    """One column: its name, the question in words, a cell for each respondent, and what the file itself says of it.

    ``kind`` and ``choices`` are "" and () where the file says nothing. ``joined`` names the question that several columns
    answer together; a column that only says whether one of its choices was ticked holds ``ticked`` then. That choice is
    ``choice``, or else the column's name with its label.
    """

    name: str
    cells: list[str]
    label: str = ""
    kind: str = ""
    choices: tuple[ChoiceDraft, ...] = ()
    joined: str = ""
    joined_label: str = ""
    ticked: str | None = None
    choice: str = ""

    def given(self) -> Counter[str]:
        """The cells that hold something, trimmed, and how often each occurs, in order of their first."""
        counts: Counter[str] = Counter()
        for cell, number in Counter(self.cells).items():
            if stripped := cell.strip():
                counts[stripped] += number
        return counts


@dataclass
class AnswerTable:
    """All columns of a questionnaire; ``numbers`` says where in the file each respondent's row is (see Grid)."""

    name: str
    columns: list[Answers]
    numbers: list[int]
    report: Report
    is_sheet: bool = True

    def place(self, at: int) -> str:
        """Where in the file the respondent at this position is, in words."""
        return place(self.numbers[at], self.is_sheet)

    def named(self, wanted: str) -> list[Answers]:
        """The columns of this name or question; with a * in it, all that fit.

        Raises UnreadableInput, with the nearest names, where there is none.
        """
        found = [it for it in self.columns if name_key(wanted) in (name_key(it.name), name_key(it.label))]
        if not found and "*" in wanted:
            pattern = re.compile(".*".join(map(re.escape, name_key(wanted).split("*"))), re.DOTALL)
            found = [
                it
                for it in self.columns
                if pattern.fullmatch(name_key(it.name)) or pattern.fullmatch(name_key(it.label))
            ]
        return found or self._missing(wanted)

    def _missing(self, wanted: str) -> list[Answers]:
        names = [it.name for it in self.columns]
        near = nearest(wanted, names)
        hint = _("Did you mean {names}?", names=listed(near)) if near else _("It has: {names}", names=listed(names))
        raise UnreadableInput(_("{name} has no column {column!r}.", name=self.name, column=wanted), hint)


def briefly(names: Sequence[str], most: int = 5) -> str:
    """The names in a row, or the first few and how many more there are."""
    more = [_("{n} more", n=len(names) - most)] if len(names) > most else []
    return listed([*names[:most], *more])
