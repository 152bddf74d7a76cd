"""Links between documents: found, confirmed or rejected, made and taken away."""

from __future__ import annotations

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option
from qualcode.cli.output import prints_table, say, show_report
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.table import Table

links = Group(
    "links", help=_("Find, confirm, reject and list which document cites, revises, answers or translates which.")
)

_KIND = click.option("--kind", metavar="KIND", help=_("Only links of this kind: cites, revises, answers, translates."))


@links.command("list", help=_("List the links, perhaps of one document. A proposed one waits to be confirmed."))
@click.argument("document", required=False)
@prints_table
def _list(document: str | None) -> Table:
    with reading() as view:
        return actions.material.links.listing(view, document)


@links.command(
    "find",
    help=_("Propose links between policy documents. They come from the titles in 《》 and the numbers these cite."),
)
@dry_run_option
def _find(dry_run: bool) -> None:
    with writing(dry_run=dry_run) as work:
        show_report(actions.material.links.propose(work))


@links.command("confirm", help=_("Confirm the link from FROM to TO, or all that are proposed."))
@click.argument("source", metavar="[FROM]", required=False)
@click.argument("target", metavar="[TO]", required=False)
@_KIND
@click.option("--all", "everything", is_flag=True, help=_("All that are proposed."))
def _confirm(source: str | None, target: str | None, kind: str | None, everything: bool) -> None:
    if everything == bool(source and target):
        raise WrongUse(
            _("Say which link is confirmed: FROM and TO, or --all."), _("qualcode links list shows those there are.")
        )
    with writing() as work:
        if everything:
            number = actions.material.links.confirm_all(work)
        else:
            number = actions.material.links.decide(work, str(source), str(target), kind, confirmed=True)
        say(plural("{n} link is confirmed.", "{n} links are confirmed.", number))


@links.command("reject", help=_("Reject the link from FROM to TO; it is not proposed again."))
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@_KIND
def _reject(source: str, target: str, kind: str | None) -> None:
    with writing() as work:
        actions.material.links.decide(work, source, target, kind, confirmed=False)


@links.command("add", help=_("Link document FROM to document TO."))
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--kind", default="cites", show_default=True, metavar="KIND", help=_("cites, revises, answers or translates.")
)
def _add(source: str, target: str, kind: str) -> None:
    with writing() as work:
        actions.material.links.add(work, source, target, kind)


@links.command("remove", help=_("Take away the link from FROM to TO."))
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@_KIND
def _remove(source: str, target: str, kind: str | None) -> None:
    with writing() as work:
        actions.material.links.remove(work, source, target, kind)
