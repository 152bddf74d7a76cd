"""References: the bibliographic records of publications."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, match_option
from qualcode.cli.output import prints_table, show_report, show_text
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

references = Group(
    "references",
    help=_(
        "List, show and export publications. “import” brings in .ris, .bib, .json and what CNKI, EndNote and others export."
    ),
)
_where = click.option(
    "--where",
    metavar="QUERY",
    help=_("Only publications that a query chooses, or finds codings in: document.screening = include."),
)


@references.command("list", help=_("List the publications with what is known of each."))
@match_option
@_where
@prints_table
def _list(match: str | None, where: str | None) -> Table:
    with reading() as view:
        return actions.literature.references.listing(view, match, where)


@references.command("show", help=_("Print all that is recorded of a publication."))
@click.argument("key")
@click.option("--entry", is_flag=True, help=_("The entry as it stood in its file."))
def _show(key: str, entry: bool) -> None:
    with reading() as view:
        text = actions.literature.references.shown(view, key, as_it_stood=entry)
    show_text(text)


@references.command(
    "export",
    help=_("Write publications to a file: .bib, .ris, or .json (CSL). Without keys and --where it is all of them."),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@_where
def _export(file: Path, keys: Sequence[str], where: str | None) -> None:
    if keys and where:
        raise WrongUse(_("Keys say which publications, and so does --where."), _("Leave one of them out."))
    with reading() as view:
        report = actions.literature.references.export(view, file, where, keys)
    show_report(report)


@references.command("attach", help=_("Tie a publication to the document that holds its full text."))
@click.argument("key")
@click.argument("document")
def _attach(key: str, document: str) -> None:
    with writing() as work:
        actions.literature.references.attach(work, key, document)
