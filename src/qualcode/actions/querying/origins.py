"""Conditions on where codings come from: their documents, the cases tied to these, and sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.layers import Codings
from qualcode.actions.literature import screening
from qualcode.actions.querying.answering import EXACT, among, answered, asks, require_known
from qualcode.actions.querying.attributes import AttributeValues
from qualcode.actions.tables.named_periods import periods, values_of_documents
from qualcode.messages import _
from qualcode.store import queries
from qualcode.store.models import (
    CaseSet,
    CaseSetMember,
    CodeSet,
    CodeSetMember,
    DocumentSet,
    DocumentSetMember,
    Speaker,
    Turn,
)
from qualcode.store.models.documents import KINDS
from qualcode.store.view import View
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.actions.querying.whole_documents import WholeDocuments
    from qualcode.analysis.arrays import BoolArray
    from qualcode.analysis.query.marks import Marks
    from qualcode.analysis.query.tree import Compare, Operator
    from qualcode.text.values import Value

_LANGUAGES = {"chinese": "zh", "english": "en", "中文": "zh", "汉语": "zh", "英文": "en", "英语": "en"}
_OPPOSITE: dict[Operator, Operator] = {"!=": "=", "not in": "in", "is missing": "is not missing"}
_SAME: dict[tuple[str, str], str] = {
    ("document", "name"): "document",
    ("document", "kind"): "kind",
    ("document", "language"): "language",
    ("document", "set"): "set",
    ("document", "period"): "period",
    ("case", "name"): "case",
    ("case", "set"): "set",
}
FACTS = ("date", "characters", "words", "turns", "speakers", "source", "screening")
"""What is known of every document, asked for as if it were an attribute: ``document.words``."""


def plain(view: View, condition: Compare) -> Compare:
    """The condition with ``document.kind`` and the like as the fields they are, unless an attribute has that name."""
    field = _SAME.get((condition.field, name_key(condition.attribute)))
    if field is None or queries.find_attribute(view, condition.attribute, condition.field):
        return condition
    return replace(condition, field=field, attribute="")


class Origins:
    """Answers conditions about documents, cases and sets."""

    def __init__(self, view: View, found: Codings) -> None:
        self.view = view
        self.found = found

    def hold(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        """Of which codings a condition is true. Raises NotFound for an unknown name, WrongUse for what makes no sense."""
        if condition.attribute:
            return self._attribute(condition, marks)
        return self._answers[condition.field](condition, marks)

    @property
    def _answers(self) -> Mapping[str, Callable[[Compare, Marks | WholeDocuments], BoolArray]]:
        return {
            "document": self._document,
            "kind": self._kind,
            "language": self._language,
            "set": self._set,
            "period": self._period,
            "case": self._case,
        }

    def _document(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        if condition.operator in EXACT:
            for name in condition.values:
                queries.document_named(self.view, name)
        return answered(marks.document, [(row.name,) for row in self.found.documents], asks("name", condition))

    def _kind(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        asked = asks("name", among(condition, KINDS))
        return answered(marks.document, [(row.kind,) for row in self.found.documents], asked)

    def _language(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        """A language is its own and each wider one: zh-Hans is zh."""
        values = [tuple(_wider(row.language)) for row in self.found.documents]
        wanted = replace(condition, values=tuple(_LANGUAGES.get(name_key(it), it) for it in condition.values))
        if condition.operator in EXACT:
            require_known(wanted, {it for several in values for it in several}, _("No document is in {name!r}."))
        return answered(marks.document, values, asks("name", wanted))

    def _period(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        """The named periods that a document's date lies in."""
        if condition.operator in EXACT:
            names = [row.name for row in periods(self.view)]
            require_known(condition, names, _("There is no period {name!r}."))
        values = values_of_documents(self.view, self.found.documents)
        return answered(marks.document, values, asks("name", condition))

    def _case(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        """``NAME/*`` stands for a case and all below it."""
        rows = queries.cases(self.view)
        wanted = condition
        if condition.operator in EXACT:
            names = tuple(name for value in condition.values for name in self._cases_meant(rows, value))
            wanted = replace(condition, values=names)
        values = self._of_cases({row.id: (row.name,) for row in rows})
        return answered(marks.document, values, asks("name", wanted))

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

    def _attribute(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        if self._is_fact(condition):
            kind, facts = self._facts(name_key(condition.attribute))
            return answered(marks.document, facts, asks(kind, condition))
        known = AttributeValues(self.view, condition)
        values = known.by_owner()
        if condition.field == "case":
            return answered(marks.document, self._of_cases(values), known.asks())
        return answered(marks.document, [values.get(row.id, ()) for row in self.found.documents], known.asks())

    def _is_fact(self, condition: Compare) -> bool:
        name = name_key(condition.attribute)
        if condition.field != "document" or name not in FACTS:
            return False
        return name == "date" or not queries.find_attribute(self.view, name, "document")

    def _facts(self, name: str) -> tuple[str, list[Sequence[Value]]]:
        """What kind of value a fact is, and what it is for each document."""
        rows = self.found.documents
        if name == "date":
            return "date", [(row.occurred_on,) if row.occurred_on else () for row in rows]
        if name == "source":
            return "name", [(row.source_name,) if row.source_name else () for row in rows]
        if name == "screening":
            decided = screening.outcomes(self.view)
            return "name", [(decided[row.id],) if row.id in decided else () for row in rows]
        if name in ("turns", "speakers"):
            model = Turn if name == "turns" else Speaker
            numbers = queries.counts(self.view, model, model.document_id)
            return "integer", [(numbers.get(row.id, 0),) for row in rows]
        return "integer", [(row.length if name == "characters" else row.words,) for row in rows]

    def _set(self, condition: Compare, marks: Marks | WholeDocuments) -> BoolArray:
        """Sets of documents, of cases (the documents tied to them) and of codes; several may have one name."""
        documents = _members(self.view, DocumentSet, DocumentSetMember, "document")
        cases = _members(self.view, CaseSet, CaseSetMember, "case")
        codes = _members(self.view, CodeSet, CodeSetMember, "code")
        if condition.operator in EXACT:
            require_known(condition, _set_names(self.view), _("There is no set {name!r}."))
        opposite = _OPPOSITE.get(condition.operator)
        asked = asks("name", replace(condition, operator=opposite or condition.operator))
        of_cases = self._of_cases(cases)
        of_documents = [(*documents.get(row.id, ()), *of_cases[at]) for at, row in enumerate(self.found.documents)]
        inside = answered(marks.document, of_documents, asked)
        inside |= answered(marks.code, [codes.get(row.id, ()) for row in self.found.tree.rows], asked)
        return inside ^ (opposite is not None)


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


def _set_names(view: View) -> list[str]:
    """The names of all sets, also of empty ones."""
    return [name for sets in (DocumentSet, CaseSet, CodeSet) for name in view.connection.scalars(select(sets.name))]
