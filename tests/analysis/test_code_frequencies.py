from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import CODES, DOCUMENTS, Mark, marks_of, table_of, tables
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.dimension import Dimension
from qualcode.analysis.frequency import frequencies


@given(tables, st.dictionaries(st.integers(0, DOCUMENTS - 1), st.sets(st.integers(0, 4), max_size=3)))
def test_every_figure_is_that_of_looking_at_every_coding(table: CodingTable, cases: dict[int, set[int]]) -> None:
    marks = marks_of(table)
    for code, row in enumerate(frequencies(table, cases).records()):
        mine = [mark for mark in marks if mark.code == code]
        assert row == {
            "code": table.codes[code],
            "codings": len(mine),
            "documents": len({mark.document for mark in mine}),
            "cases": len({case for mark in mine for case in cases.get(mark.document, ())}),
            "coders": len({mark.coder for mark in mine}),
            "characters": len({(mark.document, mark.coder, place) for mark in mine for place in mark.characters}),
            "share": pytest.approx(len(mine) / len(marks)) if marks else None,
        }


def test_a_code_never_used_keeps_its_row() -> None:
    result = frequencies(table_of([Mark(0, 0, 5, 1, 0)]), {0: [7]})
    assert result.columns == ("code", "codings", "documents", "cases", "coders", "characters", "share")
    assert result.rows[0] == ("code 0", 0, 0, 0, 0, 0, 0)
    assert result.rows[1] == ("code 1", 1, 1, 1, 1, 5, 1)
    assert len(result.rows) == CODES


def test_cases_may_go_by_passage() -> None:
    table = table_of([Mark(0, 0, 5, 0, 0), Mark(0, 5, 9, 0, 0), Mark(0, 9, 12, 0, 0)])
    participants = Dimension.of_codings("cases", ["Li", "Wang"], [0, 0, -1])
    assert frequencies(table, participants).column("cases")[0] == 1
