"""Whether a project's documents still bring new codes, in the order of time, of import or of coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from qualcode.actions.finished import finished
from qualcode.actions.layers import Codings
from qualcode.actions.tables.crossings import at_code_level, codings_of
from qualcode.actions.words.selected_text import documents_by
from qualcode.errors import WrongUse
from qualcode.messages import _, labelled, listed, plural
from qualcode.store import rounds
from qualcode.store.models import Coding
from qualcode.store.view import View
from qualcode.table import Table

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
    among: str | None = None,
    code_level: int | None = None,
    case_level: int | None = None,
) -> Table:
    """New codes document by document, under the columns of ``saturation``; with permutations the band beside them.

    ``by`` is a dimension of documents (kinds, cases, attribute:NAME, period:year): each label then has a curve of its own, and
    the last column names it. Documents count that hold a coding of the layer or are marked done; ``where`` is a query that says
    which codings count, ``among`` one that says which documents are there at all, ``code_level`` counts codes below that level of the tree for the code above them, and ``case_level``
    cases likewise. Raises WrongUse for a rule
    or dimension without meaning, NotFound for an unknown coder or attribute.
    """
    import numpy as np

    rule = rule or Rule()
    order, notes = _in_order(view, codings_of(view, layer, None, among=among), rule.order)
    found = at_code_level(codings_of(view, layer, where, among=among), code_level)
    if by is None:
        table, said = _curve(found, order, rule)
        return table.with_notes([*_meaning(rule), *said, *notes, *found.notes])
    members = documents_by(view, found, by, case_level)
    groups = {label: order[np.isin(order, those)] for label, those in members.items()}
    table = _curves(found, groups, rule)
    return table.with_notes([*notes, *_groups(by, list(groups.values()), order), *found.notes])


def _curve(found: Codings, documents: NDArray[np.int64], rule: Rule) -> tuple[Table, list[str]]:
    """The curve of documents in order; what saturation is, and whether it was reached."""
    from qualcode.analysis import saturation as measure

    curve = measure.curve(found.table, documents)
    table = measure.to_table(found.table.documents, curve, _band(found, documents, rule))
    return table, measure.sentences(measure.assess(curve.new_codes, rule.base, rule.run, rule.threshold))


def _curves(found: Codings, groups: Mapping[str, NDArray[np.int64]], rule: Rule) -> Table:
    """The curve of each group, its name in the last column, with what was said of each."""
    from qualcode.analysis.saturation import COLUMNS

    made = {label: _curve(found, documents, rule) for label, documents in groups.items()}
    columns = next(iter(made.values()))[0].columns if made else COLUMNS
    rows = [(*row, label) for label, (table, _said) in made.items() for row in table.rows]
    said: dict[str, None] = {}
    for label, (_table, (definition, verdict)) in made.items():
        said |= {definition: None, labelled(label, verdict): None}
    return Table((*columns, "group"), rows, (*_meaning(rule), *said))


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


def _groups(by: str, groups: Sequence[NDArray[np.int64]], order: NDArray[np.int64]) -> list[str]:
    """How many documents are in no group, and how many in several."""
    import numpy as np

    times = np.bincount(np.concatenate([order[:0], *groups]), minlength=1)
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
        number = document_at.get(document_id)
        if number is not None and found.counting[number, coder_at[coder_id]]:
            first[number] = min(first.get(number, "~"), str(moment))
    return first
