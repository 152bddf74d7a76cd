"""Remarks that came with files, such as comments in Word, as memos on the words they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qualcode.actions import coders
from qualcode.actions.importing.rows import Arrival
from qualcode.formats.bundle import MemoDraft
from qualcode.messages import _, noted
from qualcode.store import queries
from qualcode.store.models import Memo, Segment
from qualcode.store.session import Work
from qualcode.store.types import now
from qualcode.text.names import name_key
from qualcode.text.normalize import normalize


@dataclass(frozen=True)
class _Remark:
    """A remark with the document it is in and the coder it will be by; ``is_hers`` where she is its author."""

    arrival: Arrival
    draft: MemoDraft
    coder_id: int
    is_hers: bool

    @property
    def place(self) -> tuple[int, int, int, int] | None:
        """The segment it is on: document, start, end and coder; None where it is on the document as a whole."""
        start, end = self.draft.start, self.draft.end
        if start is None or end is None or not 0 <= start < end <= self.arrival.document.length:
            return None
        return self.arrival.id, start, end, self.coder_id


def add_memos(work: Work, arrived: Sequence[Arrival], *, create_coders: bool) -> None:
    """Write the remarks of documents as memos.

    A remark is by the coder of its author's name. Where there is none, ``create_coders`` makes one of kind "import"; else
    the memo is by the coder at work, and its title names the author.
    """
    drafts = [(it, draft) for it in arrived for draft in it.draft.memos if draft.text.strip()]
    if create_coders:
        _make_coders(work, [draft.author for _it, draft in drafts])
    known = {row.name_key: row.id for row in queries.coders(work)}
    remarks = [
        _Remark(it, draft, known.get(name_key(draft.author), work.coder_id), name_key(draft.author) in known)
        for it, draft in drafts
    ]
    segments = _make_segments(work, remarks)
    work.journal.insert_many(Memo, [_memo_row(remark, segments) for remark in remarks])


def _make_coders(work: Work, names: Sequence[str]) -> None:
    known = {row.name_key for row in queries.coders(work)} | {""}
    for key, name in {name_key(name): name for name in reversed(names)}.items():
        if key not in known:
            coders.add(work, normalize(name).text, kind="import")


def _make_segments(work: Work, remarks: Sequence[_Remark]) -> dict[tuple[int, int, int, int], int]:
    places = list(dict.fromkeys(remark.place for remark in remarks if remark.place))
    columns = ("document_id", "start", "end", "coder_id")
    rows = [dict(zip(columns, place, strict=True)) for place in places]
    return dict(zip(places, work.journal.insert_many(Segment, rows), strict=True))


def _memo_row(remark: _Remark, segments: dict[tuple[int, int, int, int], int]) -> dict[str, Any]:
    draft = remark.draft
    return {
        "text": normalize(draft.text).text,
        "title": normalize(draft.title if remark.is_hers else _title(draft)).text,
        "coder_id": remark.coder_id,
        "created_at": _moment(draft.at) or now(),
        "document_id": remark.arrival.id if remark.place is None else None,
        "segment_id": None if remark.place is None else segments[remark.place],
    }


def _title(draft: MemoDraft) -> str:
    """A title that names who wrote a remark, and when."""
    if not draft.author:
        return draft.title
    by = _("Comment by {author}", author=draft.author)
    if draft.at:
        by = _("Comment by {author}, {date}", author=draft.author, date=draft.at[:10])
    return noted(draft.title, by) if draft.title else by


def _moment(at: str) -> datetime | None:
    """A time as ISO writes it, in UTC where it names no zone; None where it is none."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
