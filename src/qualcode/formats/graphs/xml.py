"""GraphML and GEXF, by networkx; what it would leave to chance or write wrongly is set here."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from qualcode.formats.graphs.graph import Edge, Graph, Vertex, vertex_id
from qualcode.table import Cell

_FORBIDDEN = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # of XML 1.0
_PROGRAM = "qualcode"


def graphml(graph: Graph) -> bytes:
    """The graph as GraphML: each vertex and edge with its facts under their names, the notes as data of the graph."""
    made = _empty(graph)
    made.graph["notes"] = clean("\n".join(graph.notes))
    types = _types(graph)
    for number, vertex in enumerate(graph.vertices):
        shown = {"label": clean(vertex.label), "color": vertex.color, "first": vertex.first, "last": vertex.last}
        made.add_node(vertex_id(number), **_known(shown), **_facts(vertex, types))
    for edge in graph.edges:
        dates = {"first": edge.first, "last": edge.last}
        made.add_edge(*_ends(edge), weight=edge.weight, kind=clean(edge.kind), **_known(dates), **_facts(edge, types))
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(made)
    stream = BytesIO()
    writer.dump(stream)
    return stream.getvalue() + b"\n"


def gexf(graph: Graph) -> bytes:
    """The graph as GEXF 1.2, colours and all. A vertex is there from its first date on, an edge from its own, but not before its ends."""
    made = _empty(graph)
    types = _types(graph)
    for number, vertex in enumerate(graph.vertices):
        seen = {"viz": {"color": dict(zip("rgb", vertex.rgb))}} if vertex.rgb else {}
        dates = _since(_day(vertex.first)) | _known({"first": vertex.first, "last": vertex.last})
        made.add_node(vertex_id(number), label=clean(vertex.label), **seen, **dates, **_facts(vertex, types))
    for number, edge in enumerate(graph.edges):
        ends = (graph.vertices[edge.source], graph.vertices[edge.target])
        since = max(_day(edge.first), *(_day(end.first) for end in ends)) if edge.first else ""
        dates = _since(since) | _known({"first": edge.first, "last": edge.last})
        said = dates | _facts(edge, types) | ({"type": "undirected"} if edge.symmetric and graph.directed else {})
        made.add_edge(*_ends(edge), id=f"e{number + 1}", weight=edge.weight, kind=clean(edge.kind), **said)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph(made)
    _describe(writer.xml.find("meta"), graph)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue() + b"\n"


def clean(text: str) -> str:
    """``text`` with a replacement character for each that no XML file may hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _empty(graph: Graph) -> Any:
    return nx.DiGraph() if graph.directed else nx.Graph()


def _ends(edge: Edge) -> tuple[str, str]:
    return vertex_id(edge.source), vertex_id(edge.target)


def _known(facts: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}


def _types(graph: Graph) -> dict[str, type]:
    """For each fact the type that holds all its values: a format declares one for all vertices or edges."""
    found: dict[str, set[type]] = {}
    for facts in [it.facts for it in graph.vertices] + [it.facts for it in graph.edges]:
        for name, value in facts.items():
            if value is not None:
                found.setdefault(name, set()).add(type(value))
    return {name: next(iter(types)) if len(types) == 1 else _common(types) for name, types in found.items()}


def _common(types: set[type]) -> type:
    return float if types == {int, float} else str


def _facts(of: Vertex | Edge, types: dict[str, type]) -> dict[str, Cell]:
    return {clean(name): _typed(value, types[name]) for name, value in of.facts.items() if value is not None}


def _typed(value: Cell, wanted: type) -> Cell:
    if wanted is float and value is not None:
        return float(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if wanted is int else clean(str(value))


def _since(day: str) -> dict[str, str]:
    return {"start": day} if day else {}


def _day(date: str) -> str:
    """The first day of a date that may be only a year or month; "" for none."""
    return (f"{date}-01-01" if len(date) == 4 else f"{date}-01")[:10] if date else ""


def _describe(meta: Any, graph: Graph) -> None:
    """Say who wrote the file and what it means, and not on which day: the same network is the same file."""
    del meta.attrib["lastmodifieddate"]
    meta[0].text = _PROGRAM
    description = meta.makeelement("description", {})
    description.text = clean("\n".join(graph.notes))
    meta.append(description)
