"""Documents: listing, describing, renaming and removing them, and saying who reads which."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, chosen_coder, dry_run_option, match_option
from qualcode.cli.output import prints_table, say, show_report, show_text
from qualcode.cli.revising import place, revise, revisions, unplaced
from qualcode.cli.values import pairs
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.table import Table

documents = Group(
    "documents",
    help=_("List, describe, revise, rename, remove and export documents, and say who reads which of them."),
)


@documents.command("list", help=_("List the documents."))
@match_option
@click.option(
    "--progress",
    is_flag=True,
    help=_("Also what share of it is coded, who is done and who is not yet, its cases and its sets."),
)
@prints_table
def _list(match: str | None, progress: bool) -> Table:
    with reading() as view:
        if progress:
            return actions.material.progress.table(view, match)
        return actions.material.documents.listing(view, match)


@documents.command("show", help=_("Show everything noted of a document."))
@click.argument("document")
@prints_table
def _show(document: str) -> Table:
    with reading() as view:
        return actions.material.documents.details(view, document)


@documents.command(
    "set",
    help=_(
        "Describe a document, or many from a table. Values of attributes are written ATTRIBUTE=VALUE. The table of --from "
        "has a column “document” and any of kind, language, occurred_on, place, notes, case and role; a document may stand "
        "in several rows, one for each case."
    ),
)
@click.argument("document", required=False)
@click.argument("values", nargs=-1, metavar="[ATTRIBUTE=VALUE]...")
@click.option("--kind", metavar="KIND", help=_("What it is: interview, focus-group, observation, policy …"))
@click.option("--language", metavar="TAG", help=_("Its language: en, zh-Hans, mixed …"))
@click.option("--date", "occurred_on", metavar="DATE", help=_("When it arose: 2024-05-31, 2024-05 or 2024."))
@click.option("--place", metavar="PLACE", help=_("Where it arose."))
@click.option("--notes", metavar="TEXT", help=_("Anything worth noting."))
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE", help=_("A table (.csv or .tsv)."))
@dry_run_option
def _set(document: str | None, values: Sequence[str], table: Path | None, dry_run: bool, **fields: str | None) -> None:
    said = {field: value for field, value in fields.items() if value is not None}
    if (table is None) == (document is None) or (table and said):
        raise WrongUse(
            _("Say what is to be noted: of one document, or of many with --from FILE."),
            _("For instance: qualcode documents set P07 --kind interview level=county"),
        )
    if table is not None:
        _set_from(table, dry_run)
        return
    if "kind" in said:
        said["kind"] = actions.material.documents.kind_named(said["kind"])
    with writing(dry_run=dry_run) as work:
        actions.material.documents.set_fields(work, str(document), said, pairs(values))


def _set_from(file: Path, dry_run: bool) -> None:
    table = actions.exchange.read_text_table(file)
    with writing(dry_run=dry_run) as work:
        show_report(actions.importing.sheets.describe_documents(work, table))


documents.add_command(revise)
documents.add_command(revisions)
documents.add_command(unplaced)
documents.add_command(place)


@documents.command("rename", help=_("Give a document another name."))
@click.argument("document")
@click.argument("name")
def _rename(document: str, name: str) -> None:
    with writing() as work:
        actions.material.documents.rename(work, document, name)


@documents.command(
    "remove", help=_("Remove documents with their codings and memos. It says what goes; undo brings all of it back.")
)
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@dry_run_option
def _remove(names: Sequence[str], dry_run: bool) -> None:
    with writing(dry_run=dry_run) as work:
        gone = actions.material.documents.remove(work, names)
        say(_("What goes: {rows}.", rows=_in_words(gone)))


def _in_words(gone: dict[str, int]) -> str:
    """What a person would miss among the rows that went, by table."""
    counted = {table: gone.get(table, 0) for table in ("document", "coding", "memo", "segment", "assignment")}
    words = {
        "document": plural("{n} document", "{n} documents", counted["document"]),
        "coding": plural("{n} coding", "{n} codings", counted["coding"]),
        "memo": plural("{n} memo", "{n} memos", counted["memo"]),
        "segment": plural("{n} segment", "{n} segments", counted["segment"]),
        "assignment": plural("{n} assignment", "{n} assignments", counted["assignment"]),
    }
    return listed(words[table] for table, number in counted.items() if number)


@documents.command("export", help=_("Write a document's text to FILE, or print it."))
@click.argument("document")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def _export(document: str, file: Path | None) -> None:
    with reading() as view:
        text = actions.material.documents.open_document(view, document).text
    if file is None:
        show_text(text)
    else:
        file.write_text(text, encoding="utf-8", newline="\n")
        say(_("The text is in {file}.", file=file))


@documents.command(
    "assignments", help=_("List who reads which document. It says whose codings count and who has finished.")
)
@prints_table
def _assignments() -> Table:
    with reading() as view:
        return actions.coders.assignments(view)


@documents.command(
    "assign",
    help=_(
        "Give documents to a coder. --of-record makes hers the codings that count in tables. With --from a table says it "
        "of many: columns document and coder, perhaps of_record and done (yes, no or empty)."
    ),
)
@click.argument("names", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--to", "reader", metavar="CODER", help=_("Who is to read them."))
@click.option("--of-record/--not-of-record", default=None, help=_("Whether this coder's codings are those that count."))
@click.option("--done/--not-done", default=None, help=_("Whether this coder has finished them."))
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE", help=_("A table (.csv or .tsv)."))
@dry_run_option
def _assign(
    names: Sequence[str],
    reader: str | None,
    of_record: bool | None,
    done: bool | None,
    table: Path | None,
    dry_run: bool,
) -> None:
    if table is not None and not names and reader is None:
        _assign_from(table, dry_run)
    elif table is None and names and reader is not None:
        label = _("assigned {documents} to {coder}", documents=listed(names), coder=reader)
        with writing(label, dry_run=dry_run) as work:
            for name in names:
                actions.coders.assign(work, name, reader, done=done, of_record=of_record)
    else:
        raise WrongUse(
            _("Say which documents and who reads them: DOCUMENT… --to CODER, or --from FILE."),
            _("For instance: qualcode documents assign P07 P08 --to Anna"),
        )


def _assign_from(file: Path, dry_run: bool) -> None:
    table = actions.exchange.read_text_table(file)
    with writing(dry_run=dry_run) as work:
        show_report(actions.importing.sheets.assign(work, table))


@documents.command(
    "done",
    help=_(
        "Mark documents as finished by you. Only then does what you left uncoded count as a judgement in agreement; "
        "unfinished, it counts as missing."
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("--not", "not_done", is_flag=True, help=_("They are not finished after all."))
def _done(names: Sequence[str], not_done: bool) -> None:
    named = listed(names)
    label = _("reopened {documents}", documents=named) if not_done else _("finished {documents}", documents=named)
    with writing(label if len(names) > 1 else None) as work:
        for name in names:
            actions.coders.assign(work, name, chosen_coder(), done=not not_done)
