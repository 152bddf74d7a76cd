"""Drift: whether whoever codes alone still codes as was agreed. A tenth of her documents goes to a second coder."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from qualcode.actions.studies.rounds import coders_of, round_numbered, study_named
from qualcode.errors import WrongUse
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.models import Coding, RoundDocument
from qualcode.store.view import View
from qualcode.table import Table


def proposed(view: View, name: str, *, share: float = 0.1, seed: int = 1) -> Table:
    """A seeded draw from the documents one coder alone has coded outside any round, each with a second coder of the study.

    Of each coder's documents at least one is drawn. ``next_round`` with these documents and
    ``keep`` makes the check.
    Raises NotFound for an unknown study, WrongUse unless 0 < share <= 1.
    """
    if not 0 < share <= 1:
        raise WrongUse(_("A share lies above 0 and is at most 1, not {share}.", share=share))
    study = study_named(view, name)
    readers = coders_of(view, round_numbered(view, study))
    chance = random.Random(seed)
    rows: list[tuple[str, str, str]] = []
    for coder, documents in sorted(_alone(view).items()):
        others = [row.name for row in readers if row.name != coder]
        for place, document in enumerate(_draw(documents, share, chance) if others else ()):
            rows.append((document.name, coder, others[place % len(others)]))
    note = plural("{n} document drawn (seed {seed}).", "{n} documents drawn (seed {seed}).", len(rows), seed=seed)
    return Table(("document", "coded_by", "second"), rows, (note,))


def _alone(view: View) -> dict[str, list[Row[Any]]]:
    """The documents one person alone has coded, and no round has held, by her name."""
    in_rounds = set(view.connection.scalars(select(RoundDocument.document_id)))
    names = {row.id: row.name for row in queries.coders(view) if row.kind == "person"}
    by_document: dict[int, set[int]] = {}
    for document_id, coder_id in view.connection.execute(select(Coding.document_id, Coding.coder_id).distinct()):
        by_document.setdefault(document_id, set()).add(coder_id)
    alone: dict[str, list[Row[Any]]] = {}
    for row in queries.documents(view):
        coders = by_document.get(row.id, set())
        if len(coders) == 1 and coders <= names.keys() and row.id not in in_rounds:
            alone.setdefault(names[min(coders)], []).append(row)
    return alone


def _draw(documents: Sequence[Row[Any]], share: float, chance: random.Random) -> list[Row[Any]]:
    number = max(1, round(share * len(documents)))
    return sorted(chance.sample(list(documents), number), key=lambda row: str(row.name_key))
