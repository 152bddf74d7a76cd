"""What a project knows of its codings besides their places, and which conditions that meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from qualcode.actions.layers import Codings
from qualcode.actions.querying.answering import EXACT, among, answered, asks, require_known
from qualcode.actions.querying.memos import memo_marks
from qualcode.actions.querying.origins import Origins
from qualcode.errors import WrongUse
from qualcode.messages import _
from qualcode.store import queries, rounds
from qualcode.store.models import Coding, Speaker, Turn
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, IntArray
    from qualcode.analysis.query.marks import Marks
    from qualcode.analysis.query.tree import Compare

STATUSES = ("provisional", "settled")
ROLES = ("interviewer", "respondent", "observer", "other")


class Conditions:
    """Answers conditions about codings of a layer."""

    def __init__(self, view: View, found: Codings) -> None:
        self.view = view
        self.found = found
        self._origins = Origins(view, found)

    def hold(self, condition: Compare, marks: Marks) -> BoolArray:
        """Of which codings a condition is true. Raises NotFound for an unknown name, WrongUse for what makes no sense."""
        if condition.field in ("document", "case", "kind", "language", "set", "period"):
            return self._origins.hold(condition, marks)
        return self._answers[condition.field](condition, marks)

    @property
    def _answers(self) -> Mapping[str, Callable[[Compare, Marks], BoolArray]]:
        return {
            "code": self._code,
            "status": self._status,
            "coder": self._coder,
            "round": self._round,
            "speaker": self._speaker,
            "role": self._role,
            "text": self._text,
            "memo": self._memo,
            "weight": self._weight,
        }

    def _code(self, condition: Compare, marks: Marks) -> BoolArray:
        """``NAME/*`` stands for a code and all below it; what is contained or matched is a part of the path."""
        tree, wanted = self.found.tree, condition
        if condition.operator in EXACT:
            meant = {row.id for value in condition.values for row in self._codes_meant(value)}
            wanted = replace(condition, values=tuple(tree.path(code) for code in meant))
        return answered(marks.code, [(tree.path(row.id),) for row in tree.rows], asks("name", wanted))

    def _status(self, condition: Compare, marks: Marks) -> BoolArray:
        asked = asks("name", among(condition, STATUSES))
        return answered(marks.code, [(row.status,) for row in self.found.tree.rows], asked)

    def _codes_meant(self, value: str) -> list[Row[Any]]:
        tree, (name, star, _rest) = self.found.tree, value.rpartition("/*")
        return tree.subtree(tree.named(name.strip()).id) if star else [tree.named(value)]

    def _coder(self, condition: Compare, marks: Marks) -> BoolArray:
        if condition.operator in EXACT:
            for name in condition.values:
                queries.coder_named(self.view, name)
        return answered(marks.coder, [(row.name,) for row in self.found.coders], asks("name", condition))

    def _round(self, condition: Compare, marks: Marks) -> BoolArray:
        import numpy as np

        known, at = np.unique(self._rounds[marks.document, marks.coder], return_inverse=True)
        return answered(at, [(number,) for number in known.tolist()], asks("integer", condition))

    @cached_property
    def _rounds(self) -> IntArray:
        """The round of each coder's codings in each document; 0 outside any."""
        import numpy as np

        document_at = {row.id: at for at, row in enumerate(self.found.documents)}
        coder_at = {row.id: at for at, row in enumerate(self.found.coders)}
        numbers = np.zeros((len(document_at), len(coder_at)), dtype=np.int64)
        columns = Coding.document_id, Coding.coder_id, func.max(Coding.round)
        statement = select(*columns).where(*rounds.shown(self.view, Coding)).group_by(*columns[:2])
        for document_id, coder_id, number in self.view.connection.execute(statement):
            numbers[document_at[document_id], coder_at[coder_id]] = number
        return numbers

    def _speaker(self, condition: Compare, marks: Marks) -> BoolArray:
        if condition.operator in EXACT:
            names = [row.speaker for row in self._turns[2] if row.speaker]
            require_known(condition, names, _("There is no speaker {name!r}."))
        values = [(row.speaker,) if row.speaker else () for row in self._turns[2]]
        return answered(self.turns_at(marks), values, asks("name", condition))

    def _role(self, condition: Compare, marks: Marks) -> BoolArray:
        values = [(row.role,) if row.role else () for row in self._turns[2]]
        return answered(self.turns_at(marks), values, asks("name", among(condition, ROLES)))

    def turns_at(self, marks: Marks) -> IntArray:
        """The turn in which each coding begins, by its place among all; -1 outside any."""
        import numpy as np

        starts, ends, rows = self._turns
        if not rows:
            return np.full(len(marks), -1, dtype=np.int64)
        turn = np.searchsorted(starts, marks.start, side="right") - 1
        return np.where((turn >= 0) & (marks.start < ends[turn]), turn, -1)

    def speakers_at(self, marks: Marks) -> list[str | None]:
        """Who speaks where each coding begins."""
        rows = self._turns[2]
        return [rows[turn].speaker if turn >= 0 else None for turn in self.turns_at(marks).tolist()]

    @cached_property
    def _turns(self) -> tuple[IntArray, IntArray, list[Row[Any]]]:
        """All turns in order: where each begins and ends on the line of all documents, and its row."""
        import numpy as np

        columns: list[Any] = [Turn.document_id, Turn.start, Turn.end, Speaker.name.label("speaker"), Speaker.role]
        rows = queries.rows(self.view, select(*columns).outerjoin(Speaker, Turn.speaker_id == Speaker.id))
        document_at = {row.id: at for at, row in enumerate(self.found.documents)}
        numbers = [(document_at[row.document_id], row.start, row.end) for row in rows]
        document, start, end = np.array(numbers, dtype=np.int64).reshape(-1, 3).T
        offset = self.found.table.offsets[document]
        order = np.argsort(offset + start)
        return (offset + start)[order], (offset + end)[order], [rows[at] for at in order.tolist()]

    def _weight(self, condition: Compare, marks: Marks) -> BoolArray:
        import numpy as np

        known, at = np.unique(self.found.table.weight[marks.origin], return_inverse=True)
        values = [() if value != value else (value,) for value in known.tolist()]
        return answered(at, values, asks("decimal", condition))

    def _text(self, condition: Compare, marks: Marks) -> BoolArray:
        from qualcode.analysis.query import texts

        if condition.operator not in ("contains", "matches"):
            raise WrongUse(_("Coded text is asked about by: text contains “…”, or text matches /…/."))
        finds = texts.containing if condition.operator == "contains" else texts.matching
        return finds(marks, condition.values[0], self._text_of)

    def _text_of(self, document: int) -> str:
        return queries.text_of(self.view, self.found.documents[document].id)

    def _memo(self, condition: Compare, marks: Marks) -> BoolArray:
        return memo_marks(self.view, self.found, condition, marks)
