"""Networks of codes, documents, cases and agencies: how they are built, their tables, and the files they go into."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.actions.networks import asking, building, of_codes, of_documents

    __all__ = ["asking", "building", "of_codes", "of_documents"]
else:
    from qualcode.lazily import submodules

    __getattr__ = submodules(__name__)
