"""The picture of saturation: from the table of it, and the rule it was made by."""

from __future__ import annotations

from typing import Any

from qualcode.actions.tables.saturation import Rule
from qualcode.formats.pictures.curves import Curve, Curves
from qualcode.formats.pictures.frame import Frame
from qualcode.messages import _, plural
from qualcode.table import Table

_MOST_GROUPS = 12


def saturation(table: Table, rule: Rule, scope: str) -> Curves:
    """A curve for each group of documents, with its band where the table has one."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for record in table.records():
        groups.setdefault(str(record.get("group", "")), []).append(record)
    curves = [_curve(name, records, rule) for name, records in groups.items()]
    left = len(curves) - _MOST_GROUPS
    more = plural("{n} further group is not drawn.", "{n} further groups are not drawn.", max(left, 0))
    frame = Frame(_("New codes and different codes so far"), scope, table)
    return Curves(frame, curves[:_MOST_GROUPS], rule.threshold, (more,) if left > 0 else ())


def _curve(name: str, records: list[dict[str, Any]], rule: Rule) -> Curve:
    import numpy as np

    from qualcode.analysis.saturation import assess

    def column(key: str) -> list[Any]:
        return [record[key] for record in records if key in record]

    new = np.array(column("new_codes"), dtype=np.int64)
    return Curve(
        name,
        column("document"),
        column("new_codes"),
        column("cumulative_codes"),
        column("expected"),
        column("low"),
        column("high"),
        rule.base,
        rule.run,
        assess(new, rule.base, rule.run, rule.threshold).reached,
    )
