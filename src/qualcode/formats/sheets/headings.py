"""Which row of a sheet names the columns, and which rows around it say more of them or are no answers at all.

Above the names there may be titles; above or below them the questions in words, and a row of codes for machines
(Qualtrics); and a question may stand above a group of columns, each with a choice or a field of its own as its name
(SurveyMonkey, merged cells).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.formats.sheets.cells import is_figure, mean_breadth
from qualcode.formats.sheets.grid import Grid
from qualcode.messages import _

_TITLES = 10  # rows above the names that may be titles
_BELOW = 30  # rows of answers that are looked at
_MOSTLY = 0.8
_TIMES_LONGER = 2.5
_WORDS = 12
_MACHINE = '{"ImportId"'
_DATES = ("startdate", "enddate", "recordeddate")
_ASKS = ("?", "？", ":", "：")
_FILLED_IN = re.compile(r"[^:：]{1,20}[:：]\s*\S.*", re.DOTALL)
_FIELDS = frozenset({"response", "open-ended response"})
BETWEEN = " – "
"""What stands between the name of a group of columns and that of one of them."""

_SHORT_NAME = re.compile(r"[A-Za-z_][\w.#]{0,31}")
_NUMBERED_NAME = re.compile(r"[A-Za-z]{1,6}_?\d[\w.#]*")

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Headings:
    """The names of the columns and, where the sheet gives them, the questions in words; ``first`` is where answers begin."""

    names: Cells
    labels: Cells
    first: int


def find_headings(grid: Grid) -> Headings:
    """The headings of a table, white space in them as single spaces. What was left out or joined is noted in the report."""
    rows = _without_titles(grid)
    names, *below = ([_tidy(cell) for cell in grid.rows[at]] for at in rows[: _BELOW + 1])
    below = [row + [""] * (len(names) - len(row)) for row in below]
    labels, used = [""] * len(names), 1
    machine = _machine_row(below)
    if machine == 0:
        used = 2
    elif machine == 1 or _are_questions(names, below):
        labels, used = below[0], 3 if machine else 2
        grid.report.add("read", _("the questions in words are below the names of the columns"))
    elif below and _stand_for(below[0], names, below) and _are_numbered(below[0]):
        names, labels, used = below[0], names, 2
        grid.report.add("read", _("the questions in words are above the names of the columns"))
    elif below and _are_groups(names, below, merged=rows[0] in grid.merged):
        names, used = _grouped(names, below[0]), 2
        grid.report.add("read", _("the names of the columns are made of two rows of headings"))
    return Headings(names, labels, rows[used - 1] + 1)


def _without_titles(grid: Grid) -> list[int]:
    """The rows with something in them from the one that names the columns on; those above hold a single text each."""
    rows = [at for at, row in enumerate(grid.rows) if row]
    for number, at in enumerate(rows[:_TITLES]):
        row = grid.rows[at]
        followed = any(_distinct(grid.rows[other]) > 1 for other in rows[number + 1 : number + 1 + _TITLES])
        is_title = _is_title(row) or _is_filled_form(row, grid.width)
        if grid.width == 1 or not is_title or not followed:
            return rows[number:]
        title = " ".join(dict.fromkeys(filter(None, map(_tidy, row))))
        grid.report.add("not carried", _("the title {title!r}", title=title[:80]), grid.place(at))
    return rows


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row holds a single text, at its beginning."""
    return _distinct(row) == 1 and bool(row[0].strip())


def _is_filled_form(row: Sequence[str], width: int) -> bool:
    """Whether a row says who filled the sheet in, and when, as "Office: Yun    Date: 2024-06-01": with much room between."""
    said = {cell.strip() for cell in row} - {""}
    return 0 < len(said) <= width / 2 and all(map(_FILLED_IN.fullmatch, said))


def _distinct(row: Sequence[str]) -> int:
    return len({cell.strip() for cell in row} - {""})


def _tidy(cell: str) -> str:
    return " ".join(cell.split())


def _machine_row(below: Sequence[Cells]) -> int | None:
    """Which of the first two rows below the names holds codes for machines."""
    for number, row in enumerate(below[:2]):
        said = [cell for cell in row if cell]
        if said and all(cell.startswith(_MACHINE) for cell in said):
            return number
    return None


def _are_questions(names: Cells, below: Sequence[Cells]) -> bool:
    """Whether the row below the names holds the questions in words."""
    if not below:
        return False
    dates = [column for column, name in enumerate(names) if name.casefold() in _DATES]
    if len(dates) > 1 and all(below[0][column] and not is_figure(below[0][column]) for column in dates):
        return True
    questions = [cell.endswith(_ASKS) for cell in below[0] if cell]
    is_asking = 2 * sum(questions) > len(questions)
    return _stand_for(names, below[0], below) and (is_asking or _turns_to_figures(below) > 1)


def _are_numbered(names: Cells) -> bool:
    """Whether most are names as Q1 and V2_a are."""
    return 2 * sum(map(bool, map(_NUMBERED_NAME.fullmatch, names))) > _filled(names)


def _stand_for(names: Cells, labels: Cells, below: Sequence[Cells]) -> bool:
    """Whether one row holds names as programs need them and the other the words they stand for; the lower one is no figures."""
    both = [(name, label) for name, label in zip(names, labels) if name and label]
    short, words = [name for name, _label in both], [label for _name, label in both]
    return (
        len(both) > 1
        and len(both) >= _MOSTLY * max(_filled(names), _filled(labels))
        and all(map(_SHORT_NAME.fullmatch, short))
        and mean_breadth(words) >= max(_WORDS, _TIMES_LONGER * mean_breadth(short))
        and _is_heading(below[0])
    )


def _are_groups(names: Cells, below: Sequence[Cells], merged: bool) -> bool:
    """Whether the row below the names divides them: it has names where they have none, or where their cells are merged."""
    under = [column for column, name in enumerate(names) if below[0][column] and _continues(names, column, merged)]
    if not under or not _is_heading(below[0]):
        return False
    is_field = any(cell.casefold() in _FIELDS for cell in below[0])
    return merged or is_field or _turns_to_figures(below) > 0 or _begins_below(below)


def _continues(names: Cells, column: int, merged: bool) -> bool:
    """Whether a column has no name of its own, but belongs to the one before."""
    return column > 0 and (not names[column] or (merged and names[column] == names[column - 1]))


def _filled(row: Cells) -> int:
    return sum(map(bool, row))


def _is_heading(row: Cells) -> bool:
    """Whether a row may be one of headings: there are words in it, and no figures."""
    return any(row) and not any(is_figure(cell) for cell in row if cell)


def _turns_to_figures(below: Sequence[Cells]) -> int:
    """In how many columns words in the first row are followed by figures."""
    return sum(bool(cell) and _holds_figures(below[1:], column) for column, cell in enumerate(below[0]))


def _begins_below(below: Sequence[Cells]) -> bool:
    """Whether the first column is empty in the first row, and in no other: that row is nobody's answers."""
    return len(below) > 2 and not below[0][0] and all(row[0] for row in below[1:])


def _holds_figures(rows: Sequence[Cells], column: int) -> bool:
    said = [row[column] for row in rows if column < len(row) and row[column]]
    return len(said) > 1 and sum(map(is_figure, said)) >= _MOSTLY * len(said)


def _grouped(names: Cells, below: Cells) -> Cells:
    """Each column's name: that of its group, and its own within the group where that says more."""
    made, group = [], ""
    for name, part in zip(names, below):
        group = name or group
        parts = [group if name or part else "", "" if part.casefold() in _FIELDS or part == group else part]
        made.append(BETWEEN.join(filter(None, parts)))
    return made
