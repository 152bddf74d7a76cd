"""Several codes at once: moved, described, merged and removed as one change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from qualcode.actions import codes
from qualcode.actions.registry import action
from qualcode.messages import _, listed, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coding, Memo
from qualcode.store.session import Work
from qualcode.store.view import View


@dataclass(frozen=True)
class Merging:
    """What merging would do: how many ``codings`` move, how many of them ``coincide`` with another coding of the same coder on
    the same words and become one with it, how many ``memos`` and codes ``below`` move as well, and which of ``rules``
    (definition, include, exclude) the code that stays has of its own, so that those of the others are kept in a memo on it."""

    codings: int
    coincide: int
    memos: int
    below: int
    rules: tuple[str, ...]


def merging(view: View, merged: Sequence[str], into: str) -> Merging:
    """What merging codes into another would do. Raises Refused while the codebook is frozen, NotFound."""
    rounds.require_unfrozen(view.connection)
    tree = queries.code_tree(view)
    new = tree.named(into)
    old = [row for code in merged if (row := tree.named(code)).id != new.id]
    ids = [row.id for row in old]
    places = Coding.document_id, Coding.start, Coding.end, Coding.coder_id, Coding.round
    spans = [tuple(row) for row in queries.rows_with(view, select(*places), Coding.code_id, [*ids, new.id])]
    memos = queries.counts(view, Memo, Memo.code_id)
    return Merging(
        codings=sum(_amounts(view).get(code_id, 0) for code_id in ids),
        coincide=len(spans) - len(set(spans)),
        memos=sum(memos.get(code_id, 0) for code_id in ids),
        below=sum(len(tree.children(code_id)) for code_id in ids),
        rules=tuple(
            rule for rule in codes.RULES if getattr(new, rule) and any(codes.clash(it, new, rule) for it in old)
        ),
    )


def _amounts(view: View) -> dict[int, int]:
    statement = select(Coding.code_id, func.count()).group_by(Coding.code_id)
    return {code: number for code, number in view.connection.execute(statement)}  # noqa: C416 - rows are not pairs


@action("codes.merge_all")
def merge_all(work: Work, merged: Sequence[str], into: str) -> int:
    """Merge codes into another, as ``codes.merge`` each. Returns how many codings moved."""
    tree = queries.code_tree(work)
    new, old = tree.named(into).id, [tree.named(code).id for code in merged]
    others = [code_id for code_id in dict.fromkeys(old) if code_id != new] or old[:1]
    if len(others) == 1:
        return codes.merge(work, merged[old.index(others[0])], into)
    if others:
        paths = listed(tree.path(code_id) for code_id in others)
        work.describe("codes.merge_all", _("merged the codes {codes} into {into}", codes=paths, into=tree.path(new)))
    moved = 0
    for code_id in others:
        tree = queries.code_tree(work)
        moved += codes.merge(work, tree.path(code_id), tree.path(new))
    return moved


@action("codes.move_all")
def move_all(work: Work, moved: Sequence[str], parent: str | None, *, position: int | None = None) -> int:
    """Put codes, each with all below it, under a parent (None is the top), one after the other, the first at a place among its other children.

    What lies below another of them goes with that one. Returns how many were moved. Raises as ``codes.move``.
    """
    tree = queries.code_tree(work)
    ids = [tree.named(code).id for code in moved]
    below = {row.id for code_id in ids for row in tree.subtree(code_id) if row.id != code_id}
    tops = [code_id for code_id in dict.fromkeys(ids) if code_id not in below]
    if len(tops) == 1:
        codes.move(work, moved[ids.index(tops[0])], parent, position=position)
        return 1
    at = tree.root_id if parent is None else tree.named(parent).id
    if tops:
        paths = listed(tree.path(code_id) for code_id in tops)
        work.describe("codes.move_all", _("moved the codes {codes}", codes=paths))
    behind = [row.id for row in tree.children(at) if row.id not in tops][:position]  # then also those moved so far
    for code_id in tops:
        tree = queries.code_tree(work)
        others = [row.id for row in tree.children(at) if row.id != code_id]
        place = others.index(behind[-1]) + 1 if behind else 0
        codes.move(work, tree.path(code_id), None if parent is None else tree.path(at), position=place)
        behind.append(code_id)
    return len(tops)


@action("codes.describe_all")
def describe_all(work: Work, described: Sequence[str], **fields: Any) -> None:
    """Say the same of several codes: any of ``codes.FIELDS``."""
    if len(described) > 1:
        work.describe("codes.describe_all", _("described the codes {codes}", codes=listed(described)))
    for code in described:
        codes.describe(work, code, **fields)


@action("codes.remove_all")
def remove_all(work: Work, removed: Sequence[str], *, with_codings: bool = False) -> int:
    """Remove codes, those below others first. Returns how many codings went with them. Raises as ``codes.remove``."""
    tree = queries.code_tree(work)
    if len(removed) == 1:
        return codes.remove(work, removed[0], with_codings=with_codings)
    paths = list(dict.fromkeys(tree.path(tree.named(code).id) for code in removed))
    if paths:
        label = plural("removed a code", "removed {n} codes: {codes}", len(paths), codes=listed(paths))
        work.describe("codes.remove_all", label)
    deepest = sorted(paths, key=lambda path: -len(tree.paths[tree.named(path).id]))
    return sum(codes.remove(work, path, with_codings=with_codings) for path in deepest)
