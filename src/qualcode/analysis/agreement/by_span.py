"""Agreement of coders about the spans they marked, without units: for each code and over all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, TypeAlias

import numpy as np

from qualcode.analysis.agreement import measure
from qualcode.analysis.agreement.code_rows import (
    POOLED,
    AgreementRow,
    AgreementTable,
    Part,
    notes_of_rows,
    of_several,
    sorted_rows,
)
from qualcode.analysis.agreement.continuum import Continuum
from qualcode.analysis.agreement.incidence import Done, documents_note
from qualcode.analysis.agreement.judgements import Uses
from qualcode.analysis.agreement.result import AgreementResult
from qualcode.analysis.agreement.wanted import Per, Wanted
from qualcode.analysis.coding_table import CodingTable, code_mask, rolled_up
from qualcode.analysis.results import check_choice, joined_notes

#: The measures of what spans coders marked.
OverSpans: TypeAlias = Literal[
    "binary_unitized_alpha",
    "unitized_alpha",
    "coding_alpha",
    "category_alpha",
    "alpha_u_1995",
    "gamma",
    "gamma_cat",
    "gamma_k",
]
#: Measures that are one of each code, so that codes may overlap.
_CODE_BY_CODE: Mapping[str, Mapping[str, bool]] = {"binary_unitized_alpha": {"per_code": True}}
#: Measures of one code, which have no figure over all of them.
_OF_ONE_CODE = ("category_alpha", "gamma_k")
#: Measures whose expected disorder is drawn by chance.
_BY_CHANCE = ("gamma", "gamma_cat", "gamma_k")


def span_agreement(
    table: CodingTable, done: Done, wanted: Wanted, *, codes: Collection[str] | None = None, rollup: int | None = None
) -> AgreementTable:
    """Each measure wanted of the spans marked with ``codes`` (paths, all unless given), code by code and over all.

    A coder's overlapping codings of one code are joined first. ``done`` and ``rollup`` as for ``code_agreement``. Raises WrongUse
    for an unknown measure, and where spans of one coder overlap that may not for a measure, naming one that fits.
    """
    table = table if rollup is None else rolled_up(table, rollup)
    continuum = continuum_of(table, done, codes).without_overlaps()
    rows = [row for name in wanted.measures for row in _rows(continuum, name, wanted)]
    whole = [row for row in rows if row.code == POOLED]
    single = [row for row in rows if row.code != POOLED]
    rows = [*single, *(whole := whole if codes is None else of_several(single, whole))]
    names = tuple(map(str, continuum.coders))
    notes = dict.fromkeys(
        (
            *(row.result.definition for row in rows),
            *notes_of_rows(rows, names, wanted, "documents"),
            *(row.result.citation for row in rows),
        )
    )
    counts = documents_note(names, continuum.present.sum(axis=0).tolist())
    words = (*notes, counts, *joined_notes(continuum.joined))
    return AgreementTable((*sorted_rows(single), *whole), names, "span", "all", wanted.per, words)


def continuum_of(table: CodingTable, done: Done, codes: Collection[str] | None = None) -> Continuum:
    """The documents that two or more finished, with the spans that those marked with ``codes``."""
    documents = sorted(document for document, coders in done.items() if len(coders) > 1)
    coders = sorted({coder for document in documents for coder in done[document]})
    present = np.array([[coder in done[document] for coder in coders] for document in documents], dtype=np.bool_)
    finished = np.zeros((len(table.documents), len(table.coders)), dtype=np.bool_)
    finished[np.ix_(documents, coders)] = present.reshape(len(documents), len(coders))
    kept = table.select(finished[table.document, table.coder] & code_mask(table, codes)[table.code])
    return Continuum.from_arrays(
        np.searchsorted(coders, kept.coder),
        np.searchsorted(documents, kept.document),
        kept.start,
        kept.end,
        [kept.codes[code] for code in kept.code.tolist()],
        coders=[table.coders[coder] for coder in coders],
        documents=[table.documents[document] for document in documents],
        lengths=table.lengths[documents],
        present=present.reshape(len(documents), len(coders)),
    )


def _rows(continuum: Continuum, name: str, wanted: Wanted) -> Iterator[AgreementRow]:
    check_choice(name, OverSpans)
    by_chance = {"seed": wanted.seed} if name in _BY_CHANCE else {}
    options = {**_CODE_BY_CODE.get(name, {}), **by_chance, **wanted.options.get(name, {})}
    for part, result in _parts(measure(name, continuum, **options), wanted.per, continuum):
        for code, of_code in result.per_category.items():
            yield AgreementRow(str(code), part, of_code, wanted.interval(of_code), _uses(continuum, part, str(code)))
        if name not in _OF_ONE_CODE:
            yield AgreementRow(POOLED, part, result, wanted.interval(result), _uses(continuum, part, None))


def _parts(result: AgreementResult, per: Per, continuum: Continuum) -> Iterator[tuple[Part, AgreementResult]]:
    coders = tuple(map(str, continuum.coders))
    if per == "pair":
        yield from ((Part(pair), part) for pair, part in result.per_pair.items())
    elif per == "document":
        for name, part in result.per_document.items():
            there = continuum.present[continuum.documents.index(name)].tolist()
            present = tuple(coder for coder, coded in zip(coders, there, strict=True) if coded)
            yield Part(present, document=str(name)), part
    elif per == "coder":
        for name, part in result.without_coder.items():
            yield Part(tuple(coder for coder in coders if coder != name), without=name), part
    else:
        yield Part(coders), result


def _uses(continuum: Continuum, part: Part, code: str | None) -> Uses:
    """How many spans of a part of the text were marked, by anybody and by each coder."""
    marked = np.isin(continuum.coder, [continuum.coders.index(coder) for coder in part.coders])
    if part.document:
        marked &= continuum.document == continuum.documents.index(part.document)
    if code is not None:
        marked &= continuum.value == continuum.values.index(code)
    by_coder = np.bincount(continuum.coder[marked], minlength=len(continuum.coders)).tolist()
    return Uses(int(marked.sum()), 0, dict(zip(map(str, continuum.coders), by_coder, strict=True)))
