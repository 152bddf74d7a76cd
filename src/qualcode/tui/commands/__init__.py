"""Every action of the workbench in one table: its name, keys, words and place.

Bindings, the line of keys, the help screen and the command palette are all made from it. Names are stable: a key map
(``[keymap]`` in the settings) uses them. Letters never arrive while a Chinese input method is on, so what is done often has
a key that is neither letter nor mark as well, and everything is in the palette (Ctrl+P).
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from qualcode.tui.commands import (
    of_agreement,
    of_analysis,
    of_answers,
    of_codebook,
    of_concepts,
    of_lists,
    of_memos,
    of_quotes,
    of_text,
)
from qualcode.tui.commands.command import Command, Scope
from qualcode.tui.commands.keys import key_list, key_named
from qualcode.tui.widgets.document_keys import UNBOUND

__all__ = [
    "COMMANDS",
    "TOGETHER",
    "WITHIN",
    "Command",
    "Scope",
    "bindings",
    "by_group",
    "in_palette",
    "key_list",
    "key_named",
    "meet",
]

COMMANDS: tuple[Command, ...] = (
    *of_text.COMMANDS,
    *of_agreement.COMMANDS,
    *of_lists.COMMANDS,
    *of_memos.COMMANDS,
    *of_codebook.COMMANDS,
    *of_concepts.COMMANDS,
    *of_quotes.COMMANDS,
    *of_answers.COMMANDS,
    *of_analysis.COMMANDS,
)

WITHIN: dict[Scope, tuple[Scope, ...]] = {
    "document": ("coding", "document", "screen"),
    "tree": ("tree", "coding", "screen"),
    "lines": ("lines", "coding", "screen"),
    "drawer": ("drawer",),
    "editor": ("editor",),
    "go": ("go",),
    "unit": ("unit",),
    "agreement": ("agreement", "away"),
    "readings": ("readings", "away"),
    "paper": ("lines", "away"),
    "segments": ("segments", "away"),
    "documents": ("documents", "away"),
    "memos": ("memos", "away"),
    "line": ("line",),
    "matrix": ("matrix", "away"),
    "words": ("words", "away"),
    "kwic": ("kwic", "away"),
    "autocoding": ("autocoding", "away"),
    "saturation": ("saturation", "away"),
    "portrait": ("portrait", "away"),
    "network": ("network", "away"),
    "frequencies": ("frequencies", "away"),
    "codebook": ("codebook", "away"),
    "cards": ("cards", "away"),
    "concepts": ("concepts", "away"),
    "quotes": ("quotes", "away"),
    "answers": ("answers", "away"),
    "page": ("page", "codebook", "away"),
}
"""Whose keys the line of keys shows, by where the focus is, the most wanted first."""


def bindings(scope: Scope) -> list[BindingType]:
    """The bindings of one scope, for the class that carries them out."""
    return [
        Binding(
            command.keys or UNBOUND + command.id, command.action, command.help, id=command.id, show=bool(command.short)
        )
        for command in COMMANDS
        if command.scope == scope
    ]


_NOT_IN_PALETTE = (
    "app.commands",
    "app.commands_elsewhere",
    "go.start",
    "go.elsewhere",
    "go.nowhere",
    "selection.unit",
    "unit.nowhere",
    *(f"{scope}.quick_{number}" for scope in ("code", "answers") for number in range(1, 10)),
)


_WITH_THE_TEXT: tuple[Scope, ...] = ("coding", "unit", "go", "screen", "app", "document")


def in_palette(scope: Scope = "document") -> list[Command]:
    """What the command palette offers: everything that makes sense where one is, the screen's own before the ways elsewhere."""
    if scope == "document":
        scopes = _WITH_THE_TEXT
    else:
        peers = next(peers for peers in TOGETHER if scope in peers)
        scopes = (scope, "go", *(peer for peer in peers if peer != scope))
    listed = [command for scope in scopes for command in COMMANDS if command.scope == scope]
    return [command for command in listed if command.id not in _NOT_IN_PALETTE]


def by_group(commands: Iterable[Command] = COMMANDS) -> dict[str, list[Command]]:
    """The commands under their headings, both in the order of the table."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return groups


def meet(one: Scope, other: Scope) -> bool:
    """Whether a key can mean only one thing in both scopes; in the codebook and the panels it may mean more than elsewhere."""
    return any(one in peers and other in peers for peers in TOGETHER)


TOGETHER: tuple[tuple[Scope, ...], ...] = (
    ("document", "coding", "screen", "app"),
    *((scope, "screen", "app") for scope in ("tree", "lines", "drawer", "editor")),
    ("go",),
    ("unit",),
    ("agreement", "away", "app"),
    ("readings", "away", "app"),
    ("paper", "lines", "away", "app"),
    ("segments", "rows", "away", "app"),
    ("documents", "rows", "away", "app"),
    ("memos", "rows", "away", "app"),
    ("autocoding", "rows", "away", "app"),
    ("line", "app"),
    *((scope, "cells", "away", "app") for scope in ("matrix", "words")),
    *(
        (scope, "rows", "away", "app")
        for scope in ("words", "kwic", "saturation", "portrait", "network", "frequencies")
    ),
    ("codebook", "rows", "away", "app"),
    ("cards", "rows", "away", "app"),
    ("concepts", "rows", "away", "app"),
    ("quotes", "rows", "away", "app"),
    ("answers", "rows", "away", "app"),
    ("page", "away", "app"),
)
"""Scopes in which a key can mean only one thing, since it is looked for in all of them at once."""
