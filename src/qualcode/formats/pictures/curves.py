"""New codes document by document, and how many there are so far: saturation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qualcode.formats.pictures import keys
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.lettering import Lettering
from qualcode.formats.pictures.sheet import Sheet
from qualcode.formats.pictures.style import ACCENT, BODY, INK, RULE, SECOND, SMALL, SOFT, steps, tick
from qualcode.messages import _, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TALL, _APART = 2.1, 0.5
_SKY, _BASE = "#9ecae1", "#f2f2f2"
_MOST_NAMES = 60
_HEAD = 1.3  # room above the highest point for words
_WIDEST, _EACH = 6.2, 0.17


@dataclass(frozen=True)
class Curve:
    """One order of documents: for each the new codes and how many there are so far. ``expected``, ``low`` and ``high`` are those
    of other orders, empty where none were drawn. The first ``base`` documents are the base; ``reached`` is after how many documents
    codes are saturated, None where they are not, and ``run`` how many documents it then took to see it."""

    name: str
    documents: Sequence[str]
    new: Sequence[int]
    cumulative: Sequence[int]
    expected: Sequence[float]
    low: Sequence[int]
    high: Sequence[int]
    base: int
    run: int
    reached: int | None


@dataclass(frozen=True)
class Curves:
    """The curves of a project, or of groups of documents, one below the other on one scale; ``threshold`` is a share."""

    frame: Frame
    curves: Sequence[Curve]
    threshold: float
    more: tuple[str, ...] = ()

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of its own."""
        return _Drawing(self, lettering).sheet()


class _Drawing:
    """Curves being laid out with certain letters."""

    def __init__(self, picture: Curves, lettering: Lettering) -> None:
        self.picture, self.lettering = picture, lettering
        self.longest = max((len(curve.documents) for curve in picture.curves), default=0) or 1
        self.named = self.longest <= _MOST_NAMES
        every = [number for curve in picture.curves for number in (*curve.cumulative, *curve.high)]
        self.highest = max(every, default=0) or 1
        self.left = 0.2 + lettering.width(tick(self.highest), SMALL) + 0.08

    @cached_property
    def wide(self) -> float:
        return max(min(_WIDEST, 0.42 * self.longest), _EACH * self.longest if self.named else _WIDEST, 4.0)

    def below(self, curve: Curve) -> float:
        """How much room the names under a curve take."""
        if not self.named:
            return 0.2
        return self.lettering.widest([self._name(name) for name in curve.documents], SMALL) + 0.08

    def _name(self, name: str) -> str:
        return self.lettering.shortened(self.lettering.set(name), SMALL, 1.1)

    def sheet(self) -> Sheet:
        heads = [0.22 if curve.name else 0.04 for curve in self.picture.curves]
        tall = sum(head + _TALL + self.below(curve) for head, curve in zip(heads, self.picture.curves))
        tall += _APART * (len(heads) - 1) + 0.2
        sheet = Sheet(self.picture.frame, self.lettering, self.left + self.wide, 0.3 + tall + 0.1, self.picture.more)
        y = keys.key(sheet, 0, 0, self._keys()) + 0.14
        for curve, head in zip(self.picture.curves, heads):
            if curve.name:
                sheet.text(
                    0, y, self.lettering.shortened(curve.name, BODY, sheet.width), BODY, fontweight="bold", va="top"
                )
            self._curve(sheet, curve, y + head)
            y += head + _TALL + self.below(curve) + _APART
        sheet.text(
            self.left + (sheet.width - self.left) / 2,
            y - _APART + 0.04,
            _("documents in order"),
            SMALL,
            ha="center",
            va="top",
            color=SOFT,
        )
        return sheet

    def _keys(self) -> list[keys.Key]:
        entries = [
            keys.Key("box", _SKY, _("new codes")),
            keys.Key("line", ACCENT, _("different codes so far")),
        ]
        if any(curve.expected for curve in self.picture.curves):
            entries.append(keys.Key("dashes", SOFT, _("mean over all orders")))
            entries.append(keys.Key("box", "#d6d6d6", _("middle 95 % of random orders")))
        return entries

    def _curve(self, sheet: Sheet, curve: Curve, y: float) -> None:
        axes = sheet.axes(self.left, y, sheet.width - self.left, _TALL)
        axes.set_xlim(0.4, self.longest + 0.6)
        axes.set_ylim(0, self.highest * _HEAD)
        places = range(1, len(curve.documents) + 1)
        self._rules(sheet, axes, y)
        self._assessment(axes, curve)
        if curve.expected:
            axes.fill_between(places, curve.low, curve.high, color="#000000", alpha=0.16, linewidth=0)
            axes.plot(places, curve.expected, color=SOFT, linewidth=1, linestyle=(0, (3, 2)))
        bars = axes.bar(places, curve.new, width=0.62, color=_SKY)
        for bar, name, new, so_far in zip(bars, curve.documents, curve.new, curve.cumulative):
            said = _("{document}: {new} new codes, {all} so far", document=name, new=new, all=so_far)
            sheet.tell(bar, said)
        marker = "o" if self.named else None
        (line,) = axes.plot(places, curve.cumulative, color=ACCENT, linewidth=1.5, marker=marker, markersize=3)
        sheet.tell(line, _("different codes so far"))
        self._names(sheet, curve, y + _TALL)

    def _rules(self, sheet: Sheet, axes: Axes, y: float) -> None:
        for value in steps(self.highest, whole=True):
            axes.axhline(value, color=SOFT if value == 0 else RULE, linewidth=0.6, zorder=0)
            place = y + _TALL * (1 - value / (self.highest * _HEAD))
            sheet.text(self.left - 0.05, place, tick(value), SMALL, ha="right", va="center_baseline", color=SOFT)
        sheet.text(0.02, y + _TALL / 2, _("codes"), SMALL, rotation=90, va="center", color=SOFT)

    def _assessment(self, axes: Axes, curve: Curve) -> None:
        """The base as a grey ground, and the run in which too little was new."""
        top = self.highest * _HEAD
        if len(curve.documents) >= curve.base:
            axes.axvspan(0.4, curve.base + 0.5, color=_BASE, linewidth=0, zorder=-1)
            base = plural("base: {n} document", "base: {n} documents", curve.base)
            self._word(axes, 0.5, top, base, SOFT)
        if curve.reached is not None:
            axes.axvline(curve.reached + 0.5, color=SECOND, linewidth=1)
            axes.axvspan(
                curve.reached + 0.5, curve.reached + curve.run + 0.5, color=SECOND, alpha=0.1, linewidth=0, zorder=-1
            )
            said = _(
                "saturated at {reached}+{run} (≤ {share} new)",
                reached=curve.reached,
                run=curve.run,
                share=f"{self.picture.threshold:.0%}",
            )
            late = curve.reached > 0.6 * len(curve.documents)
            self._word(
                axes, curve.reached + (0.4 if late else 0.6), top * 0.925, said, SECOND, "right" if late else "left"
            )

    def _word(self, axes: Axes, x: float, y: float, words: str, color: str, side: str = "left") -> None:
        axes.text(x, y, self.lettering.set(words), fontsize=SMALL, color=color, ha=side, va="top")

    def _names(self, sheet: Sheet, curve: Curve, y: float) -> None:
        wide = (sheet.width - self.left) / (self.longest + 0.2)
        every = 1 if self.named else max(1, round(self.longest / 20))
        for place, name in enumerate(curve.documents):
            if (place + 1) % every and every > 1:
                continue
            x = self.left + (place + 0.6) * wide
            shown = self._name(name) if self.named else str(place + 1)
            text = sheet.text(
                x, y + 0.05, shown, SMALL, ha="center", va="top", color=INK, rotation=90 if self.named else 0
            )
            if shown != name:
                sheet.tell(text, name)
