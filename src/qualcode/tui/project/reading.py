"""What is read of a project at one moment, for the desk to take over: nothing on the desk changes while it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.actions import coders, codes, coding, history
from qualcode.actions.agreement import rounds
from qualcode.actions.codes import CodeRow, Usage
from qualcode.actions.coding import CodingRow
from qualcode.actions.material import documents
from qualcode.actions.material.documents import OpenDocument
from qualcode.actions.revising import unplaced
from qualcode.actions.revising.unplaced import UnplacedRow
from qualcode.project import View
from qualcode.tui.project import gone


@dataclass(frozen=True)
class Overview:
    """The project but for its documents, as it is after the operation ``seen``; ``undoable`` is what an undo would take back."""

    seen: int
    codes: dict[str, CodeRow]
    used: Usage
    undoable: str

    @classmethod
    def read(cls, view: View, known: Usage | None) -> Overview:
        """Read it; ``known`` is how codes were used when that was last counted."""
        used = codes.usage(view, known)
        listed = {code.guid: code for code in codes.listing(view, used)}
        return cls(history.latest_operation(view), listed, used, history.undoable(view))


@dataclass(frozen=True)
class Page:
    """A document with what is on it."""

    document: OpenDocument
    codings: dict[str, CodingRow]
    lost: list[UnplacedRow]
    done_by: set[str]
    blind: str

    @classmethod
    def read(cls, view: View, name: str) -> Page:
        """Read the document of this name. Raises NotFound."""
        return cls(
            documents.open_document(view, name),
            {row.guid: row for row in coding.of_document(view, name)},
            unplaced.waiting(view, name),
            coders.done_with(view, name),
            rounds.blind_study(view, name),
        )


@dataclass(frozen=True)
class News:
    """What there is by now of what was on the desk after the operation ``since``, with the document ``of`` (its guid) on it.

    Without a ``page`` there is no such document any more; ``gone_by`` says who has removed it. Where none was on the desk the
    first there is by now comes there, if any.
    """

    since: int
    of: str
    overview: Overview
    page: Page | None
    gone_by: gone.By

    @classmethod
    def read(cls, view: View, since: int, of: str, known: Usage | None, is_mine: Callable[[str], bool]) -> News:
        """Read all of it."""
        overview = Overview.read(view, known)
        name = documents.name_of(view, of) if of else documents.first_name(view)
        page = Page.read(view, name) if name is not None else None
        removed = of and page is None
        by = gone.by_whom(view, overview.seen - since, is_mine) if removed else "others"
        return cls(since, of, overview, page, by)
