"""Networks that codings make: codes that occur together, and codes with the documents, cases or values they occur in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.actions.agreement.unit_grids import unit_grid
from qualcode.actions.layers import Codings
from qualcode.actions.material import attributes
from qualcode.actions.networks.asking import COUNTS, Ask, Maker
from qualcode.actions.networks.facts import attribute_facts, document_node, level_notes
from qualcode.actions.networks.material import dates_note
from qualcode.actions.tables import dimensions
from qualcode.actions.tables.case_levels import case_rows
from qualcode.actions.tables.crossings import at_code_level, codings_of, done_in_layer
from qualcode.messages import _, plural
from qualcode.store.view import View
from qualcode.text.names import parse_path

if TYPE_CHECKING:
    from qualcode.analysis.cooccurrence import Cooccurrence
    from qualcode.analysis.dimension import Dimension
    from qualcode.analysis.network import Network, Node

_ONE_WAY = "p_b_given_a"


def of_cooccurrence(view: View, ask: Ask) -> Maker:
    """Codes, tied where they co-occur. Raises what ``crossings.cooccurrence`` raises."""
    from qualcode.analysis.cooccurrence import cooccurrence

    found = at_code_level(codings_of(view, ask.layer, ask.where), ask.code_level)
    grid = unit_grid(view, found, ask.unit) if ask.by_units else None
    done = done_in_layer(view, found) if ask.tie not in COUNTS else {}

    def make(documents: Collection[int] | None) -> Network:
        those = _within(found, documents)
        made = cooccurrence(
            those.table,
            relation=ask.relation,
            within=ask.within,
            across_coders=ask.across_coders,
            units=grid,
            touch=ask.touch,
            done={number: who for number, who in done.items() if documents is None or number in documents},
        )
        return _of_pairs(those, made, ask)

    return make


def _within(found: Codings, documents: Collection[int] | None) -> Codings:
    """The codings of some documents."""
    import numpy as np

    if documents is None:
        return found
    inside = np.zeros(len(found.documents), dtype=np.bool_)
    inside[list(documents)] = True
    return replace(found, table=found.table.select(inside[found.table.document]))


def _of_pairs(found: Codings, made: Cooccurrence, ask: Ask) -> Network:
    import numpy as np

    from qualcode.analysis.network import Network

    used = np.flatnonzero(made.n)
    strength = getattr(made if ask.tie in COUNTS else made.presence, ask.tie)[np.ix_(used, used)]
    directed = ask.tie == _ONE_WAY or (made.directed and ask.tie in COUNTS)
    notes = [
        *found.notes,
        *made.notes,
        _("Nodes are codes, size: codings after joining. A tie is a pair of codes, its weight: {tie}.", tie=ask.tie),
        *_left_out(len(made.n) - len(used)),
        *_without_tie(strength, ask.tie),
    ]
    nodes = code_nodes(found, used.tolist(), made.n.tolist())
    return Network.of_matrix(nodes, strength, "cooccurrence", directed=directed, notes=notes)


def _left_out(unused: int) -> list[str]:
    if not unused:
        return []
    return [plural("{n} code without codings is left out.", "{n} codes without codings are left out.", unused)]


def _without_tie(strength: Any, tie: str) -> list[str]:
    """Which coefficients make no tie although they are figures, or are no figures at all."""
    import numpy as np

    if strength.dtype.kind != "f":
        return []
    missing = np.isnan(strength)
    said = []
    if undefined := int(np.triu(missing | missing.T, 1).sum()):
        said.append(
            plural(
                "{n} pair of codes has no tie, or none in one direction, since {tie} is undefined there.",
                "{n} pairs of codes have no tie, or none in one direction, since {tie} is undefined there.",
                undefined,
                tie=tie,
            )
        )
    if tie == "phi":
        said.append(_("Codes that avoid each other (phi of 0 or less) are not tied."))
    return said


def of_crossing(view: View, ask: Ask) -> Maker:
    """The labels of a dimension, tied to the codes of their codings. Raises what ``dimensions.dimension`` raises."""
    found = at_code_level(codings_of(view, ask.layer, ask.where), ask.code_level)
    notes = (*dimensions.notes(view, ask.kind), *_of_labels(ask))

    def make(documents: Collection[int] | None) -> Network:
        those = _within(found, documents)
        rows = dimensions.dimension(view, those, ask.kind, ask.case_level)
        made = _crossed(view, those, rows, ask, notes)
        if documents is None or ask.kind != "documents":
            return made
        return made.only([number >= len(rows.labels) or number in documents for number in range(len(made.nodes))])

    return make


def _of_labels(ask: Ask) -> list[str]:
    """What else must be known of the labels: whom a speaker stands for, and a case."""
    said = level_notes(ask.case_level)
    if "speakers" in ask.kind.split("*"):
        said.append(_("Speakers are told apart by their labels: one label in several documents is one speaker here."))
    return said


def _crossed(view: View, found: Codings, rows: Dimension, ask: Ask, more: tuple[str, ...]) -> Network:
    import numpy as np

    from qualcode.analysis.crosstab import code_matrix
    from qualcode.analysis.dimension import Dimension
    from qualcode.analysis.network import Network, Tie

    codes = Dimension.of_codings("codes", found.table.codes, found.table.code)
    made = code_matrix(found.table, rows, codes, value="codings" if ask.tie == "count" else "documents")
    first, last = _dates(found, rows)
    uses = np.bincount(found.table.code, minlength=len(found.table.codes))
    used = np.flatnonzero(uses).tolist()
    nodes = _row_nodes(view, found, rows, ask) + code_nodes(found, used, uses.tolist())
    place = {code: len(rows.labels) + number for number, code in enumerate(used)}
    ties = [
        Tie(row, place[code], int(made.figures[row, code]), "coded", first(row, code), last(row, code))
        for row, code in np.argwhere(made.figures).tolist()
    ]
    meaning = _("codings") if ask.tie == "count" else _("documents with such codings")
    notes = [
        *found.notes,
        *made.notes[1:],
        *more,
        _(
            "Nodes are {rows} and codes, size: their codings. A tie is a code that occurs there, its weight: {meaning}.",
            rows=ask.kind,
            meaning=meaning,
        ),
        *_left_out(len(uses) - len(used)),
        *([dates_note()] if any(row.occurred_on for row in found.documents) else []),
    ]
    return Network.of_ties(nodes, ties, first_side=len(rows.labels), notes=notes)


def _row_nodes(view: View, found: Codings, rows: Dimension, ask: Ask) -> list[Node]:
    import numpy as np

    from qualcode.analysis.network import Node

    held = np.bincount(rows.label, minlength=len(rows.labels)).tolist()
    if ask.kind == "documents":
        values = attributes.values_by_owner(view, "document")
        return [document_node(row, size, values) for row, size in zip(found.documents, held, strict=True)]
    if ask.kind == "cases":
        values = attributes.values_by_owner(view, "case")
        every = case_rows(view, ask.case_level).rows
        facts = [attribute_facts(values, row.id) for row in every]
        return [Node(row.name, "case", size, facts=said) for row, size, said in zip(every, held, facts, strict=True)]
    kind = " * ".join(dimensions.key_name(part.strip()) for part in ask.kind.split("*"))
    return [Node(label, kind, size) for label, size in zip(rows.labels, held, strict=True)]


def _dates(found: Codings, rows: Dimension) -> tuple[Any, Any]:
    """The earliest and the latest date of the documents in which a code occurs under a label, each as a function of both."""
    import numpy as np

    codes = len(found.table.codes)
    known = sorted({row.occurred_on for row in found.documents if row.occurred_on})
    rank = {date: number for number, date in enumerate(known)}
    of_document = np.array([rank.get(row.occurred_on, -1) for row in found.documents], dtype=np.int64)
    when = of_document[found.table.document[rows.coding]]
    place = (rows.label * codes + found.table.code[rows.coding])[when >= 0]
    earliest = np.full(len(rows.labels) * codes, len(known))
    latest = np.full(len(rows.labels) * codes, -1)
    np.minimum.at(earliest, place, when[when >= 0])
    np.maximum.at(latest, place, when[when >= 0])

    def at(ranks: Any, row: int, code: int) -> str:
        number = int(ranks[row * codes + code])
        return known[number] if 0 <= number < len(known) else ""

    return lambda row, code: at(earliest, row, code), lambda row, code: at(latest, row, code)


def code_nodes(found: Codings, numbers: Sequence[int], sizes: Sequence[int]) -> list[Node]:
    """The nodes of codes, by their positions in the table of codings; labelled by the last name of the path where only one ends so."""
    from qualcode.analysis.network import Node

    colors = {found.tree.path(row.id): row.color for row in found.tree.rows}
    paths = [found.table.codes[number] for number in numbers]
    ends = [parse_path(path)[-1] for path in paths]
    times = Counter(ends)
    return [
        Node(path, "code", sizes[number], end if times[end] == 1 else "", colors.get(path, ""))
        for number, path, end in zip(numbers, paths, ends, strict=True)
    ]
