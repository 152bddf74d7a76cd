"""Links between codes, as far as their kinds forbid that they lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from qualcode.errors import Refused
from qualcode.messages import _
from qualcode.store.models import Code, CodeLink, LinkKind

Ends = tuple[int, int]
"""The ids of the codes that a link leads from and to."""


def of_kind(connection: Connection, kind: str) -> list[Ends]:
    """The ends of all links of a kind."""
    statement = select(CodeLink.from_code_id, CodeLink.to_code_id).where(CodeLink.kind == kind).order_by(CodeLink.id)
    return [(row.from_code_id, row.to_code_id) for row in connection.execute(statement)]


def circle(links: Iterable[Ends]) -> list[int] | None:
    """Codes in the order in which links lead from each to the next, back to the first; None where no links do."""
    onward: dict[int, list[int]] = {}
    for start, end in links:
        onward.setdefault(start, []).append(end)
    done: set[int] = set()
    for start in onward:
        if found := _circle_from(start, onward, done):
            return found
    return None


def _circle_from(start: int, onward: Mapping[int, list[int]], done: set[int]) -> list[int] | None:
    """Follow all links from a code on; ``done`` are codes from which none leads back."""
    way, left = [start], [iter(onward[start])]
    while way:
        following = next(left[-1], None)
        if following is None:
            done.add(way.pop())
            left.pop()
        elif following in way:
            return [*way[way.index(following) :], following]
        elif following not in done:
            way.append(following)
            left.append(iter(onward.get(following, ())))
    return None


def circles(connection: Connection) -> Iterator[tuple[str, list[int]]]:
    """For each kind that forbids it, a circle that links of it make: the kind and the codes on it."""
    for kind in connection.scalars(select(LinkKind.name).where(LinkKind.acyclic).order_by(LinkKind.id)).all():
        if found := circle(of_kind(connection, kind)):
            yield kind, found


def require_no_circles(connection: Connection) -> None:
    """Raise Refused, naming the way round, where the links of a kind that forbids it lead back to where they began."""
    for kind, codes in circles(connection):
        raise Refused(
            _("Links of the kind {kind!r} would lead in a circle: {way}.", kind=kind, way=way_round(connection, codes)),
            _(
                "Take one of these links away first: qualcode concepts unlink. Or let the kind have circles: "
                "qualcode concepts kinds describe {kind!r} --circles",
                kind=kind,
            ),
        )


def way_round(connection: Connection, codes: Iterable[int]) -> str:
    """The names of codes with arrows between them."""
    chosen = list(codes)
    rows = connection.execute(select(Code.id, Code.name).where(Code.id.in_(chosen)))
    names = {row.id: row.name for row in rows}
    return " → ".join(names[code] for code in chosen)
