"""The passages of each code that a report quotes: chosen by a rule that anybody can repeat, as far as consent allows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.actions.coding_files import speaker_at
from qualcode.actions.material import documents
from qualcode.actions.report.book import branched
from qualcode.actions.report.draft import Draft
from qualcode.formats.reports.parts import Block, Paragraph, Quotation, Section
from qualcode.messages import _, listed, plural, some_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST, MOST_OF_ONE, LONGEST = 5_000, 100, 1_000


@dataclass(frozen=True)
class _Chosen:
    """The places in the table of codings to quote of each code, and how many passages each code has in all."""

    places: dict[int, list[int]]
    passages: dict[int, int]


def passages(draft: Draft) -> Section | None:
    """A section for each branch of the codebook, and in it one for each code; None where no quotes are wanted."""
    each = _number(draft)
    if not each:
        return None
    table = draft.found.table
    quotable = _quotable(draft)
    chosen = _chosen(draft, quotable, each)
    quotes = _quoted(draft, chosen)
    entries = [
        (table.codes[code], (table.codes[code], _blocks(draft, chosen, quotes, code))) for code in sorted(quotes)
    ]
    branches = [
        Section(title, [], [Section(path, blocks) for path, blocks in found]) for title, found in branched(entries)
    ]
    title = _("Passages by code")
    if not branches:
        return Section(title, [Paragraph(draft.leave_out(_("There are no passages to quote.")))])
    return Section(title, [Paragraph(sentence) for sentence in _rule(draft, each)], branches)


def _number(draft: Draft) -> int:
    """How many passages of each code: what is wanted, unless all together were more than a report can hold."""
    codes = max(len(set(draft.found.table.code.tolist())), 1)
    wanted = min(draft.wanted.quotes, MOST_OF_ONE)
    each = min(wanted, max(MOST // codes, 1))
    if each < draft.wanted.quotes:
        draft.leave_out(
            _(
                "{n} passages of each code are quoted, not {wanted}: a report holds {most} in all.",
                n=each,
                wanted=draft.wanted.quotes,
                most=MOST,
            )
        )
    return each


def _rule(draft: Draft, each: int) -> list[str]:
    sentences = [
        plural(
            "Of each code the passage in the middle of all is quoted.",
            "Of each code up to {n} passages are quoted, taken at equal distances from all of them in the order of documents "
            "and text: a systematic sample, which every run repeats.",
            each,
        ),
        _("Passages longer than {n} characters are cut at […].", n=LONGEST),
    ]
    if draft.barred:
        sentences.append(_("Documents whose participants do not agree to be quoted are not quoted."))
    return sentences


def _quotable(draft: Draft) -> NDArray[np.bool_]:
    """Which codings may be quoted."""
    table, documents_ = draft.found.table, draft.found.documents
    allowed = np.array([row.id not in draft.barred for row in documents_], dtype=np.bool_)
    if not len(table):
        return np.zeros(0, dtype=np.bool_)
    mask: NDArray[np.bool_] = allowed[table.document]
    if withheld := int((~mask).sum()):
        cases = some_of(dict.fromkeys(draft.barred[row.id] for row in documents_ if row.id in draft.barred))
        draft.leave_out(
            plural(
                "Consent does not allow quotes: {n} coding of documents of {cases}.",
                "Consent does not allow quotes: {n} codings of documents of {cases}.",
                withheld,
                cases=cases,
            )
        )
    return mask


def _chosen(draft: Draft, quotable: NDArray[np.bool_], each: int) -> _Chosen:
    """Of each code the passages in the middle of equal parts of all; what several coders marked alike is one passage."""
    table = draft.found.table
    order = np.lexsort((table.end, table.line_start, table.code))
    order = order[quotable[order]]
    code, start, end = table.code[order], table.line_start[order], table.end[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (code[1:] != code[:-1]) | (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    order = order[new]
    code = table.code[order]
    places, totals = {}, {}
    for one in np.unique(code).tolist():
        first, stop = np.searchsorted(code, (one, one + 1)).tolist()
        n = stop - first
        taken = range(n) if n <= each else [(2 * part + 1) * n // (2 * each) for part in range(each)]
        places[one], totals[one] = [int(order[first + at]) for at in taken], n
    if silent := sorted(set(table.code.tolist()) - set(places)):
        draft.leave_out(_("No passage may be quoted of: {codes}.", codes=some_of(table.codes[code] for code in silent)))
    return _Chosen(places, totals)


def _quoted(draft: Draft, chosen: _Chosen) -> dict[int, list[Quotation]]:
    """The quotations of each code; each document is opened once."""
    table = draft.found.table
    by_document: dict[int, list[int]] = defaultdict(list)
    for place in {place for places in chosen.places.values() for place in places}:
        by_document[int(table.document[place])].append(place)
    made: dict[int, Quotation] = {}
    for document, places in by_document.items():
        opened = documents.open_document(draft.view, table.documents[document])
        for place in places:
            made[place] = _quotation(opened, int(table.start[place]), int(table.end[place]))
    return {code: [made[place] for place in places] for code, places in chosen.places.items()}


def _quotation(document: documents.OpenDocument, start: int, end: int) -> Quotation:
    text = document.text[start:end].strip()
    if len(text) > LONGEST:
        text = f"{text[:LONGEST].rstrip()} […]"
    speaker = speaker_at(document, start)
    named = listed([document.name, speaker]) if speaker else document.name
    return Quotation(
        text, _("{source}, characters {start}–{end}", source=named, start=start, end=end), document.language
    )


def _blocks(draft: Draft, chosen: _Chosen, quotes: dict[int, list[Quotation]], code: int) -> list[Block]:
    n, shown = chosen.passages[code], len(quotes[code])
    said = plural("{shown} of {n} passage.", "{shown} of {n} passages.", n, shown=shown)
    return [Paragraph(said), *quotes[code]]
