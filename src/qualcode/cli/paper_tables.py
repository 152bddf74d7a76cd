"""Commands whose tables go into papers: printed as any other, and written to .docx and .xlsx with joined cells."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode import actions
from qualcode.cli.options import table_options
from qualcode.cli.output import say, show_table
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table


@dataclass(frozen=True)
class PaperTable:
    """A table under a title; ``merged`` are columns in which equal cells below each other become one, outermost first.

    ``code`` is the exit code.
    """

    table: Table
    title: str
    merged: Sequence[str] = ()
    code: int = 0


def prints_paper_table(command: Callable[..., PaperTable]) -> Callable[..., int]:
    """Give a command the table options, with .docx among the endings, and print what it returns."""

    @table_options
    @functools.wraps(command)
    def printing(format: str | None, output: str | None, excel: bool, **given: Any) -> int:
        ending = Path(output).suffix.lower() if output else ""
        if ending == ".docx" and format:
            raise WrongUse(
                _("The file {file} and --format {format} contradict each other.", file=output, format=format),
                _("Leave out --format, or change the ending."),
            )
        made = command(**given)
        if output and ending in actions.comparing.table_files.ENDINGS and not format:
            _write(made, Path(output))
        else:
            show_table(made.table, format, output, excel)
        return made.code

    return printing


def _write(made: PaperTable, path: Path) -> None:
    actions.comparing.table_files.write_paper_table(made.table, path, made.title, made.merged)
    for note in made.table.notes:
        say(note)
    say(_("The table is in {file}.", file=path))
