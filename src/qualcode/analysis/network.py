"""A network: nodes, the ties between them, and what was said of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.analysis.arrays import BoolArray, IntArray, integers
from qualcode.messages import _
from qualcode.table import Cell, Table

TIES = ("source", "target", "kind", "weight", "first", "last", "source_kind", "target_kind")


@dataclass(frozen=True, slots=True)
class Node:
    """What ties run between. ``kind`` is what it is (code, document, agency …), ``size`` how much of it there is, None where that has no meaning.

    ``label`` is a shorter name for pictures, "" where there is none. ``first`` and ``last`` are ISO dates, perhaps only a year or month,
    "" where there are none; ``facts`` are further names and values that travel with it into files.
    """

    name: str
    kind: str
    size: int | None = None
    label: str = ""
    color: str = ""
    first: str = ""
    last: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two nodes, named by their positions. ``weight`` is its strength, above 0; ``facts`` are further names and
    values, of which all ties of a network have the same, in one order."""

    source: int
    target: int
    weight: int
    kind: str
    first: str = ""
    last: str = ""
    facts: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and ties; the ties in parallel arrays, sorted by source and target, none twice and none from a node to itself.

    Where it is not ``directed`` the source of a tie stands before its target. With ``first_side`` the network is
    of two modes: ties run only between that many nodes, the first ones, and the others. ``notes`` say in words what nodes, ties and weights are.
    ``facts`` are what else is known of each tie, empty where that is nothing.
    """

    nodes: tuple[Node, ...]
    source: IntArray
    target: IntArray
    weight: NDArray[np.number]
    kinds: tuple[str, ...]
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    directed: bool = False
    first_side: int | None = None
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[tuple[str, Cell], ...], ...] = ()

    @classmethod
    def of_ties(
        cls,
        nodes: Sequence[Node],
        ties: Iterable[Tie],
        *,
        directed: bool = False,
        first_side: int | None = None,
        notes: Iterable[str] = (),
    ) -> Network:
        """A network of ties that were found one by one."""
        ranked = sorted(ties, key=lambda tie: (tie.source, tie.target))
        return cls(
            tuple(nodes),
            integers([tie.source for tie in ranked]),
            integers([tie.target for tie in ranked]),
            integers([tie.weight for tie in ranked]),
            tuple(tie.kind for tie in ranked),
            tuple(tie.first for tie in ranked),
            tuple(tie.last for tie in ranked),
            directed,
            first_side,
            tuple(notes),
            tuple(tie.facts for tie in ranked) if any(tie.facts for tie in ranked) else (),
        )

    @classmethod
    def of_matrix(
        cls,
        nodes: Sequence[Node],
        strength: NDArray[np.number],
        kind: str,
        *,
        directed: bool = False,
        notes: Iterable[str] = (),
    ) -> Network:
        """A tie of one kind wherever the square ``strength`` (nodes x nodes) is above 0; what is undefined (NaN) or below makes none."""
        square = strength if directed else np.triu(strength, 1)
        source, target = np.nonzero(square > 0)
        off = source != target
        source, target = source[off], target[off]
        blank = ("",) * len(source)
        kinds = (kind,) * len(source)
        weight = square[source, target]
        return cls(tuple(nodes), source, target, weight, kinds, blank, blank, directed=directed, notes=tuple(notes))

    @property
    def linked(self) -> BoolArray:
        """Which nodes have a tie."""
        mask = np.zeros(len(self.nodes), dtype=np.bool_)
        mask[self.source] = mask[self.target] = True
        return mask

    def at_least(self, weight: float) -> Network:
        """The same without the ties weaker than ``weight``."""
        kept = np.flatnonzero(self.weight >= weight)
        return replace(
            self,
            source=self.source[kept],
            target=self.target[kept],
            weight=self.weight[kept],
            kinds=tuple(self.kinds[tie] for tie in kept.tolist()),
            firsts=tuple(self.firsts[tie] for tie in kept.tolist()),
            lasts=tuple(self.lasts[tie] for tie in kept.tolist()),
            facts=tuple(self.facts[tie] for tie in kept.tolist()) if self.facts else (),
        )

    def connected(self) -> Network:
        """The same without the nodes that have no tie."""
        return self.only(self.linked)

    def only(self, mask: ArrayLike) -> Network:
        """The same with the nodes where ``mask`` is true; no other may have a tie."""
        kept = np.asarray(mask, dtype=np.bool_)
        place = np.cumsum(kept) - 1
        nodes = tuple(self.nodes[node] for node in np.flatnonzero(kept).tolist())
        side = None if self.first_side is None else int(kept[: self.first_side].sum())
        return replace(self, nodes=nodes, source=place[self.source], target=place[self.target], first_side=side)

    def with_notes(self, *notes: str) -> Network:
        """The same with ``notes`` added to those it has."""
        return replace(self, notes=(*self.notes, *notes))

    def ties(self) -> Table:
        """One row for each tie, in the order of the nodes."""
        nodes = self.nodes
        rows = [
            (nodes[a].name, nodes[b].name, kind, weight, first or None, last or None, nodes[a].kind, nodes[b].kind)
            for a, b, kind, weight, first, last in zip(
                *(column.tolist() for column in (self.source, self.target)),
                self.kinds,
                self.weight.tolist(),
                self.firsts,
                self.lasts,
                strict=True,
            )
        ]
        known = [name for name, _value in self.facts[0]] if self.facts else []
        more = [tuple(value for _name, value in facts) for facts in self.facts] or [()] * len(rows)
        whole = [(*row, *behind) for row, behind in zip(rows, more, strict=True)]
        return Table((*TIES, *known), whole, (*self.notes, direction_note(self)))


def direction_note(network: Network) -> str:
    """How many nodes and ties there are, and whether these have a direction."""
    counts = {"nodes": len(network.nodes), "ties": len(network.source)}
    if network.directed:
        return _("Nodes: {nodes}. Ties: {ties}, each from its source to its target.", **counts)
    return _("Nodes: {nodes}. Ties: {ties}, without a direction.", **counts)
