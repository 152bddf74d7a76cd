"""The report of a project: what goes into it, as plain values that ``formats.reports`` renders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.report import (
        account,
        book,
        concepts,
        draft,
        drawings,
        headings,
        memos,
        methods,
        passages,
        tables,
        writing,
    )

    __all__ = [
        "account",
        "book",
        "concepts",
        "draft",
        "drawings",
        "headings",
        "memos",
        "methods",
        "passages",
        "tables",
        "writing",
    ]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
