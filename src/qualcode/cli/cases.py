"""Cases: who and what is compared, with attributes, and tied to documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.case_selection import select
from qualcode.cli.consent import consent
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option, match_option
from qualcode.cli.output import prints_table, show_report
from qualcode.cli.values import pairs
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.table import Table

_LABELLED = (".sav", ".zsav", ".por")

cases = Group("cases", help=_("List, describe and link cases: the people, places and offices that are compared."))
cases.add_command(consent)
cases.add_command(select)


@cases.command("list", help=_("List the cases with their attributes."))
@match_option
@click.option("--labels", is_flag=True, help=_("Write the labels of choices in place of their values."))
@prints_table
def _list(match: str | None, labels: bool) -> Table:
    with reading() as view:
        return actions.material.cases.listing(view, match, labels=labels)


@cases.command("add", help=_("Add a case."))
@click.argument("name")
@click.option("--parent", metavar="CASE", help=_("The case it lies within: a county in a city, an office in a county."))
@click.option("--notes", metavar="TEXT", default="", help=_("Anything worth noting."))
def _add(name: str, parent: str | None, notes: str) -> None:
    with writing() as work:
        actions.material.cases.add(work, name, parent=parent, notes=notes)


@cases.command(
    "set", help=_("Describe a case. Values of attributes are written ATTRIBUTE=VALUE; ATTRIBUTE= takes one away.")
)
@click.argument("name", metavar="CASE")
@click.argument("values", nargs=-1, required=True, metavar="ATTRIBUTE=VALUE...")
@click.option(
    "--as-of", metavar="DATE", default="", help=_("The date from which they hold, where they change over time.")
)
def _set(name: str, values: Sequence[str], as_of: str) -> None:
    with writing() as work:
        actions.material.cases.set_values(work, name, pairs(values), as_of=as_of)


@cases.command("move", help=_("Put a case within another, or in none."))
@click.argument("name", metavar="CASE")
@click.option("--under", metavar="CASE", help=_("The case it is to lie within."))
@click.option("--top", is_flag=True, help=_("It lies within no other."))
def _move(name: str, under: str | None, top: bool) -> None:
    if top == (under is not None):
        raise WrongUse(_("Say where it goes."), _("Either --under CASE or --top."))
    with writing() as work:
        actions.material.cases.move(work, name, under)


@cases.command("link", help=_("Tie a case to a document."))
@click.argument("document")
@click.argument("case")
@click.option(
    "--role",
    default="participant",
    metavar="ROLE",
    show_default=True,
    help=_("What it has to do with it: site, participant, author, issuer, addressee or mentioned."),
)
def _link(document: str, case: str, role: str) -> None:
    with writing() as work:
        actions.material.cases.link(work, document, case, role=role)


@cases.command("unlink", help=_("Take a case off a document. Undo ties it again."))
@click.argument("document")
@click.argument("case")
@click.option("--role", metavar="ROLE", help=_("Only in this role; else in all."))
def _unlink(document: str, case: str, role: str | None) -> None:
    with writing() as work:
        actions.material.cases.unlink(work, document, case, role=role)


@cases.command(
    "define",
    help=_("Define an attribute of cases or documents. Its kind is text, integer, decimal, boolean, date or choice."),
)
@click.argument("name", metavar="ATTRIBUTE")
@click.option("--kind", required=True, metavar="KIND", help=_("What its values are."))
@click.option(
    "--of",
    "owner",
    type=click.Choice(("case", "document")),
    default="case",
    show_default=True,
    help=_("What has it."),
)
@click.option("--label", metavar="TEXT", default="", help=_("What it means, or the question it answers."))
@click.option("--many", is_flag=True, help=_("It may have several values, written with ; between them."))
def _define(name: str, kind: str, owner: str, label: str, many: bool) -> None:
    with writing() as work:
        actions.material.attributes.define(work, name, kind, applies_to=owner, label=label, many=many)


@cases.command(
    "import",
    help=_(
        "Import a table of cases. It is a .csv, .tsv, .xlsx, .xls or .ods file with a column “case”, perhaps “parent”, and a "
        "column for each attribute, named ATTRIBUTE or ATTRIBUTE:KIND. What is not there yet is added. SPSS files (.sav, "
        ".zsav, .por), and other tables with --case or --mapping, are read as questionnaires are, but make no documents."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--case", metavar="COLUMN", help=_("The column that names the cases, where it is not called “case”."))
@click.option(
    "--mapping", type=click.Path(path_type=Path), metavar="FILE", help=_("What the columns become, as saved before.")
)
@click.option("--sheet", metavar="NAME", help=_("The sheet of a workbook; else the first with something in it."))
@click.option("--encoding", metavar="NAME", help=_("The encoding of the file (gb18030 …); else it is found out."))
@dry_run_option
def _import(
    file: Path, case: str | None, mapping: Path | None, sheet: str | None, encoding: str | None, dry_run: bool
) -> int:
    """Exit code 0 when every row was read, 1 when some were not."""
    if file.suffix.lower() in _LABELLED or case is not None or mapping is not None:
        options = actions.importing.questionnaires.QuestionnaireOptions(
            case=case or "case", mapping=mapping, sheet=sheet, documents=False
        )
        bundle = actions.importing.questionnaires.read_questionnaire(file, options, encoding)
        with writing(dry_run=dry_run) as work:
            show_report(actions.importing.questionnaires.bring_in(work, bundle, replace=True))
        return 1 if bundle.report.failed else 0
    table = actions.importing.questionnaires.read_sheet_table(file, sheet, encoding)
    with writing(dry_run=dry_run) as work:
        show_report(actions.material.cases.import_table(work, table.columns, table.rows, table.name))
    return 0


@cases.command("remove", help=_("Remove a case with its values and ties. Undo brings it back."))
@click.argument("name", metavar="CASE")
def _remove(name: str) -> None:
    with writing() as work:
        actions.material.cases.remove(work, name)
