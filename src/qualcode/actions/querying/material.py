"""A project as queries see it: its codes, units, cases and conditions beside a table of codings."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.layers import Codings
from qualcode.actions.querying.conditions import Conditions
from qualcode.actions.tables import case_levels
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.queries import CodeTree
from qualcode.store.view import View
from qualcode.text.units import units

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, IntArray
    from qualcode.analysis.coding_table import CodingTable
    from qualcode.analysis.query.marks import Marks
    from qualcode.analysis.query.tree import Codes, Compare
    from qualcode.analysis.unit_grid import UnitGrid


class ProjectMaterial:
    """What a query is asked of: see ``analysis.query.evaluation.Material``."""

    def __init__(self, view: View, found: Codings) -> None:
        self.view = view
        self.found = found

    @property
    def table(self) -> CodingTable:
        """The codings."""
        return self.found.table

    @cached_property
    def conditions(self) -> Conditions:
        """What the project knows of each coding."""
        return Conditions(self.view, self.found)

    def holds(self, condition: Compare, marks: Marks) -> BoolArray:
        """Of which codings a condition is true. Raises NotFound and WrongUse for what it cannot be about."""
        return self.conditions.hold(condition, marks)

    def codes(self, wanted: Codes) -> BoolArray:
        """Which codes are meant. Raises NotFound for an unknown one, WrongUse where several have a name."""
        import numpy as np

        meant = {row.id for row in codes_meant(self.found.tree, wanted)}
        return np.array([row.id in meant for row in self.found.tree.rows], dtype=np.bool_)

    def paths(self, wanted: Codes) -> list[str]:
        """The paths of the codes that are meant, in the order of the tree."""
        return [self.found.tree.path(row.id) for row in codes_meant(self.found.tree, wanted)]

    def units(self, unit: str, documents: IntArray) -> UnitGrid:
        """The units of documents, whoever speaks, with labels and headings: whatever can be coded is in one.

        Sentences and paragraphs are those of the text; turns are the turns, paragraphs where there are none.
        """
        import numpy as np

        from qualcode.analysis.unit_grid import UnitGrid

        spans = [self._spans(unit, document) for document in documents.tolist()]
        start, end = np.concatenate([np.empty((0, 2), dtype=np.int64), *spans]).T
        return UnitGrid.from_arrays(unit, np.repeat(documents, [len(one) for one in spans]), start, end)

    def _spans(self, unit: str, document: int) -> IntArray:
        """The units of one document as rows of numbers: those of all are too many for more."""
        import numpy as np

        row = self.found.documents[document]
        turns = queries.turns(self.view, row.id) if unit == "turn" else ()
        made = units(queries.text_of(self.view, row.id), unit, turns, interviewers=True, labels=True)
        return np.array([(span.start, span.end) for span in made], dtype=np.int64).reshape(-1, 2)

    def text(self, document: int) -> str:
        """The text of a document."""
        return queries.text_of(self.view, self.found.documents[document].id)

    def cases(self) -> tuple[IntArray, IntArray]:
        """Which documents are tied to which cases, as sorted pairs of positions."""
        import numpy as np

        tied = case_levels.cases_of_documents(self.view, self.found)
        pairs = sorted((document, case) for document, cases in tied.items() for case in cases)
        columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]


def codes_meant(tree: CodeTree, wanted: Codes) -> list[Row[Any]]:
    """The codes that are meant. Raises NotFound for an unknown one, WrongUse where several have a name, or none is above."""
    code = _named(tree, wanted)
    match wanted.around:
        case "subtree":
            return tree.subtree(code.id)
        case "children":
            return tree.children(code.id)
        case "siblings":
            return [row for row in tree.children(code.parent_id) if row.id != code.id]
        case "parent":
            if code.parent_id == tree.root_id:
                raise WrongUse(_("{code!r} is at the top of the tree: there is no code above it.", code=code.name))
            return [row for row in tree.rows if row.id == code.parent_id]
    return [code]


def _named(tree: CodeTree, wanted: Codes) -> Row[Any]:
    """The code of a name. Raises NotFound with the nearest ones as they are written in a query."""
    from qualcode.analysis.query.wording import write

    try:
        return tree.named(wanted.path)
    except NotFound as error:
        close = [write(replace(wanted, path=path, around="code")) for path in error.nearest]
        hint = _("Did you mean {names}?", names=listed(close))
        if not close:
            hint = _("qualcode codebook show lists the codes. Names that hold words such as and, or are quoted.")
        raise NotFound(error.message, hint, error.nearest) from None
