"""Quotes for a paper: passages picked, worded and translated, and printed as far as consent allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.quotes import context, opening, picked, picking, printing, telling, wording

    __all__ = ["context", "opening", "picked", "picking", "printing", "telling", "wording"]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
