"""What the words for rows and columns of a matrix mean in a project: codes, documents, cases, attributes, periods …"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions import attributes
from qualcode.actions.layers import Codings
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store import queries
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.dimension import Dimension

PLAIN = ("codes", "documents", "cases", "coders", "speakers", "kinds", "segments")
PERIODS = ("year", "quarter", "month")


def dimension(view: View, codings: Codings, name: str) -> Dimension:
    """The dimension of this name. Raises WrongUse for an unknown one, NotFound for an unknown attribute."""
    word, _colon, rest = name.partition(":")
    if word == "attribute" and rest:
        return _attribute(view, codings, rest)
    if word == "period" and rest in PERIODS:
        return _of_document_values(
            codings, name, {i: period(row.occurred_on, rest) for i, row in enumerate(codings.documents)}
        )
    if name in PLAIN:
        return _MAKERS[name](view, codings)
    known = [*PLAIN, "attribute:NAME", *(f"period:{period}" for period in PERIODS)]
    raise WrongUse(_("A matrix has no rows or columns {name!r}.", name=name), _("It has: {names}", names=listed(known)))


def period(date: str, length: str) -> str | None:
    """The year, quarter or month of an ISO date, None where the date does not tell."""
    if length == "year":
        return date[:4] or None
    if len(date) < 7:
        return None
    return date[:7] if length == "month" else f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"


def cases_of_documents(view: View, codings: Codings) -> dict[int, set[int]]:
    """For each document's position the positions of its cases (see ``case_names``)."""
    at = {row.id: number for number, row in enumerate(queries.cases(view))}
    document_at = {row.id: number for number, row in enumerate(codings.documents)}
    found: dict[int, set[int]] = {}
    for row in queries.document_cases(view):
        found.setdefault(document_at[row.document_id], set()).add(at[row.case_id])
    return found


def cases(view: View, codings: Codings) -> Dimension:
    """The cases; a coding belongs to the cases tied to its document."""
    import numpy as np

    from qualcode.analysis.dimension import Dimension

    names = [row.name for row in queries.cases(view)]
    made = Dimension.of_documents("cases", names, cases_of_documents(view, codings), codings.table)
    return made.holding(np.eye(len(names), dtype=bool))


def _codes(view: View, codings: Codings) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    return Dimension.of_codings("codes", codings.table.codes, codings.table.code)


def _documents(view: View, codings: Codings) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    return Dimension.of_codings("documents", codings.table.documents, codings.table.document)


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


_MAKERS: Mapping[str, Callable[[View, Codings], Dimension]] = {
    "codes": _codes,
    "documents": _documents,
    "cases": cases,
    "coders": _coders,
    "speakers": _speakers,
    "kinds": _kinds,
    "segments": _segments,
}


def _of_document_values(codings: Codings, name: str, value_of: Mapping[int, str | None]) -> Dimension:
    from qualcode.analysis.dimension import Dimension

    labels = sorted({value for value in value_of.values() if value})
    at = {label: number for number, label in enumerate(labels)}
    members = {document: [at[value]] for document, value in value_of.items() if value}
    return Dimension.of_documents(name, labels, members, codings.table)


def _attribute(view: View, codings: Codings, name: str) -> Dimension:
    """The values of an attribute: of the cases tied to a coding's document, or of the document itself.

    Choices are shown by what they mean, in the order they were defined in; those that stand for a missing answer are left
    out (see ``notes``).
    """
    from qualcode.analysis.dimension import Dimension

    attribute = _of_any_owner(view, name)
    missing = _missing(attribute)
    of_owner = {
        owner: [value for value in owned.get(attribute.name, []) if attributes.written(value) not in missing]
        for owner, owned in attributes.values_by_owner(view, attribute.applies_to).items()
    }
    values = _ordered(attribute, {value for owned in of_owner.values() for value in owned})
    at = {value: number for number, value in enumerate(values)}
    rows = queries.cases(view) if attribute.applies_to == "case" else codings.documents
    owners = [{at[value] for value in of_owner.get(row.id, [])} for row in rows]
    if attribute.applies_to == "document":
        members = dict(enumerate(owners))
    else:
        tied = cases_of_documents(view, codings)
        members = {document: set().union(*(owners[case] for case in found)) for document, found in tied.items()}
    made = Dimension.of_documents(f"attribute:{attribute.name}", _labels(attribute, values), members, codings.table)
    if attribute.applies_to == "document":
        return made
    return made.holding([[number in owned for owned in owners] for number in range(len(values))])


def notes(view: View, name: str) -> list[str]:
    """What must be read with a table of this dimension: the answers that it leaves out since they stand for a missing one."""
    word, _colon, rest = name.partition(":")
    if word != "attribute" or not rest:
        return []
    attribute = _of_any_owner(view, rest)
    missing = _missing(attribute)
    every = attributes.values_by_owner(view, attribute.applies_to).values()
    found = Counter(
        attributes.written(value)
        for owned in every
        for value in owned.get(attribute.name, [])
        if attributes.written(value) in missing
    )
    if not found:
        return []
    said = listed(f"{missing[value] or value} ×{times}" for value, times in found.items())
    return [_("{name} leaves out the answers that are marked as missing: {answers}.", name=name, answers=said)]


def _of_any_owner(view: View, name: str) -> Row[Any]:
    """The attribute of this name, one of cases before one of documents. Raises NotFound."""
    owners = [owner for owner in ("case", "document") if attributes.is_defined(view, name, owner)]
    return attributes.of_name(view, name, next(iter(owners), "case"))


def _missing(attribute: Row[Any]) -> dict[str, str]:
    """The choices that stand for a missing answer, and what each means."""
    return {it["value"]: it["label"] for it in attribute.choices if it["missing"]}


def _ordered(attribute: Row[Any], values: set[Any]) -> list[Any]:
    """Choices with a meaning in the order they were defined in; all others by size or by the alphabet."""
    defined = {it["value"]: number for number, it in enumerate(attribute.choices) if it["label"]}
    last = len(defined)
    if attribute.kind != "choice":
        defined = {}
    return sorted(values, key=lambda value: (defined.get(value, last), isinstance(value, str), value))


def _labels(attribute: Row[Any], values: Sequence[Any]) -> list[str]:
    """What values mean; beside the value itself where that is a number, or where two mean the same."""
    meaning = {it["value"]: it["label"] for it in attribute.choices if it["label"]}
    texts = [attributes.written(value) for value in values]
    times = Counter(meaning.get(text, text) for text in texts)
    labels = []
    for text in texts:
        label = meaning.get(text, text)
        alone = attribute.kind == "choice" and times[label] == 1
        labels.append(label if alone or label == text else f"{text} ({label})")
    return labels
