"""Values of attributes, of cases or of documents, as rows or columns of a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row

from qualcode.actions.layers import Codings
from qualcode.actions.material import attributes
from qualcode.actions.tables.case_levels import case_rows, cases_of_documents
from qualcode.messages import _, listed
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.analysis.dimension import Dimension

OWNERS = ("case", "document")


def of_attribute(view: View, codings: Codings, name: str, case_level: int | None = None) -> Dimension:
    """The values of an attribute as labels: of the cases tied to a coding's document, or of the document itself.

    Choices are shown by what they mean, in the order they were defined in; those that stand for a missing answer are left
    out (see ``attribute_notes``). Raises NotFound for an unknown attribute.
    """
    from qualcode.analysis.dimension import Dimension

    attribute = _of_any_owner(view, name)
    missing = _missing(attribute)
    of_owner = {
        owner: [value for value in owned.get(attribute.name, []) if attributes.written(value) not in missing]
        for owner, owned in attributes.values_by_owner(view, attribute.applies_to).items()
    }
    rows = case_rows(view, case_level).rows if attribute.applies_to == "case" else codings.documents
    values = _ordered(attribute, {value for row in rows for value in of_owner.get(row.id, [])})
    at = {value: number for number, value in enumerate(values)}
    owners = [{at[value] for value in of_owner.get(row.id, [])} for row in rows]
    if attribute.applies_to == "document":
        members = dict(enumerate(owners))
    else:
        tied = cases_of_documents(view, codings, case_level)
        members = {document: set().union(*(owners[case] for case in found)) for document, found in tied.items()}
    made = Dimension.of_documents(f"attribute:{attribute.name}", _labels(attribute, values), members, codings.table)
    if attribute.applies_to == "document":
        return made
    return made.holding([[number in owned for owned in owners] for number in range(len(values))])


def attribute_notes(view: View, name: str) -> list[str]:
    """What must be read with a table by an attribute: whose it is where that is not plain, and the answers that it leaves out."""
    attribute = _of_any_owner(view, name)
    said = []
    if len(_owners(view, name)) > 1:
        said.append(
            _(
                "{name} is that of cases; documents have one of that name too: attribute:document.{attribute}.",
                name=f"attribute:{name}",
                attribute=attribute.name,
            )
        )
    if answers := _left_out(view, attribute):
        said.append(
            _(
                "{name} leaves out the answers that are marked as missing: {answers}.",
                name=f"attribute:{name}",
                answers=listed(answers),
            )
        )
    return said


def _left_out(view: View, attribute: Row[Any]) -> list[str]:
    """The answers that stand for a missing one, and how often each was given."""
    missing = _missing(attribute)
    every = attributes.values_by_owner(view, attribute.applies_to).values()
    found = Counter(
        attributes.written(value)
        for owned in every
        for value in owned.get(attribute.name, [])
        if attributes.written(value) in missing
    )
    return [f"{missing[value] or value} ×{times}" for value, times in found.items()]


def _of_any_owner(view: View, name: str) -> Row[Any]:
    """The attribute of this name, one of cases before one of documents; "document.NAME" means the latter. Raises NotFound."""
    owners = _owners(view, name)
    owner, _dot, rest = name.partition(".")
    if not owners and owner in OWNERS and attributes.is_defined(view, rest, owner):
        return attributes.of_name(view, rest, owner)
    return attributes.of_name(view, name, next(iter(owners), "case"))


def _owners(view: View, name: str) -> list[str]:
    return [owner for owner in OWNERS if attributes.is_defined(view, name, owner)]


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
