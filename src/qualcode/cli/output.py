"""What commands print: data on stdout, everything else on stderr."""

from __future__ import annotations

import functools
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate, takewhile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import click

from qualcode.cli.lines import wrapped
from qualcode.cli.options import TABLE_FORMATS, chosen, table_options
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, noted
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from rich.table import Table as Drawing

    from qualcode.actions.pictures.files import Picture
    from qualcode.formats.bundle import Finding, Report

FORMAT_OF_ENDING = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".xlsx": "xlsx",
    ".md": "markdown",
    ".parquet": "parquet",
    ".sav": "sav",
    ".dta": "dta",
}
_GAP = 3  # columns of the terminal between two of a table
_LEAST_CONTEXT = 8
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) != "\n"} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def say(sentence: str) -> None:
    """Print a sentence for the person, unless ``--quiet``."""
    if not chosen().quiet:
        click.echo(_broken_at_words(sentence), err=True)


def _broken_at_words(sentence: str) -> str:
    """A sentence longer than the terminal is wide, in lines that end between words; as it is where nobody looks on."""
    if not sys.stderr.isatty():
        return sentence
    width = shutil.get_terminal_size().columns
    return "\n".join(line for paragraph in sentence.split("\n") for line in wrapped(paragraph, width))


def say_more(sentence: str) -> None:
    """Print a sentence for the person who asked for more with ``--verbose``."""
    if chosen().verbose:
        click.echo(sentence, err=True)


def prints_table(command: Callable[..., Table]) -> Callable[..., None]:
    """Give a command the table options and print the Table it returns."""

    @table_options
    @functools.wraps(command)
    def printing(format: str | None, output: str | None, excel: bool, **given: Any) -> None:
        _shape(format, output)  # refused before anything is computed or drawn
        show_table(command(**given), format, output, excel)

    return printing


def show_table(table: Table, format: str | None = None, output: str | None = None, excel: bool = False) -> None:
    """Print ``table``, or write it to the file ``output``; its notes go to stderr.

    ``format`` is one of TABLE_FORMATS. Where it is None the ending of the file chooses, else "table" on a terminal and
    "csv" in a pipe. ``excel`` makes CSV safe for spreadsheets. Raises WrongUse where nothing says the format, or the
    ending and ``format`` contradict each other.
    """
    shape = _shape(format, output)
    if shape != "table":
        from qualcode.actions.exchange import write_table

        changed = write_table(table, Path(output) if output else sys.stdout, shape, excel=excel)
        table = table.with_notes(changed)
    elif output:
        with Path(output).open("w", encoding="utf-8", newline="\n") as file:
            draw_table(table, file)
    else:
        draw_table(table, sys.stdout)
    if output or shape != "markdown":  # printed Markdown holds its notes
        for note in table.notes:
            say(note)
    if output:
        say(_("The table is in {file}.", file=output))


def pictured(table: Table, file: Path | None, picture: Callable[[], Picture | None]) -> Table:
    """The table, a picture of it written to ``file`` where one was asked for.

    ``picture`` makes it, or None where there is nothing to draw; an empty table has no picture. Then no file is written, and that is
    said. A file that is there is replaced, whole or not at all, as tables are.
    """
    if file is None:
        return table
    made = picture() if table.rows else None
    if made is None:
        say(_("There is nothing to draw: {file} was not written.", file=file))
        return table
    from qualcode.actions.pictures.files import write_picture

    for sentence in write_picture(made, file):
        say(sentence)
    say(_("The picture is in {file}.", file=file))
    return table


def show_text(text: str) -> None:
    """Print a text as it is; on a terminal, without what would steer it."""
    shown = visible(text) if sys.stdout.isatty() else text
    click.echo(shown, nl=not shown.endswith("\n"))


def draw_table(table: Table, stream: IO[str]) -> None:
    """Draw ``table`` in aligned columns.

    On a terminal that is too narrow, columns that say the same in every row are said once above, what stands around a keyword
    is shown as far as it fits beside it, and long cells are folded; elsewhere lines are as long as they must be.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=None if stream.isatty() else 1_000_000)
    drawing = _drawing(table)
    unbounded = console.options.update(width=1_000_000)
    if len(table.rows) > 1 and console.measure(drawing, options=unbounded).maximum > console.width:
        table, said = _said_once(table)
        drawing = _drawing(_with_less_context(table, console.width))
        if said:
            console.print(Text(said), soft_wrap=False)
    console.print(drawing)


def _drawing(table: Table) -> Drawing:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Drawing

    from qualcode.cli.folding import Folded

    drawing = Drawing(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in table.columns:
        # What stands left of a keyword leans against it, so that keywords stand below each other.
        justify = "right" if name == "left" else _alignment(table.column(name))
        drawing.add_column(Folded(visible(name)), justify=justify, overflow="fold")
    for row in table.rows:
        drawing.add_row(*(Folded(_cell(value)) for value in row))
    return drawing


def _with_less_context(table: Table, width: int) -> Table:
    """A concordance whose rows fit into ``width``, as long as something is left of the context; other tables as they are."""
    from rich.cells import cell_len

    if not {"left", "right"} <= set(table.columns):
        return table
    others = [name for name in table.columns if name not in ("left", "right")]
    taken = sum(max(map(cell_len, (name, *map(_cell, table.column(name))))) for name in others)
    room = (width - taken - _GAP * (len(table.columns) - 1)) // 2
    if room < _LEAST_CONTEXT:
        return table
    left, right = (table.columns.index(name) for name in ("left", "right"))
    rows = [list(row) for row in table.rows]
    for row in rows:
        before, after = str(row[left] or ""), str(row[right] or "")
        row[left], row[right] = before[len(before) - _fitting(before[::-1], room) :], after[: _fitting(after, room)]
    return Table(table.columns, [tuple(row) for row in rows], table.notes)


def _fitting(text: str, room: int) -> int:
    """How many characters of ``text`` fit into ``room`` columns."""
    from rich.cells import cell_len

    widths = accumulate(map(cell_len, text))
    return sum(1 for _fits in takewhile(lambda width: width <= room, widths))


def _said_once(table: Table) -> tuple[Table, str]:
    """The table without the columns of one and the same text, but for the first and keywords, and what these say in a line."""
    columns = [{row[at] for row in table.rows} for at in range(len(table.columns))]
    alike = [at > 0 and len(cells) == 1 and isinstance(next(iter(cells)), str) for at, cells in enumerate(columns)]
    alike = [same and name not in ("left", "keyword", "right") for name, same in zip(table.columns, alike, strict=True)]
    kept = [at for at, same in enumerate(alike) if not same]
    values = zip(table.columns, table.rows[0], alike, strict=True)
    said = " · ".join(f"{name}: {_cell(value)}" for name, value, same in values if same and value not in ("", None))
    rows = [tuple(row[at] for at in kept) for row in table.rows]
    return Table(tuple(table.columns[at] for at in kept), rows, table.notes), said


def show_report(report: Report) -> None:
    """Print what became of one file: a line for the file and one for each finding; with ``--quiet`` only errors."""
    findings = report.of("error") if chosen().quiet else report.findings
    if chosen().quiet and not findings:
        return
    lines = [noted(report.source, report.format) if report.format else report.source, *map(_finding_line, findings)]
    click.echo("\n".join(map(visible, lines)), err=True)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far long work has come: call what is given with the steps done and the steps in all.

    Drawn on stderr, only on a terminal, and wiped at the end.
    """
    if chosen().quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    drawn = 0.0

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        if (now := time.monotonic()) - drawn < 0.1:  # a terminal over a slow line must not hold up the work
            return
        drawn = now
        filled = 20 * done // max(total, 1)
        click.echo(f"\r{label} {'█' * filled}{'░' * (20 - filled)} {done}/{total}\x1b[K", nl=False, err=True)

    try:
        yield draw
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _shape(format: str | None, output: str | None) -> str:
    """The format to write: as asked for, as the ending of the file says, or what suits where stdout goes."""
    if not output:
        return format or ("table" if sys.stdout.isatty() else "csv")
    ending = Path(output).suffix.lower()
    by_ending = FORMAT_OF_ENDING.get(ending)
    if format and by_ending and format != by_ending:
        raise WrongUse(
            _("The file {file} and --format {format} contradict each other.", file=output, format=format),
            _("Leave out --format, or change the ending."),
        )
    shape = format or by_ending
    if not shape:
        raise WrongUse(
            _("The ending of {file} says no format.", file=output),
            _(
                "Use one of {endings}, or --format with one of {formats}.",
                endings=" ".join(FORMAT_OF_ENDING),
                formats=listed(TABLE_FORMATS),
            ),
        )
    return shape


def _alignment(cells: list[Cell]) -> Literal["left", "right"]:
    numbers = all(cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)) for cell in cells)
    return "right" if numbers else "left"


def _cell(value: Cell) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        value = round(value, 12) + 0.0  # what rounding leaves of a 0
        return f"{value:.3f}" if value == 0 or abs(value) >= 0.001 else f"{value:.2g}"
    return visible(str(value))


def visible(text: str) -> str:
    """``text`` with control characters replaced by pictures of them: a document must not steer the terminal."""
    return text.translate(_CONTROLS)


def _finding_line(finding: Finding) -> str:
    told = noted(finding.sentence, finding.where) if finding.where else finding.sentence
    return _("  {kind}: {told}", kind=_kind(finding), told=told)


def _kind(finding: Finding) -> str:
    words = {
        "read": _("read"),
        "written": _("written"),
        "changed": _("changed"),
        "not carried": _("not carried over"),
        "warning": _("warning"),
        "error": _("error"),
    }
    return words[finding.kind]
