"""Places for the nodes of a network: near what they are tied to, no label on another one, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx

_SEED = 1
_STEPS = 300
_PAD = 0.05


def arranged(boxes: NDArray[np.float64], ties: Sequence[tuple[int, int, float]]) -> NDArray[np.float64]:
    """The middle of each box (``boxes`` are widths and heights), in inches from the upper left corner of all.

    What hangs together is arranged by forces from a fixed beginning and set on shelves, the largest first; what is tied to nothing
    stands in rows below.
    """
    import networkx

    graph: Any = networkx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_weighted_edges_from((a, b, max(float(weight), 1e-9)) for a, b, weight in ties if a != b)
    parts = sorted((sorted(part) for part in networkx.connected_components(graph)), key=lambda part: (-len(part), part))
    blocks = [(part, _forced(graph, part, boxes[part])) for part in parts if len(part) > 1]
    lonely = [part[0] for part in parts if len(part) == 1]
    width = max([5.0, *(float(places[:, 0].max() + boxes[part, 0].max() / 2) for part, places in blocks)])
    blocks += [([node], boxes[[node]] / 2) for node in lonely]
    return _shelved(blocks, boxes, width)


def _forced(graph: networkx.Graph[int], part: list[int], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """One connected part laid out by forces and pulled apart until no boxes touch; from its upper left corner."""
    import networkx

    inner = graph.subgraph(part)
    strongest = max(weight for *_ends, weight in inner.edges.data("weight"))
    pull: Any = networkx.Graph()
    pull.add_nodes_from(part)
    pull.add_weighted_edges_from(
        (a, b, 0.3 + weight / strongest) for a, b, weight in sorted(inner.edges.data("weight"))
    )
    begin = networkx.circular_layout(pull)
    placed = networkx.spring_layout(
        pull, pos=begin, seed=_SEED, iterations=_STEPS, k=1.6 / len(part) ** 0.5, method="force"
    )
    places = np.array([placed[node] for node in part])
    size = 1.2 * len(part) ** 0.5
    spread = np.ptp(places, axis=0).max() or 1.0
    return _apart((places - places.min(axis=0)) / spread * size * np.array([1.35, 1.0]), boxes)


def _apart(places: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push boxes that lie on each other apart, along the shorter way, a little at a time."""
    places = places + np.arange(len(places))[:, None] * 1e-6  # no two at the very same place
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2 + _PAD
    for _step in range(_STEPS):
        gap = places[:, None, :] - places[None, :, :]
        over = need - np.abs(gap)
        hit = np.asarray((over > 1e-3).all(axis=2))
        hit &= ~np.eye(len(places), dtype=np.bool_)
        if not hit.any():
            break
        shorter = (over[..., 0] > over[..., 1]).astype(np.int64)
        for axis in (0, 1):
            moved = np.where(hit & (shorter == axis), np.sign(gap[..., axis]) * over[..., axis], 0.0)
            places[:, axis] += 0.5 * moved.sum(axis=1) / np.maximum((hit & (shorter == axis)).sum(axis=1), 1)
    corner = (places - boxes / 2).min(axis=0)
    return np.asarray(places - corner)


def _shelved(
    blocks: Sequence[tuple[list[int], NDArray[np.float64]]], boxes: NDArray[np.float64], width: float
) -> NDArray[np.float64]:
    """Blocks side by side on shelves of a width."""
    places = np.zeros((len(boxes), 2))
    x = y = shelf = 0.0
    for part, inside in blocks:
        size = (inside + boxes[part] / 2).max(axis=0)
        if x and x + size[0] > width:
            x, y, shelf = 0.0, y + shelf + 0.15, 0.0
        places[part] = inside + np.array([x, y])
        x, shelf = x + size[0] + 0.2, max(shelf, size[1])
    return places
