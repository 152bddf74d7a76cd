"""What cases have agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Command, dry_run_option, table_options
from qualcode.cli.output import show_table
from qualcode.cli.values import pairs
from qualcode.errors import WrongUse
from qualcode.messages import _


@click.command(
    "consent",
    cls=Command,
    help=_(
        "List, or record, what cases agreed to. Fields are written FIELD=VALUE: status (given, pending, refused, withdrawn), "
        "given_on, version, quote, share and archive (yes or no), until, contact; FIELD= takes one away. With --table they "
        "come from a table with a column “case” and columns named as the fields. “share” obeys it, “check” says what is due."
    ),
)
@click.argument("case", required=False)
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A table (.csv or .tsv) with a row for each case."),
)
@dry_run_option
@table_options
def consent(
    case: str | None,
    values: Sequence[str],
    table: Path | None,
    dry_run: bool,
    format: str | None,
    output: str | None,
    excel: bool,
) -> None:
    """One case, those of a table, or none: then they are listed."""
    if table is not None:
        _record_all(table, case, dry_run)
    elif case is None:
        with reading() as view:
            shown = actions.privacy.consent.listing(view)
        show_table(shown, format, output, excel)
    elif not values:
        raise WrongUse(
            _("Say what {case!r} agreed to.", case=case), _("For instance: status=given share=yes until=2034-05")
        )
    else:
        with writing(dry_run=dry_run) as work:
            actions.privacy.consent.record(work, case, pairs(values))


def _record_all(file: Path, case: str | None, dry_run: bool) -> None:
    if case is not None:
        raise WrongUse(_("Give either a case or a table."))
    table = actions.exchange.read_text_table(file)
    table.require("case")
    with writing(dry_run=dry_run) as work:
        actions.privacy.consent.record_all(work, [row for _line, row in table.records()])
