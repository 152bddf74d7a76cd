"""Kinds of links between codes: those offered from the start, in two languages, and those a study makes for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import code_links, queries
from qualcode.store.models import CodeLink, LinkKind
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table
from qualcode.text.names import name_key, nearest


@dataclass(frozen=True, slots=True)
class Offered:
    """A kind that is there before anybody makes one: by its first name, and by the others that mean the same."""

    names: tuple[str, ...]
    acyclic: bool = False
    symmetric: bool = False


OFFERED = (
    Offered(("condition", "条件", "是…的条件")),
    Offered(("cause", "原因", "是…的原因", "causes")),
    Offered(("context", "情境", "背景", "脉络")),
    Offered(("strategy", "策略", "行动策略")),
    Offered(("consequence", "结果", "后果")),
    Offered(("part of", "组成部分", "是…的一部分", "属于"), acyclic=True),
    Offered(("is a", "是一种", "是一个"), acyclic=True),
    Offered(("leads to", "导致", "引起")),
    Offered(("contradicts", "矛盾", "与…矛盾"), symmetric=True),
    Offered(("associated with", "相关", "与…相关"), symmetric=True),
)
"""What Corbin and Strauss ask of a category (condition, context, strategy, consequence), and what most networks of concepts need."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of link: ``also`` are other names it answers to, ``links`` how many there are; ``id`` is None until it is first used.

    Links of an ``acyclic`` kind never lead in a circle; one of a ``symmetric`` kind is the same whichever way it is given.
    """

    name: str
    also: tuple[str, ...]
    acyclic: bool
    symmetric: bool
    note: str
    links: int
    id: int | None


def listing(view: View) -> list[Kind]:
    """The kinds in use or made here, in the order they were, and then those that are only offered."""
    return [*_present(view), *_unused(view)]


def table(view: View) -> Table:
    """The kinds under the columns of ``concepts kinds list``."""
    columns = ("kind", "also", "acyclic", "symmetric", "links", "note")
    rows = [
        (it.name, "; ".join(it.also) or None, it.acyclic, it.symmetric, it.links, it.note or None)
        for it in listing(view)
    ]
    return Table(columns, rows)


def _present(view: View) -> Iterator[Kind]:
    statement = select(CodeLink.kind, func.count()).group_by(CodeLink.kind)
    amounts = {kind: number for kind, number in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs
    for row in queries.rows(view, select(LinkKind.__table__).order_by(LinkKind.id)):
        also = tuple(it for it in _others(row.name) if name_key(it) != row.name_key)
        yield Kind(row.name, also, row.acyclic, row.symmetric, row.note, amounts.get(row.name, 0), row.id)


def _unused(view: View) -> Iterator[Kind]:
    taken = set(view.connection.scalars(select(LinkKind.name_key)))
    for kind in OFFERED:
        if not taken & {name_key(name) for name in kind.names}:
            yield Kind(kind.names[0], kind.names[1:], kind.acyclic, kind.symmetric, "", 0, None)


def _others(name: str) -> tuple[str, ...]:
    """The names of the offered kind that has this one."""
    found = offered(name)
    return found.names if found else ()


def offered(name: str) -> Offered | None:
    """The offered kind of a name, in either language."""
    key = name_key(name)
    return next((kind for kind in OFFERED if key in map(name_key, kind.names)), None)


def named(view: View, name: str) -> Kind:
    """The kind of a name, in either language. Raises NotFound with the nearest."""
    known = listing(view)
    key = name_key(name)
    for names in (lambda it: (it.name,), lambda it: it.also):
        for kind in known:
            if key in map(name_key, names(kind)):
                return kind
    every = {spelled: kind.name for kind in known for spelled in (kind.name, *kind.also)}
    close = list(dict.fromkeys(every[spelled] for spelled in nearest(name, every)))
    hint = _("A new kind is made with: qualcode concepts kinds add {name!r}", name=name)
    raise NotFound(
        _("There is no kind of link {name!r}.", name=name),
        _("Did you mean {names}?", names=listed(close)) + " " + hint if close else hint,
        close,
    )


def used(work: Work, name: str) -> Row[Any]:
    """The row of a kind; one that is only offered gets its row, under the name it was called by. Raises NotFound."""
    kind = named(work, name)
    row_id = kind.id
    if row_id is None:
        spelled = next((it for it in (kind.name, *kind.also) if name_key(it) == name_key(name)), kind.name)
        row_id = _insert(work, spelled, kind.acyclic, kind.symmetric, "")
    return work.connection.execute(select(LinkKind.__table__).where(LinkKind.id == row_id)).one()


def _insert(work: Work, name: str, acyclic: bool, symmetric: bool, note: str) -> int:
    _require_sense(acyclic, symmetric)
    values = {"name": name.strip(), "name_key": name_key(name), "note": note}
    return work.journal.insert(LinkKind, acyclic=acyclic, symmetric=symmetric, **values)


def _require_sense(acyclic: bool, symmetric: bool) -> None:
    if acyclic and symmetric:
        raise WrongUse(
            _("A kind that holds both ways leads back by itself: it cannot be without circles."),
            _("Choose one of --symmetric and --acyclic."),
        )


@action("concepts.kinds.add")
def add(work: Work, name: str, *, acyclic: bool = False, symmetric: bool = False, note: str = "") -> None:
    """Make a kind of link. Raises WrongUse without a name, Refused where there is one of this name in either language."""
    _require_free(work, name)
    _insert(work, name, acyclic, symmetric, note)
    work.describe("concepts.kinds.add", _("added the kind of link {kind}", kind=name.strip()))


def _require_free(view: View, name: str, but: int | None = None) -> None:
    if not name.strip():
        raise WrongUse(_("A kind of link needs a name."))
    for kind in listing(view):
        if name_key(name) in map(name_key, (kind.name, *kind.also)) and (kind.id is None or kind.id != but):
            raise Refused(_("There is a kind of link {kind!r} already.", kind=kind.name), _("Choose another name."))


@action("concepts.kinds.describe")
def describe(
    work: Work, name: str, *, acyclic: bool | None = None, symmetric: bool | None = None, note: str | None = None
) -> None:
    """Change what a kind demands; None leaves it. Links that then say the same become one.

    Raises NotFound; WrongUse for a kind both symmetric and acyclic; Refused where links lead in a circle.
    """
    from qualcode.actions.concepts.links import join_twins

    row = used(work, name)
    said = {"acyclic": acyclic, "symmetric": symmetric, "note": note}
    new = {field: value for field, value in said.items() if value is not None}
    _require_sense(new.get("acyclic", row.acyclic), new.get("symmetric", row.symmetric))
    work.journal.update(LinkKind, row.id, **new)
    join_twins(work)
    code_links.require_no_circles(work.connection)
    work.describe("concepts.kinds.describe", _("described the kind of link {kind}", kind=row.name))


@action("concepts.kinds.rename")
def rename(work: Work, name: str, new: str) -> int:
    """Give a kind another name, and its links with it. Returns how many these are. Raises NotFound, Refused for a name taken."""
    row = used(work, name)
    _require_free(work, new, but=row.id)
    ids = list(work.connection.scalars(select(CodeLink.id).where(CodeLink.kind == row.name)))
    work.journal.update(LinkKind, row.id, name=new.strip(), name_key=name_key(new))
    work.journal.update_many(CodeLink, ids, kind=new.strip())
    work.describe(
        "concepts.kinds.rename", _("renamed the kind of link {kind} to {name}", kind=row.name, name=new.strip())
    )
    return len(ids)


@action("concepts.kinds.remove")
def remove(work: Work, name: str) -> None:
    """Take a kind away that no link is of; one that was offered from the start is only offered again. Raises NotFound, Refused."""
    kind = named(work, name)
    if kind.links:
        raise Refused(
            plural(
                "{n} link is of the kind {kind!r}.", "{n} links are of the kind {kind!r}.", kind.links, kind=kind.name
            ),
            _(
                "Give them another kind or take them away first: qualcode concepts links --kind {kind!r}",
                kind=kind.name,
            ),
        )
    if kind.id is None:
        raise Refused(
            _("{kind!r} is offered in every project and not in use here.", kind=kind.name),
            _("There is nothing to take away."),
        )
    remove_rows(work.journal, LinkKind, [kind.id])
    work.describe("concepts.kinds.remove", _("removed the kind of link {kind}", kind=kind.name))
