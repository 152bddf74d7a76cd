"""From the cells of a sheet to the answers of a questionnaire: columns with names, rows that are respondents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import zip_longest

from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import ChoiceDraft
from qualcode.formats.questionnaires.answers import Answers, AnswerTable, briefly
from qualcode.formats.questionnaires.last_rows import without_totals
from qualcode.formats.questionnaires.services import tidied
from qualcode.formats.sheets.cells import is_figure
from qualcode.formats.sheets.grid import Grid, Row, width
from qualcode.formats.sheets.headings import Headings, find_headings
from qualcode.messages import _, listed, plural
from qualcode.text.names import name_key
from qualcode.text.values import KINDS

_STRAY_SHARE = 0.2
_SHORT_TABLE = 5
_NO_ANSWER = re.compile(
    r"(?:missing|no answer|not answered|缺失值?|未回答|未作答|无回答|未答)(?: value)?", re.IGNORECASE
)
_NOT_ASKED = frozenset({"(跳过)", "(空)", "（跳过）", "（空）"})


def answers_of(grid: Grid) -> AnswerTable:
    """The answers in a sheet; what was left out, filled in or named otherwise is noted in the report.

    Raises UnreadableInput where nothing stands below the names of the columns, where a file holds two tables, and where
    many rows have more cells than there are columns.
    """
    if not grid.rows:
        raise UnreadableInput(_("There is nothing in {name}.", name=grid.name), _("Ask for the file once more."))
    headings = find_headings(grid)
    _refuse_second_table(grid, headings)
    names = _for_row_names(headings.names, grid, headings.first)
    rows = _respondents(grid, headings, names)
    if not rows:
        raise UnreadableInput(
            _("{name} has names of columns, but no row of answers.", name=grid.name),
            _("Export the table once more, with the answers."),
        )
    numbers = [grid.numbers[at] for at in rows]
    cells = _columns([grid.rows[at] for at in rows], max(len(names), grid.width))
    _drop_placeholders(cells, grid)
    labels = [*headings.labels, *[""] * len(names)]
    columns = tidied(_named(names, labels, cells, grid), grid.report)
    return AnswerTable(grid.name, [_with_meanings(it, grid) for it in columns], numbers, grid.report, grid.is_sheet)


def _with_meanings(column: Answers, grid: Grid) -> Answers:
    """A column with what another sheet says that its values mean; a choice where it says so of all that occur."""
    meanings = grid.codes.get(name_key(column.name)) or grid.codes.get(name_key(column.label)) or {}
    given = set(column.given())
    if given.isdisjoint(meanings):
        return column
    choices = tuple(ChoiceDraft(value, label, bool(_NO_ANSWER.fullmatch(label))) for value, label in meanings.items())
    grid.report.add("read", _("the meanings of {column!r} from another sheet", column=column.name))
    return replace(column, choices=choices, kind=column.kind or ("choice" if given <= set(meanings) else ""))


def _for_row_names(names: list[str], grid: Grid, first: int) -> list[str]:
    """R writes names of rows without a heading: then every row has one cell more than there are headings."""
    widths = {len(row) for row in grid.rows[first:] if row}
    return ["", *names] if not grid.is_sheet and widths == {len(names) + 1} and all(names) else names


def _respondents(grid: Grid, headings: Headings, names: list[str]) -> list[int]:
    """The positions of the rows that are respondents."""
    said = [at for at in range(headings.first, len(grid.rows)) if grid.rows[at]]
    heading = list(grid.rows[headings.first - 1])
    repeated = [at for at in said if list(grid.rows[at]) == heading]
    if repeated:
        places = briefly([grid.place(at) for at in repeated])
        grid.report.add("not carried", _("the names of the columns, which stand there again"), places)
    rows = without_totals(grid, [at for at in said if at not in set(repeated)])
    return rows if grid.is_sheet else _of_right_width(grid, rows, len(names))


def _of_right_width(grid: Grid, rows: list[int], columns: int) -> list[int]:
    """The rows without those that have a cell too many: nobody can say which of their cells belongs where."""
    wide = [at for at in rows if width(grid.rows[at]) > columns]
    if len(wide) > _STRAY_SHARE * len(rows):
        raise UnreadableInput(
            _(
                "{name} has {columns} columns, but {cells} cells on {place}.",
                name=grid.name,
                columns=columns,
                cells=width(grid.rows[wide[0]]),
                place=grid.place(wide[0]),
            ),
            _("A cell that holds the separator or a line break must stand in quotation marks."),
        )
    for at in wide:
        cells = width(grid.rows[at])
        sentence = _("{cells} cells where there are {columns} columns; left out", cells=cells, columns=columns)
        grid.report.add("error", sentence, grid.place(at))
    short = [at for at in rows if len(grid.rows[at]) < columns]
    if short and len(short) < len(rows):
        sentence = plural(
            "{n} row has fewer cells than there are columns; the missing ones were taken for empty",
            "{n} rows have fewer cells than there are columns; the missing ones were taken for empty",
            len(short),
        )
        grid.report.add("warning", sentence, briefly([grid.place(at) for at in short]))
    return [at for at in rows if at not in set(wide)]


def _columns(rows: list[Row], columns: int) -> list[list[str]]:
    """The cells column by column, "" where a row ends early."""
    padded = [*rows, [""] * columns]
    return [list(column[:-1]) for column in zip_longest(*padded, fillvalue="")][:columns]


def _drop_placeholders(columns: list[list[str]], grid: Grid) -> None:
    """Where a form was skipped or left empty, some services write so in words."""
    dropped: Counter[str] = Counter()
    for cells in columns:
        if not _NOT_ASKED.isdisjoint(cells):
            dropped.update(cell for cell in cells if cell in _NOT_ASKED)
            cells[:] = ["" if cell in _NOT_ASKED else cell for cell in cells]
    if dropped:
        sentence = plural(
            "{n} cell that says {words} holds no answer",
            "{n} cells that say {words} hold no answer",
            dropped.total(),
            words=listed(dropped),
        )
        grid.report.add("changed", sentence)


def _named(names: list[str], labels: list[str], cells: list[list[str]], grid: Grid) -> list[Answers]:
    """The columns with answers or a name, each with a name of its own."""
    taken: Counter[str] = Counter()
    columns: list[Answers] = []
    for at, column in enumerate(cells):
        name = names[at] if at < len(names) else ""
        if not name and not any(map(str.strip, column)):
            continue
        if not name:
            name = f"column {at + 1}"
            grid.report.add("changed", _("a column without a name was named {name!r}", name=name))
        name, kind = _name_and_kind(name)
        taken[name_key(name)] += 1
        if (number := taken[name_key(name)]) > 1:
            grid.report.add(
                "changed",
                _(
                    "there are two columns named {name!r}; one was named {other!r}",
                    name=name,
                    other=f"{name} ({number})",
                ),
            )
            name = f"{name} ({number})"
        columns.append(Answers(name, column, labels[at] if at < len(labels) else "", kind))
    return columns


def _name_and_kind(heading: str) -> tuple[str, str]:
    """A heading may say of which kind its column is, as in ``age:integer``."""
    name, _colon, kind = heading.rpartition(":")
    return (name.strip(), kind) if name.strip() and kind in KINDS else (heading, "")


def _refuse_second_table(grid: Grid, headings: Headings) -> None:
    """Some programs write a short table about a meeting, an empty line, and another table below."""
    rows = grid.rows
    for at in range(headings.first + 1, min(headings.first + _SHORT_TABLE + 1, len(rows) - 1)):
        above = rows[headings.first - 1]
        if rows[at - 1] or not _may_name_columns(rows[at]) or width(rows[at]) == width(above):
            continue
        if any(is_figure(cell) for row in rows[headings.first : at] for cell in row if cell.strip()):
            raise UnreadableInput(
                _(
                    "{name} holds two tables, one below the other, from {one} and from {other} on.",
                    name=grid.name,
                    one=grid.place(headings.first - 1),
                    other=grid.place(at),
                ),
                _("Save the one you need as a file of its own and import that."),
            )


def _may_name_columns(row: Row) -> bool:
    said = [cell.strip() for cell in row if cell.strip()]
    return len(said) > 1 and len(set(said)) == len(said) and not any(map(is_figure, said))
