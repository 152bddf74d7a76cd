"""From what is asked to a network: its tables, one for each group of documents where asked so, and the file it goes into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.actions.networks.asking import OF_CONCEPTS, OF_DOCUMENTS, Ask, Maker
from qualcode.errors import WrongUse
from qualcode.messages import _, labelled, plural
from qualcode.store.view import View
from qualcode.table import Cell, Table

if TYPE_CHECKING:
    from qualcode.analysis.network import Network
    from qualcode.analysis.network_measures import Measured
    from qualcode.formats.graphs.graph import Graph

ENDINGS = (".graphml", ".gexf", ".dot", ".mmd")
"""The endings of files that hold a network."""


def network(view: View, ask: Ask) -> Network:
    """The network that is asked for. Raises WrongUse for a kind there is not, and what the analyses it is made of raise."""
    return _finished(_maker(view, ask)(None), ask)


def table(view: View, ask: Ask, *, ties: bool = False, by: str | None = None) -> Table:
    """One row for each node with its measures, or for each tie; ``by`` a dimension of documents, a network for each of its labels.

    Raises what ``network`` raises, and WrongUse or NotFound for a dimension that documents do not have.
    """
    from qualcode.analysis.network_measures import Measured
    from qualcode.analysis.network_table import node_table

    def tabled(made: Network) -> Table:
        return made.ties() if ties else node_table(Measured(made))

    if by is None:
        return tabled(network(view, ask))
    if ask.kind == OF_CONCEPTS:
        raise WrongUse(_("Links between codes belong to no document."), _("Leave out --by."))
    from qualcode.actions.words.selected_text import all_documents, documents_by

    make, every = _maker(view, ask), all_documents(view)
    members = documents_by(view, every, by)
    groups = [(label, tabled(_finished(make(documents), ask))) for label, documents in members.items()]
    if not groups:
        nothing = tabled(make(()))
        return Table((*nothing.columns, "group"), [], (_("No document has a value for {name}.", name=by),))
    return _stacked(groups).with_notes(_membership(list(members.values()), len(every.documents), by))


def _membership(groups: Sequence[Sequence[int]], documents: int, by: str) -> list[str]:
    """How many documents are in no group, and how many in several."""
    times = Counter(number for group in groups for number in set(group))
    notes = []
    if none := documents - len(times):
        notes.append(
            plural(
                "{n} document has no value for {name} and is left out.",
                "{n} documents have no value for {name} and are left out.",
                none,
                name=by,
            )
        )
    if several := sum(count > 1 for count in times.values()):
        notes.append(
            plural("{n} document belongs to several groups.", "{n} documents belong to several groups.", several)
        )
    return notes


def write(view: View, ask: Ask, path: Path) -> tuple[str, ...]:
    """Write the network with its measures to a file, in the format that its ending says; returns the sentences to be read with it.

    Raises what ``network`` raises, and Unreachable where the file cannot be written.
    """
    from qualcode.analysis.network_measures import Measured
    from qualcode.analysis.network_table import node_notes
    from qualcode.formats.graphs.files import write_graph

    measured = Measured(network(view, ask))
    return (*node_notes(measured), *write_graph(_graph(measured), path))


def _graph(measured: Measured) -> Graph:
    """The network with all measures, as it goes into a file."""
    from qualcode.analysis.network_table import node_columns, node_notes
    from qualcode.formats.graphs.graph import Edge, Graph, Vertex

    made = measured.network
    columns = node_columns(measured)
    names = [name for name in columns if name not in ("node", "first", "last")]
    vertices = [
        Vertex(
            node.label or node.name,
            {"name": node.name, **{name: columns[name][number] for name in names}, **dict(node.facts)},
            node.color,
            node.first,
            node.last,
        )
        for number, node in enumerate(made.nodes)
    ]
    ends = (made.source.tolist(), made.target.tolist(), made.weight.tolist())
    ties = zip(*ends, made.kinds, made.firsts, made.lasts, strict=True)
    facts = [dict(it) for it in made.facts] or [{} for _kind in made.kinds]
    edges = [
        Edge(a, b, weight, kind, first, last, tie_words(kind, known), bool(known.get("symmetric")), known)
        for (a, b, weight, kind, first, last), known in zip(ties, facts, strict=True)
    ]
    return Graph(vertices, edges, made.directed, node_notes(measured))


def tie_words(kind: str, facts: Mapping[str, Cell]) -> str:
    """What a picture writes beside a tie that segments speak for or against; "" for any other."""
    if "against" not in facts:
        return ""
    amounts = [f"{sign}{facts[stance]}" for sign, stance in (("+", "for"), ("−", "against")) if facts[stance]]
    return " ".join([kind, *amounts])


def _maker(view: View, ask: Ask) -> Maker:
    if ask.kind == OF_CONCEPTS:
        from qualcode.actions.networks.of_concepts import of_concepts

        return of_concepts(view, ask)
    if ask.kind not in OF_DOCUMENTS:
        from qualcode.actions.networks.of_codes import of_cooccurrence, of_crossing

        return (of_cooccurrence if ask.kind == "cooccurrence" else of_crossing)(view, ask)
    from qualcode.actions.networks.of_agencies import of_addressees, of_issuers
    from qualcode.actions.networks.of_documents import of_citations, of_links

    return {"links": of_links, "issuers": of_issuers, "addressees": of_addressees, "citations": of_citations}[ask.kind](
        view, ask
    )


def _finished(made: Network, ask: Ask) -> Network:
    """The network without what is too weak or, where asked so, alone."""
    if ask.at_least is not None:
        made = made.at_least(ask.at_least).with_notes(_("Only ties of a weight of at least {n:g}.", n=ask.at_least))
    if ask.connected:
        alone = len(made.nodes) - int(made.linked.sum())
        made = made.connected().with_notes(_("Nodes without a tie are left out: {n}.", n=alone))
    return made


def _stacked(groups: Sequence[tuple[str, Table]]) -> Table:
    """The tables of all groups, one below the other; notes that all have are said once, others with the group's name."""
    first = groups[0][1]
    rows = [(*row, label) for label, made in groups for row in made.rows]
    shared = [note for note in first.notes if all(note in made.notes for _label, made in groups)]
    own = [labelled(label, note) for label, made in groups for note in made.notes if note not in shared]
    return Table((*first.columns, "group"), rows, (*shared, *own))
