"""Case summaries: what a coder concludes about a case under a code."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, chosen_coder, dry_run_option, layer_option, where_option
from qualcode.cli.output import prints_table, show_report
from qualcode.cli.values import text_or_pipe
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

summaries = Group(
    "summaries",
    help=_(
        "Sum up what a case says under a code: the cells of a framework matrix. matrix cases codes --framework shows them beside "
        "the passages."
    ),
)


@summaries.command("list", help=_("List the summaries."))
@click.option("--case", metavar="CASE", help=_("Only those of this case."))
@click.option("--code", metavar="CODE", help=_("Only those under this code."))
@click.option("--by", "by", metavar="CODER", help=_("Only those by this coder."))
@prints_table
def _list(case: str | None, code: str | None, by: str | None) -> Table:
    with reading() as view:
        return actions.comparing.summaries.listing(view, case, code, by)


@summaries.command(
    "set",
    help=_(
        "Write your summary of CASE under CODE. It takes the place of the one you have; TEXT - reads it from the pipe. Every "
        "coder has her own."
    ),
)
@click.argument("case")
@click.argument("code")
@click.argument("text", required=False)
@click.option("--file", type=click.Path(path_type=Path), metavar="FILE", help=_("Read it from a text file."))
def _set(case: str, code: str, text: str | None, file: Path | None) -> None:
    if (text is None) == (file is None):
        raise WrongUse(_("Say what the summary is."), _("Either TEXT or --file FILE."))
    said = text_or_pipe(text or "") if file is None else actions.comparing.summaries.text_of_file(file)
    with writing() as work:
        actions.comparing.summaries.write(work, case, code, said)


@summaries.command("remove", help=_("Take away your summary of CASE under CODE. Undo brings it back."))
@click.argument("case")
@click.argument("code")
def _remove(case: str, code: str) -> None:
    with writing() as work:
        actions.comparing.summaries.remove(work, case, code)


@summaries.command(
    "export",
    help=_(
        "Write your summaries into FILE.xlsx, beside their passages. They stand there cases by codes, to be edited and read back."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--code", "codes", multiple=True, metavar="CODE", help=_("Only this code and all below it; may be repeated.")
)
@layer_option
@where_option
def _export(file: Path, codes: tuple[str, ...], layer: str, where: str | None) -> None:
    with reading() as view:
        show_report(
            actions.comparing.summary_sheets.write_sheet(
                view, file, chosen_coder(), codes=codes, layer=layer, where=where
            )
        )


@summaries.command(
    "import",
    help=_(
        "Read FILE.xlsx back. Summaries that were changed, added or emptied in it are taken over. What was changed in the project as well since "
        "it was written is reported and left alone."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
def _import(file: Path, dry_run: bool) -> int:
    """Exit code 1 where something of it could not be taken over."""
    with writing(dry_run=dry_run) as work:
        report = actions.comparing.summary_reading.read_sheet(work, file)
        show_report(report)
    return 1 if report.failed else 0
