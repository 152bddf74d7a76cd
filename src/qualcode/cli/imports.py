"""Documents in: files and folders, read first and then brought into the project as one operation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode import actions
from qualcode.cli.opening import changing, opened
from qualcode.cli.options import Command, chosen, dry_run_option
from qualcode.cli.output import progress, show_report
from qualcode.cli.values import some_of
from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Report
from qualcode.messages import _, listed, plural

if TYPE_CHECKING:
    from qualcode.actions.imports import ReadDocument


@click.command(
    "import",
    cls=Command,
    help=_(
        "Import documents: .docx, .txt and .md files, and folders with all that is below them. Exit code 1 where some "
        "files could not be read, 3 where none could."
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--kind",
    default="other",
    metavar="KIND",
    show_default=True,
    help=_(
        "What they are: interview, focus-group, observation, policy, questionnaire, email, post, literature, other."
    ),
)
@click.option("--language", metavar="TAG", help=_("Their language (en, zh-Hans, mixed …); else it is found out."))
@click.option("--encoding", metavar="NAME", help=_("The encoding of text files (gb18030 …); else it is found out."))
@click.option(
    "--speakers",
    default="auto",
    metavar="auto|none|PATTERN",
    show_default=True,
    help=_("How speakers are found: by their labels, not at all, or by a regular expression with a group “speaker”."),
)
@click.option("--no-originals", is_flag=True, help=_("Do not keep the files themselves in the project."))
@dry_run_option
def import_(
    paths: Sequence[Path],
    kind: str,
    language: str | None,
    encoding: str | None,
    speakers: str,
    no_originals: bool,
    dry_run: bool,
) -> int:
    """Exit code 0 when every file was read, 1 when some were not, 3 when none was."""
    options = actions.imports.ImportOptions(
        actions.documents.kind_named(kind), language, encoding, speakers, keep_original=not no_originals
    )
    with opened() as project:
        files = _files(paths)
        with progress(_("Reading")) as tick:
            documents, reports = actions.imports.read_files(files, options, tick)
        if documents:
            with changing(project, dry_run=dry_run) as work:
                actions.imports.add_documents(work, documents, reports, options)
                _show(documents, reports)
        else:
            _show(documents, reports)
    return _exit_code(documents, reports)


def _files(paths: Sequence[Path]) -> list[Path]:
    found = actions.imports.find_files(paths)
    if not found:
        raise UnreadableInput(
            _("There are no files in {folders}.", folders=listed(paths)),
            _("Name files, or folders that hold some."),
        )
    return found


def _show(documents: Sequence[ReadDocument], reports: Sequence[Report]) -> None:
    """A line for each file, saying what it became, with what is worth a look below; all of it with ``--verbose``."""
    for report in reports:
        became = [_summary(document) for document in documents if document.report is report and document.name]
        findings = [finding for finding in report.findings if finding.kind != "read" or chosen().verbose]
        show_report(Report(" → ".join([report.source, *became]), findings=findings))


def _summary(document: ReadDocument) -> str:
    parts = [plural("{n} character", "{n} characters", len(document.draft.text))]
    if turns := len(document.speech.turns):
        names = [speaker.name for speaker in document.speech.speakers]
        parts.append(plural("{n} turn", "{n} turns", turns))
        parts.append(plural("{n} speaker: {names}", "{n} speakers: {names}", len(names), names=some_of(names)))
    return f"{document.name} ({', '.join(parts)})"


def _exit_code(documents: Sequence[ReadDocument], reports: Sequence[Report]) -> int:
    failed = any(report.failed for report in reports)
    if failed and not documents:
        return UnreadableInput.exit_code
    return 1 if failed else 0
