"""Options that many commands share, and the two classes every command is made with.

The options of every command (project, coder, language, how much is said) may stand anywhere on the line::

    qualcode -p study.qualcode codes list
    qualcode codes list -p study.qualcode

What they said is gathered in one ``Choices`` and asked for with ``chosen()``, ``chosen_project()``, ``chosen_coder()``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from qualcode.cli.help import Context
from qualcode.config import coder_name
from qualcode.errors import WrongUse
from qualcode.messages import LANGUAGES, _, listed
from qualcode.text.unit_names import UNITS

TABLE_FORMATS = ("table", "csv", "tsv", "json", "markdown")

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@dataclass
class Choices:
    """What the options of every command said, wherever on the line they stood."""

    project: str | None = None
    coder: str | None = None
    quiet: bool = False
    verbose: bool = False


def chosen() -> Choices:
    """What was said for this run; nothing outside a command."""
    context = click.get_current_context(silent=True)
    return context.ensure_object(Choices) if context else Choices()


def chosen_project() -> str:
    """The file or address of the project to work on."""
    return find_project(chosen().project)


def chosen_coder() -> str:
    """The name of the coder who works."""
    return coder_name(chosen().coder)


def find_project(option: str | None = None) -> str:
    """The project meant: ``option``, else QUALCODE_PROJECT, else the only ``*.qualcode`` file in this folder.

    Raises WrongUse where there is none, or where there are several, which it lists.
    """
    if named := option or os.environ.get("QUALCODE_PROJECT"):
        return named
    here = sorted(str(path) for path in Path().glob("*.qualcode") if path.is_file())
    if not here:
        raise WrongUse(
            _("There is no project in the folder {folder}.", folder=Path.cwd()),
            _("Name one with -p PATH, or create one with: qualcode new PATH"),
        )
    if len(here) > 1:
        raise WrongUse(
            _("There are several projects in this folder: {names}.", names=listed(here)),
            _("Name the one you mean with -p PATH."),
        )
    return here[0]


class SharedOption(click.Option):
    """An option of every command: remembered in ``Choices``, never handed to the command itself."""

    def __init__(self, *declarations: str, **attributes: Any) -> None:
        super().__init__(declarations, expose_value=False, callback=_remember, **attributes)


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    choices = context.ensure_object(Choices)
    if value and hasattr(choices, str(option.name)):
        setattr(choices, str(option.name), value)


def shared_options() -> list[click.Parameter]:
    """The options of every command. ``--lang`` and ``--debug`` are read before the parser runs (language.py, app.py)."""
    language = click.Choice(LANGUAGES)
    return [
        SharedOption(
            "-p",
            "--project",
            metavar="PATH|URL",
            help=_("The project; else QUALCODE_PROJECT, else the only *.qualcode file here."),
        ),
        SharedOption(
            "-c", "--coder", metavar="NAME", help=_("Who is coding; else QUALCODE_CODER, the settings, the login name.")
        ),
        SharedOption(
            "--lang", type=language, envvar="QUALCODE_LANG", show_envvar=True, help=_("The language of messages.")
        ),
        SharedOption("--quiet", is_flag=True, help=_("Print results and errors only.")),
        SharedOption("--verbose", is_flag=True, help=_("Say more about what is done.")),
        SharedOption("--debug", is_flag=True, help=_("Show where in the program an error arose.")),
    ]


class _Shared(click.Command):
    """Adds the options of every command, and lists them in help under a heading of their own."""

    context_class = Context

    def __init__(self, *positional: Any, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", _("[OPTIONS]"))
        super().__init__(*positional, **attributes)
        self.params = [*self.params, *shared_options()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; for one there is not offer the nearest, the dashes that all have left aside."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            from qualcode.text.names import nearest

            known = [name.lstrip("-") for option in self.params for name in option.opts if name.startswith("--")]
            close = [f"--{name}" for name in nearest(error.option_name.lstrip("-"), known)]
            raise click.NoSuchOption(error.option_name, possibilities=close, ctx=error.ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then those of every command."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        own = [option for option in options if not isinstance(option, SharedOption)]
        shared = [option for option in options if isinstance(option, SharedOption)]
        for heading, group in ((_("Options"), own), (_("Options of every command"), shared)):
            rows = [record for option in group if (record := option.get_help_record(ctx))]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def get_short_help_str(self, limit: int = 45) -> str:
        """What a group says of the command: the first sentence of its help."""
        sentence, stop, _rest = (self.help or "").partition("。")
        return sentence + stop if stop else super().get_short_help_str(limit)


class Command(_Shared):
    """A command that takes the options of every command."""


class Group(_Shared, click.Group):
    """A noun with verbs under it, made of such commands."""

    command_class = Command

    def __init__(self, *positional: Any, **attributes: Any) -> None:
        attributes.setdefault("subcommand_metavar", _("COMMAND [ARGUMENTS]..."))
        super().__init__(*positional, **attributes)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order they were written."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: they are what a person looks for."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)


def table_options(command: Decorated) -> Decorated:
    """``--format``, ``-o/--output`` and ``--excel``: parameters ``format``, ``output`` and ``excel``."""
    options = (
        click.option(
            "--format",
            type=click.Choice(TABLE_FORMATS),
            help=_("The shape of the table: table on a terminal, else csv."),
        ),
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            help=_("Write the table to FILE (.csv .tsv .json .xlsx .md .parquet .sav .dta)."),
        ),
        click.option(
            "--excel", is_flag=True, help=_("Make CSV safe for spreadsheets: a byte-order mark, no formulas.")
        ),
    )
    return decorate(command, *options)


def plot_option(command: Decorated) -> Decorated:
    """``--plot``: parameter ``plot``, the file a picture of the table goes to; see ``output.pictured``."""
    return click.option(
        "--plot",
        metavar="FILE",
        callback=_picture_file,
        help=_("Draw a picture of the table too, into FILE (.svg .png .pdf .html)."),
    )(command)


def _picture_file(context: click.Context, option: click.Parameter, file: str | None) -> Path | None:
    """The file, refused before anything is computed where its ending says no picture."""
    if file is None:
        return None
    from qualcode.actions.pictures.files import require_ending

    require_ending(Path(file))
    return Path(file)


def layer_option(command: Decorated) -> Decorated:
    """``--layer``: whose codings count."""
    return click.option(
        "--layer",
        default="record",
        metavar="record|consensus|all|CODER",
        show_default=True,
        help=_("Whose codings count: of record (the consensus, else the coder of record), of all, of one coder."),
    )(command)


def smart_option(command: Decorated) -> Decorated:
    """``--smart``: kept queries counted as codes; parameter ``smart``."""
    return click.option(
        "--smart",
        multiple=True,
        metavar="NAME",
        help=_("Count what the kept query NAME finds as a code of its own; repeatable."),
    )(command)


def where_option(command: Decorated) -> Decorated:
    """``--where``: only the codings that a query means."""
    return click.option(
        "--where", metavar="QUERY", help=_("Count only the codings that a query means, as retrieve finds them.")
    )(command)


def among_option(command: Decorated) -> Decorated:
    """``--among``: only some documents, coded or not, and what they hold."""
    return click.option(
        "--among",
        metavar="QUERY",
        help=_("Only the documents that a query means, coded or not: rows, columns, units and documents are theirs."),
    )(command)


def code_level_option(command: Decorated) -> Decorated:
    """``--code-level``: roll up the tree of codes."""
    return click.option(
        "--code-level",
        type=click.IntRange(min=1),
        metavar="N",
        help=_("Count codes below level N of the tree (1 is the top) for the code above them."),
    )(command)


def case_level_option(command: Decorated) -> Decorated:
    """``--case-level``: roll up cases within cases."""
    return click.option(
        "--case-level",
        type=click.IntRange(min=1),
        metavar="N",
        help=_("Count cases below level N (1 is the top: province, 2 city …) for the case above them."),
    )(command)


def touch_option(command: Decorated) -> Decorated:
    """``--touch``: how much of a unit a coding must cover to count for it."""
    parts = click.Choice(("half", "any", "all"))
    text = _("How much of a unit a coding must cover to count for it.")
    return click.option("--touch", type=parts, default="half", show_default=True, help=text)(command)


def unit_option(default: str | None, text: str) -> Callable[[Decorated], Decorated]:
    """``--unit``, explained by ``text``."""
    return click.option("--unit", type=click.Choice(UNITS), default=default, show_default=True, help=text)


def match_option(command: Decorated) -> Decorated:
    """``--match``: only the rows whose name fits a pattern."""
    return click.option(
        "--match", metavar="PATTERN", help=_("List only names that fit PATTERN (* and ? stand for anything).")
    )(command)


def dry_run_option(command: Decorated) -> Decorated:
    """``--dry-run``: parameter ``dry_run``."""
    return click.option("--dry-run", is_flag=True, help=_("Say what would happen and change nothing."))(command)


def create_coders_option(command: Decorated) -> Decorated:
    """``--create-coders``: parameter ``create_coders``."""
    return click.option("--create-coders", is_flag=True, help=_("Add coders the project does not know yet."))(command)


def decorate(command: Decorated, *options: Callable[[Decorated], Decorated]) -> Decorated:
    """Apply decorators so that help lists the options in the order given."""
    for option in reversed(options):
        command = option(command)
    return command
