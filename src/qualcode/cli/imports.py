"""Documents in: files and folders, read first and then brought into the project as one operation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode import actions
from qualcode.cli.import_lines import show_reports, show_summary
from qualcode.cli.import_options import import_options
from qualcode.cli.opening import changing, opened
from qualcode.cli.options import Command
from qualcode.cli.output import FORMAT_OF_ENDING, progress, say, show_table
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.messages import _, listed

if TYPE_CHECKING:
    from qualcode.actions.importing.files import ImportOptions, ReadFiles
    from qualcode.project import Project


@click.command(
    "import",
    cls=Command,
    help=_(
        "Import documents: files of any format that is read, and folders with all that is below them. What the project "
        "has already is recognised and not brought in twice. Exit code 1 where some files could not be read, 3 where none "
        "could."
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="PATH...")
@import_options
def import_(
    paths: Sequence[Path],
    kind: str | None,
    no_originals: bool,
    save_mapping: Path | None,
    report: str | None,
    dry_run: bool,
    **said: Any,
) -> int:
    """Exit code 0 when every file was read, 1 when some were not, 3 when none was."""
    questionnaire = {name: said.pop(name) for name in ("open", "skip", "case", "shape", "sheet", "mapping")}
    options = actions.importing.files.ImportOptions(
        kind=actions.material.documents.kind_named(kind) if kind else None,
        keep_original=not no_originals,
        questionnaire=actions.importing.files.QuestionnaireOptions(**questionnaire),
        **said,
    )
    _require_ending(report)
    with opened() as project:
        files = _files(paths)
        if save_mapping is not None:
            actions.importing.files.save_mapping(files, options, save_mapping)
            say(_("What becomes of each column is in {file}.", file=save_mapping))
        with progress(_("Reading")) as tick:
            read = actions.importing.files.read_files(files, options, tick)
        _bring_in(project, read, options, dry_run)
    if report is not None:
        show_table(actions.importing.import_reports.report_of(read), output=report)
    return _exit_code(read)


def _require_ending(report: str | None) -> None:
    """Say that a report cannot be written before hundreds of files are read."""
    if report is not None and Path(report).suffix.lower() not in FORMAT_OF_ENDING:
        raise WrongUse(
            _("The ending of {file} says no format.", file=report),
            _("Use one of {endings}.", endings=" ".join(FORMAT_OF_ENDING)),
        )


def _files(paths: Sequence[Path]) -> list[Path]:
    found = actions.importing.files.find_files(paths)
    if not found:
        raise UnreadableInput(
            _("There are no files in {folders}.", folders=listed(paths)),
            _("Name files, or folders that hold some."),
        )
    return found


def _bring_in(project: Project, read: ReadFiles, options: ImportOptions, dry_run: bool) -> None:
    """Bring in what was read, and say of each file what became of it before it is said that all is done."""
    in_full = dry_run and options.attributes_from is not None
    if not (read.documents or read.questionnaires):
        show_reports(read, in_full)
        return
    with changing(project, dry_run=dry_run) as work:
        with progress(_("Bringing in")) as tick:
            actions.importing.files.add_documents(
                work, read.documents, read.reports, options, read.questionnaires, progress=tick
            )
        show_reports(read, in_full)
        show_summary(read)


def _exit_code(read: ReadFiles) -> int:
    failed = any(report.failed for report in read.reports)
    if not (read.documents or read.questionnaires):
        return UnreadableInput.exit_code
    return 1 if failed else 0
