from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from analysis.plain_counts import CODERS, DOCUMENTS, grids, join, marks_of, tables, touches, units_of
from qualcode.analysis.agreement.confusion import confusion_table
from qualcode.analysis.agreement.incidence import incidence
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.unit_grid import UnitGrid

NO_CODE = "(no code)"
dones = st.dictionaries(st.integers(0, DOCUMENTS - 1), st.sets(st.integers(0, CODERS - 1)))


@given(tables, grids(), dones)
def test_codes_stand_against_each_other_where_two_coders_gave_a_unit_different_ones(
    table: CodingTable, grid: UnitGrid, done: dict[int, set[int]]
) -> None:
    marks = join(marks_of(table))
    counted: Counter[frozenset[str]] = Counter()
    disputed = 0
    for unit in units_of(grid):
        judges = sorted(done.get(unit[0], ()))
        given = {
            coder: {table.codes[it.code] for it in marks if it.coder == coder and touches(it, unit, "half")}
            for coder in judges
        }
        clashes = set()
        for one, other in combinations(judges, 2):
            for left in given[one] - given[other] or {NO_CODE}:
                for right in given[other] - given[one] or {NO_CODE}:
                    clashes |= {frozenset((left, right))} - {frozenset((NO_CODE,))}
        counted.update(clashes)
        disputed += bool(clashes)
    rows = confusion_table(incidence(table, grid, done, "half"), NO_CODE).rows
    assert {frozenset(row[:2]): (row[2], row[3]) for row in rows} == {
        pair: (count, count / disputed) for pair, count in counted.items()
    }
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
