"""What a command of the workbench is: a name, keys, words, and the place it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qualcode.messages import _

Scope = Literal[
    "app",
    "screen",
    "coding",
    "document",
    "tree",
    "drawer",
    "editor",
    "go",
    "away",
    "unit",
    "lines",
    "agreement",
    "readings",
    "rows",
    "segments",
    "documents",
    "line",
    "cells",
    "matrix",
    "words",
    "kwic",
    "saturation",
    "portrait",
    "network",
    "frequencies",
    "codebook",
    "cards",
    "concepts",
    "quotes",
    "answers",
    "page",
    "paper",
    "memos",
    "autocoding",
]


@dataclass(frozen=True, slots=True)
class Command:
    """One action.

    ``keys`` is a list with commas, empty for what only the palette offers; ``help`` says what it does; ``short`` is its word
    in the line of keys, empty for commands that are not there; ``aliases`` are words it is found by as well.
    """

    id: str
    keys: str
    action: str
    help: str
    scope: Scope
    short: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The heading it stands under in help."""
        return GROUPS[self.id.partition(".")[0]]


GROUPS = {
    "caret": _("Move"),
    "segment": _("Move from segment to segment"),
    "selection": _("Select"),
    "unit": _("Select a unit of the text"),
    "code": _("Put codes on the text"),
    "memo": _("Memos"),
    "search": _("Find words"),
    "history": _("Take back"),
    "go": _("Go to"),
    "document": _("Documents"),
    "view": _("What is shown"),
    "app": _("The workbench"),
    "tree": _("In the codebook"),
    "drawer": _("In a list of choices"),
    "editor": _("While writing a memo, a reason or the text"),
    "lines": _("In the panel on the right and in this help"),
    "agreement": _("Where coders agree and disagree"),
    "readings": _("Who coded a passage how"),
    "rows": _("In a table of segments or documents"),
    "segments": _("Segments"),
    "documents": _("Documents and progress"),
    "memos": _("All memos"),
    "cells": _("In a table of figures"),
    "matrix": _("Matrix and co-occurrence"),
    "words": _("Words"),
    "kwic": _("Places of a word"),
    "autocoding": _("Before coding by words"),
    "saturation": _("Saturation"),
    "portrait": _("Codes along the text"),
    "network": _("Network"),
    "frequencies": _("How often codes are used"),
    "codebook": _("While editing the codebook"),
    "cards": _("Cards sorted into piles"),
    "concepts": _("Claims and links between codes"),
    "quotes": _("Quotes for the paper"),
    "answers": _("Answers"),
    "page": _("On the page of a code"),
    "line": _("While typing a query, a path or a name"),
}
