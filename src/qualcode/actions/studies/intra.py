"""One coder against himself or herself: what the same person coded in two rounds, in documents read in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.agreement.unit_grids import unit_grid
from qualcode.actions.finished import finished
from qualcode.actions.layers import Codings, codings
from qualcode.actions.studies.figures import as_frozen
from qualcode.actions.studies.rounds import closed_round, study_named
from qualcode.errors import NotFound, Refused, WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.agreement.code_rows import AgreementTable
    from qualcode.analysis.coding_table import CodingTable


def intra_coder(view: View, name: str, coder: str, first: int, second: int, **wanted: Any) -> AgreementTable:
    """Agreement between two closed rounds of one coder, code by code; ``wanted`` are the fields of ``Wanted``.

    Compared are the documents that the coder finished in both rounds, with the text the same in both. Raises NotFound for an
    unknown study, round or coder, Refused where there is no such document.
    """
    from qualcode.analysis.agreement.by_code import code_agreement
    from qualcode.analysis.agreement.wanted import Wanted

    study = study_named(view, name)
    _require(study, first, second)
    rounds = [closed_round(view, study, ordinal) for ordinal in (first, second)]
    person = queries.coder_named(view, coder).name
    with as_frozen(view, name, first) as before, as_frozen(view, name, second) as after:
        then, again = codings(before, "all"), codings(after, "all")
        shared = _shared(before, then, after, again, person)
        if not shared:
            raise Refused(
                _("{coder} finished no document with the same text in both rounds.", coder=person),
                _("A round with the same documents is opened by: qualcode study next NAME --document …"),
            )
        grid = unit_grid(before, then, rounds[0].row.unit or None, shared)
    names = [_("{coder} (round {ordinal})", coder=person, ordinal=ordinal) for ordinal in (first, second)]
    table = _side_by_side(then, again, person, shared, names)
    done = {document: {0, 1} for document in shared}
    return code_agreement(table, grid, done, Wanted(**wanted), codes=_used(table), touch=study.plan["touch"])


def _require(study: Row[Any], first: int, second: int) -> None:
    if study.purpose == "dialogue":
        raise Refused(_("{study} is for dialogue, which is not measured.", study=study.name))
    if first == second:
        raise WrongUse(_("A round is compared with another one."), _("Name two: --rounds 1 2."))


def _shared(before: View, then: Codings, after: View, again: Codings, person: str) -> dict[int, int]:
    """The documents that the coder finished in both rounds with one text: their places in both."""
    places = {row.guid: place for place, row in enumerate(again.documents)}
    done = [_finished_by(one, found, person) for one, found in ((before, then), (after, again))]
    return {
        place: places[row.guid]
        for place, row in enumerate(then.documents)
        if place in done[0]
        and places.get(row.guid) in done[1]
        and queries.text_of(before, row.id) == queries.text_of(after, again.documents[places[row.guid]].id)
    }


def _finished_by(view: View, found: Codings, person: str) -> set[int]:
    place = _place(found, person)
    return {document for document, coders in finished(view, found).done.items() if place in coders}


def _place(found: Codings, person: str) -> int:
    if person not in found.table.coders:
        raise NotFound(
            _("{coder} had no part in the round.", coder=person),
            _("Who had: {names}.", names=listed(found.table.coders)),
        )
    return found.table.coders.index(person)


def _side_by_side(then: Codings, again: Codings, person: str, shared: dict[int, int], names: list[str]) -> CodingTable:
    """The codings of both rounds as those of two coders, under the documents of the first and the codes of either."""
    import numpy as np

    from qualcode.analysis.coding_table import CodingTable

    codes = list(dict.fromkeys((*then.table.codes, *again.table.codes)))
    back = {there: here for here, there in shared.items()}
    parts = [
        _columns(then, person, {here: here for here in shared}, codes, 0),
        _columns(again, person, back, codes, 1),
    ]
    document, start, end, code, coder = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return CodingTable.from_arrays(
        *(document, start, end, code, coder),
        documents=then.table.documents,
        lengths=then.table.lengths,
        codes=codes,
        coders=names,
    )


def _columns(found: Codings, person: str, place: dict[int, int], codes: list[str], number: int) -> list[Any]:
    import numpy as np

    table = found.table
    mine = table.select((table.coder == _place(found, person)) & np.isin(table.document, list(place)))
    document = [place[one] for one in mine.document.tolist()]
    code = [codes.index(table.codes[one]) for one in mine.code.tolist()]
    return [document, mine.start, mine.end, code, np.full(len(mine), number)]


def _used(table: CodingTable) -> set[str]:
    return {table.codes[code] for code in table.code.tolist()}
