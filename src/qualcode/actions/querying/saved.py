"""Queries kept under a name. One can be part of another, as if it were a code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed
from qualcode.store.models import SavedQuery
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest

if TYPE_CHECKING:
    from qualcode.analysis.query.tree import Query

_DEEPEST, _MOST = 150, 200  # parts within parts, and uses of saved queries in all


def listing(view: View) -> Table:
    """The saved queries, in the order of their names."""
    return Table(("name", "query"), [(row.name, row.content["query"]) for row in _rows(view)])


@action("saved_queries.save")
def save(work: Work, name: str, query: str, *, replaced: bool = False) -> None:
    """Keep a query under a name. Raises WrongUse for what is no query or no name; Refused when the name is taken, unless ``replaced``."""
    from qualcode.analysis.query.parsing import parse

    if not name.strip():
        raise WrongUse(_("A query is kept under a name."))
    read = parse(query)
    known = [row for row in _rows(work) if row.name_key == name_key(name)]
    if known and not replaced:
        raise Refused(
            _("There is a query {name!r} already.", name=known[0].name), _("Say --replace to keep the new one.")
        )
    _Opening(work).opened(read, (name_key(name),), 0)
    if known:
        work.journal.update(SavedQuery, known[0].id, content={"query": query})
    else:
        work.journal.insert(SavedQuery, name=name.strip(), name_key=name_key(name), content={"query": query})
    work.describe("saved_queries.save", _("kept the query {name}", name=name.strip()))


@action("saved_queries.remove")
def remove(work: Work, name: str) -> None:
    """Remove a saved query. Raises NotFound when there is none of that name."""
    row = named(work, name)
    remove_rows(work.journal, SavedQuery, [row.id])
    work.describe("saved_queries.remove", _("removed the query {name}", name=row.name))


def opened(view: View, query: Query) -> Query:
    """The query with what saved queries say in their places, and fields as they are called (see ``origins.plain``).

    Raises NotFound for an unknown saved query, WrongUse for one within itself, or too many.
    """
    return _Opening(view).opened(query, (), 0)


class _Opening:
    """Putting saved queries in their places, within measure: a few that use each other many times make millions."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._left = _MOST

    def opened(self, query: Query, inside: tuple[str, ...], depth: int) -> Query:
        """``inside`` are the keys of the saved queries that this one is a part of."""
        from qualcode.actions.querying.origins import plain
        from qualcode.analysis.query.tree import Compare, Saved, changed

        if depth > _DEEPEST:
            raise WrongUse(_("With the saved queries in it, the query is nested more than {n} deep.", n=_DEEPEST))
        if isinstance(query, Compare):
            return plain(self._view, query)
        if isinstance(query, Saved):
            return self.opened(self._said_by(query.name, inside), (*inside, name_key(query.name)), depth + 1)
        return changed(query, lambda part: self.opened(part, inside, depth + 1))

    def _said_by(self, name: str, inside: tuple[str, ...]) -> Query:
        from qualcode.analysis.query.parsing import parse

        if name_key(name) in inside:
            raise WrongUse(_("The query {name!r} would be a part of itself.", name=name))
        self._left -= 1
        if self._left < 0:
            raise WrongUse(_("The query uses saved queries, and these others, more than {n} times.", n=_MOST))
        return parse(named(self._view, name).content["query"])


def _rows(view: View) -> Sequence[Row[Any]]:
    return view.connection.execute(select(SavedQuery.__table__).order_by(SavedQuery.name_key)).all()


def named(view: View, name: str) -> Row[Any]:
    """The saved query of a name. Raises NotFound with the nearest ones."""
    rows = {row.name_key: row for row in _rows(view)}
    if found := rows.get(name_key(name)):
        return found
    close = nearest(name, [row.name for row in rows.values()])
    hint = _("Did you mean {names}?", names=listed(close)) if close else _("qualcode queries list shows what there is.")
    raise NotFound(_("There is no saved query {name!r}.", name=name), hint, close)
