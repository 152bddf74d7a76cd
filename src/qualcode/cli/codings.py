"""Codings: putting codes on words, taking them off, and tables of them in and out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import (
    Decorated,
    Group,
    create_coders_option,
    decorate,
    dry_run_option,
    plot_option,
    where_option,
)
from qualcode.cli.output import pictured, prints_table, show_report, show_table
from qualcode.cli.values import span
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.project import Work

codings = Group(
    "codings",
    help=_(
        "List, add, remove, recode, extend, split, weigh, import and export codings. Positions count characters from 0; the end is not included."
    ),
)


def _filters(command: Decorated) -> Decorated:
    """``--document``, ``--code`` and ``--by``: which codings are meant."""
    return decorate(
        command,
        click.option("--document", metavar="DOCUMENT", help=_("Only those in this document.")),
        click.option("--code", metavar="CODE", help=_("Only those of this code.")),
        click.option("--by", metavar="CODER", help=_("Only those of this coder.")),
    )


_guid_option = click.option(
    "--guid", "guids", multiple=True, metavar="GUID", help=_("A coding by its identifier; repeatable.")
)


@codings.command(
    "list",
    help=_("List codings with their words, by document and place. --plot draws where the codes stand in one document."),
)
@_filters
@where_option
@click.option(
    "--guids", is_flag=True, help=_("Add a last column: the identifier by which other commands know a coding.")
)
@plot_option
@prints_table
def _list(
    document: str | None, code: str | None, by: str | None, where: str | None, guids: bool, plot: Path | None
) -> Table:
    with reading() as view:
        found = actions.coding.matching(view, document=document, code=code, coder=by)
        if where is not None:
            found = actions.querying.retrieval.meant(view, where, found)
        table = actions.coding_files.table(view, found, guids=guids)
        scope = actions.pictures.words.scope
        return pictured(
            table,
            plot,
            lambda: actions.pictures.portraits.portrait(view, table, scope(code=code, coder=by, where=where)),
        )


@codings.command("add", help=_("Put one or several codes on a span of a document, in your name."))
@click.argument("document")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option("--weight", type=float, metavar="0-100", help=_("How telling or strong it is."))
def _add(document: str, start: int, end: int, codes: Sequence[str], weight: float | None) -> None:
    with writing() as work:
        actions.coding.apply(work, document, span(start, end), codes, weight=weight)


@codings.command(
    "remove", help=_("Take a code off a span where you put it, or codings by --guid. Undo brings them back.")
)
@click.argument("document", required=False)
@click.argument("start", type=int, required=False)
@click.argument("end", type=int, required=False)
@click.argument("code", required=False)
@_guid_option
def _remove(document: str | None, start: int | None, end: int | None, code: str | None, guids: Sequence[str]) -> None:
    named = document is not None and start is not None and end is not None and code is not None
    if named == bool(guids) or (guids and document is not None):
        raise WrongUse(
            _("Say which codings: DOCUMENT START END CODE, or --guid GUID."), _("qualcode codings list shows them.")
        )
    with writing() as work:
        if document is not None and start is not None and end is not None and code is not None:
            guids = [actions.coding.guid_at(work, document, span(start, end), code)]
        actions.coding.remove(work, guids)


@codings.command(
    "recode",
    help=_(
        "Give codings the code NEW instead of theirs. --document, --code and --by say which ones. Where a coder has NEW on "
        "the same words already, one coding stays."
    ),
)
@click.argument("new")
@_filters
@_guid_option
@dry_run_option
def _recode(
    new: str, document: str | None, code: str | None, by: str | None, guids: Sequence[str], dry_run: bool
) -> None:
    if bool(guids) == any((document, code, by)):
        raise WrongUse(
            _("Say which codings are meant: with --document, --code and --by, or with --guid."),
            _("qualcode codings list takes the same options and shows them."),
        )
    with writing(dry_run=dry_run) as work:
        found = [] if guids else actions.coding.matching(work, document=document, code=code, coder=by)
        actions.coding.recode(work, guids or [row.guid for row in found], new)


def _names_one(command: Decorated) -> Decorated:
    """``DOCUMENT START END CODE`` or ``--guid``: which one coding is meant."""
    return decorate(
        command,
        click.argument("document", required=False),
        click.argument("start", type=int, required=False),
        click.argument("end", type=int, required=False),
        click.argument("code", required=False),
        click.option("--guid", metavar="GUID", help=_("The coding by its identifier.")),
    )


def _the_one(
    work: Work, document: str | None, start: int | None, end: int | None, code: str | None, guid: str | None
) -> str:
    """The identifier of the coding that is meant."""
    placed = document is not None and start is not None and end is not None and code is not None
    if placed == (guid is not None) or (guid is not None and document is not None):
        raise WrongUse(
            _("Say which coding: DOCUMENT START END CODE, or --guid GUID."), _("qualcode codings list shows them.")
        )
    if document is not None and start is not None and end is not None and code is not None:
        return actions.coding.guid_at(work, document, span(start, end), code)
    assert guid is not None
    return guid


@codings.command("extend", help=_("Give a coding other ends, those of --to."))
@_names_one
@click.option("--to", nargs=2, type=int, required=True, metavar="START END", help=_("The new ends."))
def _extend(
    document: str | None, start: int | None, end: int | None, code: str | None, guid: str | None, to: tuple[int, int]
) -> None:
    with writing() as work:
        actions.coding.extend(work, _the_one(work, document, start, end, code, guid), span(*to))


@codings.command(
    "split",
    help=_("Split a coding in two. White space at the place belongs to neither part; memos stay with the first."),
)
@_names_one
@click.option("--at", type=int, required=True, metavar="POSITION", help=_("Where the second part begins."))
def _split(
    document: str | None, start: int | None, end: int | None, code: str | None, guid: str | None, at: int
) -> None:
    with writing() as work:
        actions.coding.split(work, _the_one(work, document, start, end, code, guid), at)


@codings.command("weigh", help=_("Say how telling or strong a coding is, or take its weight away."))
@_names_one
@click.option("--weight", type=float, metavar="0-100", help=_("How telling or strong it is."))
@click.option("--none", "nothing", is_flag=True, help=_("Take the weight away."))
def _weigh(
    document: str | None,
    start: int | None,
    end: int | None,
    code: str | None,
    guid: str | None,
    weight: float | None,
    nothing: bool,
) -> None:
    if nothing == (weight is not None):
        raise WrongUse(_("Say which weight: --weight with a number from 0 to 100, or --none."))
    with writing() as work:
        actions.coding.weigh(work, _the_one(work, document, start, end, code, guid), weight)


@codings.command(
    "import",
    help=_(
        "Import a table of codings. It has columns document, start, end, code and coder, perhaps weight and text. A row "
        "whose text is not what the document says there is left out. Exit code 1 where rows were left out."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--reanchor", is_flag=True, help=_("Look for a row's text elsewhere; it counts where found exactly once.")
)
@create_coders_option
@dry_run_option
def _import(file: Path, reanchor: bool, create_coders: bool, dry_run: bool) -> int:
    drafts, report = actions.coding_files.read_codings(file)
    with writing(dry_run=dry_run) as work:
        actions.coding_files.import_codings(work, drafts, report, reanchor=reanchor, create_coders=create_coders)
        show_report(report)
    return 1 if report.failed else 0


@codings.command(
    "export",
    help=_(
        "Write all codings with their words, or those of --where, to FILE. Its ending says how: .csv .tsv .json .xlsx .md .parquet."
    ),
)
@click.argument("file")
@where_option
@click.option("--excel", is_flag=True, help=_("Make CSV safe for spreadsheets: a byte-order mark, no formulas."))
def _export(file: str, where: str | None, excel: bool) -> None:
    with reading() as view:
        chosen = None if where is None else actions.querying.retrieval.meant(view, where, actions.coding.listing(view))
        table = actions.coding_files.table(view, chosen)
    show_table(table, output=file, excel=excel)
