"""What a person can do to a project, by name.

Every function that changes a project is registered, so that one test can prove of each that it can be undone and redone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

ACTIONS: dict[str, Callable[..., Any]] = {}
F = TypeVar("F", bound=Callable[..., Any])


def action(name: str) -> Callable[[F], F]:
    """Register a function that changes a project under ``name``, which the history keeps as the operation's kind."""

    def register(function: F) -> F:
        if name in ACTIONS:
            raise ValueError(f"two actions are called {name!r}")
        ACTIONS[name] = function
        return function

    return register
