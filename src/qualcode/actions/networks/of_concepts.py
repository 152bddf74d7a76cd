"""The network that links between codes make: what leads to what, and how many segments speak for and against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qualcode.actions import codes
from qualcode.actions.concepts import links
from qualcode.actions.networks.asking import Ask, Maker
from qualcode.errors import WrongUse
from qualcode.messages import _, listed
from qualcode.store.view import View

if TYPE_CHECKING:
    from qualcode.actions.concepts.links import LinkRow
    from qualcode.analysis.network import Network, Node, Tie


def of_concepts(view: View, ask: Ask) -> Maker:
    """Codes tied by the links between them; without codes that have none. Links of the same two codes are one tie."""
    every = links.listing(view)
    wanted = _kinds(every, ask)
    chosen = [link for link in every if not wanted or link.kind in wanted]
    tree = codes.listing(view)

    def make(_documents: Collection[int] | None) -> Network:
        from qualcode.analysis.network import Network

        at = {code.path: place for place, code in enumerate(tree)}
        directed = any(not link.symmetric for link in chosen)
        ties = _ties(chosen, at, directed)
        made = Network.of_ties(_nodes(tree), ties, directed=directed, notes=_notes(chosen, directed))
        return made.connected()

    return make


def _kinds(every: Sequence[LinkRow], ask: Ask) -> set[str]:
    """The kinds that are asked for, as links here have them. Raises WrongUse for one that no link is of."""
    from qualcode.actions.concepts.kinds import offered

    known = {link.kind.casefold(): link.kind for link in every}
    found = set()
    for kind in ask.link_kinds:
        built_in = offered(kind)
        names = [name.casefold() for name in (kind, *(built_in.names if built_in else ()))]
        meant = next((known[name] for name in names if name in known), None)
        if meant is None:
            raise WrongUse(
                _("No link here is of the kind {kind!r}.", kind=kind),
                _("Kinds are: {kinds}", kinds=listed(sorted(known.values()))),
            )
        found.add(meant)
    return found


def _nodes(tree: Sequence[codes.CodeRow]) -> list[Node]:
    from qualcode.analysis.network import Node

    times = Counter(code.name for code in tree)
    return [
        Node(
            code.path,
            "code",
            code.codings,
            code.name if times[code.name] == 1 else "",
            code.color,
            facts=(("status", code.status),),
        )
        for code in tree
    ]


def _ties(chosen: Sequence[LinkRow], at: dict[str, int], directed: bool) -> list[Tie]:
    """A tie for each two codes with a link, weighing one and one more for each segment for or against it."""
    between: dict[tuple[int, int], list[LinkRow]] = {}
    for link in chosen:
        ends = at[link.source], at[link.target]
        if link.symmetric and (ends[::-1] in between or (not directed and ends[0] > ends[1])):
            ends = ends[::-1]
        between.setdefault(ends, []).append(link)
    return [_tie(ends, together) for ends, together in between.items()]


def _tie(ends: tuple[int, int], together: Sequence[LinkRow]) -> Tie:
    from qualcode.analysis.network import Tie

    speaking_for, against = sum(it.speaking_for for it in together), sum(it.against for it in together)
    kinds = listed(dict.fromkeys(it.kind for it in together))
    facts = (
        ("for", speaking_for),
        ("against", against),
        ("symmetric", all(it.symmetric for it in together)),
        ("note", "\n".join(it.note for it in together if it.note) or None),
    )
    return Tie(*ends, len(together) + speaking_for + against, kinds, facts=facts)


def _notes(chosen: Sequence[LinkRow], directed: bool) -> list[str]:
    notes = [
        _("Nodes are codes with a link; size: their codings."),
        _(
            "Links between the same two codes are one tie. Its weight: one for each link, and one for each segment that speaks for "
            "or against it."
        ),
    ]
    if directed and any(link.symmetric for link in chosen):
        said = _(
            "A link that holds both ways is counted from the code it was given from; the column symmetric tells which do."
        )
        notes.append(said)
    return notes
