"""Quotes for a paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from qualcode import actions
from qualcode.cli.opening import reading, writing
from qualcode.cli.options import Group, dry_run_option, layer_option
from qualcode.cli.output import prints_table, say, show_report
from qualcode.cli.values import span, text_or_pipe
from qualcode.messages import _, plural
from qualcode.table import Table

quotes = Group(
    "quotes",
    help=_(
        "Pick passages for a paper, shorten and translate them, and print them with context. A quote is named by its number or its "
        "identifier, as “list” shows them."
    ),
)


@quotes.command("pick", help=_("Pick passages. They are those of codings, of spans, or all that a query finds."))
@click.argument("codings", nargs=-1, metavar="[GUID]...")
@click.option(
    "--at",
    "spans",
    type=(str, int, int),
    multiple=True,
    metavar="DOCUMENT START END",
    help=_("This span of a document; repeatable."),
)
@click.option("--where", metavar="QUERY", help=_("All passages that a query finds."))
@layer_option
@click.option("--note", metavar="TEXT", default="", help=_("What is to be said of them."))
@dry_run_option
def _pick(
    codings: Sequence[str],
    spans: Sequence[tuple[str, int, int]],
    where: str | None,
    layer: str,
    note: str,
    dry_run: bool,
) -> None:
    with writing(dry_run=dry_run) as work:
        places = [(document, span(start, end)) for document, start, end in spans]
        places += actions.places.of_codings(work, codings)
        places += actions.places.found(work, where, layer) if where is not None else []
        new = actions.quotes.picking.pick(work, places, note=note)
        if known := len(set(places)) - new:
            say(plural("{n} passage was picked already.", "{n} passages were picked already.", known))


@quotes.command("list", help=_("List the quotes in their order."))
@prints_table
def _list() -> Table:
    with reading() as view:
        return actions.quotes.picked.table(view)


@quotes.command("drop", help=_("Drop quotes. Undo brings them back."))
@click.argument("names", nargs=-1, required=True, metavar="QUOTE...")
def _drop(names: Sequence[str]) -> None:
    with writing() as work:
        actions.quotes.picking.drop(work, names)


@quotes.command("order", help=_("Put quotes first, in the order given; the others follow."))
@click.argument("names", nargs=-1, required=True, metavar="QUOTE...")
def _order(names: Sequence[str]) -> None:
    with writing() as work:
        actions.quotes.picking.order(work, names)


@quotes.command(
    "word",
    help=_(
        "Say how a quote is printed. TEXT - reads it from the pipe, an empty one prints it whole. It may leave parts out, marked […] "
        "or ……, and add words in [ ]; anything else is refused."
    ),
)
@click.argument("name", metavar="QUOTE")
@click.argument("text")
def _word(name: str, text: str) -> None:
    with writing() as work:
        actions.quotes.picking.word(work, name, text_or_pipe(text))


@quotes.command("note", help=_("Note something on a quote. An empty text takes the note away."))
@click.argument("name", metavar="QUOTE")
@click.argument("text")
def _note(name: str, text: str) -> None:
    with writing() as work:
        actions.quotes.picking.note(work, name, text_or_pipe(text))


@quotes.command("translate", help=_("Translate a quote, as a memo on its segment. TEXT - reads it from the pipe."))
@click.argument("name", metavar="QUOTE")
@click.argument("text")
def _translate(name: str, text: str) -> None:
    with writing() as work:
        actions.quotes.picking.translate(work, name, text_or_pipe(text))


@quotes.command(
    "export",
    help=_(
        "Write the quotes to a file. It is a .docx, .md or .html, or a table (.csv .xlsx), the original beside its translation, each "
        "with the way back to its segment. What consent does not allow is not in the file, and said."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--context",
    "pattern",
    metavar="PATTERN",
    default="",
    help=_(
        'What is said of who speaks: "{pseudonym}, {level}, {region}". Fields are attributes of cases, and {case}, {speaker}, {document}, {date}, {place}, {code}.'
    ),
)
@click.option(
    "--by",
    type=click.Choice(("code", "order")),
    default="code",
    show_default=True,
    help=_("Under their codes, or in the order they were picked."),
)
@click.option(
    "--blank", metavar="TEXT", default="____", show_default=True, help=_("What stands where a value is not known.")
)
@click.option(
    "--names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A table of names, as for pseudonymise, that no quote should hold."),
)
def _export(file: Path, pattern: str, by: Literal["code", "order"], blank: str, names: Path | None) -> None:
    known = actions.privacy.pseudonyms.key_of(actions.exchange.read_text_table(names)).by_name if names else ()
    with reading() as view:
        wanted = actions.quotes.printing.Wanted(pattern, by, blank, list(known))
        report = actions.quotes.printing.print_quotes(view, file, wanted)
    show_report(report)
