"""The interpretation between the tables: links between codes, claims, and the segments that speak for or against both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.concepts import claims, evidence, kinds, link_files, links, memo_paper, review

    __all__ = ["claims", "evidence", "kinds", "link_files", "links", "memo_paper", "review"]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
