"""Rows below answers that are no respondents: totals and averages, and remarks on the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.formats.questionnaires.answers import briefly
from qualcode.formats.sheets.cells import is_figure
from qualcode.formats.sheets.grid import Grid, Row
from qualcode.messages import _

_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计|总数|总和|汇总|平均|平均值|平均数|平均分|均值|(?:grand|sub|column)?[ -]?totals?|sum|averages?|mean)[:：]?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:注|备注|附注|说明|数据来源|资料来源|来源|制表人?|填表人?|审核人?|notes?|sources?|prepared by)\s?\d?\s?[:：.].*|[*※].+",
    re.IGNORECASE | re.DOTALL,
)


def without_totals(grid: Grid, rows: Sequence[int]) -> list[int]:
    """The positions of the rows that are answers; totals anywhere, and remarks below the last answer, are reported."""
    totals = [at for at in rows if _is_total(grid.rows[at])]
    kept = [at for at in rows if at not in set(totals)]
    remarks = []
    while kept and grid.width > 1 and _is_remark(grid.rows[kept[-1]]):
        remarks.append(kept.pop())
    for found, sentence in ((totals, _("totals, which are no answers")), (remarks, _("remarks below the table"))):
        if found:
            grid.report.add("not carried", sentence, briefly([grid.place(at) for at in sorted(found)]))
    return kept


def _is_total(row: Row) -> bool:
    """Whether a row begins with the name of a total, and has nothing but figures besides, one at least."""
    first, *others = [cell.strip() for cell in row if cell.strip()]
    return _TOTAL.fullmatch("".join(first.split())) is not None and bool(others) and all(map(is_figure, others))


def _is_remark(row: Row) -> bool:
    said = {cell.strip() for cell in row} - {""}
    return len(said) == 1 and _REMARK.fullmatch(said.pop()) is not None
