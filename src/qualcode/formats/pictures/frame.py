"""What every picture has: words around it, the table it shows, and a way to draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qualcode.table import Table

if TYPE_CHECKING:
    from qualcode.formats.pictures.lettering import Lettering
    from qualcode.formats.pictures.sheet import Sheet


@dataclass(frozen=True)
class Frame:
    """The words around a picture: its title, one line on what was counted and whose codings, and the table behind it, whose
    notes define the figures."""

    title: str
    scope: str
    table: Table

    @property
    def description(self) -> str:
        """All that must be read with the picture, for those who cannot see it and for the properties of its file."""
        return "\n".join(line for line in (self.scope, *self.table.notes) if line)


class Picture(Protocol):
    """A picture: ``frame`` around it, and ``draw``, which lays it out on a new sheet."""

    @property
    def frame(self) -> Frame:
        """What stands around it."""
        ...

    def draw(self, lettering: Lettering) -> Sheet:
        """The picture on a sheet of the size it needs, with letters that ``lettering`` chooses."""
        ...
