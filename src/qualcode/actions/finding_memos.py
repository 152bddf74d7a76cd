"""Which memos are meant: those with some words, of a kind, of a coder, on a kind of thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qualcode.actions.memos import MemoRow, require_kind
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.names import name_key


@dataclass(frozen=True)
class Sought:
    """All ``words`` anywhere in a memo, its ``kind``, its ``coder``, and the kind of thing it is on, "" for none; None or "" for any."""

    words: str = ""
    kind: str = ""
    coder: str = ""
    target: str | None = None


def found(memos: Iterable[MemoRow], sought: Sought, called: Callable[[MemoRow], str] | None = None) -> list[MemoRow]:
    """The memos that are sought, in their order; ``called`` gives other words by which one is found."""
    wanted, coder = name_key(sought.words).split(), name_key(sought.coder)

    def fits(memo: MemoRow) -> bool:
        facets = not sought.kind or memo.kind == sought.kind, not coder or name_key(memo.coder) == coder
        on_it = sought.target is None or memo.target == sought.target
        return all(facets) and on_it and all(word in _known(memo, called) for word in wanted)

    return [memo for memo in memos if fits(memo)]


def _known(memo: MemoRow, called: Callable[[MemoRow], str] | None) -> str:
    """All by which a memo is found."""
    facts = [memo.title, memo.text, memo.kind, memo.target, memo.on, memo.coder, memo.created[:10]]
    return name_key(" ".join([*facts, called(memo) if called else ""]))


def require(view: View, sought: Sought) -> None:
    """Raises WrongUse for an unknown kind, NotFound for an unknown coder."""
    if sought.kind:
        require_kind(sought.kind)
    if sought.coder:
        queries.coder_named(view, sought.coder)
