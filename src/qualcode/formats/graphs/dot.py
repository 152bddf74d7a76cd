"""DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.formats.graphs.graph import Graph, Vertex, one_line, vertex_id
from qualcode.table import Cell

_DARK = 140  # the lightness out of 255 below which letters are white


def dot(graph: Graph) -> bytes:
    """The graph in DOT: labels, colours and weights as Graphviz draws them, all facts as attributes beside them."""
    return ("\n".join(_lines(graph)) + "\n").encode("utf-8", "replace")


def _lines(graph: Graph) -> Iterator[str]:
    yield from (f"// {one_line(note)}" for note in graph.notes)
    yield "digraph {" if graph.directed else "graph {"
    yield '  graph [charset="UTF-8"];'
    arrow = "->" if graph.directed else "--"
    for number, vertex in enumerate(graph.vertices):
        yield f"  {vertex_id(number)} [{_attributes(_shown(vertex))}];"
    for edge in graph.edges:
        shown: dict[str, Cell] = {"label": edge.label or None}
        shown["dir"] = "none" if edge.symmetric and graph.directed else None
        known = {"weight": edge.weight, "kind": edge.kind, "first": edge.first or None, "last": edge.last or None}
        said = shown | known | dict(edge.facts)
        yield f"  {vertex_id(edge.source)} {arrow} {vertex_id(edge.target)} [{_attributes(said)}];"
    yield "}"


def _shown(vertex: Vertex) -> dict[str, Cell]:
    shown: dict[str, Cell] = {"label": vertex.label, **_fill(vertex), **vertex.facts}
    return shown | {"first": vertex.first or None, "last": vertex.last or None}


def _fill(vertex: Vertex) -> dict[str, Cell]:
    if vertex.rgb is None:
        return {}
    return {"style": "filled", "fillcolor": vertex.color, "fontcolor": letters_on(vertex.rgb)}


def letters_on(rgb: tuple[int, int, int]) -> str:
    """The colour in which letters can be read on another: black or white."""
    red, green, blue = rgb
    return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else "#000000"


def _attributes(facts: Mapping[str, Cell]) -> str:
    return ", ".join(f"{_name(name)}={_value(value)}" for name, value in facts.items() if value is not None)


def _name(name: str) -> str:
    return name if name.isascii() and name.isidentifier() else quoted(name)


def _value(value: Cell) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else quoted(str(value))


def quoted(text: str) -> str:
    """A string of DOT: in it a backslash would begin a sign of its own, such as the end of a line."""
    lines = [one_line(line) for line in text.split("\n")]
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'
