"""How a document that is open here went out of the project: somebody has removed it, or its own coder has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from qualcode.actions import history
from qualcode.messages import _
from qualcode.project import View

By = Literal["me", "undone", "others"]


def by_whom(view: View, operations: int, is_mine: Callable[[str], bool]) -> By:
    """Who has removed it in the latest so many operations of the history."""
    since = list(history.history(view, max(operations, 1)).records())
    if not since or not all(is_mine(str(it["coder"])) for it in since):
        return "others"
    return "undone" if any(it["kind"] == "undo" for it in since) else "me"


def words(by: By) -> str:
    """How it went, in a few words for the title."""
    return {"me": _("removed by you"), "undone": _("undone by you"), "others": _("removed by somebody")}[by]


def sentence(by: By, document: str) -> str:
    """How it went, and what becomes of its text."""
    return {
        "me": _("You have removed {document}. Its text stays here until you open another.", document=document),
        "undone": _(
            "You have undone what brought {document} in. Its text stays here until you open another.", document=document
        ),
        "others": _("Somebody has removed {document}. Its text stays here.", document=document),
    }[by]
