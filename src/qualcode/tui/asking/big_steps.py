"""What is asked before an undo or redo that changes much: one key is not to take back what took a day to bring in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.actions import history
from qualcode.messages import _, listed, plural
from qualcode.tui.asking import questions
from qualcode.tui.project.desk import Desk

BIG = 50
"""Rows that a change concerns, from which on it is asked before."""


_ONE_KEY = ("study.adjudicate", "documents.revise")  # what was agreed comes along; codings move with their words


def take_back(desk: Desk, ask: questions.Ask, act: Callable[[], None], *, again: bool = False) -> None:
    """``act``, which undoes the coder's latest change or with ``again`` does one again; where that is much, only after a question.

    Raises Unreachable.
    """
    with desk.project.read(desk.coder) as view:
        step = history.next_step(view, again=again)
    if step is None or not _is_big(step):
        act()
        return
    prompt = _("Do again: {label}", label=step.label) if again else _("Undo: {label}", label=step.label)
    yes = _("It concerns {much}: go on", much=_much(step.rows))
    question = questions.which_of(prompt, {"no": _("Leave everything as it is"), "yes": yes})
    ask(question, lambda answer: act() if answer is not None and answer.keys[0] == "yes" else None)


def _is_big(step: history.Step) -> bool:
    """Whether to ask. What one key has done may take many rows along; a round is much with few."""
    if step.kind in _ONE_KEY:
        return False
    return step.kind.startswith("study.") or sum(step.rows.values()) >= BIG


def _much(rows: Mapping[str, int]) -> str:
    counts = dict(rows)
    named = {
        "document": plural("{n} document", "{n} documents", counts.pop("document", 0)),
        "coding": plural("{n} coding", "{n} codings", counts.pop("coding", 0)),
        "code": plural("{n} code", "{n} codes", counts.pop("code", 0)),
        "memo": plural("{n} memo", "{n} memos", counts.pop("memo", 0)),
    }
    parts = [words for table, words in named.items() if rows.get(table)]
    if others := sum(counts.values()):
        parts.append(
            plural("{n} other entry", "{n} other entries", others)
            if parts
            else plural("{n} entry", "{n} entries", others)
        )
    return listed(parts)
