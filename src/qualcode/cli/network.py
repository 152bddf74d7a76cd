"""Networks of codes, documents, cases and agencies: tables of their nodes and ties, and files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qualcode import actions
from qualcode.cli.cooccurrence import RELATIONS, VALUES, require_units
from qualcode.cli.opening import reading
from qualcode.cli.options import (
    Command,
    case_level_option,
    code_level_option,
    decorate,
    layer_option,
    plot_option,
    table_options,
    touch_option,
    unit_option,
    where_option,
)
from qualcode.cli.output import FORMAT_OF_ENDING, pictured, say, show_table
from qualcode.errors import WrongUse
from qualcode.messages import _, listed

if TYPE_CHECKING:
    from qualcode.actions.networks.asking import Ask
    from qualcode.project import View
    from qualcode.table import Table

_OF_CODES = ("cooccurrence",)
_OF_DOCUMENTS = ("links", "issuers", "addressees", "citations")
_OF_CONCEPTS = ("concepts",)
# Which networks an option is for; "codes" are those that tie documents, cases and the like to codes.
_BELONGS = {
    "tie": (*_OF_CODES, "codes"),
    "relation": _OF_CODES,
    "within": _OF_CODES,
    "unit": _OF_CODES,
    "touch": _OF_CODES,
    "across_coders": _OF_CODES,
    "between": ("citations",),
    "outside": ("citations",),
    "confirmed": ("links", "citations"),
    "link_kinds": (*_OF_CONCEPTS, "links", "citations"),
    "code_level": (*_OF_CODES, "codes"),
    "case_level": ("codes", "issuers", "addressees", "citations"),
}


def _ties(command: Any) -> Any:
    return decorate(
        command,
        click.option(
            "--tie",
            type=click.Choice(VALUES),
            default="count",
            show_default=True,
            help=_("What the weight of a tie is; of documents or cases and codes: count (codings) or documents."),
        ),
        click.option("--at-least", type=float, metavar="N", help=_("Only ties of a weight of at least N.")),
        click.option("--connected", is_flag=True, help=_("Leave out nodes without a tie.")),
        click.option(
            "--relation",
            type=click.Choice(RELATIONS),
            default="overlap",
            show_default=True,
            help=_("Of codes that co-occur: when two codings are a pair."),
        ),
        click.option(
            "--within",
            type=click.IntRange(min=0),
            default=1,
            metavar="N",
            help=_("How many units apart is near, for --relation near; 1 unless said."),
        ),
        click.option("--across-coders", is_flag=True, help=_("Pair the codings of different coders as well.")),
    )


def _links(command: Any) -> Any:
    return decorate(
        command,
        click.option(
            "--between",
            type=click.Choice(("documents", "agencies")),
            default="documents",
            show_default=True,
            help=_("Of citations: who cites whom."),
        ),
        click.option("--outside", is_flag=True, help=_("Of citations: keep cited titles that are not in the project.")),
        click.option("--confirmed", is_flag=True, help=_("Only links that somebody has confirmed.")),
        click.option(
            "--kind",
            "link_kinds",
            multiple=True,
            metavar="KIND",
            help=_("Only links of this kind: cites, revises, leads to … May be repeated."),
        ),
    )


@click.command(
    "network",
    cls=Command,
    help=_(
        "List the nodes of a network with their degree, betweenness and community; --edges lists its ties. -o FILE.graphml, .gexf, "
        ".dot or .mmd writes it for Gephi, R, Graphviz or Mermaid."
    ),
)
@click.option(
    "--from",
    "kind",
    default="cooccurrence",
    show_default=True,
    metavar="WHAT",
    help=_(
        "cooccurrence of codes; concepts (links between codes); links; issuers (agencies that issue together); addressees (who writes to whom); citations; or documents, cases, attribute:NAME … with "
        "the codes in them."
    ),
)
@click.option("--edges", is_flag=True, help=_("List the ties instead of the nodes."))
@_ties
@unit_option("sentence", _("The unit in which codes are present together, for coefficients, near and same-unit."))
@touch_option
@_links
@click.option(
    "--by",
    metavar="DIMENSION",
    help=_("A network for each label of documents: kinds, cases, attribute:NAME, period:year."),
)
@code_level_option
@case_level_option
@layer_option
@where_option
@plot_option
@table_options
def network(
    edges: bool,
    by: str | None,
    plot: Path | None,
    format: str | None,
    output: str | None,
    excel: bool,
    **given: Any,
) -> None:
    """A table of nodes or of ties, or a file that holds both."""
    from qualcode.actions.networks.asking import Ask

    _require_sense(given["kind"], given["relation"])
    ask = Ask(**given)
    require_units(ask.by_units, _("Leave it out, or ask for units: --tie jaccard, --relation near …"))
    if plot and by is not None:
        raise WrongUse(
            _("A picture shows one network, --by makes several."),
            _("Choose the documents of one with --where instead."),
        )
    if output and Path(output).suffix.lower() in actions.networks.building.ENDINGS:
        _require_whole(edges, by, format)
        _write(ask, output, plot)
        return
    _require_ending(output, format)
    with reading() as view:
        table = actions.networks.building.table(view, ask, ties=edges, by=by)
        _draw(view, ask, table, plot)
    show_table(table, format, output, excel)


def _draw(view: View, ask: Ask, table: Table, file: Path | None) -> None:
    """Draw the network, with ``table`` below it in a web page, where a file was asked for."""
    pictured(table, file, lambda: actions.pictures.networks.network(view, ask, table))


def _write(ask: Ask, file: str, plot: Path | None) -> None:
    with reading() as view:
        notes = actions.networks.building.write(view, ask, Path(file))
        if plot:
            _draw(view, ask, actions.networks.building.table(view, ask), plot)
    for note in (*notes, _("The network is in {file}.", file=file)):
        say(note)


def _require_ending(output: str | None, format: str | None) -> None:
    """Raise WrongUse for a file whose ending says neither a network nor a table."""
    if output and not format and Path(output).suffix.lower() not in FORMAT_OF_ENDING:
        raise WrongUse(
            _("The ending of {file} says no format.", file=output),
            _("Use one of {endings}.", endings=" ".join([*actions.networks.building.ENDINGS, *FORMAT_OF_ENDING])),
        )


def _require_sense(kind: str, relation: str) -> None:
    """Raise WrongUse for options that would be passed over in silence."""
    context = click.get_current_context()
    own = kind if kind in (*_OF_CODES, *_OF_CONCEPTS, *_OF_DOCUMENTS) else "codes"
    for option in context.command.params:
        fits = _BELONGS.get(str(option.name))
        given = context.get_parameter_source(str(option.name)) is not ParameterSource.DEFAULT
        if fits and given and own not in fits:
            raise WrongUse(
                _("{option} means nothing in a network from {kind}.", option=option.opts[0], kind=kind),
                _(
                    "It is for --from {kinds}.",
                    kinds=listed("documents|cases|…" if it == "codes" else it for it in fits),
                ),
            )
        if option.name == "within" and given and relation != "near":
            raise WrongUse(_("--within says how far apart is near."), _("Give --relation near as well."))


def _require_whole(edges: bool, by: str | None, format: str | None) -> None:
    """Raise WrongUse for what a file of a network cannot hold: it has one network, with nodes and ties alike."""
    if by is not None:
        raise WrongUse(
            _("A file holds one network, --by makes several."), _("Choose the documents of one with --where instead.")
        )
    if edges or format:
        raise WrongUse(
            _("A file of a network holds nodes and ties, in the format its ending says."),
            _("Leave out --edges and --format, or choose an ending for tables, such as .csv."),
        )
