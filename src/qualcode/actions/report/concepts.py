"""The claims and links of a report, each with the segments that speak for and against it, as far as consent allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.actions.concepts import claims, evidence, links
from qualcode.actions.concepts.claims import ClaimRow
from qualcode.actions.concepts.evidence import EvidenceRow
from qualcode.actions.concepts.links import LinkRow
from qualcode.actions.report.draft import Draft
from qualcode.actions.report.passages import LONGEST
from qualcode.formats.reports.parts import Block, Figures, Paragraph, Quotation, Section
from qualcode.messages import _, clauses, labelled, listed, plural

MOST = 50  # segments quoted of one claim or link


def concepts(draft: Draft) -> Section | None:
    """The claims by their memos, and the links between codes; None where there are neither."""
    made, linked = claims.listing(draft.view), links.listing(draft.view)
    if not made and not linked:
        return None
    found = by_subject(evidence.listing(draft.view))
    memos = {claim.memo_guid: claim.memo for claim in made}
    sections = [
        Section(name, claim_blocks(draft, [it for it in made if it.memo_guid == guid], found))
        for guid, name in memos.items()
    ]
    if linked:
        sections.append(Section(_("Links between codes"), _link_blocks(draft, linked, found)))
    return Section(_("Concepts"), [Paragraph(_amounts(made, linked))], sections)


def _amounts(made: Sequence[ClaimRow], linked: Sequence[LinkRow]) -> str:
    return _(
        "{claims} and {links}, with the segments that speak for and against each.",
        claims=plural("{n} claim", "{n} claims", len(made)),
        links=plural("{n} link between codes", "{n} links between codes", len(linked)),
    )


def by_subject(found: Sequence[EvidenceRow]) -> dict[str, list[EvidenceRow]]:
    """Evidence by the guid of the claim or link it is on."""
    at: dict[str, list[EvidenceRow]] = {}
    for row in found:
        at.setdefault(row.about_guid, []).append(row)
    return at


def claim_blocks(draft: Draft, made: Sequence[ClaimRow], found: dict[str, list[EvidenceRow]]) -> list[Block]:
    """Each claim under its number, and what speaks for and against it."""
    blocks: list[Block] = []
    for claim in made:
        blocks.append(Paragraph(labelled(_("Claim {n}", n=claim.number), draft.unquoted(claim.text))))
        blocks += evidence_blocks(draft, found.get(claim.guid, []))
    return blocks


def _link_blocks(draft: Draft, linked: Sequence[LinkRow], found: dict[str, list[EvidenceRow]]) -> list[Block]:
    rows = [
        (it.source, it.kind, it.target, it.speaking_for, it.against, draft.unquoted(it.note) or None) for it in linked
    ]
    blocks: list[Block] = [Figures(_("Links between codes"), ("from", "kind", "to", "for", "against", "note"), rows)]
    for link in linked:
        if link.guid in found:
            blocks += [Paragraph(link.words), *evidence_blocks(draft, found[link.guid])]
    return blocks


def evidence_blocks(draft: Draft, rows: Sequence[EvidenceRow]) -> Iterator[Block]:
    """What speaks for and what speaks against, quoted; and what cannot be, said."""
    if not rows:
        yield Paragraph(_("No segment is named for it or against it."))
    for stance, label in (("for", _("Speaks for it")), ("against", _("Speaks against it"))):
        here = [row for row in rows if row.stance == stance]
        if here:
            yield Paragraph(labelled(label, plural("{n} segment", "{n} segments", len(here))))
            yield from _quoted(draft, here)


def _quoted(draft: Draft, rows: Sequence[EvidenceRow]) -> Iterator[Block]:
    allowed, silent = evidence.quotable(draft.view, rows)
    for row in allowed[:MOST] if draft.wanted.quotes else ():
        yield Paragraph(_("The segment was erased.")) if row.erased else _quotation(row)
    missing = []
    if silent:
        missing.append(plural("{n} may not be quoted", "{n} may not be quoted", len(silent)))
    if draft.wanted.quotes and len(allowed) > MOST:
        missing.append(plural("{n} more", "{n} more", len(allowed) - MOST))
    if missing:
        yield Paragraph(draft.leave_out(labelled(rows[0].about, clauses(missing))))


def _quotation(row: EvidenceRow) -> Quotation:
    text = (row.quote or "").strip()
    text = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} […]"
    source = listed([it for it in (row.document, row.speaker) if it])
    where = _("{source}, characters {start}–{end}", source=source, start=row.start, end=row.end)
    return Quotation(text, labelled(where, row.note) if row.note else where, row.language)
