"""Speakers: who speaks in the documents and where, found, named, joined and put right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option, match_option
from qualcode.cli.output import prints_table, show_report
from qualcode.errors import WrongUse
from qualcode.formats.bundle import Report
from qualcode.messages import _, listed
from qualcode.table import Table

speakers = Group(
    "speakers", help=_("List who speaks in the documents, say who is who, and put right who speaks where.")
)

_CREATE = click.option("--create", is_flag=True, help=_("Add the speaker where the document has none of this name."))


@speakers.command("list", help=_("List the speakers with their turns and words."))
@click.argument("document", required=False)
@match_option
@prints_table
def _list(document: str | None, match: str | None) -> Table:
    with reading() as view:
        return actions.material.speakers.listing(view, document, match)


@speakers.command(
    "detect",
    help=_(
        "Look for speakers anew. Text and codings stay as they are, and a speaker found again keeps name, role and case. "
        "It says what was found; --dry-run shows that and changes nothing."
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option(
    "--speakers",
    "how",
    default="auto",
    metavar="auto|none|PATTERN",
    show_default=True,
    help=_(
        "How speakers are found: by their labels, not at all, or by a regular expression of their names, such as "
        "'Int|P[0-9]+'; with a group “speaker” it is matched as it is at the beginning of every line."
    ),
)
@click.option("--replace", is_flag=True, help=_("Take what the text shows, though times of turns are lost by it."))
@dry_run_option
def _detect(names: Sequence[str], how: str, replace: bool, dry_run: bool) -> None:
    label = _("looked for the speakers of {documents}", documents=listed(names))
    with writing(label, dry_run=dry_run) as work:
        for name in names:
            report = Report(name)
            for sentence in actions.material.turns.detect(work, name, how, replace=replace).explanation:
                report.add("read", sentence)
            show_report(report)


@speakers.command(
    "set",
    help=_(
        "Say a speaker's name, role and case. An empty case ties her to none. With --from a table says it of many: a "
        "column “speaker”, and any of document, role, case and name; an empty document means every one that has the "
        "speaker."
    ),
)
@click.argument("document", required=False)
@click.argument("speaker", required=False)
@click.option("--name", metavar="NAME", help=_("What the speaker is called; the name so far stays as an alias."))
@click.option("--role", metavar="ROLE", help=_("interviewer, respondent, observer or other."))
@click.option("--case", metavar="CASE", help=_("The case the speaker is."))
@click.option("--from", "table", type=click.Path(path_type=Path), metavar="FILE", help=_("A table (.csv or .tsv)."))
@dry_run_option
def _set(document: str | None, speaker: str | None, table: Path | None, dry_run: bool, **fields: str | None) -> None:
    said = {field: value for field, value in fields.items() if value is not None}
    if table is not None and document is None and not said:
        sheet = actions.exchange.read_text_table(table)
        with writing(dry_run=dry_run) as work:
            show_report(actions.material.speakers.describe(work, sheet))
    elif table is None and document is not None and speaker is not None and said:
        with writing(dry_run=dry_run) as work:
            actions.material.speakers.set_speaker(work, document, speaker, **said)
    else:
        raise WrongUse(
            _("Say of which speaker what is to be noted, or of many with --from FILE."),
            _('For instance: qualcode speakers set P07 I1 --name "Li Wei" --role interviewer'),
        )


@speakers.command("join", help=_("Make several speakers of a document one. Their names stay as aliases."))
@click.argument("document")
@click.argument("names", nargs=-1, required=True, metavar="SPEAKER...")
@click.option("--into", required=True, metavar="SPEAKER", help=_("Who they all are."))
def _join(document: str, names: Sequence[str], into: str) -> None:
    with writing() as work:
        actions.material.speakers.join(work, document, names, into)


@speakers.command("turn", help=_("Say who speaks in a turn. qualcode turns shows the numbers."))
@click.argument("document")
@click.argument("number", type=int, metavar="TURN")
@click.option("--speaker", metavar="NAME", help=_("Who speaks."))
@click.option("--unknown", is_flag=True, help=_("It is not known who speaks."))
@_CREATE
def _turn(document: str, number: int, speaker: str | None, unknown: bool, create: bool) -> None:
    if unknown == (speaker is not None):
        raise WrongUse(_("Say who speaks."), _("Either --speaker NAME or --unknown."))
    with writing() as work:
        actions.material.turns.assign(work, document, number, speaker, create=create)


@speakers.command("remove", help=_("Remove speakers who have no turns."))
@click.argument("document")
@click.argument("names", nargs=-1, required=True, metavar="SPEAKER...")
def _remove(document: str, names: Sequence[str]) -> None:
    with writing() as work:
        actions.material.turns.remove(work, document, names)


@speakers.command(
    "split",
    help=_(
        "Let a new turn begin at a position or before some words. The positions are shown by qualcode turns. To move where a "
        "turn begins, split the one before and merge the rest with it."
    ),
)
@click.argument("document")
@click.argument("position", type=int, required=False)
@click.option("--before", "words", metavar="WORDS", help=_("The words the new turn begins with."))
@click.option("--speaker", metavar="NAME", help=_("Who speaks from there on; nobody known where it is left out."))
@_CREATE
def _split(document: str, position: int | None, words: str | None, speaker: str | None, create: bool) -> None:
    if (position is None) == (words is None):
        raise WrongUse(
            _("Say where the new turn begins."),
            _('Either a position, or the words: qualcode speakers split P07 --before "And you?"'),
        )
    with writing() as work:
        at = actions.material.turns.place_of(work, document, words) if words is not None else position
        actions.material.turns.split(work, document, at or 0, speaker, create=create)


@speakers.command("merge", help=_("Make a turn part of the one before it."))
@click.argument("document")
@click.argument("number", type=int, metavar="TURN")
def _merge(document: str, number: int) -> None:
    with writing() as work:
        actions.material.turns.merge(work, document, number)
