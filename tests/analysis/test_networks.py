"""Networks: published figures, brute force over all shortest paths, and what is undefined."""

from __future__ import annotations

from collections import deque
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.network import Network, Node, Tie
from qualcode.analysis.network_measures import Measured
from qualcode.analysis.network_table import node_columns, node_notes, node_table

# Who met whom outside the club: Zachary, W. W. (1977). Journal of Anthropological Research, 33, 452-473, figure 1.
KARATE = {
    1: (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32),
    2: (3, 4, 8, 14, 18, 20, 22, 31),
    3: (4, 8, 9, 10, 14, 28, 29, 33),
    4: (8, 13, 14),
    5: (7, 11),
    6: (7, 11, 17),
    7: (17,),
    9: (31, 33, 34),
    10: (34,),
    14: (34,),
    15: (33, 34),
    16: (33, 34),
    19: (33, 34),
    20: (34,),
    21: (33, 34),
    23: (33, 34),
    24: (26, 28, 30, 33, 34),
    25: (26, 28, 32),
    26: (32,),
    27: (30, 34),
    28: (34,),
    29: (32, 34),
    30: (33, 34),
    31: (33, 34),
    32: (33, 34),
    33: (34,),
}
# Marriages among 16 families of Florence (Padgett), with the betweenness that Wasserman & Faust (1994) print of them.
MARRIAGES = {
    "Acciaiuoli": ("Medici",),
    "Albizzi": ("Ginori", "Guadagni", "Medici"),
    "Barbadori": ("Castellani", "Medici"),
    "Bischeri": ("Guadagni", "Peruzzi", "Strozzi"),
    "Castellani": ("Peruzzi", "Strozzi"),
    "Guadagni": ("Lamberteschi", "Tornabuoni"),
    "Medici": ("Ridolfi", "Salviati", "Tornabuoni"),
    "Pazzi": ("Salviati",),
    "Peruzzi": ("Strozzi",),
    "Ridolfi": ("Strozzi", "Tornabuoni"),
}
PRINTED = {
    "Medici": 0.452,
    "Guadagni": 0.221,
    "Albizzi": 0.184,
    "Salviati": 0.124,
    "Ridolfi": 0.098,
    "Bischeri": 0.090,
    "Strozzi": 0.089,
    "Barbadori": 0.081,
    "Tornabuoni": 0.079,
    "Castellani": 0.048,
    "Peruzzi": 0.019,
    "Pucci": 0.0,
    "Ginori": 0.0,
}


def network(size: int, ties, *, directed: bool = False, **more) -> Network:
    nodes = [Node(f"n{number}", "code") for number in range(size)]
    return Network.of_ties(nodes, [Tie(*ends, weight, "tie") for ends, weight in ties], directed=directed, **more)


def test_the_karate_club_has_its_published_figures():
    ties = [((one - 1, other - 1), 1) for one, others in KARATE.items() for other in others]
    club = Measured(network(34, ties))
    assert len(ties) == 78
    assert [club.degree[member - 1] for member in (1, 34, 33, 12)] == [16, 17, 12, 1]
    assert [round(float(club.betweenness[member - 1]), 4) for member in (1, 34, 33, 3, 32, 8)] == [
        *(0.4376, 0.3041, 0.1452, 0.1437, 0.1383, 0.0),
    ]
    assert [round(float(club.closeness[member - 1]), 4) for member in (1, 34, 3, 17)] == [0.5690, 0.55, 0.5593, 0.2845]
    # The most that any division of the club has: Brandes et al. (2008). On modularity clustering. IEEE TKDE, 20, 172-188.
    assert round(club.modularity, 4) == 0.4198
    assert round(club.density, 3) == 0.139
    assert set(club.component.tolist()) == {1} and set(club.community.tolist()) == {1, 2, 3, 4}
    assert "Modularity: 0.420" in " ".join(node_notes(club))


def test_a_family_without_marriages_lowers_the_betweenness_of_the_others():
    names = sorted({*PRINTED, *MARRIAGES, *(other for others in MARRIAGES.values() for other in others)})
    place = {name: number for number, name in enumerate(names)}
    ties = [((place[one], place[other]), 1) for one, others in MARRIAGES.items() for other in others]
    families = Measured(network(len(names), ties))
    assert len(names) == 16 and len(ties) == 20
    found = dict(zip(names, families.betweenness.tolist()))
    assert {name: round(found[name] + 1e-9, 3) for name in PRINTED} == PRINTED
    assert families.closeness is None
    assert "closeness is undefined: not every node can be reached" in " ".join(node_notes(families))
    assert families.component[place["Pucci"]] == 2 and families.community[place["Pucci"]] == 0
    assert node_columns(families)["community"][place["Pucci"]] is None


@st.composite
def networks(draw) -> Network:
    size = draw(st.integers(1, 8))
    directed = draw(st.booleans())
    possible = [(a, b) for a, b in permutations(range(size), 2) if directed or a < b]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    return network(size, [(ends, draw(st.integers(1, 5))) for ends in chosen], directed=directed)


def neighbours(made: Network) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in made.nodes]
    for a, b in zip(made.source.tolist(), made.target.tolist()):
        found[a].add(b)
        if not made.directed:
            found[b].add(a)
    return found


def shortest(found: list[set[int]], start: int) -> list[list[tuple[int, ...]]]:
    """Every shortest path from a node, by the node it ends in."""
    paths: list[list[tuple[int, ...]]] = [[] for _ in found]
    paths[start] = [(start,)]
    reached, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(found[here]):
            if there not in reached:
                reached[there] = reached[here] + 1
                waiting.append(there)
            if reached[there] == reached[here] + 1:
                paths[there] += [(*path, there) for path in paths[here]]
    return paths


@given(networks())
def test_measures_are_those_of_all_shortest_paths_written_out(made):
    size, found = len(made.nodes), neighbours(made)
    measured = Measured(made)
    paths = [shortest(found, start) for start in range(size)]
    assert measured.degree.tolist() == [
        sum(node in ends for ends in zip(made.source.tolist(), made.target.tolist())) for node in range(size)
    ]
    weights = list(zip(made.source.tolist(), made.target.tolist(), made.weight.tolist()))
    assert (measured.weighted_in + measured.weighted_out).tolist() == [
        sum(weight for a, b, weight in weights if node in (a, b)) for node in range(size)
    ]
    if measured.betweenness is None:
        assert size < 3 or not weights
    else:
        pairs = [(s, t) for s, t in permutations(range(size), 2)]
        for node in range(size):
            through = sum(
                sum(node in path[1:-1] for path in paths[s][t]) / len(paths[s][t]) for s, t in pairs if paths[s][t]
            )
            assert measured.betweenness[node] == pytest.approx(through / ((size - 1) * (size - 2)))
    everywhere = all(paths[s][t] for s in range(size) for t in range(size))
    assert (measured.closeness is not None) == (everywhere and size > 1 and bool(weights))
    if measured.closeness is not None:
        steps = [sum(len(paths[s][t][0]) - 1 for s in range(size)) for t in range(size)]
        assert measured.closeness.tolist() == pytest.approx([(size - 1) / far for far in steps])


@given(networks())
def test_communities_are_within_components_and_have_the_modularity_that_is_said(made):
    measured = Measured(made)
    community = measured.community
    if community is None:
        return
    tied = made.linked
    assert ((community > 0) == tied).all()
    for a, b in permutations(range(len(made.nodes)), 2):
        if community[a] == community[b] > 0:
            assert measured.component[a] == measured.component[b]
    total = made.weight.sum()
    out = np.bincount(made.source, made.weight, len(made.nodes))
    into = np.bincount(made.target, made.weight, len(made.nodes))
    both = out + into
    inside = sum(w for a, b, w in zip(made.source, made.target, made.weight) if community[a] == community[b])
    expected = 0.0
    for group in range(1, community.max() + 1):
        those = community == group
        if made.directed:
            expected += out[those].sum() * into[those].sum() / total**2
        else:
            expected += (both[those].sum() / (2 * total)) ** 2
    assert measured.modularity == pytest.approx(inside / total - expected)


@given(networks())
def test_the_same_network_has_the_same_table_and_its_columns(made):
    table = node_table(Measured(made))
    assert table == node_table(Measured(made))
    assert table.columns[:9] == (
        *("node", "kind", "size", "degree", "weighted_degree", "betweenness", "closeness", "component", "community"),
    )
    assert ("in_degree" in table.columns) == made.directed
    assert len(table.rows) == len(made.nodes)


def test_of_nothing_no_measure_is_spoken_of():
    assert node_table(Measured(network(0, []))).notes == ("Nodes: 0. Ties: 0, without a direction.",)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (network(1, []), "density is undefined"),
        (network(1, []), "betweenness is undefined: it takes three nodes and a tie."),
        (network(3, []), "community is undefined: there are no ties."),
        (network(2, [((0, 1), 1)]), "closeness: 1 / the mean"),
        (network(3, [((0, 1), 1), ((0, 2), 1), ((1, 2), 1)]), "community is undefined: no division"),
    ],
)
def test_what_is_undefined_says_why(made, said):
    table = node_table(Measured(made))
    assert said in " ".join(table.notes)
    assert len(table.rows) == len(made.nodes)


def test_the_density_of_two_modes_is_of_the_ties_that_can_be():
    nodes = [Node("a", "document"), Node("b", "document"), Node("c", "code")]
    made = Network.of_ties(nodes, [Tie(0, 2, 3, "coded")], first_side=2)
    assert Measured(made).density == 0.5
    assert Measured(made.connected()).density == 1


def test_two_modes_are_told_apart_whatever_their_kinds_are_called():
    """An attribute may be called “code”, and its values are tied to codes."""
    nodes = [Node("high", "code"), Node("low", "code"), Node("paper", "code")]
    made = Network.of_ties(nodes, [Tie(0, 2, 3, "coded")], first_side=2)
    assert "density: 0.500" in " ".join(node_table(Measured(made)).notes)


def test_a_square_makes_ties_of_what_is_above_zero():
    square = np.array([[9.0, 0.5, np.nan], [0.5, 9.0, -0.2], [np.nan, -0.2, 9.0]])
    nodes = [Node(name, "code") for name in "abc"]
    made = Network.of_matrix(nodes, square, "cooccurrence")
    assert [row[:4] for row in made.ties().rows] == [("a", "b", "cooccurrence", 0.5)]
    both = Network.of_matrix(nodes, square, "cooccurrence", directed=True)
    assert [row[:2] for row in both.ties().rows] == [("a", "b"), ("b", "a")]


def test_weak_ties_and_lonely_nodes_are_left_out():
    made = network(4, [((0, 1), 1), ((1, 3), 2)]).at_least(2)
    assert [row[:2] for row in made.ties().rows] == [("n1", "n3")]
    assert [node.name for node in made.connected().nodes] == ["n1", "n3"]
    assert [row[:2] for row in made.connected().ties().rows] == [("n1", "n3")]


def test_a_large_network_is_sampled_and_a_larger_one_says_that_it_is_too_large(monkeypatch):
    ring = network(300, [((number, number + 1), 1) for number in range(299)] + [((0, 299), 1)])
    exact = Measured(ring).betweenness
    monkeypatch.setattr("qualcode.analysis.network_measures._MOST_STEPS", 90_000)
    sampled = Measured(ring)
    assert sampled.starts == 149
    assert "Estimated by the paths from 149 nodes of 300" in " ".join(node_notes(sampled))
    assert sampled.betweenness.mean() == pytest.approx(exact.mean(), rel=0.05)
    assert sampled.betweenness.tolist() == Measured(ring).betweenness.tolist()
    assert "closeness is undefined: with 300 ties" in " ".join(node_notes(sampled))
    monkeypatch.setattr("qualcode.analysis.network_measures._MOST_TIES", 299)
    table = node_table(Measured(ring))
    assert {*table.column("betweenness"), *table.column("component"), *table.column("community")} == {None}
    assert set(table.column("degree")) == {2}
    assert sum("too long" in note for note in table.notes) == 4
