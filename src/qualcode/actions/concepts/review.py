"""What in a study's concepts still waits for a person: claims and links without evidence, and codes that are not settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from qualcode.actions import codes
from qualcode.actions.concepts import claims, links
from qualcode.actions.concepts.claims import ClaimRow
from qualcode.actions.concepts.links import LinkRow
from qualcode.actions.revising import unplaced
from qualcode.messages import _, labelled, plural
from qualcode.store import queries, rounds
from qualcode.store.models import Coding
from qualcode.store.view import View
from qualcode.table import Table

COLUMNS = ("what", "name", "finding", "said")
_WIDELY, _AT_LEAST = 5, 3  # in a fifth of the documents that are coded, and in no fewer than three

Finding = tuple[str, str, str, str]


def review(view: View) -> Table:
    """A row for each finding: claims, then links, then codes. ``finding`` is one of a few fixed words, ``said`` the same as a sentence."""
    waiting = _waiting(view)
    found = list(chain(_claims(view, waiting), _links(view, waiting), _retired(view), _codes(view)))
    notes = [] if found else [_("Every claim and every link has evidence, and nothing else waits.")]
    return Table(COLUMNS, found, tuple(notes + list(rounds.notes(view))))


def _waiting(view: View) -> Counter[str]:
    """How many segments that speak for or against a claim or link, by its guid, wait for a place since a revision."""
    images = unplaced.hanging(view, "evidence")
    return Counter(image["claim_id"] or image["code_link_id"] for image in images)


def _claims(view: View, waiting: Counter[str]) -> Iterator[Finding]:
    for claim in claims.listing(view):
        name = labelled(f"{claim.memo}:{claim.number}", claim.text)
        yield from (("claim", name, *said) for said in _evidence(claim, waiting[claim.guid]))


def _links(view: View, waiting: Counter[str]) -> Iterator[Finding]:
    for link in links.listing(view):
        yield from (("link", link.words, *said) for said in _evidence(link, waiting[link.guid]))


def _evidence(of: ClaimRow | LinkRow, waiting: int) -> Iterator[tuple[str, str]]:
    """What there is to say of the evidence on a claim or a link."""
    if not of.speaking_for and not of.against:
        yield "no evidence", _("no segment speaks for it")
    elif not of.speaking_for:
        said = plural(
            "{n} segment speaks against it, none for it", "{n} segments speak against it, none for it", of.against
        )
        yield "only counter-evidence", said
    if of.erased:
        yield "evidence erased", plural("the segment was erased", "{n} segments were erased", of.erased)
    if waiting:
        said = plural(
            "{n} segment waits for a place since its text was revised: qualcode documents unplaced",
            "{n} segments wait for a place since their texts were revised: qualcode documents unplaced",
            waiting,
        )
        yield "evidence unplaced", said


def _retired(view: View) -> Iterator[Finding]:
    retired = {code.path for code in codes.listing(view) if code.retired}
    for link in links.listing(view):
        for path in dict.fromkeys(it for it in (link.source, link.target) if it in retired):
            yield "link", link.words, "retired code", _("{code} is retired", code=path)


def _codes(view: View) -> Iterator[Finding]:
    coded = len(queries.coding_counts(view, Coding.document_id, Coding.code_id))
    yield from _unsettled(codes.listing(view), max(_AT_LEAST, -(-coded // _WIDELY)))


def _unsettled(listed: Iterable[codes.CodeRow], widely: int) -> Iterator[Finding]:
    for code in listed:
        if code.status == "settled" and code.is_codable and not code.retired and not code.definition:
            yield (
                "code",
                code.path,
                "settled without definition",
                _("its rules are settled, and no definition is there"),
            )
        if code.status == "provisional" and not code.retired and code.documents >= widely:
            said = plural(
                "provisional, and used in {n} document", "provisional, and used in {n} documents", code.documents
            )
            yield "code", code.path, "provisional, widely used", said
