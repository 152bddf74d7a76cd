"""New texts for documents, and deciding where what lost its words belongs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Command, chosen, dry_run_option
from qualcode.cli.output import prints_table, say, show_report
from qualcode.cli.values import span
from qualcode.errors import WrongUse
from qualcode.formats.bundle import Report
from qualcode.messages import _, plural
from qualcode.table import Table
from qualcode.text.span import Span

if TYPE_CHECKING:
    from qualcode.actions.revising.revision_report import Revised

_SHOWN = 20  # findings shown without --verbose
_PLACE = re.compile(r"(\d+)\s*[:–-]\s*(\d+)")


@click.command(
    "revise",
    cls=Command,
    help=_(
        "Give a document a new text. It is that of a newer FILE, or the present one with words replaced. Codings, memos, "
        "turns and spans of cases stay on their words; what has no sure place any more is kept, and listed by “documents "
        "unplaced”. Undo brings the old text back."
    ),
)
@click.argument("document")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--replace",
    "replacements",
    multiple=True,
    metavar="OLD=NEW",
    help=_("Replace OLD by NEW wherever it stands, a word in an alphabet only as a whole; repeatable."),
)
@click.option("--reason", default="", metavar="TEXT", help=_("Why; it is kept with the revision."))
@click.option("--encoding", metavar="NAME", help=_("The encoding of a text file (gb18030 …); else it is found out."))
@click.option(
    "--speakers",
    metavar="auto|none|PATTERN",
    help=_("How speakers are found in changed passages; else as labels tell, if the document has turns."),
)
@click.option(
    "--track-changes",
    type=click.Choice(("accepted", "original")),
    default="accepted",
    show_default=True,
    help=_("The text with the changes tracked in the file, or the one before them."),
)
@dry_run_option
def revise(
    document: str,
    file: Path | None,
    replacements: Sequence[str],
    reason: str,
    encoding: str | None,
    speakers: str | None,
    track_changes: Literal["accepted", "original"],
    dry_run: bool,
) -> None:
    """Either a file or words to replace."""
    if (file is None) == (not replacements):
        raise WrongUse(
            _("Say what the new text is: a file, or words to replace."),
            _("For instance: qualcode documents revise P07 P07-corrected.docx, or --replace 张三=P07"),
        )
    if file is None:
        words = dict(map(_pair, replacements))
        with writing(dry_run=dry_run) as work:
            _show(actions.importing.new_versions.replace_words(work, document, words, reason))
        return
    version = actions.importing.new_versions.read_version(
        file, encoding=encoding, speakers=speakers, track_changes=track_changes
    )
    show_report(_shorter(version.report))
    with writing(dry_run=dry_run) as work:
        _show(actions.revising.revisions.revise_to(work, document, version, reason))


def _pair(words: str) -> tuple[str, str]:
    old, equals, new = words.partition("=")
    if not old or not equals:
        raise WrongUse(_("{words!r} is not of the form OLD=NEW.", words=words), _("For instance: --replace 张三=P07"))
    return old, new


def _show(revised: Revised) -> None:
    if revised.change is None:
        show_report(revised.report)
        return
    show_report(_shorter(revised.report))
    if revised.unplaced:
        say(
            _(
                "What has no sure place waits for you: qualcode documents unplaced {document}",
                document=shlex.quote(revised.document),
            )
        )


def _shorter(report: Report) -> Report:
    """What is worth a look; all of it with ``--verbose``."""
    if chosen().verbose:
        return report
    findings = [finding for finding in report.findings if finding.kind != "read"]
    shown = Report(report.source, report.format, report.encoding, findings[:_SHOWN])
    if more := len(findings) - len(shown.findings):
        shown.add("changed", plural("{n} more: --verbose shows it", "{n} more: --verbose shows them", more))
    return shown


@click.command(
    "revisions",
    cls=Command,
    help=_(
        "List the revisions of a document. It says in how many places the text was changed, how many passages were moved, "
        "and how many codings and other spans had no sure place."
    ),
)
@click.argument("document")
@prints_table
def revisions(document: str) -> Table:
    """A row for each."""
    with reading() as view:
        return actions.revising.revisions.listing(view, document)


@click.command(
    "unplaced",
    cls=Command,
    help=_(
        "List what a revision could not place surely. It shows codings and other spans with the words they were on, and the "
        "places that come near; “documents place” decides."
    ),
)
@click.argument("document", required=False)
@prints_table
def unplaced(document: str | None) -> Table:
    """A row for each."""
    with reading() as view:
        return actions.revising.unplaced.listing(view, document)


@click.command(
    "place",
    cls=Command,
    help=_(
        "Decide where what has no place belongs. Codings and other spans are named by their numbers in “documents "
        "unplaced”; they come back with their memos and links."
    ),
)
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="NUMBER...")
@click.option("--at", "place", metavar="START:END", help=_("At these positions; they count characters from 0."))
@click.option("--candidate", type=int, metavar="K", help=_("At the candidate of this number, from 1."))
@click.option("--quote", metavar="TEXT", help=_("Where this text stands, once in the document."))
@click.option("--let-go", is_flag=True, help=_("Nowhere: they are let go."))
@dry_run_option
def place(
    numbers: Sequence[int], place: str | None, candidate: int | None, quote: str | None, let_go: bool, dry_run: bool
) -> None:
    """One choice for all the numbers."""
    at = None if place is None else _span(place)
    with writing(dry_run=dry_run) as work:
        joined = actions.revising.unplaced.place(
            work, numbers, span=at, candidate=candidate, quote=quote, let_go=let_go
        )
        for sentence in joined:
            say(sentence)


def _span(words: str) -> Span:
    match = _PLACE.fullmatch(words.strip())
    if match is None:
        raise WrongUse(_("{words!r} is no place.", words=words), _("A place is written START:END, as in 120:188."))
    return span(int(match[1]), int(match[2]))
