"""Networks that documents make by what they are linked to and what they cite; links between codes stand beside the former."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from qualcode.actions.material import attributes
from qualcode.actions.material.links import KINDS, cited_outside
from qualcode.actions.networks.asking import Ask, Maker
from qualcode.actions.networks.facts import Values, document_node
from qualcode.actions.networks.material import Material, Ties, dates_note, linked
from qualcode.actions.networks.of_agencies import Agencies, between_agencies
from qualcode.errors import WrongUse
from qualcode.messages import _, listed, plural
from qualcode.store import queries
from qualcode.store.models import CodeLink
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.network import Network, Node

_CITES = ("cites", "revises")


def of_links(view: View, ask: Ask) -> Maker:
    """Documents tied by links of any kind, and codes tied by links between codes; without what has no link."""
    between_codes = queries.rows(view, select(CodeLink.__table__).order_by(CodeLink.id))
    _require_kinds(ask.link_kinds, {*KINDS, *(row.kind for row in between_codes)})
    values = attributes.values_by_owner(view, "document")

    def make(documents: Collection[int] | None) -> Network:
        from qualcode.analysis.network import Network

        material = linked(view, ask, ask.link_kinds, documents)
        nodes = [document_node(row, None, values) for row in material.documents]
        ties = material.ties()
        of_codes = [row for row in between_codes if not ask.link_kinds or row.kind in ask.link_kinds]
        every = documents is None and ask.where is None
        if every:
            nodes += _code_ties(view, of_codes, len(nodes), ties)
        notes = (
            *material.notes,
            *([_("Links between codes are left out: they belong to no document.")] if of_codes and not every else []),
            _(
                "Nodes are documents and codes with a link; a tie's weight: how many links it stands for, of different kinds."
            ),
            dates_note(),
        )
        return Network.of_ties(nodes, ties.made(), directed=True, notes=notes).connected()

    return make


def _require_kinds(wanted: Collection[str], known: Collection[str]) -> None:
    for kind in wanted:
        if kind not in known:
            raise WrongUse(
                _("No link here is of the kind {kind!r}.", kind=kind),
                _("Kinds are: {kinds}", kinds=listed(sorted(known))),
            )


def _code_ties(view: View, links: Sequence[Row[Any]], before: int, ties: Ties) -> list[Node]:
    """Add the ties between codes to ``ties``; the nodes of all codes, which stand behind ``before`` others."""
    from qualcode.analysis.network import Node

    tree = queries.code_tree(view)
    at = {row.id: before + number for number, row in enumerate(tree.rows)}
    for link in links:
        ties[at[link.from_code_id], at[link.to_code_id]].add(link.kind, "")
    return [Node(tree.path(row.id), "code", color=row.color) for row in tree.rows]


def of_citations(view: View, ask: Ask) -> Maker:
    """Policy documents, or the agencies that issued them, tied to what they cite or revise."""
    _require_kinds(ask.link_kinds, _CITES)
    kinds = ask.link_kinds or _CITES
    outside = cited_outside(view)
    agencies = Agencies.of(view, ask.case_level) if ask.between == "agencies" else None
    values = attributes.values_by_owner(view, "document")

    def make(documents: Collection[int] | None) -> Network:
        material = linked(view, ask, kinds, documents)
        those = [it for it in outside if it[0] in material.at]
        if agencies is not None:
            return between_agencies(material, agencies, _unmet(those, kept=False))
        return _between_documents(material, those, values, ask)

    return make


def _between_documents(
    material: Material, outside: Sequence[tuple[int, str, int]], values: Values, ask: Ask
) -> Network:
    from qualcode.analysis.network import Network, Node

    ties, at = material.ties(), material.at
    nodes = [document_node(row, None, values) for row in material.documents]
    if ask.outside:
        titles = sorted({title for _document, title, _times in outside})
        place = {title: len(nodes) + number for number, title in enumerate(titles)}
        nodes += [Node(title, "outside") for title in titles]
        for document, title, _times in outside:
            ties[at[document], place[title]].add("cites", material.documents[at[document]].occurred_on)
    notes = (
        *material.notes,
        _(
            "Nodes are policy documents and whatever cites or is cited. A tie leads from a document to one that it cites or revises."
        ),
        *_unmet(outside, kept=ask.outside),
        dates_note(),
    )
    made = Network.of_ties(nodes, ties.made(), directed=True, notes=notes)
    policies = {number for number, row in enumerate(material.documents) if row.kind == "policy"}
    return made.only([bool(linked) or number in policies for number, linked in enumerate(made.linked)])


def _unmet(outside: Sequence[tuple[int, str, int]], *, kept: bool) -> list[str]:
    """What is said of citations of what is not in the project."""
    if not outside:
        return []
    titles = len({title for _document, title, _times in outside})
    if kept:
        return [
            plural(
                "{n} node is a title that is cited and not in the project, of the kind outside; its citations are as found, not confirmed.",
                "{n} nodes are titles that are cited and not in the project, of the kind outside; their citations are as found, not confirmed.",
                titles,
            )
        ]
    return [
        plural(
            "{n} title is cited and not in the project; its citations are left out.",
            "{n} titles are cited and not in the project; their citations are left out.",
            titles,
        )
    ]
