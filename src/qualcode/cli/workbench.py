"""Opening the workbench, in this terminal or in a browser."""

from __future__ import annotations

import sys

import click

from qualcode.cli.options import Command, chosen_coder, chosen_project
from qualcode.cli.output import say
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


@click.command(
    "serve",
    cls=Command,
    help=_("Show the workbench in a browser on this machine, at DOCUMENT or at the first document, until interrupted.")
    + "\n\n"
    + _("Only this machine can reach it, and only with the address that is printed. From elsewhere, go through SSH."),
)
@click.argument("document", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=_("The port; a free one unless given."))
@click.option(
    "--sessions", type=click.IntRange(1, 50), default=3, show_default=True, help=_("Pages that can be open at a time.")
)
@click.option("--open", "opened", is_flag=True, help=_("Open the address in your browser."))
def serve(document: str | None, port: int, sessions: int, opened: bool) -> None:
    """Print the address and serve until interrupted."""
    from qualcode.launch import serve_workbench

    def ready(address: str, once: str) -> None:
        click.echo(address)
        say(_("Open this address in a browser on this machine. Ctrl+C ends."))
        if opened:
            click.launch(once)  # others on this machine can see it as long as the browser starts

    serve_workbench(chosen_project(), chosen_coder(), document, port=port, sessions=sessions, ready=ready)
