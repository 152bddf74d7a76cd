"""The paper a picture is drawn on: title above, notes below, and between them a field laid out in inches."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from qualcode.formats.pictures.style import BODY, FAINT, INK, SMALL, SOFT, TITLE
from qualcode.messages import _

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from qualcode.formats.pictures.frame import Frame
    from qualcode.formats.pictures.lettering import Lettering

MARGIN = 0.14
NARROWEST = 4.6
_MOST_NOTE_LINES = 9
_LINE = 1.32 / 72  # from line to line, in inches for each point


class Sheet:
    """A figure with a field of ``width`` x ``height`` inches for the drawing.

    Places in the field are inches from its upper left corner. ``told`` holds what a reader's program says of single marks.
    ``more`` are notes of the drawing itself, put before those of the table.
    """

    def __init__(
        self, frame: Frame, lettering: Lettering, width: float, height: float, more: tuple[str, ...] = ()
    ) -> None:
        from matplotlib.figure import Figure

        self.frame, self.lettering, self.more = frame, lettering, more
        self.told: dict[str, str] = {}
        self.width = max(width, NARROWEST)
        head, foot = self._head(), self._foot()
        self._top = MARGIN + sum(size * _LINE for _line, size, _bold, _color in head) + 0.1
        tall = self._top + height + (0.12 if foot else 0) + len(foot) * SMALL * _LINE + MARGIN
        self.figure = Figure(figsize=(self.width + 2 * MARGIN, tall), facecolor="white")
        self._wide, self._tall = self.width + 2 * MARGIN, tall
        y = MARGIN - self._top
        for line, size, bold, color in head:
            y = self._line(y, line, size, color, bold)
        y = height + 0.12
        for line in foot:
            y = self._line(y, line, SMALL, FAINT)

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """An empty field to draw in, without frame and ticks."""
        axes = self.figure.add_axes(
            (
                (MARGIN + x) / self._wide,
                1 - (self._top + y + height) / self._tall,
                width / self._wide,
                height / self._tall,
            )
        )
        axes.set_axis_off()
        return axes

    def text(self, x: float, y: float, words: object, size: float = BODY, **how: Any) -> Text:
        """Words at a place of the field. ``how`` is matplotlib's: ``ha``, ``va``, ``color``, ``rotation``, ``fontweight``."""
        how = {"color": INK, "linespacing": 1.15, **how}
        shown = "\n".join(self.lettering.set(line) for line in str(words).split("\n"))
        place = (MARGIN + x) / self._wide, 1 - (self._top + y) / self._tall
        return self.figure.text(*place, shown, fontsize=size, **how)

    def tell(self, mark: Artist, words: str) -> None:
        """Let programs say ``words`` where a reader points at ``mark``."""
        name = f"mark-{len(self.told) + 1}"
        mark.set_gid(name)
        self.told[name] = words

    def finish(self) -> None:
        """Give every text the fonts that the whole picture needs."""
        from matplotlib.text import Text

        for text in self.figure.findobj(Text):
            text.set_family(self.lettering.families)  # type: ignore[attr-defined]

    def _line(self, y: float, line: str, size: float, color: str, bold: bool = False) -> float:
        self.text(0, y, line, size, color=color, va="top", fontweight="bold" if bold else "normal")
        return y + size * _LINE

    def _head(self) -> list[tuple[str, float, bool, str]]:
        lines = [(line, TITLE, True, INK) for line in self._broken(self.frame.title, TITLE, True)]
        if self.frame.scope:
            lines += [(line, BODY - 0.5, False, SOFT) for line in self._broken(self.frame.scope, BODY - 0.5)]
        return lines

    def _foot(self) -> list[str]:
        """The notes, as many whole ones as there is room for."""
        notes = [self._broken(note, SMALL) for note in (*self.more, *self.frame.table.notes)]
        ends = list(accumulate(map(len, notes)))
        if not notes or ends[-1] <= _MOST_NOTE_LINES:
            return list(chain(*notes))
        room = bisect_right(ends, _MOST_NOTE_LINES - 1)
        return [*chain(*notes[:room]), *self._broken(_("… The other notes are with the table."), SMALL)]

    def _broken(self, text: str, size: float, bold: bool = False) -> list[str]:
        return self.lettering.lines(self.lettering.set(text), size, self.width, bold)
