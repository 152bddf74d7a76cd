"""The best alignment of units: which units of different coders stand for the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from qualcode.analysis.agreement.gamma_units import Costs, UnitPairs, Units, near_pairs, pair_cost, too_many
from qualcode.analysis.arrays import FloatArray, IntArray, added, distinct_rows, expand
from qualcode.errors import Unreachable
from qualcode.messages import _

#: So many unitary alignments of three or more coders are weighed at most.
MOST_GROUPS = 200_000

#: Costs that differ by less are equal.
_EQUAL = 1e-9

#: What every unitary alignment saved is worth besides, so that among equal alignments the one with fewer wins.
_FEWER = 1e-8

#: Stages are packed together until they have so many groups: a program for each would take longer.
_TOGETHER = 2_000

#: Lifts gains, and the bonus above, over the tolerances of the solver.
_SCALE = 1e4


@dataclass(frozen=True, eq=False)
class Alignment:
    """Which units belong together: ``groups`` has a row for each unitary alignment and a column for each coder.

    Its entries are numbers of units, -1 where a coder has none there. Units in no row stand alone. ``disorder`` is, for each
    stage, the sum of the disorders of its unitary alignments, the lone ones among them.
    """

    units: Units
    groups: IntArray
    disorder: FloatArray

    @property
    def company(self) -> IntArray:
        """For each unit, how many units are in its unitary alignment, itself among them."""
        size = np.ones(len(self.units.start), dtype=np.int64)
        group, place = np.nonzero(self.groups >= 0)
        size[self.groups[group, place]] = (self.groups >= 0).sum(axis=1)[group]
        return size

    @property
    def unitary_alignments(self) -> IntArray:
        """For each stage how many there are, lone units among them."""
        units = np.bincount(self.units.stage, minlength=self.units.stages)
        spared = (self.groups >= 0).sum(axis=1) - 1
        saved: IntArray = added(_stage_of(self.units, self.groups), spared, self.units.stages)
        return units - saved


def best_alignment(units: Units, costs: Costs) -> Alignment:
    """The alignment of least disorder on each stage, exactly; where several have it, one with the fewest unitary
    alignments.

    A unitary alignment of k units among m coders has the disorder [sum of d over its pairs + (C(m,2) - C(k,2)) delta_empty] /
    C(m,2). Against its units standing alone it gains the difference, and only those that gain can be in the best one. Two
    coders: an assignment problem. More: a set packing, as a linear program, and as an integer program where that has no
    whole solution. Raises WrongUse when there are too many to weigh.
    """
    pairs = near_pairs(units, costs, _widest(units))
    if units.coders == 2:
        one, other = _assigned(units, pairs, costs)
        groups = np.column_stack((one, other))
    else:
        groups = _packed(units, pairs, costs)
    return Alignment(units, groups, _disorders(units, groups, costs))


def pairs_within(groups: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Every two units that are in one group: the group, the one and the other."""
    columns = groups.shape[1]
    one, other = np.triu_indices(columns, 1)
    left, right = groups[:, one].ravel(), groups[:, other].ravel()
    both = (left >= 0) & (right >= 0)
    return np.repeat(np.arange(len(groups)), len(one))[both], left[both], right[both]


def _stage_of(units: Units, groups: IntArray) -> IntArray:
    return units.stage[groups.max(axis=1)] if len(groups) else np.zeros(0, dtype=np.int64)


def _widest(units: Units) -> float:
    """How much two units of a useful unitary alignment can differ, in delta_empty.

    A group gains (k - 1) C(m,2) + C(k,2) - (sum of d), so two units are worth pairing up to C(m,2) + 1. With more coders every
    group that gains holds one with a unit fewer that gains, and the unit added is within C(m,2) + m/2 of one of the others.
    """
    return 2 if units.coders == 2 else units.pairs + units.coders / 2


def _gain(units: Units, groups: IntArray, costs: Costs) -> FloatArray:
    """C(m,2) times what each group spares against its units standing alone."""
    filled = (groups >= 0).sum(axis=1)
    group, one, other = pairs_within(groups)
    cost = added(group, pair_cost(units, one, other, costs), len(groups))
    alone: FloatArray = ((filled - 1) * units.pairs + filled * (filled - 1) / 2) * costs.empty
    return alone - cost


def _disorders(units: Units, groups: IntArray, costs: Costs) -> FloatArray:
    alone = np.bincount(units.stage, minlength=units.stages) * costs.empty
    stage = _stage_of(units, groups)
    return alone - added(stage, _gain(units, groups, costs) / units.pairs, units.stages)


def _assigned(units: Units, pairs: UnitPairs, costs: Costs) -> tuple[IntArray, IntArray]:
    """Two coders: each unit of the first takes one of the second, or an empty place of its own."""
    matching = _scipy().sparse.csgraph.min_weight_full_bipartite_matching
    table = _scipy().sparse.csr_array
    gain = 2 * costs.empty - pairs.cost
    useful = gain >= -_EQUAL * costs.empty
    one, other = pairs.one[useful], pairs.other[useful]
    gain = gain[useful] + _FEWER * costs.empty
    if not len(one):
        return one, other
    rows, row = np.unique(one, return_inverse=True)
    columns, column = np.unique(other, return_inverse=True)
    lonely = np.arange(len(rows))
    # a weight of 0 would count as no pair; what every row has in addition changes nothing
    weight = np.append(3 * costs.empty - gain, np.full(len(rows), 3 * costs.empty))
    places = (np.append(row, lonely), np.append(column, len(columns) + lonely))
    chosen_row, chosen = matching(table((weight, places), shape=(len(rows), len(columns) + len(rows))))
    taken = chosen < len(columns)
    return rows[chosen_row[taken]], columns[chosen[taken]]


def _packed(units: Units, pairs: UnitPairs, costs: Costs) -> IntArray:
    """More coders: the groups of units, each unit in one at most, that together gain most; a few stages at a time."""
    groups, gain = _useful_groups(units, pairs, costs)
    gain = gain / costs.empty + _FEWER * ((groups >= 0).sum(axis=1) - 1)
    order = np.argsort(_stage_of(units, groups), kind="stable")
    stage = _stage_of(units, groups)[order]
    part = np.searchsorted(stage, stage) // _TOGETHER
    chosen = [np.zeros(0, dtype=np.int64)]
    for one in np.unique(part).tolist():
        here = order[part == one]
        chosen.append(here[_best_packing(groups[here], gain[here])])
    return groups[np.concatenate(chosen)]


def _best_packing(groups: IntArray, gain: FloatArray) -> IntArray:
    """Which of the groups; a linear program finds it for most clusters of units, an integer program for the others."""
    scipy = _scipy()
    group, place = np.nonzero(groups >= 0)
    unit = np.unique(groups[group, place], return_inverse=True)[1]
    once = scipy.sparse.csr_array((np.ones(len(unit)), (unit, group)), shape=(int(unit.max()) + 1, len(groups)))
    scaled = _SCALE * gain
    solved = scipy.optimize.linprog(-scaled, A_ub=once, b_ub=np.ones(once.shape[0]), method="highs").x
    cluster = _clusters(group, unit)
    for one in np.unique(cluster[np.abs(solved - np.round(solved)) > 1e-6]).tolist():
        here = np.flatnonzero(cluster == one)
        rows = once[:, here]
        solved[here] = scipy.optimize.milp(
            -scaled[here],
            integrality=np.ones(len(here)),
            bounds=scipy.optimize.Bounds(0, 1),
            constraints=scipy.optimize.LinearConstraint(rows[np.flatnonzero(rows.sum(axis=1))], ub=1),
            options={"mip_rel_gap": 0},
        ).x
    return np.flatnonzero(solved > 0.5)


def _clusters(group: IntArray, unit: IntArray) -> IntArray:
    """For each group which cluster it is in: groups of one cluster have units in common, directly or through others."""
    scipy = _scipy()
    units, groups = int(unit.max()) + 1, int(group.max()) + 1
    shape = (units + groups, units + groups)
    graph = scipy.sparse.csr_array((np.ones(len(unit)), (unit, units + group)), shape=shape)
    cluster: IntArray = scipy.sparse.csgraph.connected_components(graph, directed=False)[1][units:]
    return cluster


def _useful_groups(units: Units, pairs: UnitPairs, costs: Costs) -> tuple[IntArray, FloatArray]:
    """Every group of units, of different coders, that may be in the best alignment, and what it gains.

    Grown unit by unit from those with one unit fewer. Of these, a group stays only if none of its units would better leave.
    """
    neighbours, first = _neighbours(units, pairs)
    grown = _rows(units, pairs)
    useful: list[IntArray] = [np.zeros((0, units.coders), dtype=np.int64)]
    held = 0
    while len(grown):
        gain = _gain(units, grown, costs)
        grown = grown[gain >= -_EQUAL * costs.empty]
        useful.append(grown)
        held += len(grown)
        if held > MOST_GROUPS:
            raise too_many(MOST_GROUPS)
        grown = _one_more(units, grown, neighbours, first) if len(useful) < units.coders else grown[:0]
    groups = np.concatenate(useful)
    gain = _gain(units, groups, costs)
    stays = np.ones(len(groups), dtype=np.bool_)
    for coder in range(units.coders):
        without = groups.copy()
        without[:, coder] = -1
        stays &= (groups[:, coder] < 0) | (gain >= np.maximum(_gain(units, without, costs), 0) - _EQUAL * costs.empty)
    return groups[stays], gain[stays]


def _rows(units: Units, pairs: UnitPairs) -> IntArray:
    rows = np.full((len(pairs.one), units.coders), -1, dtype=np.int64)
    each = np.arange(len(rows))
    rows[each, units.coder[pairs.one]] = pairs.one
    rows[each, units.coder[pairs.other]] = pairs.other
    return rows


def _neighbours(units: Units, pairs: UnitPairs) -> tuple[IntArray, IntArray]:
    """All units near each unit, one unit's after another's, and where each begins."""
    owner, near = np.append(pairs.one, pairs.other), np.append(pairs.other, pairs.one)
    order = np.argsort(owner, kind="stable")
    return near[order], np.searchsorted(owner[order], np.arange(len(units.start) + 1))


def _one_more(units: Units, groups: IntArray, neighbours: IntArray, first: IntArray) -> IntArray:
    """Each group with each unit near one of its own, of a coder who has none in it; every outcome once."""
    group, place = np.nonzero(groups >= 0)
    member = groups[group, place]
    if int((first[member + 1] - first[member]).sum()) > 20 * MOST_GROUPS:
        raise too_many(MOST_GROUPS)
    owner, entry = expand(first[member], first[member + 1])
    group, unit = group[owner], neighbours[entry]
    free = groups[group, units.coder[unit]] < 0
    grown = groups[group[free]]
    grown[np.arange(len(grown)), units.coder[unit[free]]] = unit[free]
    return grown[distinct_rows(grown)[0]]


def _scipy() -> Any:
    """scipy, imported when gamma is asked for. Raises Unreachable where it is not installed."""
    try:
        import_module("scipy.optimize")
        import_module("scipy.sparse.csgraph")
        return import_module("scipy")
    except ImportError:
        raise Unreachable(
            _("Gamma needs the library scipy, which is not installed."),
            _("Install it with: pip install 'qualcode[gamma]'"),
        ) from None
