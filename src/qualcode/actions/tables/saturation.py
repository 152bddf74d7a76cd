"""Whether a project's documents still bring new codes, in the order of time, of import or of coding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from qualcode.actions.finished import finished
from qualcode.actions.layers import Codings, codings
from qualcode.actions.tables.crossings import at_code_level, codings_of
from qualcode.actions.words.selected_text import documents_by
from qualcode.errors import WrongUse
from qualcode.messages import _, labelled, listed, plural
from qualcode.store import rounds
from qualcode.store.models import Coding
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.saturation import Band

ORDERS = ("time", "import", "coding")
_MOST_PERMUTATIONS = 100_000


@dataclass(frozen=True)
class Rule:
    """How saturation is looked for: the order of documents, the three numbers of Guest, Namey and Chen, and how many random
    orders are drawn for the band (0: none)."""

    order: str = "time"
    base: int = 4
    run: int = 2
    threshold: float = 0.05
    permutations: int = 0
    seed: int = 1

    def __post_init__(self) -> None:
        if self.order not in ORDERS:
            raise WrongUse(
                _("There is no order by {name!r}.", name=self.order), _("Orders are: {names}", names=listed(ORDERS))
            )
        if not 0 <= self.permutations <= _MOST_PERMUTATIONS:
            raise WrongUse(
                _("{n} random orders cannot be drawn.", n=self.permutations),
                _("Take 0 to {most}.", most=_MOST_PERMUTATIONS),
            )


def saturation(
    view: View,
    rule: Rule | None = None,
    *,
    by: str | None = None,
    layer: str = "record",
    where: str | None = None,
    code_level: int | None = None,
    case_level: int | None = None,
) -> Table:
    """New codes document by document, under the columns of ``saturation``; with permutations the band beside them.

    ``by`` is a dimension of documents (kinds, cases, attribute:NAME, period:year): each label then has a curve of its own, and
    the last column names it. Documents count that hold a coding of the layer or are marked done; ``where`` is a query that says
    which codings count, ``code_level`` counts codes below that level of the tree for the code above them, and ``case_level``
    cases likewise. Raises WrongUse for a rule
    or dimension without meaning, NotFound for an unknown coder or attribute.
    """
    import numpy as np

    from qualcode.analysis import saturation as measure

    rule = rule or Rule()
    every = codings(view, layer)
    order, notes = _in_order(view, every, rule.order)
    found = at_code_level(codings_of(view, layer, where), code_level)
    groups: list[tuple[str | None, NDArray[np.int64]]] = [(None, order)]
    if by is not None:
        members = documents_by(view, found, by, case_level)
        groups = [(label, order[np.isin(order, members[label])]) for label in members]
    columns: tuple[str, ...] = measure.COLUMNS
    rows: list[tuple[Cell, ...]] = []
    said: list[str] = []
    for label, documents in groups:
        curve = measure.curve(found.table, documents)
        table = measure.to_table(found.table.documents, curve, _band(found, documents, rule))
        columns = table.columns
        rows += [(*row, label) for row in table.rows] if label else table.rows
        definition, verdict = measure.sentences(measure.assess(curve.new_codes, rule.base, rule.run, rule.threshold))
        said += [*([] if definition in said else [definition]), labelled(label, verdict) if label else verdict]
    all_columns = columns if by is None else (*columns, "group")
    return Table(all_columns, rows, (*_meaning(rule), *said, *notes, *_groups(by, groups, order), *found.notes))


def _band(found: Codings, documents: NDArray[np.int64], rule: Rule) -> Band | None:
    from qualcode.analysis.saturation import band

    if not rule.permutations:
        return None
    return band(found.table, documents, rule.permutations, rule.seed)


def _meaning(rule: Rule) -> list[str]:
    said = [_("new_codes: codes of the document that none before it has; cumulative_codes: different codes so far.")]
    if rule.permutations:
        said.append(
            _(
                "expected: mean of the curve over all orders of the documents, exact; low and high: the middle 95 % of {n} "
                "random orders (seed {seed}).",
                n=rule.permutations,
                seed=rule.seed,
            )
        )
    return said


def _groups(by: str | None, groups: Sequence[tuple[Any, NDArray[np.int64]]], order: NDArray[np.int64]) -> list[str]:
    """How many documents are in no group, and how many in several."""
    import numpy as np

    if by is None:
        return []
    times = np.bincount(np.concatenate([documents for _label, documents in groups] or [order[:0]]), minlength=1)
    none = int(np.setdiff1d(order, np.flatnonzero(times)).size)
    several = int(np.count_nonzero(times > 1))
    notes = []
    if none:
        notes.append(
            plural(
                "{n} document has no value for {name} and is left out.",
                "{n} documents have no value for {name} and are left out.",
                none,
                name=by,
            )
        )
    if several:
        notes.append(
            plural("{n} document belongs to several groups.", "{n} documents belong to several groups.", several)
        )
    return notes


def _in_order(view: View, found: Codings, order: str) -> tuple[NDArray[np.int64], list[str]]:
    """The positions of the documents that were read, in order, and what must be said of the order."""
    import numpy as np

    coded = set(found.table.document.tolist())
    done = {document for document, coders in _done(view, found).items() if coders}
    read = sorted(coded | done, key=lambda number: found.documents[number].id)
    notes = []
    if unread := len(found.documents) - len(read):
        notes.append(
            plural(
                "{n} document without codings of the layer that is not marked done is left out.",
                "{n} documents without codings of the layer that are not marked done are left out.",
                unread,
            )
        )
    if order == "time":
        read.sort(key=lambda number: _when(found.documents[number].occurred_on))
        notes.append(_by_time(sum(not found.documents[number].occurred_on for number in read)))
    elif order == "coding":
        first = _first_coded(view, found)
        read.sort(key=lambda number: first.get(number, "~"))
        notes.append(_("Order: by the first coding of the layer in each document; documents without one come last."))
    else:
        notes.append(_("Order: as the documents were imported."))
    return np.array(read, dtype=np.int64), notes


def _when(date: str) -> str:
    """A date as it sorts: a year before its months, and no date last."""
    return date or "~"


def _by_time(undated: int) -> str:
    order = _("Order: by the documents' dates; those of one date as they were imported.")
    if not undated:
        return order
    return f"{order} " + plural(
        "{n} document has no date and comes last.", "{n} documents have no date and come last.", undated
    )


def _done(view: View, found: Codings) -> dict[int, set[int]]:
    """Who of the layer has finished what; where the layer has nobody, since nobody coded anything, whoever has finished."""
    counting: dict[int, set[int]] = {}
    for number, coders in finished(view, found).done.items():
        those = found.counting[number]
        counting[number] = {coder for coder in coders if those[coder] or not those.any()}
    return counting


def _first_coded(view: View, found: Codings) -> dict[int, str]:
    """When the first coding of the layer in each document was made."""
    document_at = {row.id: number for number, row in enumerate(found.documents)}
    coder_at = {row.id: number for number, row in enumerate(found.coders)}
    columns = Coding.document_id, Coding.coder_id, func.min(Coding.created_at)
    statement = select(*columns).where(*rounds.shown(view, Coding)).group_by(Coding.document_id, Coding.coder_id)
    first: dict[int, str] = {}
    for document_id, coder_id, moment in view.connection.execute(statement):
        number = document_at[document_id]
        if found.counting[number, coder_at[coder_id]]:
            first[number] = min(first.get(number, "~"), str(moment))
    return first
