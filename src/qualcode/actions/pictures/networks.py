"""The picture of a network that somebody asked for."""

from __future__ import annotations

from qualcode.actions.networks import building
from qualcode.actions.networks.asking import OF_CONCEPTS, OF_DOCUMENTS, Ask
from qualcode.actions.pictures.words import begun, dimension_title, scope
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.network import Network, Node, Tie, draw_network
from qualcode.messages import _
from qualcode.store.view import View
from qualcode.table import Table


def network(view: View, ask: Ask, table: Table) -> Network | None:
    """Nodes in the colour of their kind where there are several kinds, else of their community; ties by their weight.

    ``table`` is what stands under the picture. None for a network without nodes.
    """
    from qualcode.analysis.network_measures import Measured
    from qualcode.analysis.network_table import node_columns

    made = building.network(view, ask)
    if not made.nodes:
        return None
    by_kind = len({node.kind for node in made.nodes}) > 1
    communities = [None] * len(made.nodes) if by_kind else node_columns(Measured(made))["community"]
    nodes = [
        Node(node.label or node.name, node.size or 0, node.kind if by_kind else _community(community), told=node.name)
        for node, community in zip(made.nodes, communities, strict=True)
    ]
    several = len(set(made.kinds)) > 1
    lines = zip(made.source.tolist(), made.target.tolist(), made.weight.tolist(), made.kinds, strict=True)
    known = [dict(facts) for facts in made.facts] or [{} for _kind in made.kinds]
    ties = [
        Tie(
            *(a, b, weight, made.directed and not facts.get("symmetric")),
            kind if several else "",
            building.tie_words(kind, facts),
        )
        for (a, b, weight, kind), facts in zip(lines, known, strict=True)
    ]
    frame = Frame(_title(ask), _scope(ask), table)
    meaning = _("documents") if ask.kind in OF_DOCUMENTS else _("codings")
    sizes = meaning if any(node.size for node in nodes) else ""
    return draw_network(nodes, ties, frame, sizes=sizes, weights=_("weight of the tie"))


def _scope(ask: Ask) -> str:
    """What was counted; whose codings, only where codings are what counts."""
    of_codings = ask.kind not in (*OF_DOCUMENTS, OF_CONCEPTS) or ask.where is not None
    return scope(
        relation=ask.relation if ask.kind == "cooccurrence" else None,
        unit=ask.unit if ask.by_units else None,
        layer=ask.layer if of_codings else None,
        where=ask.where,
        code_level=ask.code_level,
        case_level=ask.case_level,
    )


def _title(ask: Ask) -> str:
    titles = {
        "cooccurrence": _("Codes that occur together"),
        "concepts": _("How concepts are linked"),
        "links": _("What is linked to what"),
        "issuers": _("Agencies that issue together"),
        "addressees": _("Who writes to whom"),
        "citations": _("Who refers to whom"),
    }
    return titles.get(ask.kind) or begun(f"{dimension_title(ask.kind)} × {dimension_title('codes')}")


def _community(number: object) -> str | None:
    return None if number is None else _("community {n}", n=number)
