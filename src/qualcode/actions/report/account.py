"""A whole report as a plain value."""

from __future__ import annotations

from datetime import date

import qualcode
from qualcode import messages
from qualcode.actions.history import history
from qualcode.actions.pictures.words import choice_words
from qualcode.actions.report import book, concepts, memos, methods, passages, tables
from qualcode.actions.report.draft import Draft, Wanted
from qualcode.formats.reports.parts import Paper, Terms
from qualcode.messages import _
from qualcode.store import queries, rounds
from qualcode.store.view import View


def account(view: View, wanted: Wanted, today: date | None = None) -> tuple[Paper, list[str]]:
    """The report, and a sentence for all that is left out of it.

    Raises WrongUse for a matrix or a query that is none, NotFound for an unknown name in one, Refused for a table too large.
    """
    for matrix in wanted.matrices:
        tables.read_matrix(matrix)
    draft = Draft(view, wanted)
    for sentence in rounds.notes(view):
        draft.leave_out(sentence)
    parts = [
        methods.methods(draft),
        tables.material(draft),
        book.codebook(draft),
        tables.frequencies(draft),
        tables.matrices(draft),
        tables.cooccurrence(draft),
        passages.passages(draft),
        concepts.concepts(draft),
        memos.memos(draft),
    ]
    title = wanted.title or _("{project}: report on the coded material", project=queries.project(view).name)
    sections = [part for part in parts if part is not None]
    return Paper(title, messages.language(), _facts(draft, today or date.today()), sections), draft.left_out


def _facts(draft: Draft, today: date) -> Terms:
    latest = history(draft.view, limit=1).column("at")
    rows = [
        (_("Project"), queries.project(draft.view).name),
        (_("Date of report"), today.isoformat()),
        (_("Last change"), str(latest[0])[:10] if latest else "–"),
        (_("Layer"), choice_words().get(draft.wanted.layer, draft.wanted.layer)),
        *([(_("Query"), draft.wanted.where)] if draft.wanted.where else []),
        (_("Version"), f"qualcode {qualcode.__version__}"),
    ]
    return Terms(rows)
