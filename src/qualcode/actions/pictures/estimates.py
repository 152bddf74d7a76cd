"""The picture of agreement: every figure of the table with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.actions.pictures.words import scope
from qualcode.formats.pictures.estimates import Estimate, Estimates
from qualcode.formats.pictures.frame import Frame
from qualcode.formats.pictures.labels import briefest
from qualcode.messages import _, clauses, labelled, listed, plural
from qualcode.table import Table

MOST_ROWS = 400
#: Krippendorff's (2019) bounds for tentative and for firm conclusions; other measures have none that are agreed on.
_BOUNDS = ((0.667, ".667"), (0.8, ".800"))
_POOLED = "(all codes)"


def agreement(table: Table) -> Estimates:
    """A row for each figure, in the order of the table."""
    records = list(table.records())[:MOST_ROWS]
    codes = list(dict.fromkeys(str(record["code"]) for record in records if record["code"] != _POOLED))
    brief = {**dict(zip(codes, briefest(codes), strict=True)), _POOLED: _("all codes")}
    several = [name for name in ("document", "coders") if len({record.get(name) for record in records}) > 1]
    estimates = [_estimate(record, brief, several) for record in records]
    measures = listed(dict.fromkeys(one.measure for one in estimates))
    left = len(table.rows) - len(records)
    more = plural("{n} further row of the table is not drawn.", "{n} further rows of the table are not drawn.", left)
    return Estimates(
        Frame(_("Agreement between coders"), scope(**_shared(table)), table),
        estimates,
        measures,
        _BOUNDS if any("alpha" in one.measure for one in estimates) else (),
        (more,) if left else (),
    )


def _estimate(record: Mapping[str, Any], brief: Mapping[str, str], several: list[str]) -> Estimate:
    code = str(record["code"])
    program = record.get("program")
    return Estimate(
        clauses([brief[code], *(str(record[name]) for name in several if record[name])]),
        str(record["measure"]) if program is None else labelled(program, record["measure"]),
        record["estimate"],
        record.get("ci_low"),
        record.get("ci_high"),
        str(record.get("note") or ""),
        code == _POOLED,
    )


def _shared(table: Table) -> dict[str, object]:
    """Unit, scope and coders, as far as they are the same in the whole table."""
    cells = {name: set(table.column(name)) for name in ("coders", "unit", "scope") if name in table.columns}
    return {name: next(iter(values)) for name, values in cells.items() if len(values) == 1}
