"""Links between codes, claims and evidence as frames."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.actions.concepts import claims as made
from qualcode.actions.concepts import evidence as found
from qualcode.actions.concepts import links as linked
from qualcode.actions.frames.frame import Frame
from qualcode.actions.frames.making import framed
from qualcode.messages import _
from qualcode.store import rounds
from qualcode.store.view import View


def links(view: View, kind: str | None = None) -> Frame:
    """A row for each link between codes."""
    table = linked.table(view, kind=kind, guids=True).with_notes(rounds.notes(view))
    what = _("A row for each link between codes; for and against are numbers of segments.")
    return framed(view, "links", table, what, {"kind": kind})


def claims(view: View, memo: str | None = None) -> Frame:
    """A row for each claim."""
    table = made.table(view, memo).with_notes(rounds.notes(view))
    what = _("A row for each claim of a memo; for and against are numbers of segments.")
    return framed(view, "claims", table, what, {"memo": memo})


def evidence(view: View, about: Sequence[str]) -> Frame:
    """A row for each segment that speaks for or against a claim or a link."""
    table = found.table(view, about).with_notes(rounds.notes(view))
    what = _(
        "A row for each segment that speaks for or against a claim or a link; start and end count characters from 0."
    )
    return framed(view, "evidence", table, what, {"about": " ".join(about) or None})
