"""A network as it is looked at: a row for each node, and the ties of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.actions.networks import building
from qualcode.actions.networks.asking import Ask
from qualcode.messages import _
from qualcode.project import View
from qualcode.table import Table
from qualcode.tui.analysis.crossing import Asked as Crossing
from qualcode.tui.analysis.crossing import Cell
from qualcode.tui.analysis.ego import Direction, Tied, Words
from qualcode.tui.analysis.grid import letters, number
from qualcode.tui.analysis.wording import bar
from qualcode.tui.view.columns import Column
from qualcode.tui.view.style import PALETTE

if TYPE_CHECKING:
    from qualcode.analysis.network import Network

_BAR = 8
ORDERS = ("degree", "weighted_degree", "betweenness", "community", "node", "given")
_CROSSED = ("documents", "cases")  # networks whose ties are cells of a matrix


@dataclass(frozen=True, eq=False)
class Found:
    """A table as ``building.table`` makes it; for each of its rows the name that is shown and the ties, heaviest first."""

    table: Table
    names: tuple[str, ...]
    ties: tuple[tuple[Tied, ...], ...]
    edges: int

    def order(self, by: str) -> list[int]:
        """The numbers of the nodes, by a column: figures from the highest, names and groups from the first; undefined ones last."""
        given = [*range(len(self.names))]
        if by == "given":
            return given
        values: list[Any] = [*self.names] if by == "node" else self.table.column(by)
        known = [row for row in given if values[row] is not None]
        known.sort(key=lambda row: values[row], reverse=by not in ("node", "community"))
        return [*known, *(row for row in given if values[row] is None)]


def found(view: View, ask: Ask) -> Found:
    """Build and measure the network that is asked for. Raises what ``building.network`` raises."""
    from qualcode.analysis.network_measures import Measured
    from qualcode.analysis.network_table import node_table

    made = building.network(view, ask)
    table = node_table(Measured(made))
    names = tuple(node.label or node.name for node in made.nodes)
    return Found(table, names, _ties(made, names, table.column("community")), len(made.source))


def _ties(made: Network, names: Sequence[str], communities: Sequence[Any]) -> tuple[tuple[Tied, ...], ...]:
    heaviest = float(made.weight.max(initial=0)) or 1.0
    ranked = sorted(
        zip(made.source.tolist(), made.target.tolist(), made.weight.tolist(), strict=True), key=lambda tie: -tie[2]
    )
    of_node: list[list[Tied]] = [[] for _node in names]
    for source, target, weight in ranked:
        said = number(weight, float(weight).is_integer())
        directions: tuple[Direction, Direction] = ("to", "from") if made.directed else ("", "")
        for own, other, direction in zip((source, target), (target, source), directions, strict=True):
            mark = community(communities[other])
            of_node[own].append(Tied(other, names[other], said, weight / heaviest, direction, mark))
    return tuple(map(tuple, of_node))


def community(group: Any) -> Words:
    """A group as a letter in a colour of its own; nothing for a node that is in none."""
    if group is None:
        return "", ""
    return letters(int(group) - 1), PALETTE[(int(group) - 1) % len(PALETTE)]


def behind(ask: Ask, found: Found, node: int, tie: Tied) -> Cell | None:
    """What finds the codings that make a tie; None where a tie is not made of codings."""
    names = found.table.column("node")
    rows = {"cooccurrence": "codes", **{kind: kind for kind in _CROSSED}}.get(ask.kind)
    if rows is None:
        return None
    one, other = sorted((node, tie.node))  # what is crossed with codes stands before them
    asked = Crossing(
        rows=rows,
        columns="codes",
        relation=ask.relation,
        unit=ask.unit,
        layer=ask.layer,
        where=ask.where or "",
        code_level=ask.code_level,
    )
    return Cell(asked, str(names[one]), str(names[other]), f"{found.names[one]} × {found.names[other]}")


def kinds() -> dict[str, str]:
    """What people call the networks there are."""
    return {
        "cooccurrence": _("codes that occur together"),
        "documents": _("documents and their codes"),
        "cases": _("cases and their codes"),
        "issuers": _("agencies that issue together"),
        "addressees": _("who writes to whom"),
        "citations": _("documents that cite or revise others"),
        "links": _("documents and codes that are linked"),
    }


def heads() -> dict[str, str]:
    """What people call the columns, and the orders of rows."""
    return {
        "node": _("node"),
        "kind": _("kind"),
        "degree": _("ties"),
        "weighted_degree": _("weight"),
        "betweenness": _("between"),
        "community": _("group"),
        "given": _("as they are given: codes as in the codebook"),
    }


def columns(order: str) -> list[Column]:
    """The columns of the nodes, the one they are sorted by with an arrow."""
    said = {name: head + (" ↓" if name == order else "") for name, head in heads().items()}
    if order in ("node", "community"):
        said[order] = f"{heads()[order]} ↑"
    return [
        Column("node", said["node"], 16, 1, 44),
        Column("kind", said["kind"], 10, from_width=70),
        Column("degree", said["degree"], 7, at_right=True),
        Column("bar", "", _BAR),
        Column("weighted_degree", said["weighted_degree"], 8, at_right=True),
        Column("betweenness", said["betweenness"], 9, at_right=True),
        Column("community", said["community"], 7),
    ]


class NodeRows:
    """Nodes as rows, with a bar for the number of their ties."""

    def __init__(self, found: Found, order: Sequence[int]) -> None:
        self._names = found.names
        self._order = order
        self._columns: dict[str, list[Any]] = {name: found.table.column(name) for name in found.table.columns}
        self._highest = max(self._columns["degree"], default=0) or 1

    def __len__(self) -> int:
        return len(self._order)

    def prepare(self, first: int, stop: int) -> None:
        """Nothing is needed."""

    def is_marked(self, number: int) -> bool:
        """No node is."""
        return False

    def words(self, number: int, columns: Sequence[str]) -> list[Words]:
        """What stands in a row."""
        node = self._order[number]
        return [self._cell(node, column) for column in columns]

    def _cell(self, node: int, column: str) -> Words:
        if column == "node":
            return self._names[node], ""
        if column == "bar":
            return bar(self._columns["degree"][node] / self._highest, _BAR), "accent"
        value = self._columns[column][node]
        if column == "community":
            return community(value)
        if column == "kind":
            return _sorts().get(value, str(value)), "muted"
        return number_words(value), ""


def _sorts() -> dict[Any, str]:
    """What people call the kinds of nodes."""
    return {"code": _("code"), "document": _("document"), "case": _("case"), "agency": _("agency")}


def number_words(value: Any) -> str:
    """A figure; what is no whole number to three places, – where it is undefined."""
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) and not value.is_integer() else f"{value:,.0f}"
