"""Mermaid, for pictures in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcode.formats.graphs.dot import letters_on
from qualcode.formats.graphs.graph import Graph, one_line, vertex_id

# Whatever could end a label, begin Markdown or a comment in it, or be taken for part of a page. Between letters or digits
# (2024-05-31) a few signs mean nothing.
_SPECIAL = re.compile(r"[!-'*+;-@\[-^`{-~]|(?<![^\W_])[-._]|[-._](?![^\W_])")


def mermaid(graph: Graph) -> bytes:
    """The graph as a flowchart: labels, colours, and the words or the weight on each tie."""
    return ("\n".join(_lines(graph)) + "\n").encode("utf-8", "replace")


def _lines(graph: Graph) -> Iterator[str]:
    yield "flowchart LR"
    yield from (f"  %% {_comment(note)}" for note in graph.notes)
    for number, vertex in enumerate(graph.vertices):
        yield f'  {vertex_id(number)}["{escaped(vertex.label)}"]'
    for edge in graph.edges:
        line = "-->" if graph.directed and not edge.symmetric else "---"
        weight = f"{edge.weight:.3g}" if isinstance(edge.weight, float) else str(edge.weight)
        yield f'  {vertex_id(edge.source)} {line}|"{escaped(edge.label or weight)}"| {vertex_id(edge.target)}'
    for number, vertex in enumerate(graph.vertices):
        if vertex.rgb:
            yield f"  style {vertex_id(number)} fill:{vertex.color},color:{letters_on(vertex.rgb)}"


def _comment(note: str) -> str:
    """A note as a comment: braces in one would be taken for settings."""
    return one_line(note).translate({ord("{"): "(", ord("}"): ")"})


def escaped(text: str) -> str:
    """A label: whatever has a meaning of its own is written by its number, and an end of a line as one."""
    lines = [_SPECIAL.sub(lambda match: f"#{ord(match[0])};", one_line(line)) for line in text.split("\n")]
    return "<br/>".join(lines) or " "
