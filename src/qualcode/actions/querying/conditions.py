"""What a project knows of its codings besides their codes and places, and which conditions that meets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from sqlalchemy import Row, func, select

from qualcode.actions.layers import Codings
from qualcode.actions.querying.attributes import AttributeValues
from qualcode.actions.querying.memos import memo_marks
from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries, rounds
from qualcode.store.models import (
    CaseSet,
    CaseSetMember,
    CodeSet,
    CodeSetMember,
    Coding,
    DocumentSet,
    DocumentSetMember,
    Speaker,
    Turn,
)
from qualcode.store.models.documents import KINDS
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

if TYPE_CHECKING:
    from qualcode.analysis.arrays import BoolArray, IntArray
    from qualcode.analysis.query.comparing import Asks
    from qualcode.analysis.query.marks import Marks
    from qualcode.analysis.query.tree import Compare, Operator
    from qualcode.text.values import Value

ROLES = ("interviewer", "respondent", "observer", "other")
_ALSO = {"field note": "observation", "policy text": "policy", "participant": "respondent"}
_OPPOSITE: dict[Operator, Operator] = {"!=": "=", "not in": "in", "is missing": "is not missing"}
_EXACT = ("=", "!=", "in", "not in")


class Conditions:
    """Answers conditions about codings of a layer."""

    def __init__(self, view: View, found: Codings) -> None:
        self.view = view
        self.found = found

    def hold(self, condition: Compare, marks: Marks) -> BoolArray:
        """Of which codings a condition is true. Raises NotFound for an unknown name, WrongUse for what makes no sense."""
        if condition.attribute:
            return self._attribute(condition, marks)
        return self._answers[condition.field](condition, marks)

    @property
    def _answers(self) -> Mapping[str, Callable[[Compare, Marks], BoolArray]]:
        return {
            "coder": self._coder,
            "round": self._round,
            "speaker": self._speaker,
            "role": self._role,
            "document": self._document,
            "kind": self._kind,
            "language": self._language,
            "set": self._set,
            "case": self._case,
            "text": self._text,
            "memo": self._memo,
            "weight": self._weight,
        }

    def _coder(self, condition: Compare, marks: Marks) -> BoolArray:
        if condition.operator in _EXACT:
            for name in condition.values:
                queries.coder_named(self.view, name)
        return _answered(marks.coder, [(row.name,) for row in self.found.coders], _asks("name", condition))

    def _document(self, condition: Compare, marks: Marks) -> BoolArray:
        if condition.operator in _EXACT:
            for name in condition.values:
                queries.document_named(self.view, name)
        return _answered(marks.document, [(row.name,) for row in self.found.documents], _asks("name", condition))

    def _kind(self, condition: Compare, marks: Marks) -> BoolArray:
        asks = _asks("name", _among(condition, KINDS))
        return _answered(marks.document, [(row.kind,) for row in self.found.documents], asks)

    def _language(self, condition: Compare, marks: Marks) -> BoolArray:
        """A language is its own and each wider one: zh-Hans is zh."""
        values = [tuple(_wider(row.language)) for row in self.found.documents]
        return _answered(marks.document, values, _asks("name", condition))

    def _round(self, condition: Compare, marks: Marks) -> BoolArray:
        import numpy as np

        known, at = np.unique(self._rounds[marks.document, marks.coder], return_inverse=True)
        return _answered(at, [(number,) for number in known.tolist()], _asks("integer", condition))

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
        if condition.operator in _EXACT:
            names = [row.speaker for row in self._turns[2] if row.speaker]
            _require_known(condition, names, _("There is no speaker {name!r}."))
        values = [(row.speaker,) if row.speaker else () for row in self._turns[2]]
        return _answered(self.turns_at(marks), values, _asks("name", condition))

    def _role(self, condition: Compare, marks: Marks) -> BoolArray:
        values = [(row.role,) if row.role else () for row in self._turns[2]]
        return _answered(self.turns_at(marks), values, _asks("name", _among(condition, ROLES)))

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
        return _answered(at, values, _asks("decimal", condition))

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

    def _case(self, condition: Compare, marks: Marks) -> BoolArray:
        """``NAME/*`` stands for a case and all below it."""
        rows = queries.cases(self.view)
        wanted = condition
        if condition.operator in _EXACT:
            names = tuple(name for value in condition.values for name in self._cases_meant(rows, value))
            wanted = replace(condition, values=names)
        values = self._of_cases({row.id: (row.name,) for row in rows})
        return _answered(marks.document, values, _asks("name", wanted))

    def _cases_meant(self, rows: Sequence[Row[Any]], value: str) -> list[str]:
        name, star, _rest = value.rpartition("/*")
        if not star:
            return [queries.case_named(self.view, value).name]
        meant = {queries.case_named(self.view, name.strip()).id}
        while len(meant) < len(meant := meant | {row.id for row in rows if row.parent_id in meant}):
            pass
        return [row.name for row in rows if row.id in meant]

    def _of_cases(self, values: Mapping[int, Sequence[Value]]) -> list[Sequence[Value]]:
        """For each document the values of all its cases, given by the cases' ids."""
        found: dict[int, list[Value]] = {}
        for row in queries.document_cases(self.view):
            found.setdefault(row.document_id, []).extend(values.get(row.case_id, ()))
        return [found.get(row.id, ()) for row in self.found.documents]

    def _attribute(self, condition: Compare, marks: Marks) -> BoolArray:
        if condition.field == "document" and name_key(condition.attribute) == "date":
            dates = [(row.occurred_on,) if row.occurred_on else () for row in self.found.documents]
            return _answered(marks.document, dates, _asks("date", condition))
        known = AttributeValues(self.view, condition)
        values = known.by_owner()
        if condition.field == "case":
            return _answered(marks.document, self._of_cases(values), known.asks())
        return _answered(marks.document, [values.get(row.id, ()) for row in self.found.documents], known.asks())

    def _set(self, condition: Compare, marks: Marks) -> BoolArray:
        """Sets of documents, of cases (the documents tied to them) and of codes; several may have one name."""
        documents = _members(self.view, DocumentSet, DocumentSetMember, "document")
        cases = _members(self.view, CaseSet, CaseSetMember, "case")
        codes = _members(self.view, CodeSet, CodeSetMember, "code")
        if condition.operator in _EXACT:
            names = [name for members in (documents, cases, codes) for several in members.values() for name in several]
            _require_known(condition, [*names, *_empty_sets(self.view)], _("There is no set {name!r}."))
        opposite = _OPPOSITE.get(condition.operator)
        asks = _asks("name", replace(condition, operator=opposite or condition.operator))
        of_cases = self._of_cases(cases)
        of_documents = [(*documents.get(row.id, ()), *of_cases[at]) for at, row in enumerate(self.found.documents)]
        inside = _answered(marks.document, of_documents, asks)
        inside |= _answered(marks.code, [codes.get(row.id, ()) for row in self.found.tree.rows], asks)
        return inside ^ (opposite is not None)


def _asks(kind: str, condition: Compare) -> Asks:
    from qualcode.analysis.query.comparing import asking

    field = f"{condition.field}.{condition.attribute}" if condition.attribute else condition.field
    return asking(kind, condition.operator, condition.values, field)


def _answered(index: IntArray, values: Sequence[Sequence[Value]], asks: Asks) -> BoolArray:
    """What is asked of values, for each coding; ``index`` says which values it has, -1 that it has none."""
    import numpy as np

    return np.array([*map(asks, values), asks(())], dtype=np.bool_)[index]


def _among(condition: Compare, known: Sequence[str]) -> Compare:
    """The condition in the words that are known. Raises NotFound for another word."""
    if condition.operator not in _EXACT:
        return condition
    words = [name_key(value).replace("-", " ") for value in condition.values]
    values = tuple(_ALSO.get(word, word) for word in words)
    made = replace(condition, values=values)
    _require_known(made, known, _("{name!r} is no {field}."))
    return made


def _require_known(condition: Compare, known: Iterable[str], message: str) -> None:
    names = sorted(set(known))
    keys = {name_key(name) for name in names}
    for value in condition.values:
        if name_key(value) not in keys:
            _missing(message.format(name=value, field=condition.field), value, names)


def _missing(message: str, name: str, known: Sequence[str]) -> NoReturn:
    close = nearest(name, known) or known[:8]
    raise NotFound(message, _("Did you mean {names}?", names=listed(close)) if close else "", close)


def _wider(language: str) -> list[str]:
    """zh-Hans-CN is zh-Hans and zh as well; nothing where no language is known."""
    pieces = language.split("-") if language else []
    return ["-".join(pieces[: length + 1]) for length in range(len(pieces))]


def _members(view: View, sets: Any, members: Any, of: str) -> dict[int, list[str]]:
    """The names of the sets that each document, case or code is in."""
    set_id, member_id = getattr(members, f"{sets.__tablename__}_id"), getattr(members, f"{of}_id")
    found: dict[int, list[str]] = {}
    for row_id, name in view.connection.execute(select(member_id, sets.name).join(sets, set_id == sets.id)):
        found.setdefault(row_id, []).append(name)
    return found


def _empty_sets(view: View) -> list[str]:
    return [name for sets in (DocumentSet, CaseSet, CodeSet) for name in view.connection.scalars(select(sets.name))]
