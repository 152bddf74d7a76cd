"""What the words for rows and columns of a matrix mean in a project: codes, documents, cases, attributes, periods …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from qualcode.actions.layers import Codings
from qualcode.actions.tables.attribute_dimensions import OWNERS, attribute_notes, of_attribute
from qualcode.actions.tables.case_levels import case_rows, cases_of_documents
from qualcode.actions.tables.chosen_parts import cases_named, codes_named, of_their_documents
from qualcode.actions.tables.named_periods import NAME as FIELDWORK
from qualcode.actions.tables.named_periods import named_periods, period_notes
from qualcode.actions.tables.periods import filled, period
from qualcode.actions.tables.set_dimensions import sets_of_cases, sets_of_codes, sets_of_documents
from qualcode.errors import WrongUse
from qualcode.messages import _, joined, listed
from qualcode.store import queries
from qualcode.store.view import View
from qualcode.text.names import name_key, nearest

if TYPE_CHECKING:
    from qualcode.analysis.dimension import Dimension

PLAIN = (
    *("codes", "documents", "cases", "coders", "speakers", "kinds", "segments"),
    *("sets", "case-sets", "code-sets"),
)
_TIMES = re.compile(r"(?<!/)\*")
PERIODS = ("year", "quarter", "month")


def dimension(view: View, codings: Codings, name: str, case_level: int | None = None) -> Dimension:
    """The dimension of this name, or the product of those between which it has a "*".

    With ``case_level`` cases below that level count for the case above them; attributes are then those of that case. In a product
    no period between the first and the last is left out. Raises WrongUse for an unknown dimension, NotFound for an unknown
    attribute, Refused for a product with too many labels.
    """
    parts = factors(name)
    if len(parts) == 1:
        return _single(view, codings, name, case_level)
    from qualcode.analysis.product import product

    if twice := [part for part, times in Counter(map(_thing, parts)).items() if times > 1]:
        raise WrongUse(
            _("{name} stands twice in {product}.", name=twice[0], product=name),
            _("A product is of different things, such as cases*period:year."),
        )
    made = [_factor(view, codings, part, case_level) for part in parts]
    return reduce(lambda one, other: product(one, other, len(codings.table)), made)


def factors(name: str) -> list[str]:
    """The names between which a product has a "*"; that of a branch of codes, "/*", is part of its name."""
    return [part.strip() for part in _TIMES.split(name)]


def _factor(view: View, codings: Codings, name: str, case_level: int | None) -> Dimension:
    word, _colon, rest = name.partition(":")
    if word == "period" and rest in PERIODS:
        made = _period(codings, rest, filled)
    else:
        made = _single(view, codings, name, case_level)
    return replace(made, factors=(key_name(name),))


def _thing(name: str) -> str:
    """What a part of a product is of: codes and cases, whichever of them; else itself."""
    word = name.partition(":")[0]
    return word if word in ("codes", "cases") else name


def _single(view: View, codings: Codings, name: str, case_level: int | None) -> Dimension:
    word, _colon, rest = name.partition(":")
    if word == "codes" and rest:
        return codes_named(view, codings, rest.strip())
    if word == "cases" and rest:
        return cases_named(view, codings, rest.strip(), case_level)
    made = _whole(view, codings, name, case_level)
    return of_their_documents(view, codings, made, case_level) if codings.partial else made


def _whole(view: View, codings: Codings, name: str, case_level: int | None) -> Dimension:
    word, _colon, rest = name.partition(":")
    if word == "attribute" and rest:
        return of_attribute(view, codings, rest, case_level)
    if word == "period" and rest in PERIODS:
        return _period(codings, rest, sorted)
    if (word, rest) == ("period", FIELDWORK):
        return named_periods(view, codings)
    if name in _OF_CASES:
        return _OF_CASES[name](view, codings, case_level)
    if name in _MAKERS:
        return _MAKERS[name](view, codings)
    raise unknown(view, name)


def unknown(view: View, name: str, there: Sequence[str] = PLAIN) -> WrongUse:
    """The complaint about a name that is no dimension, with the nearest of those that are ``there``."""
    known = [*there, *(f"period:{period}" for period in (*PERIODS, FIELDWORK))]
    chosen = ["codes:NAME", "cases:NAME"] if there is PLAIN else []
    named = {row.name: None for owner in OWNERS for row in queries.attributes(view, owner)}
    meant = [attribute for attribute in named if name_key(attribute) == name_key(name)]
    close = [f"attribute:{it}" for it in meant] or nearest(name, [*known, *(f"attribute:{it}" for it in named)])
    said = [_("Did you mean {names}?", names=listed(close))] if close else []
    every = listed([*known, *chosen, "attribute:NAME"])
    said.append(_("There are: {names}; and products of them, such as cases*period:year.", names=every))
    return WrongUse(_("There is no dimension {name!r}.", name=name), joined(said))


def names(view: View) -> list[str]:
    """What can be rows or columns in this project, without products."""
    named = {row.name: None for owner in OWNERS for row in queries.attributes(view, owner)}
    periods = (f"period:{period}" for period in (*PERIODS, FIELDWORK))
    return [*PLAIN, *periods, *(f"attribute:{name}" for name in named)]


def key_name(name: str) -> str:
    """The column that a part of a product is named in: case, year, document, the name of an attribute."""
    word, _colon, rest = name.partition(":")
    return _ONE_OF.get(word) or rest or word


_ONE_OF = {name: name[:-1] for name in ("codes", "documents", "cases", "coders", "speakers", "kinds", "segments")} | {
    "sets": "set",
    "case-sets": "case_set",
    "code-sets": "code_set",
}


def _period(codings: Codings, length: str, labels: Callable[[set[str]], list[str]]) -> Dimension:
    values = {number: period(row.occurred_on, length) for number, row in enumerate(codings.documents)}
    return _of_document_values(codings, f"period:{length}", values, labels)


def cases(view: View, codings: Codings, case_level: int | None = None) -> Dimension:
    """The cases; a coding belongs to the cases tied to its document."""
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    names = [row.name for row in case_rows(view, case_level).rows]
    tied = cases_of_documents(view, codings, case_level)
    return Dimension.of_documents("cases", names, tied, codings.table).holding(np.eye(len(names), dtype=bool))


def _codes(view: View, codings: Codings) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    return Dimension.of_codings("codes", codings.table.codes, codings.table.code)


def _documents(view: View, codings: Codings) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    made = Dimension.of_codings("documents", codings.table.documents, codings.table.document)
    return made.of_all_documents(range(len(codings.documents)))


def _coders(view: View, codings: Codings) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    return Dimension.of_codings("coders", codings.table.coders, codings.table.coder)


def _kinds(view: View, codings: Codings) -> Dimension:
    return _of_document_values(codings, "kinds", {i: row.kind for i, row in enumerate(codings.documents)})


def _speakers(view: View, codings: Codings) -> Dimension:
    """Who speaks where a coding starts; codings outside any turn belong to nobody."""
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    table = codings.table
    names: dict[str, int] = {}
    index = np.full(len(table), -1, dtype=np.int64)
    turns_of = queries.turns_by_document(view)
    for number, row in enumerate(codings.documents):
        turns = turns_of.get(row.id, [])
        here = np.flatnonzero(table.document == number)
        if not turns or not len(here):
            continue
        starts, ends = np.array([t.start for t in turns]), np.array([t.end for t in turns])
        speakers = np.array([-1 if t.speaker is None else names.setdefault(t.speaker, len(names)) for t in turns])
        turn = np.searchsorted(starts, table.start[here], side="right") - 1
        inside = (turn >= 0) & (table.start[here] < ends[turn])
        index[here[inside]] = speakers[turn[inside]]
    return Dimension.of_codings("speakers", list(names), index)


def _segments(view: View, codings: Codings) -> Dimension:
    """Spans that codings share, each named by document and place."""
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    table = codings.table
    spans, index = np.unique(np.stack([table.document, table.start, table.end], axis=1), axis=0, return_inverse=True)
    labels = [f"{table.documents[document]} {start}–{end}" for document, start, end in spans.tolist()]
    return Dimension.of_codings("segments", labels, index.ravel())


_OF_CASES: Mapping[str, Callable[[View, Codings, int | None], Dimension]] = {"cases": cases, "case-sets": sets_of_cases}

_MAKERS: Mapping[str, Callable[[View, Codings], Dimension]] = {
    "codes": _codes,
    "documents": _documents,
    "sets": sets_of_documents,
    "code-sets": sets_of_codes,
    "coders": _coders,
    "speakers": _speakers,
    "kinds": _kinds,
    "segments": _segments,
}


def _of_document_values(
    codings: Codings,
    name: str,
    value_of: Mapping[int, str | None],
    order: Callable[[set[str]], list[str]] = sorted,
) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    labels = order({value for value in value_of.values() if value})
    at = {label: number for number, label in enumerate(labels)}
    members = {document: [at[value]] for document, value in value_of.items() if value}
    return Dimension.of_documents(name, labels, members, codings.table)


def notes(view: View, name: str) -> list[str]:
    """What must be read with a table of this dimension: the answers that it leaves out since they stand for a missing one."""
    if len(parts := factors(name)) > 1:
        return [note for part in parts for note in notes(view, part)]
    word, _colon, rest = name.partition(":")
    if (word, rest) == ("period", FIELDWORK):
        return period_notes(view)
    return attribute_notes(view, rest) if word == "attribute" and rest else []
