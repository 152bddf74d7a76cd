"""Concepts: links between codes, what speaks for and against them, and what is still to be shown."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode import actions
from qualcode.cli.concepts_claims import claims
from qualcode.cli.concepts_evidence import evidence
from qualcode.cli.concepts_kinds import kinds
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option
from qualcode.cli.output import prints_table, say, show_report
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.table import Table

concepts = Group(
    "concepts",
    help=_(
        "Link codes by kind, make claims, and say which segments speak for or against them. A link is named by FROM KIND TO; "
        "kinds answer to their English and Chinese names. qualcode network --from concepts draws it all."
    ),
)


@concepts.command("link", help=_("Link code FROM to code TO. A kind may forbid that its links lead in a circle."))
@click.argument("source", metavar="FROM")
@click.argument("kind")
@click.argument("target", metavar="TO")
@click.option("--note", metavar="TEXT", default="", help=_("What is to be said of it."))
def _link(source: str, kind: str, target: str, note: str) -> None:
    with writing() as work:
        actions.concepts.links.link(work, source, kind, target, note=note)


@concepts.command("change", help=_("Change a link: its kind, its note, or which way it leads. Its evidence stays."))
@click.argument("source", metavar="FROM")
@click.argument("kind")
@click.argument("target", metavar="TO")
@click.option("--kind", "new", metavar="KIND", help=_("The kind it is to have."))
@click.option("--note", metavar="TEXT", help=_("What is to be said of it."))
@click.option("--turn", is_flag=True, help=_("Let it lead from TO to FROM."))
def _change(source: str, kind: str, target: str, new: str | None, note: str | None, turn: bool) -> None:
    if new is None and note is None and not turn:
        raise WrongUse(_("Nothing says what is to change."), _("Give --kind, --note or --turn."))
    with writing() as work:
        actions.concepts.links.change(work, (source, kind, target), kind=new, note=note, turned=turn)


@concepts.command("unlink", help=_("Take a link away, with the evidence on it. Undo brings both back."))
@click.argument("source", metavar="FROM")
@click.argument("kind")
@click.argument("target", metavar="TO")
def _unlink(source: str, kind: str, target: str) -> None:
    with writing() as work:
        gone = actions.concepts.links.unlink(work, [(source, kind, target)])
        if gone:
            say(plural("{n} segment was evidence on it.", "{n} segments were evidence on it.", gone))


@concepts.command(
    "links", help=_("List the links, perhaps of one code. Each with how many segments speak for and against it.")
)
@click.argument("code", required=False)
@click.option("--kind", metavar="KIND", help=_("Only links of this kind."))
@click.option("--guids", is_flag=True, help=_("Add a last column: the identifier of each link."))
@prints_table
def _links(code: str | None, kind: str | None, guids: bool) -> Table:
    with reading() as view:
        return actions.concepts.links.table(view, code, kind, guids=guids)


@concepts.command(
    "check",
    help=_(
        "List what waits for you. Claims and links without evidence, with none but against, with erased or unplaced segments; links of "
        "retired codes; codes widely used and not settled, or settled without a definition."
    ),
)
@prints_table
def _check() -> Table:
    with reading() as view:
        return actions.concepts.review.review(view)


@concepts.command(
    "import",
    help=_("Bring links in from a table. It needs the columns from, kind and to, which concepts links writes."),
)
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
def _import(file: Path, dry_run: bool) -> int:
    table = actions.concepts.link_files.read_links(file)
    with writing(dry_run=dry_run) as work:
        report = actions.concepts.link_files.import_links(work, table)
        show_report(report)
    return 1 if report.failed else 0


@concepts.command(
    "paper",
    help=_(
        "Write a memo with its claims to FILE (.md, .html, .docx). Every claim stands with the segments for and against it."
    ),
)
@click.argument("memo")
@click.argument("file", type=click.Path(path_type=Path))
def _paper(memo: str, file: Path) -> None:
    with reading() as view:
        show_report(actions.concepts.memo_paper.write(view, memo, file))


for _group in (evidence, claims, kinds):
    concepts.add_command(_group)
