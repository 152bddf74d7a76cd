"""Nodes and the ties between them: codes that occur together, agencies that issue together, documents that cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcode.formats.pictures import keys
from qualcode.formats.pictures.arranging import arranged
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import ACCENT, FAINT, INK, PALETTE, SMALL, SOFT, number
from qualcode.messages import _, labelled, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import FancyArrowPatch

_MOST_NODES = 150
_MOST_WEIGHTS = 40
_SMALLEST, _LARGEST = 0.09, 0.3  # across a node
_WIDEST_LABEL = 1.15
_STYLES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)), (0, (2, 4)))
_HEAD = 12  # points to which the head of a tie is scaled
_LINE = SMALL * 1.2 / 72
_GROUND = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}


@dataclass(frozen=True)
class Node:
    """What is tied: its name, how large it is drawn, the group whose colour it has (None: all alike), and its whole name."""

    name: str
    size: float = 1.0
    group: str | None = None
    told: str = ""


@dataclass(frozen=True)
class Tie:
    """A tie from one node to another, by their places among the nodes; beside it ``words`` are written, else its ``kind`` and weight."""

    a: int
    b: int
    weight: float = 1.0
    directed: bool = False
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class Network:
    """Nodes and ties. ``sizes`` and ``weights`` say what size and thickness mean."""

    frame: Frame
    nodes: Sequence[Node]
    ties: Sequence[Tie]
    sizes: str = ""
    weights: str = ""

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own; of a large network the nodes with the strongest ties."""
        return _Drawing(self, lettering).sheet()


def draw_network(
    nodes: Sequence[Node], ties: Sequence[Tie], frame: Frame, *, sizes: str = "", weights: str = ""
) -> Network:
    """The picture of a network, to be written with ``write_picture``. Raises ValueError for a tie to a node that is not there."""
    for tie in ties:
        if not (0 <= tie.a < len(nodes) and 0 <= tie.b < len(nodes)):
            raise ValueError(f"a tie from {tie.a} to {tie.b} among {len(nodes)} nodes")
    return Network(frame, nodes, ties, sizes, weights)


class _Drawing:
    """A network being laid out with certain letters."""

    def __init__(self, picture: Network, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        kept = _strongest(len(picture.nodes), picture.ties)
        self.nodes = [picture.nodes[place] for place in kept]
        self.at = {place: at for at, place in enumerate(kept)}
        self.ties = [tie for tie in picture.ties if tie.a in self.at and tie.b in self.at]
        self.labels = [lettering.label(node.name, SMALL, _WIDEST_LABEL) for node in self.nodes]
        largest = max((node.size for node in self.nodes), default=0) or 1
        self.across = [_SMALLEST + (_LARGEST - _SMALLEST) * (max(node.size, 0) / largest) ** 0.5 for node in self.nodes]
        groups = Counter(node.group for node in self.nodes if node.group is not None)
        self.groups = [
            group for group, times in groups.most_common()
        ]  # should colours not suffice, the largest have them

        self.kinds = [kind for kind, _times in Counter(tie.kind for tie in self.ties).most_common()]

    def sheet(self) -> Sheet:
        boxes = self._boxes()
        pairs = [(self.at[tie.a], self.at[tie.b], tie.weight) for tie in self.ties]
        places = arranged(boxes, pairs) if self.nodes else np.zeros((0, 2))
        wide, tall = (places + boxes / 2).max(axis=0).tolist() if self.nodes else (1.0, 0.3)
        foot = 0.3 + 0.16 * ((len(self.groups) + 3) // 4)
        sheet = Sheet(self.picture.frame, self.lettering, wide, tall + foot, self._left_out())
        axes = sheet.axes((sheet.width - wide) / 2, 0, wide, tall)
        axes.set_xlim(0, wide)
        axes.set_ylim(tall, 0)
        middles = places - np.column_stack(
            [np.zeros(len(boxes)), [self._label_height(label) / 2 for label in self.labels]]
        )
        self._ties(sheet, axes, middles)
        self._nodes(sheet, axes, middles)
        keys.key(sheet, 0, tall + 0.14, self._keys())
        return sheet

    def _label_height(self, label: str) -> float:
        return _LINE * (label.count("\n") + 1) + 0.02

    def _boxes(self) -> NDArray[np.float64]:
        """Width and height of each node with its label below it."""
        wide = [
            max(across, self.lettering.widest(label.split("\n"), SMALL))
            for across, label in zip(self.across, self.labels)
        ]
        tall = [across + self._label_height(label) for across, label in zip(self.across, self.labels)]
        return np.array([wide, tall], dtype=np.float64).T.reshape(-1, 2)

    def _ties(self, sheet: Sheet, axes: Axes, middles: NDArray[np.float64]) -> None:
        strongest = max((abs(tie.weight) for tie in self.ties), default=0) or 1
        alike = len({tie.weight for tie in self.ties}) == 1
        back = {(tie.b, tie.a) for tie in self.ties}
        for tie in self.ties:
            a, b = self.at[tie.a], self.at[tie.b]
            thick = 1.0 if alike else 0.5 + 3.2 * abs(tie.weight) / strongest
            bend = 0.15 if (tie.a, tie.b) in back else 0.0
            ends = middles[a], middles[b]
            line = self._line(tie, ends, thick, bend)
            axes.add_patch(line)
            if tie.directed:
                axes.add_patch(self._head(tie, ends, thick, bend))
            names = self.nodes[a].told or self.nodes[a].name, self.nodes[b].told or self.nodes[b].name
            words = labelled(
                (" → " if tie.directed else " – ").join(names), number(tie.weight, float(tie.weight).is_integer())
            )
            sheet.tell(line, f"{words} {tie.kind}".strip())
            across = (middles[b] - middles[a]) * (1, -1)
            self._tie_words(axes, tie, (middles[a] + middles[b]) / 2 + across[::-1] * (bend / 2) * (-1, 1) * -1)

    def _line(self, tie: Tie, ends: tuple[Any, Any], thick: float, bend: float) -> FancyArrowPatch:
        """The line of a tie, which ends where its head begins."""
        short = 1 + _head_length(thick) * _HEAD if tie.directed else 0
        return self._patch(tie, ends, bend, "-", short, linewidth=thick, linestyle=self._style(tie), capstyle="butt")

    def _head(self, tie: Tie, ends: tuple[Any, Any], thick: float, bend: float) -> FancyArrowPatch:
        """The head of a tie, filled and without an outline, so that the dashes of its line do not cut it up."""
        style = f"-|>,head_length={_head_length(thick)},head_width={0.22 + 0.05 * thick}"
        return self._patch(tie, ends, bend, style, 1, linewidth=0)

    def _patch(
        self, tie: Tie, ends: tuple[Any, Any], bend: float, style: str, short: float, **drawn: Any
    ) -> FancyArrowPatch:
        """A part of a tie between the rims of its nodes, ``short`` points before the second one."""
        from matplotlib.patches import FancyArrowPatch

        return FancyArrowPatch(
            tuple(ends[0]),
            tuple(ends[1]),
            arrowstyle=style,
            connectionstyle=f"arc3,rad={bend}",
            mutation_scale=_HEAD,
            shrinkA=self.across[self.at[tie.a]] * 36,
            shrinkB=self.across[self.at[tie.b]] * 36 + short,
            color="#7a7a7a",
            alpha=0.55,
            zorder=1,
            **drawn,
        )

    def _style(self, tie: Tie) -> Any:
        """How a line of this kind is drawn; beyond as many kinds as can be told apart, as the last."""
        return _STYLES[min(self.kinds.index(tie.kind), len(_STYLES) - 1)]

    def _tie_words(self, axes: Axes, tie: Tie, place: Any) -> None:
        """The kind and the weight of a tie at its middle, where there are few of them."""
        if len(self.ties) > _MOST_WEIGHTS:
            return
        weighted = any(one.weight != self.ties[0].weight for one in self.ties)
        weight = number(tie.weight, float(tie.weight).is_integer()) if weighted else ""
        words = self.lettering.set(tie.words or " ".join(part for part in (tie.kind, weight) if part))
        if words:
            axes.text(
                place[0],
                place[1],
                words,
                fontsize=SMALL - 1,
                color=SOFT,
                ha="center",
                va="center",
                bbox=_GROUND,
                zorder=2,
            )

    def _nodes(self, sheet: Sheet, axes: Axes, middles: NDArray[np.float64]) -> None:
        from matplotlib.patches import Circle

        for at, node in enumerate(self.nodes):
            x, y = middles[at]
            circle = Circle(
                (x, y), self.across[at] / 2, facecolor=self._color(node), edgecolor="white", linewidth=0.8, zorder=3
            )
            axes.add_patch(circle)
            name = node.told or node.name
            told = labelled(name, number(node.size, float(node.size).is_integer()))
            sheet.tell(circle, told if self.picture.sizes else name)
            text = axes.text(
                x,
                y + self.across[at] / 2 + 0.02,
                self.labels[at],
                fontsize=SMALL,
                color=INK,
                ha="center",
                va="top",
                zorder=4,
                linespacing=1.1,
                bbox={**_GROUND, "boxstyle": "round,pad=0.02"},
            )
            if self.labels[at] != name:
                sheet.tell(text, name)

    def _color(self, node: Node) -> str:
        if node.group is None:
            return FAINT if self.groups else ACCENT
        return self._group_color(self.groups.index(node.group))

    def _group_color(self, at: int) -> str:
        return PALETTE[at] if at < len(PALETTE) else FAINT

    def _keys(self) -> list[keys.Key]:
        said = [keys.Key("dot", self._group_color(at), group) for at, group in enumerate(self.groups[: len(PALETTE)])]
        if self.picture.sizes:
            said.append(keys.Key("dot", FAINT, _("size: {meaning}", meaning=self.picture.sizes)))
        if self.picture.weights and len({tie.weight for tie in self.ties}) > 1:
            said.append(keys.Key("line", FAINT, _("thickness: {meaning}", meaning=self.picture.weights)))
        return said

    def _left_out(self) -> tuple[str, ...]:
        left = len(self.picture.nodes) - len(self.nodes)
        if not left:
            return ()
        return (
            plural(
                "{n} node with the weakest ties is not drawn; the table has it.",
                "{n} nodes with the weakest ties are not drawn; the table has them.",
                left,
            ),
        )


def _strongest(count: int, ties: Sequence[Tie]) -> list[int]:
    """The places of as many nodes as a picture can show: those whose ties weigh most, in their order."""
    weight = [0.0] * count
    for tie in ties:
        weight[tie.a] += abs(tie.weight)
        weight[tie.b] += abs(tie.weight)
    return sorted(sorted(range(count), key=lambda place: -weight[place])[:_MOST_NODES])


def _head_length(thick: float) -> float:
    return 0.45 + 0.08 * thick
