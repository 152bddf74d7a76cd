"""The root of the command line: one parser, one handler for every failure, nothing imported before it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

import click

from qualcode import __version__
from qualcode.cli import failures, language, stopping
from qualcode.cli.commands import all_commands, resolve, sections
from qualcode.cli.options import Group, chosen_coder, chosen_project
from qualcode.config import load_settings
from qualcode.errors import WrongUse
from qualcode.messages import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

WORKBENCH = "qualcode.launch:open_workbench"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command (that of the process, unless given) and return its exit code.

    A command that is done only in part says so by returning 1; returning nothing means it is done.
    """
    given = sys.argv[1:] if arguments is None else arguments
    _prepare_streams()
    language.speak(language.decide(given))
    try:
        stopping.listen()
        result = root().main(arguments, prog_name="qualcode", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except BrokenPipeError:  # whoever read our output wants no more of it
        return 1
    except (Exception, KeyboardInterrupt) as error:
        return failures.report(error, debug="--debug" in language.before_double_dash(given))
    finally:
        _let_go_of_stdout()


class Root(Group):
    """The group of all commands, each imported only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the table."""
        return list(all_commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name."""
        entry = all_commands().get(cmd_name)
        command: click.Command | None = resolve(entry.place) if entry else None
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or offer the nearest names."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=self.list_commands(ctx), ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under their headings."""
        for heading, entries in sections().items():
            with formatter.section(heading):
                formatter.write_dl([(name, entry.help) for name, entry in entries.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names that begin so, from the table: pressing Tab must not import every command."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        names = {name: entry.help for name, entry in all_commands().items() if name.startswith(incomplete)}
        return [CompletionItem(name, help=text) for name, text in names.items()]


def root() -> Root:
    """The root command, speaking the language in use."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help=_("Print the version."),
    )
    return Root(
        "qualcode",
        params=[version],
        callback=click.pass_context(_begin),
        invoke_without_command=True,
        help=_("Qualitative coding of interviews, field notes, policy documents and questionnaires."),
        epilog=_(
            "qualcode COMMAND --help explains a command. With no command, the only project here opens in the workbench."
        ),
    )


def _begin(context: click.Context) -> None:
    load_settings()  # broken settings are said once, here, rather than wherever one is first needed
    if context.invoked_subcommand is None:
        _without_command(context)


def _without_command(context: click.Context) -> None:
    """Open the workbench where a person sits at a terminal and it is clear on which project; else print help."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        try:
            project = chosen_project()
        except WrongUse:
            pass
        else:
            resolve(WORKBENCH)(project, chosen_coder())
            return
    click.echo(context.get_help())


def _print_version(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"qualcode {__version__}")
        context.exit()


def _prepare_streams() -> None:
    """Data leaves as UTF-8 with "\\n" wherever a program reads it; a terminal shows what it can and never fails."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _let_go_of_stdout() -> None:
    """Send what cannot be written any more nowhere, or the interpreter would try again at its end and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
