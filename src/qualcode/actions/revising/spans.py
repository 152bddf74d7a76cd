"""What stands on the words of a document after a revision: codings, segments, spans of cases, decisions.

Each goes with its words. Where two would say the same of the same words, they become one. What has no sure place is taken
off with all that hangs on it, and waits for a person (unplaced.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from qualcode.actions.revising import unplaced
from qualcode.actions.revising.text_change import TextChange
from qualcode.actions.revising.unplaced import Names
from qualcode.store import anchors
from qualcode.store.anchors import ANCHORED, Anchor
from qualcode.store.joining import join
from qualcode.store.journal import table_of
from qualcode.store.models import Unplaced
from qualcode.store.removal import remove as remove_rows
from qualcode.store.session import Work
from qualcode.text.anchor import context
from qualcode.text.revision.revising import Placement


@dataclass(frozen=True)
class Carried:
    """What became of the rows on words: where each is by now, which were joined with which, which have no place."""

    placements: Mapping[Anchor, Placement]
    joined: Mapping[Anchor, Anchor]
    words: Mapping[Anchor, str]

    def with_certainty(self, *certainties: str) -> list[Anchor]:
        """The rows placed with one of these certainties, in the order of the old text."""
        found = [anchor for anchor, placement in self.placements.items() if placement.certainty in certainties]
        return sorted(found, key=lambda anchor: anchor.span)

    @property
    def lost(self) -> list[Anchor]:
        """Those without a sure place."""
        return self.with_certainty("unsure", "gone")


def carry_spans(work: Work, document: Row[Any], change: TextChange) -> Carried:
    """Move everything on the words of a document to where they are in its new text."""
    found = anchors.find(work.connection, document.id)
    placements = dict(zip(found, change.place([anchor.span for anchor in found])))
    placed = {anchor: placement.span for anchor, placement in placements.items() if placement.span}
    joined = anchors.twins(placed)
    carried = Carried(placements, joined, _words(work, placements, joined))
    unplaced.follow(work, document, change)
    _set_aside(work, change, carried)
    join(work.journal, joined)
    anchors.move(work.journal, {anchor: span for anchor, span in placed.items() if anchor not in joined})
    return carried


def _words(work: Work, placements: Mapping[Anchor, Placement], joined: Mapping[Anchor, Anchor]) -> dict[Anchor, str]:
    """What the rows are called that a report speaks of."""
    told = [it for it, placement in placements.items() if placement.certainty != "unchanged" or it in joined]
    if not told:
        return {}
    names = Names(work)
    words: dict[Anchor, str] = {}
    for model in ANCHORED:
        of_model = [anchor for anchor in told if anchor.model is model]
        images = work.journal.images_by_guid(table_of(model), [anchor.guid.hex for anchor in of_model])
        words |= {it: names.shown(model.__tablename__, image).words for it, image in zip(of_model, images, strict=True)}
    return words


def _set_aside(work: Work, change: TextChange, carried: Carried) -> None:
    """Take off what has no sure place, and keep where it was for whoever decides."""
    for model in ANCHORED:
        remove_rows(work.journal, model, [anchor.id for anchor in carried.lost if anchor.model is model])
    rows = [_unplaced(work, change, anchor, carried.placements[anchor]) for anchor in carried.lost]
    work.journal.insert_many(Unplaced, rows)


def _unplaced(work: Work, change: TextChange, anchor: Anchor, placement: Placement) -> dict[str, Any]:
    return {
        "operation_id": work.journal.operation_id,
        "table": anchor.model.__tablename__,
        "row_guid": anchor.guid,
        "quote": anchor.span.of(change.old),
        "context": list(context(change.old, anchor.span)),
        "candidates": [[span.start, span.end] for span in placement.candidates],
    }
