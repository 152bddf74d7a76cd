"""The table of a network's nodes: their measures, and the sentences that say what these are or why they are undefined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.network import direction_note
from qualcode.analysis.network_measures import SEED, Measured
from qualcode.analysis.results import cells
from qualcode.messages import _, joined, plural
from qualcode.table import Cell, Table

NODES = ("node", "kind", "size", "degree", "weighted_degree", "betweenness", "closeness", "component", "community")
DIRECTED = ("in_degree", "out_degree", "weighted_in_degree", "weighted_out_degree")
DATES = ("first", "last")


def node_table(measured: Measured) -> Table:
    """One row for each node."""
    columns = node_columns(measured)
    return Table(tuple(columns), list(zip(*columns.values(), strict=True)), node_notes(measured))


def node_columns(measured: Measured) -> dict[str, list[Cell]]:
    """The columns of the table by their names, those of directions only where ties have one; what is undefined is None."""
    network, nodes = measured.network, measured.network.nodes
    found: dict[str, list[Cell]] = {
        "node": [node.name for node in nodes],
        "kind": [node.kind for node in nodes],
        "size": [node.size for node in nodes],
        "degree": cells(measured.degree),
        "weighted_degree": cells(measured.weighted_in + measured.weighted_out),
        "betweenness": _cells(measured.betweenness, len(nodes)),
        "closeness": _cells(measured.closeness, len(nodes)),
        "component": _cells(measured.component, len(nodes)),
        "community": [number or None for number in _cells(measured.community, len(nodes))],
        "in_degree": cells(measured.in_degree),
        "out_degree": cells(measured.out_degree),
        "weighted_in_degree": cells(measured.weighted_in),
        "weighted_out_degree": cells(measured.weighted_out),
        "first": [node.first or None for node in nodes],
        "last": [node.last or None for node in nodes],
    }
    return {name: found[name] for name in (*NODES, *(DIRECTED if network.directed else ()), *DATES)}


def _cells(values: NDArray[np.number] | None, nodes: int) -> list[Cell]:
    return [None] * nodes if values is None else cells(values)


def node_notes(measured: Measured) -> tuple[str, ...]:
    """What nodes, ties and measures mean, the figures of the network as a whole, and why a measure is undefined."""
    said = (*measured.network.notes, direction_note(measured.network))
    if not measured.network.nodes:
        return said
    return (
        *said,
        _density_note(measured),
        _component_note(measured),
        _("degree: the ties of the node; weighted_degree: the sum of their weights."),
        _betweenness_note(measured),
        _closeness_note(measured),
        _community_note(measured),
    )


def _density_note(measured: Measured) -> str:
    if measured.density is None:
        return _("density is undefined: there are no two nodes that could be tied.")
    return _("density: {density:.3f}, the share of the possible ties that there are.", density=measured.density)


def _component_note(measured: Measured) -> str:
    if measured.component is None:
        return _too_large(measured, "component")
    sizes = np.bincount(measured.component)[1:]
    return plural(
        "component: {n} part, the largest of {largest} nodes.",
        "component: {n} parts, the largest of {largest} nodes.",
        len(sizes),
        largest=int(sizes.max(initial=0)),
    )


def _betweenness_note(measured: Measured) -> str:
    nodes = len(measured.network.nodes)
    if nodes < 3 or not len(measured.network.source):
        return _("betweenness is undefined: it takes three nodes and a tie.")
    if measured.betweenness is None:
        return _too_large(measured, "betweenness")
    said = _(
        "betweenness: the share of the shortest paths between two other nodes that pass through the node (Freeman 1977). Every tie "
        "is one step: a weight says how strong a tie is, not how long."
    )
    if measured.exact:
        return said
    estimated = _(
        "Estimated by the paths from {k} nodes of {n} drawn with seed {seed} (Brandes & Pich 2007).",
        k=measured.starts,
        n=int(measured.network.linked.sum()),
        seed=SEED,
    )
    return joined([said, estimated])


def _closeness_note(measured: Measured) -> str:
    if measured.closeness is not None:
        return _("closeness: 1 / the mean number of steps to the node from all others (Freeman 1979).")
    if len(measured.network.nodes) < 2 or not len(measured.network.source):
        return _("closeness is undefined: it takes two nodes and a tie.")
    if not measured.walkable or not measured.exact:
        return _too_large(measured, "closeness")
    return _("closeness is undefined: not every node can be reached from every other.")


def _community_note(measured: Measured) -> str:
    if not len(measured.network.source):
        return _("community is undefined: there are no ties.")
    if not measured.walkable:
        return _too_large(measured, "community")
    if measured.community is None:
        return _("community is undefined: no division has more weight inside its groups than chance would put there.")
    said = plural(
        "community: {groups} groups with more weight inside than chance would put there, by the Louvain method (Blondel et al. "
        "2008), one run with seed {seed}; nodes without a tie are in none. Modularity: {modularity:.3f} (Newman 2004).",
        "community: {groups} groups with more weight inside than chance would put there, by the Louvain method (Blondel et al. "
        "2008), the best of {n} runs from seed {seed} on; nodes without a tie are in none. Modularity: {modularity:.3f} (Newman "
        "2004).",
        measured.runs,
        groups=int(measured.community.max()),
        seed=SEED,
        modularity=measured.modularity,
    )
    if measured.network.first_side is None:
        return said
    guide = _("Chance is taken to tie any two nodes, which here it cannot: read the groups as a guide.")
    return joined([said, guide])


def _too_large(measured: Measured, measure: str) -> str:
    return _(
        "{measure} is undefined: with {ties} ties it would take too long. Leave out weak ones with --at-least N.",
        measure=measure,
        ties=len(measured.network.source),
    )
