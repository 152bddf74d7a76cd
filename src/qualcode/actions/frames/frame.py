"""A pandas frame that carries the definition of its figures: also when it is sliced, copied or pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from pandas import DataFrame, Series

from qualcode.messages import _, labelled, listed, plural


@dataclass(frozen=True)
class Definition:
    """What the figures of a frame are, in words; ``print(frame.definition)`` prints it line by line.

    ``what`` says what rows, columns and figures are; ``notes`` whose codings count, unit, relation, formulas and warnings;
    ``asked`` is the call they answer, by the names of its arguments. ``codings`` is how many codings the figures rest on, None
    where they rest on none. ``project`` is its name, ``changed`` the time of its last change, ``version`` that of qualcode.
    """

    table: str
    what: str
    notes: tuple[str, ...] = ()
    asked: dict[str, Any] = field(default_factory=dict)
    codings: int | None = None
    project: str = ""
    changed: str = ""
    version: str = ""

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    __repr__ = __str__

    def sentences(self) -> list[str]:
        """The definition, sentence by sentence."""
        counted = [] if self.codings is None else [plural("{n} coding counts.", "{n} codings count.", self.codings)]
        return [
            self.what,
            *self.notes,
            *counted,
            _("Project: {name}, last changed {moment}.", name=self.project, moment=self.changed),
            _("Computed with qualcode {version}.", version=self.version),
            labelled(_("Asked"), f"{self.table}({listed(f'{name}={value!r}' for name, value in self.asked.items())})"),
        ]


class Column(Series):
    """A column of a frame; ``definition`` is the frame's."""

    _metadata: ClassVar[list[str]] = ["_name", "definition"]
    definition: Definition | None = None

    @property
    def _constructor(self) -> type[Column]:
        return Column

    @property
    def _constructor_expanddim(self) -> type[Frame]:
        return Frame


class Frame(DataFrame):
    """A pandas DataFrame with a ``definition``: what its figures are. Slices, copies and pickles of it keep it.

    What is computed from a frame may carry it too, and then says what the figures were computed from. A frame made anew,
    such as by merging two, has None.
    """

    _metadata: ClassVar[list[str]] = ["definition"]
    definition: Definition | None = None

    @property
    def _constructor(self) -> type[Frame]:
        return Frame

    @property
    def _constructor_sliced(self) -> type[Column]:
        return Column
