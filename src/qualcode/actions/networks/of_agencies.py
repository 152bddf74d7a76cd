"""Networks of agencies: who issues documents together, and whose documents cite whose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

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
        rows = self.cases.rows
        nodes = [agency_node(row, issued.get(number, []), self.values) for number, row in enumerate(rows)]
        made = Network.of_ties(nodes, ties.made(), directed=directed, notes=notes)
        return made.only([number in issued for number in range(len(nodes))])


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


def of_addressees(view: View, ask: Ask) -> Maker:
    """Who writes to whom: from those who issued a document, or where nobody did from its authors, to those it is addressed to."""
    cases, values = case_rows(view, ask.case_level), attributes.values_by_owner(view, "case")
    parts = _parts(view, cases, ("issuer", "author", "addressee"))

    def make(documents: Collection[int] | None) -> Network:
        from qualcode.analysis.network import Network

        material = chosen(view, ask, documents)
        ties = Ties()
        written: dict[int, list[str]] = {}
        met: set[int] = set()
        loose = own = 0
        for document in material.documents:
            issuers, authors, addressees = (parts[role].get(document.id, ()) for role in parts)
            senders = issuers or authors
            met |= {*senders, *addressees}
            for sender in senders:
                written.setdefault(sender, []).append(document.occurred_on)
            loose += bool(addressees) and not senders
            for sender, addressee in product(senders, addressees):
                own += sender == addressee
                if sender != addressee:
                    ties[sender, addressee].add("addressed to", document.occurred_on)
        nodes = [agency_node(row, written.get(number, []), values) for number, row in enumerate(cases.rows)]
        made = Network.of_ties(nodes, ties.made(), directed=True, notes=_address_notes(material, ask, loose, own))
        return made.only([number in met for number in range(len(nodes))])

    return make


def _parts(view: View, cases: CaseRows, roles: Sequence[str]) -> dict[str, dict[int, list[int]]]:
    """For each role the positions of the cases that have it in each document, in order."""
    found: dict[str, dict[int, set[int]]] = {role: {} for role in roles}
    for row in queries.document_cases(view):
        if row.role in found:
            found[row.role].setdefault(row.document_id, set()).add(cases.at[row.case_id])
    return {role: {document: sorted(there) for document, there in of.items()} for role, of in found.items()}


def _address_notes(material: Material, ask: Ask, loose: int, own: int) -> Iterator[str]:
    yield from material.notes
    yield _("Nodes are agencies and persons, size: the documents each issued or, where nobody did, wrote.")
    yield _(
        "A tie leads from who issued or wrote a document to whom it is addressed, its weight: how many such documents."
    )
    yield from level_notes(ask.case_level)
    if loose:
        yield plural(
            "{n} document has addressees and nobody who issued or wrote it; it makes no tie.",
            "{n} documents have addressees and nobody who issued or wrote them; they make no tie.",
            loose,
        )
    if own:
        yield plural(
            "{n} time somebody is addressed by what is his or her own; that makes no tie.",
            "{n} times somebody is addressed by what is his or her own; that makes no tie.",
            own,
        )
    yield dates_note()


def agency_node(case: Row[Any], dates: Sequence[str], values: Values) -> Node:
    """The node of a case by the dates of its documents, how many of these there are, and what is recorded of it."""
    from qualcode.analysis.network import Node

    known = [date for date in dates if date]
    first, last = min(known, default=""), max(known, default="")
    return Node(case.name, "agency", len(dates), first=first, last=last, facts=attribute_facts(values, case.id))


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
