"""Putting codes or documents in a set, and taking them out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from qualcode.actions.material import sets
from qualcode.messages import _
from qualcode.project import Work
from qualcode.text.match import Match, Matcher
from qualcode.text.names import name_key
from qualcode.tui.asking.questions import Answer, Choice, Question
from qualcode.tui.view.width import show


def which_set(inside: Sequence[str], names: Sequence[str], what: str) -> Question:
    """Which of the sets called ``names`` to put something in, or take it out of where it is ``inside``; a new one can be named."""
    others = [name for name in names if name not in inside]
    known = {name_key(name) for name in (*inside, *others)}

    def row(match: Match) -> Content:
        mark = ("✓ ", "$text-success") if match.key in inside else ("  ", "")
        return Content.assemble(mark, show(match.key))

    def offer(typed: str) -> str:
        return "" if name_key(typed) in known else _("new set “{name}”", name=typed.strip())

    choices = [Choice(name, (name,)) for name in (*inside, *others)]
    return Question(_("Set for {codes}", codes=what), Matcher(choices), row, offer=offer, limit=300)


def put(answer: Answer, inside: Sequence[str], of: str, members: Sequence[str], what: str) -> Callable[[Work], str]:
    """What carries out the answer to ``which_set``: it puts ``members`` in the set, or takes them out where they are inside."""
    name = answer.typed or str(answer.keys[0])

    def act(work: Work) -> str:
        if name in inside:
            sets.remove(work, name, members, of=of)
            return _("Taken out of the set {name}: {codes}.", codes=what, name=name)
        sets.add(work, name, members, of=of)
        return _("Put in the set {name}: {codes}.", codes=what, name=name)

    return act
