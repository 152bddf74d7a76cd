"""What this terminal and this installation can do, for a person who asks for help and for whoever gives it."""

from __future__ import annotations

import os
import shutil
import sys

import click

from qualcode import actions, messages
from qualcode.cli.options import Command, chosen_coder, chosen_project
from qualcode.cli.output import prints_table
from qualcode.config import settings_path
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table


@click.command("doctor", cls=Command, help=_("Say what this terminal and this installation can do."))
@prints_table
def doctor() -> Table:
    """Properties and values; an empty value is what is not there."""
    return Table(("property", "value"), [*actions.installation.versions(), *_terminal(), *_person()])


def _terminal() -> list[tuple[str, str | None]]:
    from rich.console import Console

    size = shutil.get_terminal_size()
    return [
        ("terminal", os.environ.get("TERM")),
        ("terminal size", f"{size.columns} × {size.lines}"),
        ("output goes to", "terminal" if sys.stdout.isatty() else "pipe"),
        ("colours", Console(file=sys.stderr).color_system),
        ("encoding", sys.stdout.encoding),
    ]


def _person() -> list[tuple[str, str | None]]:
    settings = settings_path()
    return [
        ("language", messages.language()),
        ("settings", str(settings) if settings.exists() else _("{file} (there is none)", file=settings)),
        ("coder", chosen_coder()),
        ("project", _project()),
    ]


def _project() -> str:
    """The project that commands would work on, or why there is none."""
    try:
        return chosen_project()
    except WrongUse as error:
        return error.message
