"""Names replaced by stand-ins, and copies of the project for others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode import actions
from qualcode.cli.opening import changing, opened
from qualcode.cli.options import Command, chosen_coder, dry_run_option
from qualcode.cli.output import prints_table, say, show_table
from qualcode.errors import Refused, WrongUse
from qualcode.messages import _, plural, some_of
from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.actions.privacy.pseudonyms import Key
    from qualcode.project import Work

_TABLE = click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The key: a table (.csv or .tsv) with the columns name and stand_in. It never enters the project."),
)


@click.command(
    "pseudonymise",
    cls=Command,
    help=_(
        "Replace names by stand-ins, in all documents or in those named, as revisions: every coding stays on its words. "
        "Names are found in any case and width, in letters as whole words. Undo brings them back, unless "
        "--erase-originals takes the files and earlier texts away for good."
    ),
)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@_TABLE
@click.option(
    "--erase-originals",
    is_flag=True,
    help=_("Erase for good the files documents came from, their earlier texts and what the history kept."),
)
@dry_run_option
@prints_table
def pseudonymise(documents: Sequence[str], table: Path | None, erase_originals: bool, dry_run: bool) -> Table:
    """A row for each document and kind of thing with the number of names replaced."""
    if table is None:
        raise WrongUse(_("Say where the names are: --table FILE."), _("It needs the columns name and stand_in."))
    key = _read_key(table)
    if erase_originals and documents:
        raise WrongUse(_("--erase-originals is for all documents together."), _("Leave the names of documents out."))
    with opened() as project:
        with changing(project, dry_run=dry_run) as work:
            done = actions.privacy.pseudonyms.pseudonymise(work, key, documents)
        if erase_originals and not dry_run:
            with changing(project) as work:
                actions.privacy.pseudonyms.forget_names(work)
            project.compact()
    return done


@click.command(
    "share",
    cls=Command,
    help=_(
        "Write a copy of the project for others to FILE. With --pseudonymised the copy holds no original files, no earlier "
        "texts and nothing of the history but who did what when; with --table its names are replaced. It lists what in the "
        "copy may still lead to a person, and keeps no copy in which a name of the key still stands. It obeys what is recorded by "
        "“cases consent”. While a blind round is open, only copies for one coder are written, with --for: without the others' work."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--pseudonymised", is_flag=True, help=_("Leave out originals, earlier texts and the contents of the history.")
)
@_TABLE
@click.option(
    "--leave-out",
    is_flag=True,
    help=_("Leave out the cases that do not agree to be shared, with all documents in which they speak."),
)
@click.option(
    "--for", "reader", metavar="CODER", help=_("Leave out what others have done in blind rounds that are open.")
)
@prints_table
def share(file: Path, pseudonymised: bool, table: Path | None, leave_out: bool, reader: str | None) -> Table:
    """The project itself stays as it is."""
    if table is not None and not pseudonymised:
        raise WrongUse(
            _("--table goes with --pseudonymised."), _("qualcode pseudonymise replaces names in the project itself.")
        )
    if leave_out and not pseudonymised:
        raise WrongUse(_("--leave-out goes with --pseudonymised."), _("Else the history keeps what was left out."))
    key = None if table is None else _read_key(table)
    with opened() as project:
        with project.read(chosen_coder()) as view:
            unrecorded = actions.privacy.consent.without_record(view)
            left_out = [it.case for it in actions.privacy.consent.barred(view, "share")] if leave_out else []
            if not leave_out:
                actions.privacy.consent.require(view, "share")
            if reader is None:
                actions.studies.blind_copies.require_no_blind_round(view)
        prepare = partial(_prepare, key=key, pseudonymised=pseudonymised, leave_out=leave_out, reader=reader)
        copy = project.share(_with_ending(file), prepare if pseudonymised or reader else None, chosen_coder())
        beside = project.path is not None and copy.resolve().parent == project.path.resolve().parent
    leads = _leads(copy, key, left_out)
    _require_no_name(copy, leads)
    say(_("The copy is {path}. It has been checked.", path=copy))
    if unrecorded:
        say(_("Nothing is recorded of the consent of: {cases}.", cases=some_of(unrecorded)))
    if beside:
        say(_("It lies beside the project: from now on say which is meant, with -p, or move the copy away."))
    if pseudonymised and key is None:
        say(_("Names were not looked for: give the key with --table."))
    say(
        plural("{n} place in it may lead to a person.", "{n} places in it may lead to a person.", len(leads.rows))
        if leads.rows
        else _("Nothing in it was found that leads to a person.")
    )
    return leads


def _prepare(work: Work, key: Key | None, pseudonymised: bool, leave_out: bool, reader: str | None) -> None:
    if reader is not None:
        actions.studies.blind_copies.prepare(work, reader)
    if pseudonymised:
        actions.privacy.sharing.clean(work, key, leave_out=leave_out)


def _with_ending(file: Path) -> Path:
    """A place for the copy: its folder must be there, and its name says that it is a project."""
    from qualcode.project import ENDING

    if not file.absolute().parent.is_dir():
        raise WrongUse(
            _("The folder {folder} does not exist.", folder=file.parent), _("Make it first, or choose another place.")
        )
    return file if file.name.endswith(ENDING) else file.with_name(file.name + ENDING)


def _leads(copy: Path, key: Key | None, left_out: list[str]) -> Table:
    from qualcode.project import open_project

    with open_project(copy) as shared, shared.read(chosen_coder()) as view:
        return actions.privacy.sharing.leads(view, key, left_out)


def _require_no_name(copy: Path, leads: Table) -> None:
    """A copy in which names still stand is not left lying about."""
    if left := actions.privacy.sharing.names_left(leads):
        copy.unlink()
        show_table(leads, None, None, False)
        raise Refused(
            plural(
                "{n} name of the key still stands in the copy.", "{n} names of the key still stand in the copy.", left
            ),
            _("The copy was not kept. The table says where they are; change them there, or add to the key."),
        )


def _read_key(file: Path) -> Key:
    return actions.privacy.pseudonyms.key_of(actions.exchange.read_text_table(file))
