"""Opening the workbench."""

from __future__ import annotations

import sys

import click

from qualcode.cli.options import Command, chosen_coder, chosen_project
from qualcode.errors import WrongUse
from qualcode.messages import _


@click.command(
    "open",
    cls=Command,
    help=_("Open the workbench in this terminal, at DOCUMENT or at the first document."),
)
@click.argument("document", required=False)
def open_(document: str | None) -> None:
    """Hand over to the workbench, where a person sits at a terminal."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):  # it is drawn on stderr
        raise WrongUse(
            _("The workbench needs a terminal at both ends."),
            _("Run it without a pipe. qualcode read and qualcode codings do the same work in scripts."),
        )
    from qualcode.launch import open_workbench

    open_workbench(chosen_project(), chosen_coder(), document)
