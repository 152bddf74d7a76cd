"""Which format a network is written in: as the ending of the file says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from qualcode.errors import WrongUse
from qualcode.formats.files import replacing
from qualcode.formats.graphs.graph import Graph
from qualcode.messages import _

_WRITERS = {
    ".graphml": "qualcode.formats.graphs.xml:graphml",
    ".gexf": "qualcode.formats.graphs.xml:gexf",
    ".dot": "qualcode.formats.graphs.dot:dot",
    ".mmd": "qualcode.formats.graphs.mermaid:mermaid",
}
_MERMAID_DRAWS = 500


def write_graph(graph: Graph, path: Path) -> tuple[str, ...]:
    """Write ``graph`` to a file, whole or not at all; the same graph gives the same bytes.

    Returns sentences on what the programs that read the format will not do with it. Raises WrongUse for an ending that says no
    format of networks, Unreachable when the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in _WRITERS:
        raise WrongUse(
            _("The ending of {path} says no format of networks.", path=path),
            _("Use one of {endings}.", endings=" ".join(_WRITERS)),
        )
    module, _colon, writer = _WRITERS[ending].partition(":")
    with replacing(path) as draft:
        draft.write_bytes(getattr(import_module(module), writer)(graph))
    if ending == ".mmd" and len(graph.edges) > _MERMAID_DRAWS:
        return (_("Mermaid draws {n} ties unless it is told otherwise (maxEdges).", n=_MERMAID_DRAWS),)
    return ()
