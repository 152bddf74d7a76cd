"""What a query of this project can speak of, each written as the query language has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.actions.querying.conditions import ROLES, STATUSES
from qualcode.actions.tables.named_periods import periods
from qualcode.store import queries
from qualcode.store.models.documents import KINDS
from qualcode.store.view import View

_FIELDS = (
    "status",
    "coder",
    "document",
    "case",
    "kind",
    "speaker",
    "role",
    "language",
    "set",
    "period",
    "weight",
    "document.date",
    "document.screening",
)


@dataclass(frozen=True)
class Vocabulary:
    """``codes`` and ``fields`` as they are written, and for some fields the ``values`` there are."""

    codes: tuple[str, ...]
    fields: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]


def vocabulary(view: View) -> Vocabulary:
    """The codes, fields and names of a project."""
    from qualcode.analysis.query.tree import Codes
    from qualcode.analysis.query.wording import write

    tree = queries.code_tree(view)
    values = {
        "coder": _values(row.name for row in queries.coders(view)),
        "document": _values(row.name for row in queries.documents(view)),
        "case": _values(row.name for row in queries.cases(view)),
        "kind": _values(KINDS),
        "role": ROLES,
        "status": STATUSES,
        "period": _values(row.name for row in periods(view)),
    }
    known = [
        (_field(owner, row.name), row) for owner in ("case", "document") for row in queries.attributes(view, owner)
    ]
    chosen = {row.id: field for field, row in known if row.kind == "choice"}
    values |= {field: _values(found) for field, found in _chosen_values(view, chosen).items()}
    codes = tuple(write(Codes(tree.path(row.id))) for row in tree.rows)
    return Vocabulary(codes, (*_FIELDS, *(field for field, _row in known)), values)


def _chosen_values(view: View, fields: Mapping[int, str]) -> dict[str, list[str]]:
    """The values there are of some attributes, each once, by what the attribute is called in a query."""
    found: dict[str, dict[str, None]] = {}
    for row in queries.attribute_values(view) if fields else ():
        if row.attribute_id in fields:
            found.setdefault(fields[row.attribute_id], {})[str(row.value)] = None
    return {field: sorted(values) for field, values in found.items()}


def chinese_fields() -> dict[str, str]:
    """What fields are called in Chinese, and their English names."""
    from qualcode.analysis.query.parsing import CHINESE_FIELDS

    return CHINESE_FIELDS


def query_for(code: str = "", *, below: bool = False, document: str = "", coder: str = "") -> str:
    """The query for a code, by its path, and perhaps all below it, or for a document, or a coder."""
    from qualcode.analysis.query.tree import Codes, Compare
    from qualcode.analysis.query.wording import write

    if code:
        return write(Codes(code, "subtree" if below else "code"))
    field, name = ("document", document) if document else ("coder", coder)
    return write(Compare(field, "", "=", (name,)))


def narrowed(query: str, condition: str) -> str:
    """A query with a condition added, unless it has it already. Both can be read."""
    from qualcode.analysis.query.parsing import parse
    from qualcode.analysis.query.tree import And
    from qualcode.analysis.query.wording import write

    if not query or condition in query:
        return query or condition
    return write(And(parse(query), parse(condition)))


def _values(names: Iterable[str]) -> tuple[str, ...]:
    from qualcode.analysis.query.tree import Compare
    from qualcode.analysis.query.wording import write

    return tuple(write(Compare("coder", "", "=", (name,))).removeprefix("coder = ") for name in names)


def _field(owner: str, attribute: str) -> str:
    from qualcode.analysis.query.tree import Compare
    from qualcode.analysis.query.wording import write

    return write(Compare(owner, attribute, "is missing")).removesuffix(" is missing")
