"""What the shape of a network says of its nodes. All measures are those of networkx; degrees are counted on the arrays of ties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcode.analysis.arrays import FloatArray, IntArray, added
from qualcode.analysis.network import Network

if TYPE_CHECKING:
    import networkx as nx

SEED = 1

_MOST_TIES = 100_000  # for whatever walks along ties
_MOST_STEPS = 5_000_000  # nodes to start from times what is walked from each, some two seconds
_FEWEST_STARTS = 100
_RUNS, _TIES_FOR_RUNS = 10, 10_000  # where a run takes no time, chance is given several
_NO_MORE_THAN_CHANCE = 1e-9


@dataclass(frozen=True, eq=False)
class Measured:
    """A network and its measures, one entry a node; None where a measure is undefined, for which ``notes`` give the reason."""

    network: Network

    @cached_property
    def _graph(self) -> nx.Graph[int]:
        """The network as networkx has it: nodes are positions, so that nothing depends on how names are hashed."""
        import networkx as nx

        made: nx.Graph[int] = nx.DiGraph() if self.network.directed else nx.Graph()
        made.add_nodes_from(range(len(self.network.nodes)))
        columns = (self.network.source, self.network.target, self.network.weight)
        made.add_weighted_edges_from(zip(*(column.tolist() for column in columns), strict=True))
        return made

    @cached_property
    def in_degree(self) -> IntArray:
        """How many ties end at each node."""
        return np.bincount(self.network.target, minlength=len(self.network.nodes))

    @cached_property
    def out_degree(self) -> IntArray:
        """How many ties begin at each node."""
        return np.bincount(self.network.source, minlength=len(self.network.nodes))

    @cached_property
    def degree(self) -> IntArray:
        """How many ties each node has."""
        return self.in_degree + self.out_degree

    @cached_property
    def weighted_in(self) -> NDArray[np.number]:
        """The weight of the ties that end at each node."""
        return added(self.network.target, self.network.weight, len(self.network.nodes))

    @cached_property
    def weighted_out(self) -> NDArray[np.number]:
        """The weight of the ties that begin at each node."""
        return added(self.network.source, self.network.weight, len(self.network.nodes))

    @property
    def density(self) -> float | None:
        """The share of the possible ties that there are; None where none is possible."""
        possible = self._possible_ties()
        return len(self.network.source) / possible if possible else None

    @cached_property
    def _tied(self) -> nx.Graph[int]:
        """The nodes that have a tie: no path leads through any other."""
        return self._graph.subgraph(np.flatnonzero(self.network.linked).tolist()).copy()

    @cached_property
    def starts(self) -> int:
        """From how many nodes shortest paths are followed: all with a tie, some of a large network, or 0 of one too large for that."""
        nodes, ties = int(self.network.linked.sum()), len(self.network.source)
        affordable = _MOST_STEPS // (nodes + ties + 1)
        if affordable >= nodes:
            return nodes
        return affordable if affordable >= _FEWEST_STARTS else 0

    @property
    def exact(self) -> bool:
        """Whether shortest paths are followed from every node that has a tie."""
        return self.starts == int(self.network.linked.sum())

    @property
    def walkable(self) -> bool:
        """Whether there are ties, and not too many to walk along."""
        return 0 < len(self.network.source) <= _MOST_TIES

    @cached_property
    def betweenness(self) -> FloatArray | None:
        """The share of the shortest paths between two others that pass through each node (Freeman 1977), every tie one step."""
        import networkx as nx

        nodes = len(self.network.nodes)
        if nodes < 3 or not self.walkable or not self.starts:
            return None
        some = None if self.exact else self.starts
        found = nx.betweenness_centrality(self._tied, k=some, normalized=False, weight=None, seed=SEED)
        pairs = (nodes - 1) * (nodes - 2) / (1 if self.network.directed else 2)
        return np.array([found.get(node, 0.0) / pairs for node in range(nodes)])

    @cached_property
    def closeness(self) -> FloatArray | None:
        """(nodes - 1) / the sum of the steps from all others (Freeman 1979); None unless each can be reached from each."""
        import networkx as nx

        nodes = len(self.network.nodes)
        if nodes < 2 or not self.walkable or not self.exact or not self._reaches_all():
            return None
        found = nx.closeness_centrality(self._graph)
        return np.array([found[node] for node in range(nodes)])

    @cached_property
    def component(self) -> IntArray | None:
        """Which part of the network each node is in, the largest first: nodes that ties lead to, whatever their direction."""
        import networkx as nx

        if len(self.network.source) > _MOST_TIES:
            return None
        found = nx.weakly_connected_components if self.network.directed else nx.connected_components
        return _numbered(found(self._graph), len(self.network.nodes))

    @cached_property
    def community(self) -> IntArray | None:
        """Which group each node is in, the largest first, 0 for nodes without a tie; None where no division has modularity."""
        if self._division is None or self._division[0] <= _NO_MORE_THAN_CHANCE:
            return None
        return _numbered(self._division[1], len(self.network.nodes))

    @property
    def modularity(self) -> float | None:
        """How much more weight lies within the groups than chance would put there (Newman 2004)."""
        return None if self.community is None or self._division is None else self._division[0]

    @cached_property
    def _division(self) -> tuple[float, list[set[int]]] | None:
        """Of several divisions by the Louvain method the one with the most modularity, and how much it has."""
        import networkx as nx

        if not self.walkable:
            return None
        tied = self._tied
        found = (nx.community.louvain_communities(tied, weight="weight", seed=SEED + run) for run in range(self.runs))
        divisions = [(float(nx.community.modularity(tied, groups, weight="weight")), groups) for groups in found]
        return max(divisions, key=lambda division: division[0])

    @property
    def runs(self) -> int:
        """How often the Louvain method is tried."""
        return _RUNS if len(self.network.source) <= _TIES_FOR_RUNS else 1

    def _possible_ties(self) -> int:
        nodes = len(self.network.nodes)
        if self.network.first_side is not None:
            return self.network.first_side * (nodes - self.network.first_side)
        return nodes * (nodes - 1) // (1 if self.network.directed else 2)

    def _reaches_all(self) -> bool:
        import networkx as nx

        return bool((nx.is_strongly_connected if self.network.directed else nx.is_connected)(self._graph))


def _numbered(groups: Iterable[Collection[int]], nodes: int) -> IntArray:
    """For each node the number of its group: 1 is the largest, of two as large the one with the earlier node; 0 for none."""
    number = np.zeros(nodes, dtype=np.int64)
    for place, group in enumerate(sorted(groups, key=_rank), start=1):
        number[list(group)] = place
    return number


def _rank(group: Collection[int]) -> Any:
    return -len(group), min(group)
