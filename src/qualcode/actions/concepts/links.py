"""Typed links between codes: what leads to what, what is part of what, what contradicts what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select

from qualcode.actions import segments
from qualcode.actions.concepts import kinds
from qualcode.actions.registry import action
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, plural
from qualcode.store import code_links, queries, rounds
from qualcode.store.models import CodeLink, Evidence, LinkKind
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.store.view import View
from qualcode.table import Table


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as shown: the paths of both codes, and how many segments speak for and against it, or were ``erased``."""

    guid: str
    source: str
    kind: str
    target: str
    symmetric: bool
    speaking_for: int
    against: int
    erased: int
    note: str

    @property
    def words(self) -> str:
        """The link in a line."""
        return in_words(self.source, self.kind, self.target, self.symmetric)


def in_words(source: str, kind: str, target: str, symmetric: bool) -> str:
    """A link in a line, with an arrow where it has a direction."""
    return f"{source} —{kind}{'—' if symmetric else '→'} {target}"


def listing(view: View, code: str | None = None, kind: str | None = None) -> list[LinkRow]:
    """The links, oldest first: all, or those of one code, of one kind. Raises NotFound for an unknown one."""
    tree = queries.code_tree(view)
    wanted = None if code is None else tree.named(code).id
    called = None if kind is None else kinds.named(view, kind).name
    symmetric = symmetric_kinds(view)
    stances = stances_of(view, Evidence.code_link_id)
    return [
        _shown(row, tree, symmetric, stances.get(row.id, Counter()))
        for row in queries.rows(view, select(CodeLink.__table__).order_by(CodeLink.id))
        if wanted in (None, row.from_code_id, row.to_code_id) and called in (None, row.kind)
    ]


def _shown(row: Row[Any], tree: queries.CodeTree, symmetric: set[str], stances: Counter[str]) -> LinkRow:
    return LinkRow(
        guid=row.guid.hex,
        source=tree.path(row.from_code_id),
        kind=row.kind,
        target=tree.path(row.to_code_id),
        symmetric=row.kind in symmetric,
        speaking_for=stances["for"],
        against=stances["against"],
        erased=stances["erased"],
        note=row.note,
    )


def symmetric_kinds(view: View) -> set[str]:
    """The names of the kinds whose links hold both ways."""
    return set(view.connection.scalars(select(LinkKind.name).where(LinkKind.symmetric)))


def stances_of(view: View, column: Any) -> dict[int, Counter[str]]:
    """For each claim or link (``column`` of Evidence) how many segments are for and against it, and how many were erased."""
    found: dict[int, Counter[str]] = {}
    statement = select(column.label("about"), Evidence.stance, Evidence.segment_id).where(column.is_not(None))
    for row in queries.rows(view, statement.where(*rounds.shown(view, Evidence))):
        found.setdefault(row.about, Counter())["erased" if row.segment_id is None else row.stance] += 1
    return found


def table(view: View, code: str | None = None, kind: str | None = None, *, guids: bool = False) -> Table:
    """The links under the columns of ``concepts links``; ``guids`` adds the identifier by which other commands know each."""
    columns = ("from", "kind", "to", "for", "against", "note", *(["link"] if guids else []))
    rows = [
        (it.source, it.kind, it.target, it.speaking_for, it.against, it.note or None, *([it.guid] if guids else []))
        for it in listing(view, code, kind)
    ]
    return Table(columns, rows)


def link_row(view: View, named: Sequence[str]) -> Row[Any]:
    """The link that is meant: by its identifier alone, or by code, kind and code. Raises NotFound, WrongUse for other words."""
    if len(named) == 3:
        source, kind, target = named
        return _between(view, source, kind, target)
    if len(named) != 1:
        raise WrongUse(
            _("A link is named by its identifier, or by FROM KIND TO."), _("qualcode concepts links shows them.")
        )
    try:
        wanted = UUID(named[0])
    except ValueError:
        raise WrongUse(
            _("{name!r} is not the identifier of a link.", name=named[0]), _("Name it by FROM KIND TO instead.")
        ) from None
    found = view.connection.execute(select(CodeLink.__table__).where(CodeLink.guid == wanted)).first()
    if found is None:
        raise NotFound(_("There is no such link."), _("qualcode concepts links shows them."))
    return found


def _between(view: View, source: str, kind: str, target: str) -> Row[Any]:
    tree = queries.code_tree(view)
    meant = kinds.named(view, kind)
    ends = tree.named(source).id, tree.named(target).id
    found = same(view, ends, meant.name, meant.symmetric)
    if found is None:
        words = in_words(tree.path(ends[0]), meant.name, tree.path(ends[1]), meant.symmetric)
        raise NotFound(_("There is no link {link}.", link=words), _("qualcode concepts links shows them."))
    return found


def same(view: View, ends: code_links.Ends, kind: str, symmetric: bool) -> Row[Any] | None:
    """The link of a kind between two codes; either way round where that is the same."""
    source, target = ends
    this_way = (CodeLink.from_code_id == source) & (CodeLink.to_code_id == target)
    other_way = (CodeLink.from_code_id == target) & (CodeLink.to_code_id == source)
    statement = select(CodeLink.__table__).where(CodeLink.kind == kind)
    return view.connection.execute(statement.where(or_(this_way, other_way) if symmetric else this_way)).first()


@action("concepts.link")
def link(work: Work, source: str, kind: str, target: str, *, note: str = "") -> str:
    """Link a code to another. Returns the link's guid.

    Raises NotFound for an unknown code or kind; Refused where the link is there, would join a code to itself, or would lead in a
    circle where its kind forbids it, naming the way round.
    """
    tree = queries.code_tree(work)
    ends = tree.named(source).id, tree.named(target).id
    meant = kinds.used(work, kind)
    words = in_words(tree.path(ends[0]), meant.name, tree.path(ends[1]), meant.symmetric)
    _require_new(work, ends, meant, words)
    link_id = work.journal.insert(CodeLink, from_code_id=ends[0], to_code_id=ends[1], kind=meant.name, note=note)
    code_links.require_no_circles(work.connection)
    work.describe("concepts.link", _("linked codes: {link}", link=words))
    return str(work.connection.scalars(select(CodeLink.guid).where(CodeLink.id == link_id)).one().hex)


def _require_new(view: View, ends: code_links.Ends, kind: Row[Any], words: str, but: int | None = None) -> None:
    if ends[0] == ends[1]:
        raise Refused(_("A code is not linked to itself."), _("Name two codes."))
    found = same(view, ends, kind.name, kind.symmetric)
    if found is not None and found.id != but:
        raise Refused(
            _("There is this link already: {link}", link=words),
            _("Its note and its kind are changed with: qualcode concepts change"),
        )


@action("concepts.change")
def change(
    work: Work, named: Sequence[str], *, kind: str | None = None, note: str | None = None, turned: bool = False
) -> None:
    """Give a link another kind or note, or turn it round; its evidence stays. Raises as ``link`` and ``link_row``."""
    row, tree = link_row(work, named), queries.code_tree(work)
    ends = (row.to_code_id, row.from_code_id) if turned else (row.from_code_id, row.to_code_id)
    meant = kinds.used(work, row.kind if kind is None else kind)
    words = in_words(tree.path(ends[0]), meant.name, tree.path(ends[1]), meant.symmetric)
    _require_new(work, ends, meant, words, but=row.id)
    new = {"from_code_id": ends[0], "to_code_id": ends[1], "kind": meant.name}
    work.journal.update(CodeLink, row.id, **new, note=row.note if note is None else note)
    code_links.require_no_circles(work.connection)
    work.describe("concepts.change", _("changed a link: {link}", link=words))


@action("concepts.unlink")
def unlink(work: Work, named: Iterable[Sequence[str]]) -> int:
    """Take links away, each named as by ``link_row``, with the evidence on them. Returns how many segments that was, as far as who looks may know. Raises NotFound."""
    ids = list(dict.fromkeys(link_row(work, words).id for words in named))
    cited = segments.cited(work, Evidence.code_link_id, ids)
    stances = stances_of(work, Evidence.code_link_id)
    remove_rows(work.journal, CodeLink, ids)
    segments.let_go(work, cited)
    work.describe(
        "concepts.unlink", plural("removed a link between codes", "removed {n} links between codes", len(ids))
    )
    return sum(stances[link_id].total() for link_id in ids if link_id in stances)


def join_twins(work: Work) -> int:
    """Make one of links that say the same, with the notes and the evidence of all; the first stays. Returns how many went."""
    symmetric = symmetric_kinds(work)
    first: dict[tuple[Any, ...], Row[Any]] = {}
    twins: dict[int, Row[Any]] = {}
    for row in queries.rows(work, select(CodeLink.__table__).order_by(CodeLink.id)):
        ends = (row.from_code_id, row.to_code_id)
        heir = first.setdefault((row.kind, *(sorted(ends) if row.kind in symmetric else ends)), row)
        if heir is not row:
            twins[row.id] = heir
            join(work, row, heir.id)
    return len(twins)


def join(work: Work, twin: Row[Any], heir: int) -> None:
    """Give what a link has to another that says the same, and take it away."""
    kept = work.connection.execute(select(CodeLink.__table__).where(CodeLink.id == heir)).one()
    notes = dict.fromkeys(note for note in (kept.note, twin.note) if note)
    work.journal.update(CodeLink, heir, note="\n".join(notes))
    theirs = {(row.segment_id, row.stance) for row in _evidence_of(work, heir)}
    moving = _evidence_of(work, twin.id)
    new = [row.id for row in moving if row.segment_id is None or (row.segment_id, row.stance) not in theirs]
    work.journal.update_many(Evidence, new, code_link_id=heir)
    remove_rows(work.journal, CodeLink, [twin.id])


def _evidence_of(view: View, link_id: int) -> Sequence[Row[Any]]:
    return queries.rows(view, select(Evidence.__table__).where(Evidence.code_link_id == link_id))
