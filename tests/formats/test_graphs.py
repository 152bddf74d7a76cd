"""Networks as files: read back by other programs' readers, whatever the names hold, and the same bytes each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from io import BytesIO

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Unreachable, WrongUse
from qualcode.formats.graphs.dot import dot
from qualcode.formats.graphs.files import write_graph
from qualcode.formats.graphs.graph import Edge, Graph, Vertex
from qualcode.formats.graphs.mermaid import mermaid
from qualcode.formats.graphs.xml import clean, gexf, graphml

AWKWARD = 'a "quoted" \\ name\nof two lines] | end; --> {x} <b>&amp;</b> %% 中文 👩‍🌾\x00\x1b'
SMALL = Graph(
    [
        Vertex(
            "东麓县", {"name": "东麓县", "degree": 2, "betweenness": 0.5, "community": 1}, "#1133AA", "2022", "2023-05"
        ),
        Vertex("end", {"name": "end", "degree": 1, "betweenness": None, "community": None}, "red", "2022-04"),
        Vertex("graph", {"name": "graph", "degree": 1, "betweenness": 0, "place": True}),
    ],
    [Edge(0, 1, 3, "cites", "2021-05-06", "2023"), Edge(2, 0, 2, "revises, cites")],
    directed=True,
    notes=["Nodes are --things.", "weight: {n}"],
)

names = st.text(st.characters(codec=None), max_size=12) | st.sampled_from([AWKWARD, "end", "n1", "", "1. item", "`x`"])
graphs = st.builds(
    lambda labels, directed: Graph(
        [Vertex(label, {"name": label, "attribute:" + label: label}, "#aabbcc") for label in labels],
        [Edge(0, number, 1.5, label) for number, label in enumerate(labels) if number],
        directed,
        labels,
    ),
    st.lists(names, min_size=1, max_size=5),
    st.booleans(),
)


def test_graphml_holds_all_that_is_known():
    read = nx.read_graphml(BytesIO(graphml(SMALL)))
    assert read.is_directed()
    assert list(read.nodes) == ["n1", "n2", "n3"]
    assert read.nodes["n1"] == {
        "label": "东麓县",
        "color": "#1133AA",
        "first": "2022",
        "last": "2023-05",
        "name": "东麓县",
        "degree": 2,
        "betweenness": 0.5,
        "community": 1,
    }
    assert "betweenness" not in read.nodes["n2"]
    assert read.nodes["n3"] == {"label": "graph", "name": "graph", "degree": 1, "betweenness": 0.0, "place": "true"}
    assert dict(read.edges) == {
        ("n1", "n2"): {"weight": 3, "kind": "cites", "first": "2021-05-06", "last": "2023"},
        ("n3", "n1"): {"weight": 2, "kind": "revises, cites"},
    }
    assert read.graph["notes"] == "Nodes are --things.\nweight: {n}"


def test_gexf_holds_colours_and_from_when_things_are_there():
    written = gexf(SMALL)
    read = nx.read_gexf(BytesIO(written))
    assert read.nodes["n1"]["label"] == "东麓县" and read.nodes["n1"]["degree"] == 2
    assert read.nodes["n1"]["viz"]["color"] == {"r": 17, "g": 51, "b": 170, "a": 1.0}
    assert "viz" not in read.nodes["n2"]
    assert [read.nodes[node].get("start") for node in read.nodes] == ["2022-01-01", "2022-04-01", None]
    assert not any("end" in data for _node, data in read.nodes(data=True))
    assert read.edges["n1", "n2"]["start"] == "2022-04-01"  # not before the later of its ends
    assert (read.edges["n1", "n2"]["weight"], read.edges["n1", "n2"]["last"]) == (3.0, "2023")
    assert "start" not in read.edges["n3", "n1"]
    root = ElementTree.fromstring(written)
    space = "{http://www.gexf.net/1.2draft}"
    assert root.find(f"{space}graph").get("timeformat") == "date"
    assert root.find(f"{space}meta/{space}creator").text == "qualcode"
    assert root.find(f"{space}meta").attrib == {}  # no day: the same network is the same file


@given(graphs)
def test_whatever_names_hold_xml_files_can_be_read_back(graph):
    for write, read in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        written = write(graph)
        assert written == write(graph)
        made = read(BytesIO(written))
        assert made.number_of_nodes() == len(graph.vertices) and made.number_of_edges() == len(graph.edges)
        for number, vertex in enumerate(graph.vertices):
            data = made.nodes[f"n{number + 1}"]
            assert (data.get("label") or "").split() == clean(vertex.label).split()


@given(graphs)
def test_a_file_of_dot_has_one_statement_a_line_and_closed_strings(graph):
    lines = dot(graph).decode("utf-8").split("\n")
    assert lines[len(graph.notes)] == ("digraph {" if graph.directed else "graph {")
    body = lines[len(graph.notes) + 2 : -2]
    assert len(body) == len(graph.vertices) + len(graph.edges) and lines[-2:] == ["}", ""]
    string = r'"(?:[^"\\]|\\["\\n])*"'
    value = rf"(?:{string}|-?[\d.]+)"
    attributes = rf"\[(?:[a-z_]+|{string})={value}(?:, (?:[a-z_]+|{string})={value})*\];"
    for line in body:
        assert re.fullmatch(rf"  n\d+(?: (?:--|->) n\d+)? {attributes}", line), line


def test_dot_shows_what_the_name_says():
    (line,) = [
        line for line in dot(Graph([Vertex('a"b\\n\nc', {}, "#000080")], [])).decode().split("\n") if "n1" in line
    ]
    assert line == '  n1 [label="a\\"b\\\\n\\nc", style="filled", fillcolor="#000080", fontcolor="#ffffff"];'


@given(graphs)
def test_a_label_of_mermaid_holds_nothing_that_could_end_it(graph):
    lines = mermaid(graph).decode("utf-8").split("\n")
    assert lines[0] == "flowchart LR"
    body = lines[1 + len(graph.notes) : -1]
    assert len(body) == 2 * len(graph.vertices) + len(graph.edges)
    for line in body[: len(graph.vertices)]:
        label = re.fullmatch(r'  n\d+\["(.*)"\]', line)[1].replace("<br/>", "")
        assert not set(re.sub(r"#\d+;", "", label)) & set('"#;<>[]{}|`%&*~\\')
        assert not re.search(r"(?<!\w)[-._]|[-._](?!\w)", re.sub(r"#\d+;", "", label))
    for line in body[len(graph.vertices) : len(graph.vertices) + len(graph.edges)]:
        assert re.fullmatch(r'  n\d+ (?:---|-->)\|"1\.5"\| n\d+', line)


def test_mermaid_says_names_by_their_numbers_and_keeps_the_rest():
    text = mermaid(SMALL).decode("utf-8").split("\n")
    assert text[1:3] == ["  %% Nodes are --things.", "  %% weight: (n)"]
    assert text[3:6] == ['  n1["东麓县"]', '  n2["end"]', '  n3["graph"]']
    assert text[6] == '  n1 -->|"3"| n2'
    assert text[8] == "  style n1 fill:#1133AA,color:#ffffff"
    assert "a#34;b#34;#93; #124; c" in mermaid(Graph([Vertex('a"b"] | c')], [])).decode()


def test_a_file_is_written_whole_by_its_ending(tmp_path):
    for ending in ("graphml", "gexf", "dot", "mmd", "GraphML"):
        assert write_graph(SMALL, tmp_path / f"net.{ending}") == ()
    assert (tmp_path / "net.dot").read_bytes() == dot(SMALL)
    assert (tmp_path / "net.GraphML").read_bytes() == (tmp_path / "net.graphml").read_bytes()
    with pytest.raises(WrongUse, match=r"\.graphml \.gexf \.dot \.mmd"):
        write_graph(SMALL, tmp_path / "net.svg")
    with pytest.raises(Unreachable):
        write_graph(SMALL, tmp_path / "nowhere" / "net.dot")


def test_an_empty_network_is_a_file_too(tmp_path):
    empty = Graph([], [])
    assert nx.read_graphml(BytesIO(graphml(empty))).number_of_nodes() == 0
    assert nx.read_gexf(BytesIO(gexf(empty))).number_of_nodes() == 0
    assert "graph {" in dot(empty).decode() and "flowchart LR" in mermaid(empty).decode()


def test_more_ties_than_mermaid_draws_are_said(tmp_path):
    large = Graph([Vertex(str(number)) for number in range(502)], [Edge(0, number, 1, "") for number in range(1, 502)])
    (said,) = write_graph(large, tmp_path / "net.mmd")
    assert "500 ties" in said
