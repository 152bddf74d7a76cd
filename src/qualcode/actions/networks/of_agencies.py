"""Networks of agencies: who issues documents together, and whose documents cite whose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from qualcode.actions.material import attributes
from qualcode.actions.networks.asking import Ask, Maker
from qualcode.actions.networks.facts import Values, attribute_facts, level_notes
from qualcode.actions.networks.material import Material, Ties, chosen, dates_note
from qualcode.actions.tables.case_levels import CaseRows, case_rows
from qualcode.messages import _, plural
from qualcode.store import queries
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.network import Network, Node


@dataclass(frozen=True)
class Agencies:
    """Who issued what: the cases (at a level, or all), and for each document's id the positions of its issuers, in order."""

    level: int | None
    cases: CaseRows
    issuers: Mapping[int, Sequence[int]]
    values: Values

    @classmethod
    def of(cls, view: View, level: int | None) -> Agencies:
        """All issuers; those below a level of the cases count for the one of that level above them."""
        cases = case_rows(view, level)
        issuers: dict[int, set[int]] = {}
        for row in queries.document_cases(view):
            if row.role == "issuer":
                issuers.setdefault(row.document_id, set()).add(cases.at[row.case_id])
        values = attributes.values_by_owner(view, "case")
        return cls(level, cases, {document: sorted(found) for document, found in issuers.items()}, values)

    def notes(self, material: Material, *ties: str) -> tuple[str, ...]:
        """What must be read with a network of these agencies, in which ``ties`` say what a tie is."""
        return (
            *material.notes,
            _("Nodes are agencies, size: the documents each issued, alone or with others."),
            *ties,
            *level_notes(self.level),
            *self._nameless(material),
            dates_note(),
        )

    def _nameless(self, material: Material) -> list[str]:
        """How many policy documents nobody is known to have issued."""
        without = sum(row.kind == "policy" and row.id not in self.issuers for row in material.documents)
        if not without:
            return []
        return [
            plural(
                "{n} policy document has no issuer: qualcode cases link DOCUMENT AGENCY --role issuer",
                "{n} policy documents have no issuer: qualcode cases link DOCUMENT AGENCY --role issuer",
                without,
            )
        ]

    def network(self, material: Material, ties: Ties, *, directed: bool, notes: Iterable[str]) -> Network:
        """The agencies that issued any of the documents, under ties between the positions of cases."""
        from qualcode.analysis.network import Network

        issued: dict[int, list[str]] = {}
        for document in material.documents:
            for agency in self.issuers.get(document.id, ()):
                issued.setdefault(agency, []).append(document.occurred_on)
        nodes = [self._node(number, issued.get(number, [])) for number in range(len(self.cases.rows))]
        made = Network.of_ties(nodes, ties.made(), directed=directed, notes=notes)
        return made.only([number in issued for number in range(len(nodes))])

    def _node(self, number: int, dates: Sequence[str]) -> Node:
        from qualcode.analysis.network import Node

        case = self.cases.rows[number]
        known = [date for date in dates if date]
        facts = attribute_facts(self.values, case.id)
        first, last = min(known, default=""), max(known, default="")
        return Node(case.name, "agency", len(dates), first=first, last=last, facts=facts)


def of_issuers(view: View, ask: Ask) -> Maker:
    """Agencies, tied where they issued a document together."""
    agencies = Agencies.of(view, ask.case_level)

    def make(documents: Collection[int] | None) -> Network:
        material = chosen(view, ask, documents)
        ties = Ties()
        joint = 0
        for document in material.documents:
            pairs = list(combinations(agencies.issuers.get(document.id, ()), 2))
            joint += bool(pairs)
            for pair in pairs:
                ties[pair].add("issued together", document.occurred_on)
        notes = agencies.notes(
            material,
            _("A tie is two agencies that issued a document together, its weight: how many such documents."),
            plural("{n} document has several issuers.", "{n} documents have several issuers.", joint),
        )
        return agencies.network(material, ties, directed=False, notes=notes)

    return make


def between_agencies(material: Material, agencies: Agencies, said: Iterable[str]) -> Network:
    """Agencies, tied where a document of one cites or revises a document of another."""
    ties, at = Ties(), material.at
    own = nobody = 0
    for link in material.links:
        date = material.documents[at[link.from_document_id]].occurred_on
        citing, cited = (agencies.issuers.get(id_, ()) for id_ in (link.from_document_id, link.to_document_id))
        nobody += not citing or not cited
        for pair in product(citing, cited):
            own += pair[0] == pair[1]
            if pair[0] != pair[1]:
                ties[pair].add(link.kind, date)
    meaning = _(
        "A tie leads from an agency to one whose documents its own cite or revise, its weight: how many such links."
    )
    notes = agencies.notes(material, meaning, *_not_counted(own, nobody), *said)
    return agencies.network(material, ties, directed=True, notes=notes)


def _not_counted(own: int, nobody: int) -> Iterator[str]:
    if own:
        yield plural(
            "{n} citation of an agency's own documents makes no tie.",
            "{n} citations of an agency's own documents make no tie.",
            own,
        )
    if nobody:
        yield plural(
            "{n} citation makes no tie, since nobody is known to have issued one of its documents.",
            "{n} citations make no tie, since nobody is known to have issued one of their documents.",
            nobody,
        )
