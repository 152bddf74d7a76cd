"""What the project holds, as plain rows. Every read starts from a view, which knows who looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from sqlalchemy import DateTime, Row, Select, bindparam, func, literal, select, type_coerce

from qualcode.errors import NotFound, WrongUse
from qualcode.messages import _, listed
from qualcode.store import rounds
from qualcode.store.images import batches
from qualcode.store.journal import BATCH
from qualcode.store.models import (
    Assignment,
    Attribute,
    AttributeValue,
    Case,
    Code,
    Coder,
    Coding,
    Document,
    DocumentCase,
    Memo,
    ProjectRow,
    Section,
    Speaker,
    Turn,
)
from qualcode.store.types import HexGuid
from qualcode.store.view import View
from qualcode.text.names import format_path, name_key, nearest, parse_path

Key = TypeVar("Key")

_NAMED = 8  # of what there is, where a wanted name is near none

# Everything of a document but its text, which may be long.
_DOCUMENT = tuple(column for column in Document.__table__.columns if column.name != "text")

_TURNS = select(Turn.__table__, Speaker.name.label("speaker"), Speaker.role).outerjoin(
    Speaker.__table__, Turn.speaker_id == Speaker.id
)


def rows(view: View, statement: Select[Any]) -> Sequence[Row[Any]]:
    """All rows of a statement."""
    return view.connection.execute(statement).all()


def rows_with(
    view: View, statement: Select[*tuple[Any, ...]], column: Any, values: Iterable[Any]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a statement whose column holds one of ``values``, however many these are."""
    for batch in batches(list(values), BATCH):
        yield from view.connection.execute(statement.where(column.in_(batch)))


def project(view: View) -> Row[Any]:
    """The project's own row."""
    return view.connection.execute(select(ProjectRow.__table__)).one()


def documents(view: View) -> Sequence[Row[Any]]:
    """All documents without their texts, in the order of their names."""
    return rows(view, select(*_DOCUMENT).order_by(Document.name_key))


def document_named(view: View, name: str) -> Row[Any]:
    """The document of this name, without its text. Raises NotFound with the nearest names."""
    found = view.connection.execute(select(*_DOCUMENT).where(Document.name_key == name_key(name))).first()
    return found or _missing(_("There is no document {name!r}.", name=name), name, names(view, Document))


def document_of(view: View, document_id: int) -> Row[Any]:
    """The document of this id, without its text."""
    return view.connection.execute(select(*_DOCUMENT).where(Document.id == document_id)).one()


_TEXT = select(Document.text).where(Document.id == bindparam("document_id"))  # made once: it is asked by the thousand


def text_of(view: View, document_id: int) -> str:
    """A document's text."""
    return view.connection.execute(_TEXT, {"document_id": document_id}).scalar_one()


def turns(view: View, document_id: int) -> Sequence[Row[Any]]:
    """A document's turns in order, each with its speaker's name and role."""
    return rows(view, _TURNS.where(Turn.document_id == document_id).order_by(Turn.ordinal))


def turn_places(view: View, document_id: int) -> Sequence[Row[Any]]:
    """Of a document's turns in order only where each is and who speaks when: all that opening a long one can wait for."""
    columns: list[Any] = [Turn.start, Turn.end, Turn.label_start, Turn.label_end, Speaker.name, Speaker.role]
    statement = select(*columns, Turn.started_ms).outerjoin(Speaker.__table__, Turn.speaker_id == Speaker.id)
    return rows(view, statement.where(Turn.document_id == document_id).order_by(Turn.ordinal))


def turns_by_document(view: View) -> dict[int, list[Row[Any]]]:
    """The turns of all documents in order, by the documents' ids."""
    found: dict[int, list[Row[Any]]] = {}
    for row in view.connection.execute(_TURNS.order_by(Turn.document_id, Turn.ordinal)):
        found.setdefault(row.document_id, []).append(row)
    return found


def sections(view: View, document_id: int) -> Sequence[Row[Any]]:
    """A document's headings, clauses, pages, notes and quotations in order."""
    return rows(view, select(Section.__table__).where(Section.document_id == document_id).order_by(Section.ordinal))


def counts(view: View, model: Any, column: Any) -> dict[int, int]:
    """How many rows of ``model`` there are for each value of ``column``, of those that who looks may see."""
    statement = select(column, func.count()).where(*rounds.shown(view, model)).group_by(column)
    return {value: number for value, number in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs


def coding_counts(view: View, column: Any, counted: Any) -> dict[int, int]:
    """For each value of one column of codings how many different ones of another go with it, as far as who looks may see."""
    pairs = select(column.label("of"), counted).where(*rounds.shown(view, Coding)).distinct().subquery()
    statement = select(pairs.c.of, func.count()).group_by(pairs.c.of)
    return {value: number for value, number in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs


def coders(view: View) -> Sequence[Row[Any]]:
    """All coders, in the order they joined."""
    return rows(view, select(Coder.__table__).order_by(Coder.id))


def names(view: View, model: Any) -> list[str]:
    """The names of all rows of a table, in the order they were made."""
    return list(view.connection.scalars(select(model.name).order_by(model.id)))


def coder_named(view: View, name: str) -> Row[Any]:
    """The coder of this name. Raises NotFound with the nearest names."""
    found = view.connection.execute(select(Coder.__table__).where(Coder.name_key == name_key(name))).first()
    return found or _missing(_("There is no coder {name!r}.", name=name), name, names(view, Coder))


def cases(view: View) -> Sequence[Row[Any]]:
    """All cases, in the order they were made: a key inside is given anew when a row is removed and brought back."""
    return rows(view, select(Case.__table__).order_by(Case.created_in, Case.id))


def case_named(view: View, name: str) -> Row[Any]:
    """The case of this name. Raises NotFound with the nearest names."""
    found = view.connection.execute(select(Case.__table__).where(Case.name_key == name_key(name))).first()
    return found or _missing(_("There is no case {name!r}.", name=name), name, names(view, Case))


def attributes(view: View, applies_to: str) -> Sequence[Row[Any]]:
    """The attributes of cases or of documents, in the order they were made."""
    statement = select(Attribute.__table__).where(Attribute.applies_to == applies_to)
    return rows(view, statement.order_by(Attribute.id))


def find_attribute(view: View, name: str, applies_to: str) -> Row[Any] | None:
    """The attribute of this name, None where there is none."""
    statement = select(Attribute.__table__).filter_by(applies_to=applies_to, name_key=name_key(name))
    return view.connection.execute(statement).first()


def attribute_named(view: View, name: str, applies_to: str) -> Row[Any]:
    """The attribute of this name. Raises NotFound with the nearest names."""
    if found := find_attribute(view, name, applies_to):
        return found
    known = [row.name for row in attributes(view, applies_to)]
    return _missing(_("There is no attribute {name!r}.", name=name), name, known)


def attribute_values(view: View) -> Sequence[Row[Any]]:
    """All values of attributes, in order."""
    return rows(view, select(AttributeValue.__table__).order_by(AttributeValue.id))


def document_cases(view: View) -> Sequence[Row[Any]]:
    """What cases have to do with what documents."""
    return rows(view, select(DocumentCase.__table__).order_by(DocumentCase.id))


def assignments(view: View, document_id: int | None = None) -> Sequence[Row[Any]]:
    """Who is to read what, or one document: of each coder and document the latest, be it in a round of a study or outside any."""
    statement = select(Assignment.__table__).order_by(Assignment.round, Assignment.id)
    found = rows(view, statement if document_id is None else statement.where(Assignment.document_id == document_id))
    latest = {(row.document_id, row.coder_id): row for row in found}
    return sorted(latest.values(), key=lambda row: row.id)


@dataclass(frozen=True)
class CodeTree:
    """The codebook in the order of the tree: parents before children, siblings by position."""

    rows: tuple[Row[Any], ...]
    paths: dict[int, tuple[str, ...]]
    root_id: int

    def named(self, wanted: str) -> Row[Any]:
        """The code of a path, or of a name or alias where only one code has it. Raises NotFound, or WrongUse when several have it."""
        path = tuple(map(name_key, parse_path(wanted)))
        for found in (self._by_path.get(path, []), self._of_name(path), self._of_alias(wanted, path)):
            if len(found) == 1:
                return found[0]
            if found:
                paths = listed(format_path(self.paths[row.id]) for row in found)
                raise WrongUse(
                    _("Several codes are called {name!r}.", name=wanted), _("Say which: {paths}", paths=paths)
                )
        spellings = {spelled: self.path(row.id) for row in self.rows for spelled in (self.path(row.id), row.name)}
        close = dict.fromkeys(spellings[spelled] for spelled in nearest(wanted, spellings))
        raise not_found(_("There is no code {name!r}.", name=wanted), list(close), map(self.path, self.paths))

    def path(self, code_id: int) -> str:
        """A code's path as people write it."""
        return format_path(self.paths[code_id])

    def children(self, code_id: int) -> list[Row[Any]]:
        """The codes directly under a code, in order."""
        return [row for row in self.rows if row.parent_id == code_id]

    def next_position(self, code_id: int) -> int:
        """The place after the last of the codes directly under a code."""
        return 1 + max((row.position for row in self.children(code_id)), default=-1)

    def subtree(self, code_id: int) -> list[Row[Any]]:
        """A code and all below it, parents first."""
        depth = len(self.paths[code_id])
        start = self.paths[code_id]
        return [row for row in self.rows if self.paths[row.id][:depth] == start]

    def _of_name(self, path: tuple[str, ...]) -> list[Row[Any]]:
        return self._by_name.get(path[0], []) if len(path) == 1 else []

    def _of_alias(self, wanted: str, path: tuple[str, ...]) -> list[Row[Any]]:
        """The codes with an alias, or at a path that ends in one: what a code was called still finds it."""
        *above, last = path or ("",)
        whole = {row.id for row in self._by_alias.get(name_key(wanted), [])}
        ended = {row.id for row in self._by_alias.get(last, []) if self._keys[row.id][:-1] == tuple(above) or not above}
        return [row for row in self.rows if row.id in whole | ended] if whole or ended else []

    @cached_property
    def _keys(self) -> dict[int, tuple[str, ...]]:
        return {row.id: tuple(map(name_key, self.paths[row.id])) for row in self.rows}

    @cached_property
    def _by_path(self) -> dict[tuple[str, ...], list[Row[Any]]]:
        return _grouped((self._keys[row.id], row) for row in self.rows)

    @cached_property
    def _by_name(self) -> dict[str, list[Row[Any]]]:
        return _grouped((row.name_key, row) for row in self.rows)

    @cached_property
    def _by_alias(self) -> dict[str, list[Row[Any]]]:
        return _grouped((name_key(alias), row) for row in self.rows for alias in row.aliases)


def _grouped(pairs: Iterable[tuple[Key, Row[Any]]]) -> dict[Key, list[Row[Any]]]:
    found: dict[Key, list[Row[Any]]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


def code_tree(view: View) -> CodeTree:
    """The whole codebook; one who only looks reads it once."""
    return view.once("code tree", lambda: _read_tree(view))


def _read_tree(view: View) -> CodeTree:
    found = rows(view, select(Code.__table__).order_by(Code.position, Code.id))
    below: dict[int | None, list[Row[Any]]] = {}
    for row in found:
        below.setdefault(row.parent_id, []).append(row)
    (root,) = below[None]
    ordered: list[Row[Any]] = []
    paths: dict[int, tuple[str, ...]] = {root.id: ()}
    waiting = list(reversed(below.get(root.id, [])))
    while waiting:
        row = waiting.pop()
        paths[row.id] = (*paths[row.parent_id], row.name)
        ordered.append(row)
        waiting.extend(reversed(below.get(row.id, [])))
    del paths[root.id]
    return CodeTree(tuple(ordered), paths, root.id)


def codes_of_guids(view: View, guids: Sequence[str]) -> list[tuple[Row[Any], str]]:
    """The codes of these guids in order, each with its path. Raises NotFound when one is gone."""
    if not guids:
        return []
    found = {
        row.guid.hex: row
        for row in rows(view, select(Code.__table__).where(Code.guid.in_([UUID(guid) for guid in guids])))
    }
    if len(found) < len(set(guids)):
        raise NotFound(_("This code is no longer in the codebook."), _("Choose another."))
    paths = paths_of_codes(view, [row.id for row in found.values()])
    return [(found[guid], paths[found[guid].id]) for guid in guids]


def paths_of_codes(view: View, code_ids: Sequence[int]) -> dict[int, str]:
    """The paths of some codes, by their ids."""
    names: dict[int, list[str]] = {}
    for step in view.connection.execute(_steps_up(), {"code_ids": list(code_ids)}):
        names.setdefault(step.of, []).append(step.name)
    return {code_id: format_path(path) for code_id, path in names.items()}


@cache
def _steps_up() -> Select[Any]:
    """The names on the way down to each of ``code_ids``; made once, for it is asked at every key that codes."""
    code = Code.__table__
    start = select(code.c.id.label("of"), literal(0).label("up"), code.c.name, code.c.parent_id)
    steps = start.where(code.c.id.in_(bindparam("code_ids", expanding=True))).cte("steps", recursive=True)
    above = select(steps.c.of, steps.c.up + 1, code.c.name, code.c.parent_id).join(code, code.c.id == steps.c.parent_id)
    steps = steps.union_all(above)
    named = select(steps.c.of, steps.c.name).where(steps.c.parent_id.is_not(None))  # the root has no name anybody sees
    return named.order_by(steps.c.up.desc())


_PLAIN: dict[str, Any] = {"guid": HexGuid, "created_at": DateTime}
_CODING = [
    type_coerce(it, _PLAIN[it.name]).label(it.name) if it.name in _PLAIN else it for it in Coding.__table__.c
]  # a document may have ten thousand, and what is made of each value is felt


def codings(
    view: View, *, document_id: int | None = None, code_id: int | None = None, coder_id: int | None = None
) -> Sequence[Row[Any]]:
    """Codings in force that who looks may see, by document and place: all, or those of a document, a code and a coder.

    Their guids are texts of 32 digits, and moments are in UTC without saying so.
    """
    statement = select(*_CODING).where(*rounds.shown(view, Coding))
    statement = statement.order_by(Coding.document_id, Coding.start, Coding.end, Coding.code_id, Coding.id)
    wanted = {"document_id": document_id, "code_id": code_id, "coder_id": coder_id}
    for column, value in wanted.items():
        if value is not None:
            statement = statement.where(Coding.__table__.c[column] == value)
    return rows(view, statement)


def memos(view: View) -> Sequence[Row[Any]]:
    """The memos that who looks may see, oldest first."""
    return rows(view, select(Memo.__table__).where(*rounds.shown(view, Memo)).order_by(Memo.created_at, Memo.id))


def _missing(message: str, name: str, known: Sequence[str]) -> NoReturn:
    raise not_found(message, nearest(name, known), known)


def not_found(message: str, close: Sequence[str], known: Iterable[str]) -> NotFound:
    """The error that names what is close, or where nothing is, some of what there is."""
    if close:
        return NotFound(message, _("Did you mean {names}?", names=listed(close)), close)
    names = list(known)
    more = len(names) - _NAMED
    if more > 0:
        return NotFound(message, _("There are {names} and {n} more.", names=listed(names[:_NAMED]), n=more))
    return NotFound(message, _("There are: {names}", names=listed(names)) if names else "")
